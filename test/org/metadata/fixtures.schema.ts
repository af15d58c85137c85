// The object types of the small org in fixtures.ts.
import type { FieldDescribe, SObjectDescribe, SObjectType } from '../model.ts';

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
  const picklistValues = names.map((value, index) => ({
    value,
    label: value,
    active: true,
    defaultValue: index === 0,
  }));
  return { type: 'picklist', picklistValues };
}

function type(
  name: string,
  fields: readonly FieldDescribe[] = [],
  more: Partial<SObjectDescribe> = {},
): SObjectType {
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
  field('Margin__c', {
    type: 'percent',
    precision: 5,
    scale: 2,
    calculated: true,
    calculatedFormula: 'Budget__c / 100 < 1',
    createable: false,
    updateable: false,
  }),
  field('Code__c', { unique: true, externalId: true, length: 20 }),
];

const tooling = [
  'Id',
  'DurableId',
  'MasterLabel',
  'DeveloperName',
  'SiteName',
  'FullName',
  'EndpointUrl',
  'IsActive',
  'Metadata',
];
const toolingTypes = [
  'SecuritySettings',
  'StandardValueSet',
  'RemoteProxy',
  'Certificate',
  'CustomField',
  'MetadataComponentDependency',
];

/** All of them, tooling types too. */
export const types: readonly SObjectType[] = [
  type(
    'Account',
    [
      field('Name', { nillable: false }),
      field('Type', values('Customer', 'Partner')),
      field('Legacy_Score__c', { type: 'double', precision: 5 }),
    ],
    { layoutable: true },
  ),
  type('Project__c', project, { layoutable: true }),
  type('Routing__mdt', [
    field('Queue__c'),
    field('Weight__c', { type: 'double', precision: 5 }),
    field('Note__c'),
  ]),
  ...[
    'ApexClass',
    'ApexPage',
    'StaticResource',
    'Profile',
    'PermissionSet',
    'ObjectPermissions',
    'FieldPermissions',
    'SetupEntityAccess',
  ].map((name) => type(name)),
  type(
    'Folder',
    ['Type', 'Name', 'DeveloperName', 'AccessType', 'ParentId'].map((name) => field(name)),
  ),
  type(
    'Report',
    ['Name', 'DeveloperName', 'OwnerId', 'FolderName', 'Format'].map((name) => field(name)),
  ),
  ...[
    'User',
    'UserRole',
    'Group',
    'EmailTemplate',
    'Document',
    'ConnectedApplication',
    'NamedCredential',
    'RecordType',
    'SubscriberPackage',
    'SubscriberPackageVersion',
  ].map((name) => type(name)),
  ...toolingTypes.map((name) =>
    type(
      name,
      tooling.slice(1).map((column) => field(column)),
    ),
  ),
];
