import { expect } from 'chai';
import { OrgFault } from '../model.ts';
import { accessOf } from './fixtures.ts';
import { company } from './fixtures.company.ts';
import { faultOf, scope, title } from './fixtures.refusals.ts';
import type { Refusal } from './fixtures.refusals.ts';
import { prepare } from './soql.ts';
import type { QueryScope } from './soql.ts';

const SEE_WSDL = 'Please reference your WSDL or the describe call for the appropriate names.';
const noColumn = (name: string, entity: string): string =>
  `No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${SEE_WSDL}`;
const noType = (name: string): string =>
  `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${SEE_WSDL}`;
const noPath = (name: string): string =>
  `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${SEE_WSDL}`;
const noChildren = (name: string): string =>
  `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${SEE_WSDL}`;

const without = (...permissions: readonly string[]): Partial<QueryScope> => ({
  access: accessOf({ permissions }),
});
const hiding = (fields: readonly string[], objects: readonly string[] = []): Partial<QueryScope> => ({
  access: accessOf({ fields, objects }),
});
const TOOLING = { api: 'tooling' } as const;

const NAMES: readonly Refusal[] = [
  ['SELECT Id FROM Foo', 'INVALID_TYPE', noType('Foo')],
  ['SELECT Id FROM Account', 'INVALID_TYPE', noType('Account'), hiding([], ['Account'])],
  ['SELECT Id FROM Flow', 'INVALID_TYPE', noType('Flow')],
  ['SELECT Id FROM Account', 'INVALID_TYPE', noType('Account'), TOOLING],
  ['SELECT Id, Foo__c FROM Account', 'INVALID_FIELD', noColumn('Foo__c', 'Account')],
  ['SELECT Id, Name FROM Account', 'INVALID_FIELD', noColumn('Name', 'Account'), hiding(['Account.Name'])],
  ['SELECT Id FROM Account WHERE Foo__c = 1', 'INVALID_FIELD', noColumn('Foo__c', 'Account')],
  ['SELECT Id FROM Account ORDER BY Foo__c', 'INVALID_FIELD', noColumn('Foo__c', 'Account')],
  ['SELECT Parent.Foo__c FROM Account', 'INVALID_FIELD', noColumn('Foo__c', 'Account')],
  ['SELECT Who.Company FROM Task', 'INVALID_FIELD', noColumn('Company', 'Name')],
  ['SELECT Foo.Name FROM Account', 'INVALID_FIELD', noPath('Foo')],
  ['SELECT Owner.Name FROM Account', 'INVALID_FIELD', noPath('Owner'), hiding([], ['User'])],
  ['SELECT Parent.Parent.Parent.Parent.Parent.Parent.Name FROM Account', 'INVALID_FIELD', noPath('Parent')],
  ['SELECT (SELECT Id FROM Foos) FROM Account', 'INVALID_TYPE', noChildren('Foos')],
  [
    'SELECT (SELECT Id FROM Contacts) FROM Account',
    'INVALID_TYPE',
    noChildren('Contacts'),
    hiding(['Contact.AccountId']),
  ],
];

const FIELDS: readonly Refusal[] = [
  [
    "SELECT Id FROM Account WHERE Description = 'x'",
    'INVALID_FIELD',
    "field 'Description' can not be filtered in a query call",
  ],
  [
    "SELECT Id FROM Account WHERE BillingAddress = 'x'",
    'INVALID_FIELD',
    'Address fields can only be filtered using Distance expressions',
  ],
  [
    'SELECT Id FROM Account ORDER BY Description',
    'MALFORMED_QUERY',
    "field 'Description' can not be sorted in a query call",
  ],
  [
    'SELECT AnnualRevenue FROM Account GROUP BY AnnualRevenue',
    'MALFORMED_QUERY',
    "field 'AnnualRevenue' can not be grouped in a query call",
  ],
  [
    'SELECT MAX(Description) FROM Account',
    'MALFORMED_QUERY',
    'field Description does not support aggregate operator MAX',
  ],
  ['SELECT SUM(Name) FROM Account', 'MALFORMED_QUERY', 'field Name does not support aggregate operator SUM'],
  [
    'SELECT COUNT(Id) FROM SetupAuditTrail',
    'MALFORMED_QUERY',
    'field Id does not support aggregate operator COUNT',
  ],
  ['SELECT Name, COUNT(Id) FROM Account', 'MALFORMED_QUERY', 'Field must be grouped or aggregated: Name'],
  ['SELECT COUNT(Id) n, MAX(Name) n FROM Account', 'MALFORMED_QUERY', 'duplicate alias: n'],
  ['SELECT Id a FROM Account', 'MALFORMED_QUERY', 'only aggregate expressions use field aliasing'],
  [
    'SELECT TYPEOF Parent WHEN Account THEN Id END FROM Account',
    'MALFORMED_QUERY',
    'TYPEOF needs a polymorphic relationship: Parent',
  ],
  ['SELECT frobnicate(Name) FROM Account', 'MALFORMED_QUERY', 'unknown function: frobnicate'],
];

