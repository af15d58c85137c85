// Who may do what, as a table: profiles, permission sets, groups with what they mute, and to whom they are assigned.
// Object grants are letters: C create, R read, U update, D delete, V view all, M modify all.

import { USER } from '../people.ts';

export interface Grants {
  readonly name: string;
  readonly label: string;
  /** User permissions, without `Permissions`; `everything but` lists what is left out. */
  readonly permissions: readonly string[] | { readonly everythingBut: readonly string[] };
  /** Object grants, or one set of letters for every securable object. */
  readonly objects: Readonly<Record<string, string>> | string;
  /** Fields of the granted objects: all but the confidential ones, none, or these. */
  readonly fields: 'all' | 'none' | readonly string[];
}

export interface ProfileGrants extends Grants {
  readonly license: string;
  readonly userType: string;
  readonly isCustom: boolean;
}

/** Fields that only the confidential permission set shows; not even the administrators'. */
export const CONFIDENTIAL_FIELDS = ['Account.Legacy_Score__c', 'Contact.National_Id__c'] as const;

const SALES = {
  Account: 'CRUD',
  Contact: 'CRUD',
  Opportunity: 'CRUD',
  Lead: 'CRU',
  Product2: 'R',
  Pricebook2: 'R',
  Campaign: 'R',
  Case: 'CRU',
};
const SERVICE = { Account: 'R', Contact: 'CRU', Case: 'CRUD', Product2: 'R', Asset: 'CRU' };
const OFFICE = [
  'ApiEnabled',
  'RunReports',
  'LightningExperienceUser',
  'ChatterInternalUser',
  'EditTask',
  'EditEvent',
  'ViewRoles',
] as const;
/** What a new System Administrator profile does not have either: reading masked text, hard delete, and the restrictions. */
const NOT_FOR_ADMINISTRATORS = [
  'ViewEncryptedData',
  'BulkApiHardDelete',
  'ApiUserOnly',
  'ForceTwoFactor',
  'IsSsoEnabled',
  'PasswordNeverExpires',
  'BypassMFAForUiLogins',
] as const;

function profile(
  name: string,
  permissions: Grants['permissions'],
  objects: Grants['objects'],
  more: Partial<Pick<ProfileGrants, 'license' | 'userType' | 'isCustom' | 'fields'>> = {},
): ProfileGrants {
  return {
    name,
    label: name,
    permissions,
    objects,
    fields: 'all',
    license: 'Salesforce',
    userType: 'Standard',
    isCustom: false,
    ...more,
  };
}

export const PROFILES: readonly ProfileGrants[] = [
  profile('System Administrator', { everythingBut: NOT_FOR_ADMINISTRATORS }, 'CRUDVM'),
  profile('Standard User', [...OFFICE, 'ExportReport'], SALES),
  profile('Minimum Access - Salesforce', ['ApiEnabled', 'LightningExperienceUser'], {}),
  profile('Read Only', OFFICE, { Account: 'R', Contact: 'R', Opportunity: 'R', Case: 'R' }),
  profile('Marketing User', [...OFFICE, 'ManageLeads', 'ImportLeads'], {
    ...SALES,
    Campaign: 'CRUD',
    Lead: 'CRUDV',
  }),
  profile('Contract Manager', [...OFFICE, 'DeleteActivatedContract'], {
    ...SALES,
    Contract: 'CRUD',
    Order: 'CRUD',
  }),
  profile('Solution Manager', [...OFFICE, 'ManageSolutions'], SERVICE),
  profile('Chatter Free User', ['ChatterInternalUser'], {}, { license: 'Chatter Free', userType: 'CsnOnly' }),
  profile(
    'Customer Community User',
    [],
    { Case: 'CR' },
    { license: 'Customer Community', userType: 'CSPLitePortal' },
  ),
  profile(
    'Practice Site Profile',
    [],
    { Case: 'CR', Product2: 'R' },
    { license: 'Guest User License', userType: 'Guest', isCustom: true },
  ),
  profile(
    'Salesforce API Only System Integrations',
    ['ApiEnabled', 'ApiUserOnly'],
    {},
    { license: 'Salesforce Integration' },
  ),
  profile('Sales Representative', [...OFFICE, 'ConvertLeads'], SALES, { isCustom: true }),
  profile('Support Agent', [...OFFICE, 'ManageCases'], SERVICE, { isCustom: true }),
  profile(
    'Finance',
    [...OFFICE, 'ExportReport'],
    { Account: 'R', Invoice__c: 'CRUD', Order: 'CRU', Contract: 'R' },
    { isCustom: true },
  ),
  profile('Kiosk', ['LightningExperienceUser'], { Account: 'R' }, { isCustom: true }),
];

function set(
  name: string,
  permissions: Grants['permissions'],
  objects: Grants['objects'] = {},
  fields: Grants['fields'] = 'all',
): Grants {
  return { name, label: name.replaceAll('_', ' '), permissions, objects, fields };
}

