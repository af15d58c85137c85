// The company the tests of the query language ask about.
import type { Row } from '../model.ts';
import { ADMIN, SELLER, makeId, makeOrg, makeType } from './fixtures.ts';
import type { FieldNote, SmallOrg, TypeNote } from './fixtures.ts';

const picklist = (...values: readonly string[]) => ({
  picklistValues: values.map((value) => ({ value, label: `${value} label`, active: true, defaultValue: false })),
});

const refersTo = (...referenceTo: readonly string[]) => ({ referenceTo, polymorphicForeignKey: referenceTo.length > 1 });
const partOf = (compoundFieldName: string) => ({ compoundFieldName });

const TYPES: readonly TypeNote[] = [
  {
    name: 'Account',
    keyPrefix: '001',
    fields: [
      ['Name', 'string'], ['ParentId', 'reference', refersTo('Account')], ['OwnerId', 'reference', refersTo('User')],
      ['Industry', 'picklist', picklist('Energy', 'Banking', 'Apparel')], ['AnnualRevenue', 'currency'], ['NumberOfEmployees', 'int'],
      ['Description', 'textarea'], ['Regions__c', 'multipicklist', picklist('North', 'South', 'West')], ['IsKey__c', 'boolean'],
      ['BillingStreet', 'textarea', { ...partOf('BillingAddress'), filterable: true }], ['BillingCity', 'string', partOf('BillingAddress')],
      ['BillingLatitude', 'double', partOf('BillingAddress')], ['BillingAddress', 'address'],
      ['Place__Latitude__s', 'double', partOf('Place__c')], ['Place__Longitude__s', 'double', partOf('Place__c')], ['Place__c', 'location'],
      ['Founded__c', 'date'], ['CreatedDate', 'datetime'], ['Opens__c', 'time'], ['Big__c', 'double'], ['Code__c', 'string', { caseSensitive: true }],
      ['Secret__c', 'encryptedstring', { mask: 'asterisk', maskType: 'lastFour', filterable: false }],
    ],
    children: [['Contacts', 'Contact', 'AccountId'], ['ChildAccounts', 'Account', 'ParentId']],
  },
  {
    name: 'Contact',
    keyPrefix: '003',
    fields: [['LastName', 'string'], ['Name', 'string'], ['AccountId', 'reference', refersTo('Account')], ['Email', 'email'], ['Score__c', 'double']],
    children: [['Tasks', 'Task', 'WhoId']],
  },
  { name: 'Lead', keyPrefix: '00Q', fields: [['Name', 'string'], ['Company', 'string'], ['Email', 'email']] },
  {
    name: 'Task',
    keyPrefix: '00T',
    fields: [
      ['Subject', 'string'], ['IsArchived', 'boolean'], ['WhoId', 'reference', refersTo('Contact', 'Lead')],
      ['OwnerId', 'reference', refersTo('Group', 'User')],
    ],
  },
  { name: 'User', keyPrefix: '005', fields: [['Name', 'string'], ['Username', 'string'], ['ProfileId', 'reference', refersTo('Profile')]] },
  { name: 'Group', keyPrefix: '00G', fields: [['Name', 'string'], ['Type', 'string']] },
  { name: 'Profile', keyPrefix: '00e', fields: [['Name', 'string']] },
  { name: 'ContentVersion', keyPrefix: '068', fields: [['Title', 'string'], ['VersionData', 'base64']] },
  {
    name: 'ContentDocumentLink',
    keyPrefix: '06A',
    fields: [['ContentDocumentId', 'reference', refersTo('ContentDocument')], ['LinkedEntityId', 'reference', refersTo('Account', 'User')]],
    restrictions: {
      filteredBy: {
        fields: ['ContentDocumentId', 'LinkedEntityId'],
        message: "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.",
        unlessPermission: 'QueryAllFiles',
      },
    },
  },
  { name: 'ContentDocument', keyPrefix: '069', fields: [['Title', 'string']] },
  { name: 'CaseStatus', keyPrefix: '01J', fields: [['MasterLabel', 'string']], restrictions: { bulk: false } },
  { name: 'AccountChangeEvent', keyPrefix: null, fields: [], queryable: false },
  { name: 'Supplier__x', keyPrefix: 'x01', fields: [] },
  { name: 'LoginHistory', keyPrefix: '0Ya', fields: [['UserId', 'reference', refersTo('User')], ['Status', 'string', { filterable: false }]], restrictions: { ownRowsWithout: { permission: 'ManageUsers', ownerField: 'UserId' } } },
  { name: 'SetupAuditTrail', keyPrefix: '0Ym', fields: [['Action', 'string']], restrictions: { countOnly: true, readableWith: { permission: 'ViewSetup' } } },
  { name: 'EventLogFile', keyPrefix: '0AT', fields: [], restrictions: { readableWith: { permission: 'ViewEventLogFiles', hides: true } } },
  { name: 'OauthToken', keyPrefix: null, fields: [['AppName', 'string']], restrictions: { cap: { page: 2, total: 3 } } },
  { name: 'Flow', keyPrefix: '301', fields: [['FullName', 'string'], ['Metadata', 'complexvalue']], restrictions: { tooling: 'only' } },
  { name: 'EntityDefinition', keyPrefix: null, fields: [['DurableId', 'string'], ['QualifiedApiName', 'string']] },
  { name: 'FieldDefinition', keyPrefix: null, fields: [['DurableId', 'string'], ['EntityDefinitionId', 'reference', refersTo('EntityDefinition')], ['IsPolymorphicForeignKey', 'boolean']], restrictions: { filteredBy: { fields: ['DurableId', 'EntityDefinitionId'], message: 'FieldDefinition: a filter on a reified column is required [DurableId,EntityDefinitionId]' } } },
  { name: 'Wide__c', keyPrefix: 'a0W', fields: Array.from({ length: 401 }, (_, index): FieldNote => [`F${index}__c`, 'double', { calculated: true }]) },
];

