// Connected apps and external client apps, out of their rows. Secrets are never written: the consumer secret is absent
// from a ConnectedApp on retrieve, and the settings files of external client apps that carry key and secret need an
// org opt-in which is off here (Metadata API Developer Guide, ExtlClntAppGlobalOauthSettings), so they are not listed.
import type { Row } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import { hash, pick } from '../seeded.ts';
import { profileName } from './profiles.ts';
import type { Source, SourceContext } from './source.ts';
import { column, developerName, first } from './source.ts';

const scopeChoices: ReadonlyArray<readonly string[]> = [
  ['Api', 'RefreshToken'],
  ['Api', 'Web', 'RefreshToken'],
  ['Full', 'RefreshToken'],
  ['Api', 'Profile', 'Email', 'OpenID', 'RefreshToken'],
  ['Chatter', 'Api'],
];

function refreshPolicy(row: Row): string {
  const period = Number(row.RefreshTokenValidityPeriod);
  if (!Number.isFinite(period) || period === 0) return 'infinite';
  const kind = row.OptionsRefreshTokenValidityMetric === true ? 'specific_inactivity' : 'specific_lifetime';
  return `${kind}:${period}:DAYS`;
}

/** Consumer keys start with `3MVG9` and have 85 characters. */
function consumerKey(seed: number, name: string): string {
  let key = '3MVG9';
  for (let part = 0; key.length < 85; part += 1) key += hash(seed, `${name}:key:${part}`).toString(36);
  return key.slice(0, 85);
}

function grantees(context: SourceContext, appId: string): XmlTree {
  const profiles: string[] = [];
  const permissionSets: string[] = [];
  for (const access of context.rowsWhere('SetupEntityAccess', 'SetupEntityId', appId)) {
    const set = context.row('PermissionSet', column(access, 'ParentId'));
    if (set === undefined) continue;
    const profile =
      set.IsOwnedByProfile === true ? context.row('Profile', column(set, 'ProfileId')) : undefined;
    if (profile === undefined) permissionSets.push(column(set, 'Name'));
    else profiles.push(profileName(column(profile, 'Name')));
  }
  return { permissionSetName: permissionSets.sort(), profileName: profiles.sort() };
}

function connectedAppTree(context: SourceContext, row: Row): XmlTree {
  const { seed } = context.state;
  const name = column(row, 'Name');
  const host = developerName(name).toLowerCase().replaceAll('_', '-');
  const ranged = hash(seed, `${name}:ranges`) % 4 === 0;
  return {
    contactEmail: 'it@practice.example',
    ipRanges: ranged ? [{ description: 'Vendor egress', end: '203.0.113.40', start: '203.0.113.32' }] : [],
    label: name,
    oauthConfig: {
      callbackUrl: pick(seed, `${name}:callback`, [
        `https://${host}.example/oauth/callback`,
        `https://app.${host}.example/callback`,
        'http://localhost:1717/OauthRedirect',
      ]),
      consumerKey: consumerKey(seed, name),
      isAdminApproved: row.OptionsAllowAdminApprovedUsersOnly === true,
      isClientCredentialEnabled: false,
      isConsumerSecretOptional: false,
      isIntrospectAllTokens: false,
      isPkceRequired: hash(seed, `${name}:pkce`) % 2 === 0,
      isSecretRequiredForRefreshToken: true,
      scopes: pick(seed, `${name}:scopes`, scopeChoices),
    },
    oauthPolicy: {
      ipRelaxation: ranged ? 'ENFORCE' : pick(seed, `${name}:relax`, ['ENFORCE', 'BYPASS']),
      refreshTokenPolicy: refreshPolicy(row),
    },
    startUrl: column(row, 'StartUrl') || undefined,
    ...grantees(context, column(row, 'Id')),
  };
}

function policyTree(context: SourceContext, app: Row): XmlTree {
  const { seed } = context.state;
  const name = column(app, 'DeveloperName');
  const policy = first(
    context.rowsWhere('ExtlClntAppOauthPlcyCnfg', 'ExternalClientApplicationId', column(app, 'Id')),
  );
  return {
    externalClientApplication: name,
    ipRelaxationPolicyType: pick(seed, `${name}:relax`, ['Enforce', 'Bypass', 'Enforce_RelaxRefresh']),
    isClientCredentialsFlowEnabled: false,
    isGuestCodeCredFlowEnabled: false,
    isTokenExchangeFlowEnabled: false,
    label: `${column(app, 'MasterLabel', name)} OAuth policy`,
    permittedUsersPolicyType:
      policy === undefined
        ? 'AllSelfAuthorized'
        : column(policy, 'PermittedUsersPolicyType', 'AllSelfAuthorized'),
    refreshTokenPolicyType: pick(seed, `${name}:refresh`, [
      'Infinite',
      'SpecificLifetime',
      'SpecificInactivity',
    ]),
    requiredSessionLevel: 'STANDARD',
    sessionTimeoutInMinutes: 120,
  };
}

export const apps: Source = function* (context) {
  for (const row of context.rows('ConnectedApplication')) {
    const fullName = developerName(column(row, 'Name'));
    yield { type: 'ConnectedApp', fullName, row, metadata: () => connectedAppTree(context, row) };
  }
  for (const row of context.rows('ExternalClientApplication')) {
    const name = column(row, 'DeveloperName');
    const label = column(row, 'MasterLabel', name);
    yield {
      type: 'ExternalClientApplication',
      fullName: name,
      row,
      metadata: () => ({
        contactEmail: 'it@practice.example',
        description: column(row, 'Description') || undefined,
        distributionState: column(row, 'DistributionState', 'Local'),
        isProtected: false,
        label,
      }),
    };
    yield {
      type: 'ExtlClntAppConfigurablePolicies',
      fullName: `${name}_plcy`,
      metadata: () => ({
        externalClientApplication: name,
        isEnabled: true,
        isOauthPluginEnabled: true,
        label: `${label} policy`,
      }),
    };
    yield {
      type: 'ExtlClntAppOauthConfigurablePolicies',
      fullName: `${name}_oauthPlcy`,
      metadata: () => policyTree(context, row),
    };
  }
};
