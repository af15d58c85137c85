// The practice org's own object types: a projects-and-invoices application, the shapes that make backups hard (a very
// wide object, a long one, an empty one), and one of each special kind.

import { ledger, wide } from './customBulk.ts';
import { customKinds } from './customKinds.ts';
import type { ObjectEntry } from './blueprint.ts';

const audit = {
  CreatedDate: '',
  CreatedById: '',
  LastModifiedDate: '',
  LastModifiedById: '',
  SystemModstamp: '',
};
const owner = 'reference ->Group,User required defaulted namepointing';
const viewed = { LastActivityDate: '', LastViewedDate: '', LastReferencedDate: '' };

const project: ObjectEntry = {
  name: 'Project__c',
  prefix: 'a00',
  family: 'customObject',
  flags: '+feedEnabled',
  recordTypes: ['Internal', 'Client'],
  fields: {
    Id: '',
    OwnerId: owner,
    IsDeleted: '',
    Name: 'string(80) name defaulted "Project Name"',
    RecordTypeId: 'reference ->RecordType defaulted',
    ...audit,
    ...viewed,
    External_Id__c: 'string(40) external unique',
    Account__c: 'reference ->Account',
    Sponsor__c: 'reference ->User',
    Parent_Project__c: 'reference ->Project__c',
    Status__c: 'picklist(255) {Planned*|Running|On Hold|Done|Cancelled} restricted',
    Start_Date__c: 'date',
    End_Date__c: 'date',
    Budget__c: 'currency(16,2)',
    Progress__c: 'percent(5,2)',
    Summary__c: 'textarea(32768) html',
    Billable__c: 'boolean on',
    Site__c: 'location',
    Site__Latitude__s: 'double(18,15) in:Site__c "Site (Latitude)"',
    Site__Longitude__s: 'double(18,15) in:Site__c "Site (Longitude)"',
    Open_Tasks__c: 'double(18,0) calculated',
    Planned_Hours__c: 'double(18,2) calculated',
    Days_Left__c: 'double(18,0) := End_Date__c - TODAY()',
  },
  children: {
    Account__c: 'Projects__r',
    Sponsor__c: 'Sponsored_Projects__r',
    Parent_Project__c: 'Child_Projects__r',
  },
};

const projectTask: ObjectEntry = {
  name: 'Project_Task__c',
  prefix: 'a01',
  family: 'customObject',
  fields: {
    Id: '',
    IsDeleted: '',
    Name: 'string(80) name defaulted "Task Name"',
    ...audit,
    ...viewed,
    Project__c: 'reference ->Project__c detail',
    Predecessor__c: 'reference ->Project_Task__c',
    Assignee__c: 'reference ->User',
    Status__c: 'picklist(255) {Open*|In Progress|Blocked|Done} restricted',
    Due_Date__c: 'date',
    Hours__c: 'double(6,2)',
    Sequence__c: 'double(4,0)',
    Notes__c: 'textarea(131072)',
  },
  children: {
    Project__c: 'Project_Tasks__r',
    Predecessor__c: 'Successors__r',
    Assignee__c: 'Assigned_Tasks__r',
  },
};

const invoice: ObjectEntry = {
  name: 'Invoice__c',
  prefix: 'a02',
  family: 'customObject',
  fields: {
    Id: '',
    OwnerId: owner,
    IsDeleted: '',
    Name: 'string(80) auto name "Invoice Number"',
    ...audit,
    ...viewed,
    External_Id__c: 'string(40) external unique sensitive',
    Account__c: 'reference ->Account restrict',
    Project__c: 'reference ->Project__c',
    Status__c: 'picklist(255) {Draft*|Sent|Paid|Overdue|Void} restricted required',
    Channels__c: 'multipicklist {Mail|E-Mail|Portal|EDI}',
    Issued_On__c: 'date required',
    Due_At__c: 'datetime',
    Reminder_Time__c: 'time',
    Amount__c: 'currency(16,2) required',
    Tax_Rate__c: 'percent(5,2)',
    Ledger_Number__c: 'double(18,0)',
    Exchange_Rate__c: 'double(18,9)',
    Payment_Link__c: 'url(255)',
    Contact_Email__c: 'email(80)',
    Contact_Phone__c: 'phone(40)',
    Bank_Account__c: 'encryptedstring(175) encrypted masked',
    Terms__c: 'textarea(32768) html',
    Remarks__c: 'textarea(255)',
    Delivered_To__c: 'location',
    Delivered_To__Latitude__s: 'double(18,15) in:Delivered_To__c "Delivered To (Latitude)"',
    Delivered_To__Longitude__s: 'double(18,15) in:Delivered_To__c "Delivered To (Longitude)"',
    Gross_Amount__c: 'currency(18,2) := Amount__c * (1 + Tax_Rate__c)',
    Is_Late__c: "boolean := AND(ISPICKVAL(Status__c, 'Sent'), Due_At__c < NOW())",
    Account_Name__c: 'string(1300) ungroupable := Account__r.Name',
  },
  children: { Account__c: 'Invoices__r', Project__c: 'Invoices__r' },
};

const empty: ObjectEntry = {
  name: 'Empty__c',
  prefix: 'a05',
  family: 'customObject',
  label: 'Empty',
  plural: 'Empties',
  fields: {
    Id: '',
    OwnerId: owner,
    IsDeleted: '',
    Name: 'string(80) name defaulted',
    ...audit,
    Text__c: 'string(255)',
    Number__c: 'double(18,0)',
  },
};

const business = [project, projectTask, invoice, empty];

export const customObjects: readonly ObjectEntry[] = [...business, wide, ledger, ...customKinds];
