// The company the tests of the query language ask about.
import type { Row } from '../model.ts';
import { ADMIN, SELLER, makeId, makeOrg, makeType } from './fixtures.ts';
import type { SmallOrg } from './fixtures.ts';
import { companyTypes } from './fixtures.types.ts';

const account = (index: number) => makeId('001', index);
const contact = (index: number) => makeId('003', index);

export const ids = {
  account,
  contact,
  lead: makeId('00Q', 1),
  task: (index: number) => makeId('00T', index),
  queue: makeId('00G', 1),
  version: makeId('068', 1),
};

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  Account: [
    {
      Id: account(1),
      Name: 'Acme',
      OwnerId: ADMIN,
      Industry: 'Energy',
      AnnualRevenue: 100,
      NumberOfEmployees: 5,
      Regions__c: 'North;South',
      IsKey__c: true,
      BillingCity: 'Oslo',
      BillingStreet: '1 Way\nDoor 2',
      BillingLatitude: 59.91,
      Founded__c: '2020-02-29',
      CreatedDate: '2026-11-18T08:00:00.000+0000',
      Big__c: '123456789012345678',
      Code__c: 'aB',
      Secret__c: '123456789',
    },
    {
      Id: account(2),
      Name: 'acme two',
      ParentId: account(1),
      OwnerId: SELLER,
      Industry: 'Apparel',
      AnnualRevenue: 16147805824397,
      NumberOfEmployees: 50,
      Regions__c: 'South',
      Place__Latitude__s: 1.5,
      Place__Longitude__s: 2,
      Founded__c: '2026-01-01',
      CreatedDate: '2026-11-17T23:59:59.000+0000',
      Opens__c: '08:00:00.000Z',
      Big__c: '123456789012345679',
      Code__c: 'AB',
    },
    {
      Id: account(3),
      Name: "100%_o'Neil",
      ParentId: account(2),
      OwnerId: SELLER,
      AnnualRevenue: 0.5,
      CreatedDate: '2025-01-05T00:00:00.000+0000',
      Big__c: 7,
    },
    {
      Id: account(4),
      Name: 'Gone',
      OwnerId: ADMIN,
      IsDeleted: true,
      CreatedDate: '2024-01-01T00:00:00.000+0000',
    },
    { Id: account(5), OwnerId: ADMIN, Industry: 'Banking', CreatedDate: '2026-08-01T10:30:00.000+0000' },
  ],
  Contact: [
    {
      Id: contact(1),
      LastName: 'Berg',
      Name: 'Bo Berg',
      AccountId: account(1),
      Email: 'b@x.example',
      Score__c: 1,
    },
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
  User: [
    { Id: ADMIN, Name: 'Ada Admin', Username: 'admin@x', ProfileId: makeId('00e', 1) },
    { Id: SELLER, Name: 'Sam Seller', Username: 'sam@x' },
  ],
  Group: [{ Id: ids.queue, Name: 'Support', Type: 'Queue' }],
  Profile: [{ Id: makeId('00e', 1), Name: 'System Administrator' }],
  ContentVersion: [
    { Id: ids.version, Title: 'plan.pdf' },
    { Id: makeId('068', 2), Title: 'link' },
  ],
  ContentDocumentLink: [{ Id: makeId('06A', 1), LinkedEntityId: account(1) }],
  LoginHistory: [
    { Id: makeId('0Ya', 1), UserId: ADMIN },
    { Id: makeId('0Ya', 2), UserId: SELLER },
  ],
  SetupAuditTrail: [{ Id: makeId('0Ym', 1), Action: 'createduser' }],
  OauthToken: [1, 2, 3, 4, 5].map((index) => ({ AppName: `App ${index}` })),
  Flow: [
    { Id: makeId('301', 1), FullName: 'One' },
    { Id: makeId('301', 2), FullName: 'Two' },
  ],
  EntityDefinition: [{ Id: '000000000000000AAA', DurableId: 'Account', QualifiedApiName: 'Account' }],
  FieldDefinition: [{ Id: '000000000000000AAA', DurableId: 'Account.Name', EntityDefinitionId: 'Account' }],
};

export function company(): SmallOrg {
  return makeOrg(companyTypes.map(makeType), ROWS, new Set([`ContentVersion/${ids.version}/VersionData`]));
}
