// A small org for the metadata room's tests: a handful of objects and the rows its components are drawn from.
import type { FieldDescribe, OrgState, Row, SObjectDescribe, SObjectType, Table, Tables } from '../model.ts';
import { checksum } from '../store/ids.ts';
import { KeptTable } from '../store/keptTable.ts';

const id18 = (short: string): string => short + checksum(short);

const now = new Date('2026-11-24T12:00:00.000Z');

function field(name: string, more: Partial<FieldDescribe> = {}): FieldDescribe {
  return {
    name,
    label: name.replace(/__c$/, '').replaceAll('_', ' '),
    type: 'string',
    length: 80,
    precision: 0,
    scale: 0,
    nillable: true,
    createable: true,
    updateable: true,
    defaultedOnCreate: false,
    calculated: false,
    autoNumber: false,
    unique: false,
    externalId: false,
    caseSensitive: false,
    filterable: true,
    sortable: true,
    groupable: true,
    aggregatable: true,
    custom: name.endsWith('__c'),
    restrictedPicklist: false,
    polymorphicForeignKey: false,
    compoundFieldName: null,
    relationshipName: null,
    relationshipOrder: null,
    cascadeDelete: false,
    restrictedDelete: false,
    referenceTo: [],
    picklistValues: [],
    ...more,
  };
}

const id = field('Id', { type: 'id', createable: false, updateable: false });

function values(...names: readonly string[]): Partial<FieldDescribe> {
  const picklistValues = names.map((value, index) => ({ value, label: value, active: true, defaultValue: index === 0 }));
  return { type: 'picklist', picklistValues };
}

function type(name: string, fields: readonly FieldDescribe[] = [], more: Partial<SObjectDescribe> = {}): SObjectType {
  const describe: SObjectDescribe = {
    name,
    label: name.replace(/__\w+$/, ''),
    labelPlural: `${name.replace(/__\w+$/, '')}s`,
    keyPrefix: null,
    custom: name.includes('__'),
    queryable: true,
    retrieveable: true,
    createable: true,
    updateable: true,
    deletable: true,
    undeletable: true,
    replicateable: true,
    layoutable: false,
    fields: [id, ...fields],
    childRelationships: [],
    ...more,
  };
  return {
    name,
    keyPrefix: null,
    describe,
    restrictions: { bulk: true },
    field: (wanted) => describe.fields.find((known) => known.name.toLowerCase() === wanted.toLowerCase()),
    parentField: () => undefined,
    childRelationship: () => undefined,
  };
}

const project = [
  field('Name', { nillable: false }),
  field('Budget__c', { type: 'currency', precision: 18, scale: 2 }),
  field('Stage__c', values('Draft', 'Active', 'Done & dusted')),
  field('Notes__c', { type: 'textarea', length: 32_000 }),
  field('Account__c', { type: 'reference', referenceTo: ['Account'], relationshipName: 'Account__r' }),
  field('Margin__c', { type: 'percent', precision: 5, scale: 2, calculated: true, calculatedFormula: 'Budget__c / 100 < 1', createable: false, updateable: false }),
  field('Code__c', { unique: true, externalId: true, length: 20 }),
];

const tooling = ['Id', 'DurableId', 'MasterLabel', 'DeveloperName', 'SiteName', 'FullName', 'EndpointUrl', 'IsActive', 'Metadata'];
const toolingTypes = ['SecuritySettings', 'StandardValueSet', 'RemoteProxy', 'Certificate', 'CustomField', 'MetadataComponentDependency'];

const types: readonly SObjectType[] = [
  type('Account', [field('Name', { nillable: false }), field('Type', values('Customer', 'Partner')), field('Legacy_Score__c', { type: 'double', precision: 5 })], { layoutable: true }),
  type('Project__c', project, { layoutable: true }),
  type('Routing__mdt', [field('Queue__c'), field('Weight__c', { type: 'double', precision: 5 }), field('Note__c')]),
  ...['ApexClass', 'ApexPage', 'StaticResource', 'Profile', 'PermissionSet', 'ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess'].map((name) => type(name)),
  type('Folder', ['Type', 'Name', 'DeveloperName', 'AccessType', 'ParentId'].map((name) => field(name))),
  type('Report', ['Name', 'DeveloperName', 'OwnerId', 'FolderName', 'Format'].map((name) => field(name))),
  ...['User', 'UserRole', 'Group', 'EmailTemplate', 'Document', 'ConnectedApplication', 'NamedCredential', 'RecordType', 'SubscriberPackage', 'SubscriberPackageVersion'].map((name) => type(name)),
  ...toolingTypes.map((name) => type(name, tooling.slice(1).map((column) => field(column)))),
];

