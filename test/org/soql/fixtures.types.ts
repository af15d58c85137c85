// The object types the tests of the query language ask about: one for each rule an object or a field can have.
import type { FieldNote, TypeNote } from './fixtures.ts';

const picklist = (...values: readonly string[]) => ({
  picklistValues: values.map((value) => ({
    value,
    label: `${value} label`,
    active: true,
    defaultValue: false,
  })),
});

const refersTo = (...referenceTo: readonly string[]) => ({
  referenceTo,
  polymorphicForeignKey: referenceTo.length > 1,
});
const partOf = (compoundFieldName: string) => ({ compoundFieldName });

export const companyTypes: readonly TypeNote[] = [
  {
    name: 'Account',
    keyPrefix: '001',
    fields: [
      ['Name', 'string'],
      ['ParentId', 'reference', refersTo('Account')],
      ['OwnerId', 'reference', refersTo('User')],
      ['Industry', 'picklist', picklist('Energy', 'Banking', 'Apparel')],
      ['AnnualRevenue', 'currency'],
      ['NumberOfEmployees', 'int'],
      ['Description', 'textarea'],
      ['Regions__c', 'multipicklist', picklist('North', 'South', 'West')],
      ['IsKey__c', 'boolean'],
      ['BillingStreet', 'textarea', { ...partOf('BillingAddress'), filterable: true }],
      ['BillingCity', 'string', partOf('BillingAddress')],
      ['BillingLatitude', 'double', partOf('BillingAddress')],
      ['BillingAddress', 'address'],
      ['Place__Latitude__s', 'double', partOf('Place__c')],
      ['Place__Longitude__s', 'double', partOf('Place__c')],
      ['Place__c', 'location'],
      ['Founded__c', 'date'],
      ['CreatedDate', 'datetime'],
      ['Opens__c', 'time'],
      ['Big__c', 'double'],
      ['Code__c', 'string', { caseSensitive: true }],
      ['Secret__c', 'encryptedstring', { mask: 'asterisk', maskType: 'lastFour', filterable: false }],
    ],
    children: [
      ['Contacts', 'Contact', 'AccountId'],
      ['ChildAccounts', 'Account', 'ParentId'],
    ],
  },
  {
    name: 'Contact',
    keyPrefix: '003',
    fields: [
      ['LastName', 'string'],
      ['Name', 'string'],
      ['AccountId', 'reference', refersTo('Account')],
      ['Email', 'email'],
      ['Score__c', 'double'],
    ],
    children: [['Tasks', 'Task', 'WhoId']],
  },
  {
    name: 'Lead',
    keyPrefix: '00Q',
    fields: [
      ['Name', 'string'],
      ['Company', 'string'],
      ['Email', 'email'],
    ],
  },
  {
    name: 'Task',
    keyPrefix: '00T',
    fields: [
      ['Subject', 'string'],
      ['IsArchived', 'boolean'],
      ['WhoId', 'reference', refersTo('Contact', 'Lead')],
      ['OwnerId', 'reference', refersTo('Group', 'User')],
    ],
  },
  {
    name: 'User',
    keyPrefix: '005',
    fields: [
      ['Name', 'string'],
      ['Username', 'string'],
      ['ProfileId', 'reference', refersTo('Profile')],
    ],
  },
  {
    name: 'Group',
    keyPrefix: '00G',
    fields: [
      ['Name', 'string'],
      ['Type', 'string'],
    ],
  },
  { name: 'Profile', keyPrefix: '00e', fields: [['Name', 'string']] },
  {
    name: 'ContentVersion',
    keyPrefix: '068',
    fields: [
      ['Title', 'string'],
      ['VersionData', 'base64'],
    ],
  },
  {
    name: 'ContentDocumentLink',
    keyPrefix: '06A',
    fields: [
      ['ContentDocumentId', 'reference', refersTo('ContentDocument')],
      ['LinkedEntityId', 'reference', refersTo('Account', 'User')],
    ],
    restrictions: {
      filteredBy: {
        fields: ['ContentDocumentId', 'LinkedEntityId'],
        message:
          "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.",
        unlessPermission: 'QueryAllFiles',
      },
    },
  },
  { name: 'ContentDocument', keyPrefix: '069', fields: [['Title', 'string']] },
  {
    name: 'CaseStatus',
    keyPrefix: '01J',
    fields: [['MasterLabel', 'string']],
    restrictions: { bulk: false },
  },
  { name: 'AccountChangeEvent', keyPrefix: null, fields: [], queryable: false },
  { name: 'Supplier__x', keyPrefix: 'x01', fields: [] },
  {
    name: 'LoginHistory',
    keyPrefix: '0Ya',
    fields: [
      ['UserId', 'reference', refersTo('User')],
      ['Status', 'string', { filterable: false }],
    ],
    restrictions: { ownRowsWithout: { permission: 'ManageUsers', ownerField: 'UserId' } },
  },
  {
    name: 'SetupAuditTrail',
    keyPrefix: '0Ym',
    fields: [['Action', 'string']],
    restrictions: { countOnly: true, readableWith: { permission: 'ViewSetup' } },
  },
  {
    name: 'EventLogFile',
    keyPrefix: '0AT',
    fields: [],
    restrictions: { readableWith: { permission: 'ViewEventLogFiles', hides: true } },
  },
  {
    name: 'OauthToken',
    keyPrefix: null,
    fields: [['AppName', 'string']],
    restrictions: { cap: { page: 2, total: 3 } },
  },
  {
    name: 'Flow',
    keyPrefix: '301',
    fields: [
      ['FullName', 'string'],
      ['Metadata', 'complexvalue'],
    ],
    restrictions: { tooling: 'only' },
  },
  {
    name: 'EntityDefinition',
    keyPrefix: null,
    fields: [
      ['DurableId', 'string'],
      ['QualifiedApiName', 'string'],
    ],
  },
  {
    name: 'FieldDefinition',
    keyPrefix: null,
    fields: [
      ['DurableId', 'string'],
      ['EntityDefinitionId', 'reference', refersTo('EntityDefinition')],
      ['IsPolymorphicForeignKey', 'boolean'],
    ],
    restrictions: {
      filteredBy: {
        fields: ['DurableId', 'EntityDefinitionId'],
        message: 'FieldDefinition: a filter on a reified column is required [DurableId,EntityDefinitionId]',
      },
    },
  },
  {
    name: 'Wide__c',
    keyPrefix: 'a0W',
    fields: Array.from({ length: 401 }, (_, index): FieldNote => [
      `F${index}__c`,
      'double',
      { calculated: true },
    ]),
  },
];
