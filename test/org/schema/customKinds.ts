// One object of each special custom kind: settings, custom metadata, big object, platform event, external object, and
// the History and Share objects of the custom objects that have them.

import type { ObjectEntry } from './blueprint.ts';

const audit = {
  CreatedDate: '',
  CreatedById: '',
  LastModifiedDate: '',
  LastModifiedById: '',
  SystemModstamp: '',
};

export const customKinds: readonly ObjectEntry[] = [
  {
    name: 'Practice_Settings__c',
    prefix: 'a06',
    family: 'customSetting',
    plural: 'Practice Settings',
    fields: {
      Id: '',
      IsDeleted: '',
      Name: 'string(80) nillable name defaulted',
      SetupOwnerId: 'reference ->Organization,Profile,User required defaulted createonly "Location"',
      ...audit,
      Automation_Enabled__c: 'boolean on',
      Approval_Limit__c: 'double(16,2)',
      Notify__c: 'email(80)',
    },
  },
  {
    name: 'Reference_Data__c',
    prefix: 'a07',
    family: 'customSetting',
    plural: 'Reference Data',
    fields: {
      Id: '',
      IsDeleted: '',
      Name: 'string(38) required unique name',
      ...audit,
      Code__c: 'string(20)',
      Rate__c: 'double(8,4)',
      Valid_From__c: 'date',
    },
  },
  {
    name: 'Routing__mdt',
    prefix: 'm00',
    family: 'customMetadata',
    fields: {
      Id: '',
      DeveloperName: 'string(40) readonly required name',
      MasterLabel: 'string(40) readonly required',
      Language: 'picklist(40) {en_US*=English|de=German} restricted readonly required',
      NamespacePrefix: 'string(15) readonly',
      Label: 'string(40) readonly required',
      QualifiedApiName: 'string(70) readonly required idlookup',
      SystemModstamp: '',
      Queue__c: 'string(80) readonly',
      Priority__c: 'double(3,0) readonly',
      Active__c: 'boolean readonly',
    },
  },
  {
    name: 'Archive__b',
    prefix: 'b00',
    family: 'bigObject',
    fields: {
      Id: '',
      CreatedDate: '',
      CreatedById: '',
      Account__c: 'reference ->Account required createonly',
      Archived_At__c: 'datetime required createonly',
      Sequence__c: 'double(18,0) required createonly',
      Payload__c: 'textarea(131072) createonly',
    },
  },
  {
    name: 'Order_Event__e',
    prefix: 'e00',
    family: 'platformEvent',
    fields: {
      ReplayId: 'string(1000) readonly ungroupable unsortable unfilterable',
      CreatedDate: '',
      CreatedById: '',
      EventUuid: 'string(36) readonly',
      Order_Number__c: 'string(30) required createonly',
      Total__c: 'double(16,2) createonly',
    },
  },
  {
    name: 'Supplier__x',
    prefix: 'x00',
    family: 'externalObject',
    fields: {
      Id: 'id "External Object ID"',
      ExternalId: 'string(255) required external unique name',
      DisplayUrl: 'url(1000)',
      Name__c: 'string(255)',
      Country__c: 'string(80)',
      Rating__c: 'double(3,1)',
    },
  },
  history('Project__History', 'Project__c'),
  history('Invoice__History', 'Invoice__c'),
  {
    name: 'Project__Share',
    family: 'Share',
    parent: 'Project__c',
    label: 'Share: Project',
    plural: 'Share: Project',
    fields: {
      Id: '',
      ParentId: 'reference ->Project__c required createonly',
      AccessLevel: 'picklist(40) {Read=Read Only|Edit=Read/Write|All=Owner} restricted required',
      UserOrGroupId: 'reference ->Group,User required createonly',
      RowCause: 'picklist(40) {Owner|Manual*|Rule} restricted createonly',
      LastModifiedDate: '',
      LastModifiedById: '',
      IsDeleted: '',
    },
    children: { ParentId: 'Shares cascade' },
  },
];

function history(name: string, parent: string): ObjectEntry {
  const label = `History: ${parent.replace('__c', '')}`;
  return {
    name,
    family: 'History',
    parent,
    label,
    plural: label,
    fields: {
      Id: '',
      IsDeleted: '',
      ParentId: `reference ->${parent} readonly required`,
      CreatedById: '',
      CreatedDate: '',
      Field: 'picklist(255) restricted readonly required "Changed Field"',
      DataType: 'picklist(40) readonly "Datatype"',
      OldValue: 'anyType readonly',
      NewValue: 'anyType readonly',
    },
    children: { ParentId: 'Histories cascade' },
  };
}