const changed = { CreatedById: id18('005PO0000000001'), CreatedDate: '2024-03-01T08:00:00.000+0000', LastModifiedById: id18('005PO0000000001'), LastModifiedDate: '2026-05-01T09:30:00.000+0000' };

const rows: Readonly<Record<string, readonly Row[]>> = {
  User: [{ Id: id18('005PO0000000001'), Name: 'Ada Admin', Username: 'admin@practice.example', IsActive: true, UserType: 'Standard' }],
  ApexClass: [
    { Id: id18('01pPO0000000001'), Name: 'Invoicing', Body: 'public class Invoicing { /* <&> */ }', ApiVersion: 61, Status: 'Active', ...changed },
    { Id: id18('01pPO0000000002'), Name: 'Routing', Body: 'public class Routing {}\r\n', ApiVersion: 64, Status: 'Active', ...changed },
  ],
  ApexPage: [{ Id: id18('066PO0000000001'), Name: 'Print', Markup: '<apex:page/>', MasterLabel: 'Print', ApiVersion: 60, ...changed }],
  StaticResource: [{ Id: id18('081PO0000000001'), Name: 'Logo', ContentType: 'image/png', CacheControl: 'Public', ...changed }],
  Profile: [{ Id: id18('00ePO0000000001'), Name: 'System Administrator', ...changed }, { Id: id18('00ePO0000000002'), Name: 'Integration (API)', ...changed }],
  PermissionSet: [
    { Id: id18('0PSPO0000000001'), Name: 'X00e1', Label: 'X00e1', IsOwnedByProfile: true, Type: 'Profile', ProfileId: id18('00ePO0000000001'), PermissionsApiEnabled: true, PermissionsViewSetup: true, PermissionsDataExport: false },
    { Id: id18('0PSPO0000000002'), Name: 'X00e2', Label: 'X00e2', IsOwnedByProfile: true, Type: 'Profile', ProfileId: id18('00ePO0000000002'), PermissionsApiEnabled: true },
    { Id: id18('0PSPO0000000003'), Name: 'Project_Editor', Label: 'Project Editor', IsOwnedByProfile: false, Type: 'Regular', PermissionsApiEnabled: false, PermissionsRunReports: true, ...changed },
    { Id: id18('0PSPO0000000004'), Name: 'Aggregate', Label: 'Aggregate', IsOwnedByProfile: false, Type: 'Group' },
  ],
  ObjectPermissions: [
    { Id: id18('110PO0000000001'), ParentId: id18('0PSPO0000000001'), SobjectType: 'Account', PermissionsRead: true, PermissionsCreate: true },
    { Id: id18('110PO0000000002'), ParentId: id18('0PSPO0000000001'), SobjectType: 'Project__c', PermissionsRead: true },
    { Id: id18('110PO0000000003'), ParentId: id18('0PSPO0000000003'), SobjectType: 'Project__c', PermissionsRead: true, PermissionsEdit: true },
  ],
  FieldPermissions: [
    { Id: id18('01kPO0000000001'), ParentId: id18('0PSPO0000000001'), SobjectType: 'Account', Field: 'Account.Type', PermissionsRead: true, PermissionsEdit: true },
    { Id: id18('01kPO0000000002'), ParentId: id18('0PSPO0000000001'), SobjectType: 'Project__c', Field: 'Project__c.Budget__c', PermissionsRead: true, PermissionsEdit: false },
  ],
  SetupEntityAccess: [{ Id: id18('0J0PO0000000001'), ParentId: id18('0PSPO0000000001'), SetupEntityType: 'ApexClass', SetupEntityId: id18('01pPO0000000001') }],
  UserRole: [{ Id: id18('00EPO0000000001'), Name: 'CEO', DeveloperName: 'CEO', ParentRoleId: null }, { Id: id18('00EPO0000000002'), Name: 'Sales', DeveloperName: 'Sales', ParentRoleId: id18('00EPO0000000001') }],
  Group: [{ Id: id18('00GPO0000000001'), Type: 'Queue', DeveloperName: 'Support', Name: 'Support' }, { Id: id18('00GPO0000000002'), Type: 'Role', DeveloperName: 'CEO', Name: null }],
  Folder: [
    { Id: id18('00lPO0000000001'), Type: 'Report', DeveloperName: 'Sales_Reports', Name: 'Sales Reports', AccessType: 'Public', ParentId: null },
    { Id: id18('00lPO0000000004'), Type: 'Email', DeveloperName: 'Letters', Name: 'Letters', AccessType: 'Public', ParentId: null },
    { Id: id18('00lPO0000000005'), Type: 'Document', DeveloperName: 'Brand', Name: 'Brand', AccessType: 'Public', ParentId: null },
  ],
  Report: [
    { Id: id18('00OPO0000000001'), Name: 'Open deals', DeveloperName: 'Open_Deals', OwnerId: id18('00lPO0000000001'), ...changed },
  ],
  EmailTemplate: [{ Id: id18('00XPO0000000001'), Name: 'Welcome', DeveloperName: 'Welcome', FolderId: id18('00lPO0000000004'), Body: 'Dear {!Contact.Name}', IsActive: true, ...changed }],
  Document: [{ Id: id18('015PO0000000001'), Name: 'Logo', DeveloperName: 'Logo', Type: 'png', FolderId: id18('00lPO0000000005'), ...changed }],
  ConnectedApplication: [{ Id: id18('0H4PO0000000001'), Name: 'Data Loader (old)', OptionsAllowAdminApprovedUsersOnly: true, ...changed }],
  NamedCredential: [{ Id: id18('0XAPO0000000001'), DeveloperName: 'Billing', MasterLabel: 'Billing', Endpoint: 'https://billing.example', ...changed }],
  RemoteProxy: [{ Id: id18('0rpPO0000000001'), SiteName: 'Legacy', EndpointUrl: 'http://legacy.example', IsActive: true, DisableProtocolSecurity: true, ...changed }],
  Certificate: [{ Id: id18('0P1PO0000000001'), DeveloperName: 'Signing', MasterLabel: 'Signing', KeySize: 2048, ExpirationDate: '2027-02-01T00:00:00.000+0000', ...changed }],
  SecuritySettings: [{ Id: id18('0SSPO0000000001'), DurableId: 'Security', FullName: 'Security' }],
  SubscriberPackage: [{ Id: id18('033PO0000000001'), Name: 'Sign It', NamespacePrefix: 'signit' }],
  SubscriberPackageVersion: [{ Id: id18('04tPO0000000001'), SubscriberPackageId: id18('033PO0000000001'), MajorVersion: 4, MinorVersion: 2 }],
  RecordType: [{ Id: id18('012PO0000000001'), SobjectType: 'Project__c', DeveloperName: 'Internal', Name: 'Internal', IsActive: true, ...changed }],
  Routing__mdt: [{ Id: id18('m00PO0000000001'), DeveloperName: 'Default', MasterLabel: 'Default', Queue__c: 'Support', Weight__c: 2, Note__c: null, ...changed }],
};

function tablesOf(all: readonly SObjectType[]): Tables {
  const tables = new Map<string, Table>(
    all.map((known) => [known.name, new KeptTable(known, { key: 'Id', rows: () => rows[known.name] ?? [] })]),
  );
  return {
    of: (name) => {
      const table = tables.get(name);
      if (table === undefined) throw new RangeError(`No table ${name}`);
      return table;
    },
  };
}

export const adminId = id18('005PO0000000001');

/** The org; only the user `adminId` may use the Metadata API. */
export function smallOrg(seed = 7): OrgState {
  const body = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 13, 10]);
  return {
    id: id18('00DPO0000000001'),
    seed,
    scale: 1,
    schema: {
      types,
      find: (name) => types.find((known) => known.name.toLowerCase() === name.toLowerCase()),
      byKeyPrefix: () => undefined,
    },
    tables: tablesOf(types),
    blobs: { of: () => ({ size: body.length, md5: '', bytes: () => [body] }), put: () => undefined },
    now: () => now,
    access: (userId) => ({
      userId,
      has: (permission) => userId === adminId && permission === 'ModifyAllData',
      seesObject: () => true,
      seesField: () => true,
      seesRow: () => true,
    }),
  };
}
