// What only the Tooling API shows: the security health check, remote sites, certificates, packages, coverage.

import type { KeptRecipe } from '../recipe.ts';

type Risk = readonly [setting: string, group: string, risk: string, org: string, standard: string];

/** A handful of the check's settings with the values of this org and of the Salesforce standard. */
const RISKS: readonly Risk[] = [
  ['Minimum password length', 'Password Policies', 'MEETS_STANDARD', '8', '8'],
  ['Maximum invalid login attempts', 'Password Policies', 'HIGH_RISK', 'No Limit', '3'],
  [
    'Password complexity requirement',
    'Password Policies',
    'MEETS_STANDARD',
    'Must mix alpha and numeric characters',
    'Must mix alpha and numeric characters',
  ],
  ['Timeout Value', 'Session Settings', 'MEDIUM_RISK', '4 hours', '2 hours'],
  [
    'Lock sessions to the domain in which they were first used',
    'Session Settings',
    'MEETS_STANDARD',
    'Enabled',
    'Enabled',
  ],
  ['Force relogin after Login-As-User', 'Session Settings', 'MEETS_STANDARD', 'Enabled', 'Enabled'],
  [
    'Enable clickjack protection for customer Visualforce pages with standard headers',
    'Session Settings',
    'HIGH_RISK',
    'Disabled',
    'Enabled',
  ],
  ['Administrators Can Log in as Any User', 'Login Access Policies', 'MEDIUM_RISK', 'Enabled', 'Disabled'],
  ['Expired certificate', 'Certificate and Key Management', 'MEETS_STANDARD', '0', '0'],
];

export const healthCheck: KeptRecipe = {
  object: 'SecurityHealthCheck',
  key: 'DurableId',
  rows: () => [{ DurableId: 'SecurityHealthCheck', Score: '72' }],
};

export const healthRisks: KeptRecipe = {
  object: 'SecurityHealthCheckRisks',
  key: 'DurableId',
  rows: () =>
    RISKS.map(([setting, group, risk, org, standard], place) => ({
      DurableId: `SecurityHealthCheckRisks.${place + 1}`,
      SecurityHealthCheckId: 'SecurityHealthCheck',
      RiskType: risk,
      Setting: setting,
      SettingGroup: group,
      SettingRiskCategory: risk === 'MEETS_STANDARD' ? 'HIGH_RISK' : risk,
      OrgValue: org,
      OrgValueRaw: org,
      StandardValue: standard,
      StandardValueRaw: standard,
    })),
};

export const securitySettings: KeptRecipe = {
  object: 'SecuritySettings',
  key: 'DurableId',
  rows: () => [{ DurableId: 'Security', FullName: 'Security' }],
};

export const remoteSites: KeptRecipe = {
  object: 'RemoteProxy',
  rows: () =>
    ['Erp', 'Legacy'].map((name, place) => ({
      SiteName: name,
      FullName: name,
      EndpointUrl: place === 0 ? 'https://erp.example.com' : 'http://legacy.example.com',
      IsActive: true,
      DisableProtocolSecurity: place === 1,
    })),
};

export const trustedSites: KeptRecipe = {
  object: 'CspTrustedSite',
  rows: () =>
    ['Maps', 'Fonts'].map((name) => ({
      DeveloperName: name,
      MasterLabel: name,
      FullName: name,
      EndpointUrl: `https://${name.toLowerCase()}.example.com`,
      Context: 'All',
      IsActive: true,
    })),
};

export const certificates: KeptRecipe = {
  object: 'Certificate',
  rows: ({ calendar }) =>
    ['Self_Signed_Practice', 'Partner_Mutual_Tls'].map((name, place) => ({
      DeveloperName: name,
      MasterLabel: name.replaceAll('_', ' '),
      FullName: name,
      KeySize: place === 0 ? 4096 : 2048,
      ExpirationDate: calendar.moment(-(place === 0 ? 300 : 20) * 86_400),
      OptionsIsPrivateKeyExportable: place === 1,
    })),
};

const PACKAGES = [
  ['Sign It', 'signit'],
  ['Maps X', 'mapsx'],
] as const;

export const subscriberPackages: KeptRecipe = {
  object: 'SubscriberPackage',
  rows: () => PACKAGES.map(([name, namespace]) => ({ Name: name, NamespacePrefix: namespace })),
};

export const packageVersions: KeptRecipe = {
  object: 'SubscriberPackageVersion',
  rows: ({ ids }) =>
    PACKAGES.map(([name], place) => ({
      Name: `${name} Winter`,
      SubscriberPackageId: ids('SubscriberPackage').at(place),
      MajorVersion: 4,
      MinorVersion: place,
      BuildNumber: 1,
      IsManaged: true,
      ReleaseState: 'Released',
    })),
};

export const installedPackages: KeptRecipe = {
  object: 'InstalledSubscriberPackage',
  rows: ({ ids }) =>
    PACKAGES.map((_, place) => ({
      SubscriberPackageId: ids('SubscriberPackage').at(place),
      SubscriberPackageVersionId: ids('SubscriberPackageVersion').at(place),
    })),
};

export const coverage: KeptRecipe = { object: 'ApexOrgWideCoverage', rows: () => [{ PercentCovered: 81 }] };