const VALUES: readonly Refusal[] = [
  [
    "SELECT Id FROM Account WHERE CreatedDate = '2020'",
    'INVALID_FIELD',
    "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes",
  ],
  [
    'SELECT Id FROM Account WHERE CreatedDate = 2020-01-01',
    'INVALID_FIELD',
    "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes",
  ],
  [
    'SELECT Id FROM Account WHERE Founded__c = 2026-02-30',
    'INVALID_FIELD',
    "value of filter criterion for field 'Founded__c' must be of type date and should not be enclosed in quotes",
  ],
  [
    'SELECT Id FROM Account WHERE Name = 5',
    'INVALID_FIELD',
    "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
  ],
  [
    "SELECT Id FROM Account WHERE IsKey__c = 'true'",
    'INVALID_FIELD',
    "value of filter criterion for field 'IsKey__c' must be of type boolean and should not be enclosed in quotes",
  ],
  [
    "SELECT Id FROM Account WHERE NumberOfEmployees > '5'",
    'INVALID_FIELD',
    "value of filter criterion for field 'NumberOfEmployees' must be of type int and should not be enclosed in quotes",
  ],
  ["SELECT Id FROM Account WHERE Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: abc'],
  [
    "SELECT Id FROM Account WHERE ParentId IN ('abc')",
    'INVALID_QUERY_FILTER_OPERATOR',
    'invalid ID field: abc',
  ],
  [
    "SELECT Id FROM Account WHERE Id LIKE '001%'",
    'INVALID_QUERY_FILTER_OPERATOR',
    'invalid operator on id field',
  ],
  [
    "SELECT Id FROM Account WHERE Name INCLUDES ('a')",
    'INVALID_QUERY_FILTER_OPERATOR',
    'invalid operator on string field',
  ],
  [
    'SELECT Id FROM Account WHERE IsKey__c > TRUE',
    'INVALID_QUERY_FILTER_OPERATOR',
    'invalid operator on boolean field',
  ],
  ['SELECT Id FROM Account WHERE CreatedDate = SOMEDAY', 'MALFORMED_QUERY', "unexpected token: 'someday'"],
];

const SEMI_JOINS: readonly Refusal[] = [
  [
    "SELECT Id FROM Account WHERE Name = 'a' OR Id IN (SELECT AccountId FROM Contact)",
    'MALFORMED_QUERY',
    'Semi join sub-selects are not allowed with the OR operator',
  ],
  [
    'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Id IN (SELECT WhoId FROM Task))',
    'MALFORMED_QUERY',
    'Nesting of semi join sub-selects is not supported',
  ],
  [
    'SELECT Id FROM Account WHERE Id IN (SELECT Name FROM Account)',
    'MALFORMED_QUERY',
    "semi join sub-selects can only query id fields, cannot use: 'Name'",
  ],
  [
    'SELECT Id FROM Account WHERE Id IN (SELECT OwnerId FROM Task)',
    'MALFORMED_QUERY',
    "The selected field 'OwnerId' in the subquery and the left operand field in the where expression in the outer query 'Id' should point to the same object type",
  ],
  [
    'SELECT Id FROM Account WHERE Id IN (SELECT Id FROM Account)',
    'MALFORMED_QUERY',
    'The inner and outer selects should not be on the same object type',
  ],
  [
    `SELECT Id FROM Account WHERE ${Array.from({ length: 3 }, () => 'Id IN (SELECT AccountId FROM Contact)').join(' AND ')}`,
    'MALFORMED_QUERY',
    'Maximum 2 semi join sub-selects are supported in one query',
  ],
];

describe('a refused query', () => {
  for (const [query, errorCode, reason, more] of [...NAMES, ...FIELDS, ...VALUES, ...SEMI_JOINS]) {
    it(`${title(query)} says ${errorCode} and points at the place`, () => {
      const fault = faultOf(query, more);
      expect(fault.errorCode).to.equal(errorCode);
      expect(fault.message).to.match(/^\n.+\n *\^\nERROR at Row:1:Column:\d+\n/);
      expect(fault.message.split('\n').slice(4).join('\n')).to.equal(reason);
    });
  }

  it('shows the whole text of a recorded answer', () => {
    expect(faultOf('SELECT Bacon__c FROM Account LIMIT 2').message).to.equal(
      `\nSELECT Bacon__c FROM Account LIMIT 2\n       ^\nERROR at Row:1:Column:8\n${noColumn('Bacon__c', 'Account')}`,
    );
  });

  it('is refused before a row is read', () => {
    const org = company();
    expect(() => prepare('SELECT Id FROM Account WHERE Name = 5', org.scope)).to.throw(OrgFault);
    expect(org.table('Account').reads).to.deep.equal({ get: 0, where: 0, rows: 0 });
  });

  it('hides an object the caller lacks the permission for when it is documented to be hidden', () => {
    const fault = faultOf('SELECT Id FROM EventLogFile', without('ViewEventLogFiles'));
    expect(fault.errorCode).to.equal('INVALID_TYPE');
  });

  it('says how many rows Tooling metadata would have', () => {
    const query = prepare('SELECT Id, Metadata FROM Flow', { ...scope, ...TOOLING });
    expect(() => query.records()).to.throw(
      OrgFault,
      'must specify no more than one row for retrieval. Result size: 2',
    );
    expect([
      ...prepare("SELECT FullName FROM Flow WHERE FullName = 'One'", { ...scope, ...TOOLING }).records(),
    ]).to.have.length(1);
  });
});