const account = (index: number) => makeId('001', index);
const contact = (index: number) => makeId('003', index);

export const ids = { account, contact, lead: makeId('00Q', 1), task: (index: number) => makeId('00T', index), queue: makeId('00G', 1), version: makeId('068', 1) };

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  Account: [
    { Id: account(1), Name: 'Acme', OwnerId: ADMIN, Industry: 'Energy', AnnualRevenue: 100, NumberOfEmployees: 5, Regions__c: 'North;South', IsKey__c: true, BillingCity: 'Oslo', BillingStreet: '1 Way\nDoor 2', BillingLatitude: 59.91, Founded__c: '2020-02-29', CreatedDate: '2026-11-18T08:00:00.000+0000', Big__c: '123456789012345678', Code__c: 'aB', Secret__c: '123456789' },
    { Id: account(2), Name: 'acme two', ParentId: account(1), OwnerId: SELLER, Industry: 'Apparel', AnnualRevenue: 16147805824397, NumberOfEmployees: 50, Regions__c: 'South', Place__Latitude__s: 1.5, Place__Longitude__s: 2, Founded__c: '2026-01-01', CreatedDate: '2026-11-17T23:59:59.000+0000', Opens__c: '08:00:00.000Z', Big__c: '123456789012345679', Code__c: 'AB' },
    { Id: account(3), Name: '100%_o\'Neil', ParentId: account(2), OwnerId: SELLER, AnnualRevenue: 0.5, CreatedDate: '2025-01-05T00:00:00.000+0000', Big__c: 7 },
    { Id: account(4), Name: 'Gone', OwnerId: ADMIN, IsDeleted: true, CreatedDate: '2024-01-01T00:00:00.000+0000' },
    { Id: account(5), OwnerId: ADMIN, Industry: 'Banking', CreatedDate: '2026-08-01T10:30:00.000+0000' },
  ],
  Contact: [
    { Id: contact(1), LastName: 'Berg', Name: 'Bo Berg', AccountId: account(1), Email: 'b@x.example', Score__c: 1 },
    { Id: contact(2), LastName: 'Dahl', AccountId: account(1), Score__c: 2 },
    { Id: contact(3), LastName: 'Lund', AccountId: account(2) },
    { Id: contact(4), LastName: 'Moe' },
    { Id: contact(5), LastName: 'Orphan', AccountId: account(4) },
  ],
  Lead: [{ Id: ids.lead, Name: 'Ida Lead', Company: 'Leadco' }],
  Task: [
    { Id: ids.task(1), Subject: 'Call', WhoId: contact(1), OwnerId: ADMIN },
    { Id: ids.task(2), Subject: 'Mail', WhoId: ids.lead, OwnerId: ids.queue },
    { Id: ids.task(3), Subject: 'Old', WhoId: contact(1), OwnerId: ADMIN, IsArchived: true },
    { Id: ids.task(4), Subject: 'Alone', OwnerId: SELLER },
  ],
  User: [{ Id: ADMIN, Name: 'Ada Admin', Username: 'admin@x', ProfileId: makeId('00e', 1) }, { Id: SELLER, Name: 'Sam Seller', Username: 'sam@x' }],
  Group: [{ Id: ids.queue, Name: 'Support', Type: 'Queue' }],
  Profile: [{ Id: makeId('00e', 1), Name: 'System Administrator' }],
  ContentVersion: [{ Id: ids.version, Title: 'plan.pdf' }, { Id: makeId('068', 2), Title: 'link' }],
  ContentDocumentLink: [{ Id: makeId('06A', 1), LinkedEntityId: account(1) }],
  LoginHistory: [{ Id: makeId('0Ya', 1), UserId: ADMIN }, { Id: makeId('0Ya', 2), UserId: SELLER }],
  SetupAuditTrail: [{ Id: makeId('0Ym', 1), Action: 'createduser' }],
  OauthToken: [1, 2, 3, 4, 5].map((index) => ({ AppName: `App ${index}` })),
  Flow: [{ Id: makeId('301', 1), FullName: 'One' }, { Id: makeId('301', 2), FullName: 'Two' }],
  EntityDefinition: [{ Id: '000000000000000AAA', DurableId: 'Account', QualifiedApiName: 'Account' }],
  FieldDefinition: [{ Id: '000000000000000AAA', DurableId: 'Account.Name', EntityDefinitionId: 'Account' }],
};

export function company(): SmallOrg {
  return makeOrg(TYPES.map(makeType), ROWS, new Set([`ContentVersion/${ids.version}/VersionData`]));
}
