// Profiles, whole: everything a profile grants. What of it a retrieve shows depends on what else is retrieved
// (../profileSlice.ts).
import type { Row } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import { pick } from '../seeded.ts';
import { isCustomizable } from './objects.ts';
import type { FieldGrant } from './permissions.ts';
import {
  fieldPermissions,
  objectPermissions,
  setupAccesses,
  tabSettings,
  userPermissions,
} from './permissions.ts';
import type { Source, SourceContext } from './source.ts';
import { column, encodeName, first } from './source.ts';
import { customTabs, layoutNames } from './names.ts';

/** Standard profiles go by other names in the Metadata API than in the user interface. */
const standardNames: Readonly<Record<string, string | undefined>> = {
  'System Administrator': 'Admin',
  'Standard User': 'Standard',
  'Read Only': 'ReadOnly',
  'Solution Manager': 'SolutionManager',
  'Marketing User': 'MarketingProfile',
  'Contract Manager': 'ContractManager',
  'Standard Platform User': 'StandardAul',
  'Minimum Access - Salesforce': 'Minimum Access - Salesforce',
  'Chatter Free User': 'Chatter Free User',
  'Chatter External User': 'Chatter External User',
  'Guest License User': 'Guest License User',
  'Identity User': 'Identity User',
  'Salesforce API Only System Integrations': 'Salesforce API Only System Integrations',
  'Analytics Cloud Integration User': 'Analytics Cloud Integration User',
  'Analytics Cloud Security User': 'Analytics Cloud Security User',
};

/** A profile's fullName. */
export function profileName(label: string): string {
  return standardNames[label] ?? encodeName(label);
}

/** Office and data-centre ranges (RFC 5737 documentation addresses) some profiles restrict logins to. */
const loginRanges: readonly XmlTree[] = [
  { description: 'Head office', startAddress: '198.51.100.0', endAddress: '198.51.100.255' },
  { description: 'Integration hosts', startAddress: '203.0.113.10', endAddress: '203.0.113.20' },
];

const restrictsLogins = /integration|api only|guest/i;

const tabVisibility: Readonly<Record<string, string>> = {
  DefaultOn: 'DefaultOn',
  DefaultOff: 'DefaultOff',
  Visible: 'DefaultOn',
  Available: 'DefaultOff',
};

function recordTypeVisibilities(context: SourceContext): XmlTree[] {
  const seen = new Set<string>();
  return [...context.rows('RecordType')].map((row) => {
    const object = column(row, 'SobjectType');
    const isFirst = !seen.has(object);
    seen.add(object);
    return {
      default: isFirst,
      recordType: `${object}.${column(row, 'DeveloperName')}`,
      visible: row.IsActive === true,
    };
  });
}

function tabVisibilities(context: SourceContext, parentId: string): XmlTree[] {
  const explicit = tabSettings(context, parentId);
  const known = new Set(explicit.map(({ tab }) => tab));
  const custom = customTabs(context.state.schema).filter((tab) => !known.has(tab));
  return [
    ...explicit.map(({ tab, visibility }) => ({ tab, visibility: tabVisibility[visibility] ?? 'DefaultOn' })),
    ...custom.map((tab) => ({ tab, visibility: 'DefaultOn' })),
  ];
}

/**
 * Every field with field-level security: what the profile's rows grant, and false for the rest. (Unlike other
 * permissions, a field's is in the file when it is off, too.)
 */
export function allFieldPermissions(context: SourceContext, parentId: string): FieldGrant[] {
  const granted = new Map(fieldPermissions(context, parentId).map((grant) => [grant.field, grant]));
  for (const type of context.state.schema.types.filter(isCustomizable)) {
    for (const { name, permissionable } of type.describe.fields) {
      const field = `${type.name}.${name}`;
      if (permissionable === true && !granted.has(field))
        granted.set(field, { editable: false, field, readable: false });
    }
  }
  return [...granted.values()].sort((left, right) => (left.field < right.field ? -1 : 1));
}

function profileTree(context: SourceContext, row: Row, owned: Row): XmlTree {
  const id = column(owned, 'Id');
  const label = column(row, 'Name');
  const license = context.row('UserLicense', column(row, 'UserLicenseId'));
  return {
    applicationVisibilities: [
      { application: 'Practice_Console', default: false, visible: true },
      { application: 'standard__Sales', default: true, visible: true },
    ],
    ...setupAccesses(context, id),
    custom: standardNames[label] === undefined,
    description: column(row, 'Description') || undefined,
    fieldPermissions: allFieldPermissions(context, id),
    layoutAssignments: layoutNames(context.state.schema).map((layout) => ({ layout })),
    loginIpRanges: restrictsLogins.test(label) ? loginRanges : [],
    objectPermissions: objectPermissions(context, id),
    recordTypeVisibilities: recordTypeVisibilities(context),
    tabVisibilities: tabVisibilities(context, id),
    userLicense: license === undefined ? 'Salesforce' : column(license, 'Name'),
    userPermissions: userPermissions({ ...row, ...owned }),
  };
}

export const profiles: Source = function* (context) {
  for (const row of context.rows('Profile')) {
    const owned = first(context.rowsWhere('PermissionSet', 'ProfileId', column(row, 'Id')));
    const label = column(row, 'Name');
    const fullName = profileName(label);
    yield { type: 'Profile', fullName, row, metadata: () => profileTree(context, row, owned ?? row) };
    if (!restrictsLogins.test(label)) continue;
    const key = `${fullName}:policies`;
    yield {
      type: 'ProfilePasswordPolicy',
      fullName: `PT${encodeName(label).replace(/[^A-Za-z0-9]/g, '')}`,
      metadata: () => ({
        forgotPasswordRedirect: false,
        lockoutInterval: pick(context.state.seed, key, [15, 30, 60]),
        maxLoginAttempts: 5,
        minimumPasswordLength: 12,
        minimumPasswordLifetime: false,
        obscure: true,
        passwordComplexity: 3,
        passwordExpiration: 90,
        passwordHistory: 5,
        passwordQuestion: 1,
        profile: fullName,
      }),
    };
    yield {
      type: 'ProfileSessionSetting',
      fullName: `ST${encodeName(label).replace(/[^A-Za-z0-9]/g, '')}`,
      metadata: () => ({
        externalCommunityUserIdentityVerif: false,
        forceLogout: true,
        profile: fullName,
        requiredSessionLevel: 'STANDARD',
        sessionPersistence: false,
        sessionTimeout: 120,
        sessionTimeoutWarning: false,
      }),
    };
  }
};