export const PERMISSION_SETS: readonly Grants[] = [
  set(
    'Nightly_Backup',
    [
      'ApiEnabled',
      'ViewSetup',
      'ViewAllData',
      'QueryAllFiles',
      'ViewRoles',
      'ViewAllUsers',
      'ViewEventLogFiles',
    ],
    'RV',
  ),
  set('Base_Auditor', ['ApiEnabled', 'ViewSetup', 'ViewAllUsers', 'ViewRoles', 'ViewEventLogFiles'], {}),
  set('Erp_Interface', ['ApiEnabled'], {
    Account: 'CRUV',
    Order: 'CRUDV',
    Invoice__c: 'CRUDVM',
    Product2: 'RU',
  }),
  set('Export_Reports', ['ExportReport', 'RunReports']),
  set('Manage_Campaigns', ['ManageLeads', 'ImportLeads', 'ExportReport'], {
    Campaign: 'CRUD',
    Lead: 'CRUDV',
  }),
  set('Invoice_Editor', [], { Invoice__c: 'CRU', Account: 'R' }),
  set('Project_Manager', [], { Project__c: 'CRUDV', Project_Task__c: 'CRUDV' }),
  set('HR_Confidential', ['ViewEncryptedData'], { Account: 'R', Contact: 'R' }, CONFIDENTIAL_FIELDS),
  set('Deployments', ['ApiEnabled', 'AuthorApex', 'ModifyMetadata', 'CustomizeApplication', 'ViewSetup']),
  set('User_Administration', [
    'ManageUsers',
    'ResetPasswords',
    'FreezeUsers',
    'AssignPermissionSets',
    'ViewSetup',
  ]),
  set('Service_Lead', ['ManageCases', 'TransferAnyCase'], { Case: 'CRUDVM' }),
  set('Legacy_Full_Access', ['ApiEnabled', 'ViewAllData', 'ModifyAllData', 'DataExport'], 'RV'),
];

export interface GroupGrants {
  readonly name: string;
  readonly members: readonly string[];
  /** User permissions of the members that the group takes away again. */
  readonly muted: readonly string[];
}

export const PERMISSION_SET_GROUPS: readonly GroupGrants[] = [
  { name: 'Sales_Operations', members: ['Export_Reports', 'Manage_Campaigns'], muted: ['ExportReport'] },
  { name: 'Finance_Team', members: ['Invoice_Editor', 'Export_Reports'], muted: [] },
  { name: 'Service_Leads', members: ['Service_Lead', 'Project_Manager'], muted: ['TransferAnyCase'] },
];

/** Profiles of the users that have a part; everybody else's follows from their place. */
const PROFILE_OF: ReadonlyMap<number, string> = new Map([
  [USER.admin, 'System Administrator'],
  [USER.nightly, 'Minimum Access - Salesforce'],
  [USER.auditor, 'Minimum Access - Salesforce'],
  [USER.sales, 'Standard User'],
  [USER.noapi, 'Kiosk'],
  [USER.automatedProcess, 'Minimum Access - Salesforce'],
  [USER.siteGuest, 'Practice Site Profile'],
  [USER.erpIntegration, 'Salesforce API Only System Integrations'],
  [USER.marketingIntegration, 'Salesforce API Only System Integrations'],
  [USER.platformIntegration, 'Salesforce API Only System Integrations'],
  [12, 'System Administrator'],
  [47, 'System Administrator'],
  [90, 'System Administrator'],
]);

const EMPLOYEES = [
  'Sales Representative',
  'Sales Representative',
  'Standard User',
  'Support Agent',
  'Support Agent',
  'Marketing User',
  'Finance',
  'Read Only',
  'Contract Manager',
  'Solution Manager',
  'Chatter Free User',
  'Customer Community User',
] as const;

export function profileOf(user: number): string {
  return PROFILE_OF.get(user) ?? EMPLOYEES[user % EMPLOYEES.length];
}

/** Holders of a permission set or group, by name. */
export const ASSIGNED: Readonly<Partial<Record<string, (user: number) => boolean>>> = {
  Nightly_Backup: (user) => user === USER.nightly,
  Base_Auditor: (user) => user === USER.auditor,
  Erp_Interface: (user) => user === USER.erpIntegration,
  Manage_Campaigns: (user) => user === USER.marketingIntegration,
  Project_Manager: (user) => profileOf(user) === 'Solution Manager',
  HR_Confidential: (user) => user === 30 || user === 54,
  Deployments: (user) => user === 12 || user === 33,
  User_Administration: (user) => user === 21,
  Sales_Operations: (user) => profileOf(user) === 'Sales Representative' && user % 3 === 0,
  Finance_Team: (user) => profileOf(user) === 'Finance',
  Service_Leads: (user) => profileOf(user) === 'Support Agent' && user % 5 === 0,
};
