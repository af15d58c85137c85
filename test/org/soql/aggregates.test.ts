import { expect } from 'chai';
import { OrgFault } from '../model.ts';
import { makeId, makeOrg, makeType } from './fixtures.ts';
import { company } from './fixtures.company.ts';
import { prepare, toJson } from './soql.ts';

const { scope } = company();

/** Records without their attributes, as JSON text. */
function groups(query: string): string[] {
  return [...prepare(query, scope).records()].map(({ attributes, ...values }) => {
    expect(attributes).to.deep.equal({ type: 'AggregateResult' });
    return toJson(values);
  });
}

const TABLE: ReadonlyArray<readonly [query: string, found: readonly string[]]> = [
  ['SELECT COUNT(Id) FROM Account', ['{"expr0":4}']],
  ['SELECT COUNT(Name)n, COUNT(Id) FROM Account', ['{"n":3,"expr0":4}']],
  [
    'SELECT COUNT_DISTINCT(OwnerId) owners, COUNT_DISTINCT(Industry) FROM Account',
    ['{"owners":2,"expr0":3}'],
  ],
  [
    'SELECT SUM(AnnualRevenue), AVG(NumberOfEmployees), MIN(Name), MAX(CreatedDate) last FROM Account',
    ['{"expr0":16147805824497.5,"expr1":27.5,"expr2":"100%_o\'Neil","last":"2026-11-18T08:00:00.000+0000"}'],
  ],
  [
    "SELECT COUNT(Id), SUM(AnnualRevenue), MAX(Name) FROM Account WHERE Name = 'none'",
    ['{"expr0":0,"expr1":null,"expr2":null}'],
  ],
  ["SELECT Name FROM Account WHERE Name = 'none' GROUP BY Name", []],
  [
    'SELECT Owner.Name, COUNT(Id) n FROM Account GROUP BY Owner.Name ORDER BY Owner.Name',
    ['{"Name":"Ada Admin","n":2}', '{"Name":"Sam Seller","n":2}'],
  ],
  [
    'SELECT Industry FROM Account GROUP BY Industry ORDER BY Industry NULLS LAST',
    ['{"Industry":"Energy"}', '{"Industry":"Banking"}', '{"Industry":"Apparel"}', '{"Industry":null}'],
  ],
  [
    'SELECT CALENDAR_YEAR(CreatedDate) y, COUNT(Id) FROM Account GROUP BY CALENDAR_YEAR(CreatedDate) ORDER BY COUNT(Id) DESC',
    ['{"y":2026,"expr0":3}', '{"y":2025,"expr0":1}'],
  ],
  ['SELECT OwnerId, Industry, COUNT(Id) FROM Account GROUP BY OwnerId, Industry HAVING COUNT(Id) > 1', []],
  [
    "SELECT Industry, MAX(AnnualRevenue) FROM Account GROUP BY Industry HAVING MAX(AnnualRevenue) < 1000 AND Industry LIKE 'E%'",
    ['{"Industry":"Energy","expr0":100.0}'],
  ],
  [
    'SELECT AccountId, COUNT(Id) n FROM Contact WHERE AccountId != null GROUP BY AccountId HAVING NOT (COUNT(Id) = 1) ORDER BY COUNT(Id) LIMIT 1',
    [`{"AccountId":"${makeId('001', 1)}","n":2}`],
  ],
];

describe('a grouped query', () => {
  for (const [query, found] of TABLE) {
    it(`${query} gives ${found.length} group(s)`, () => {
      expect(groups(query)).to.deep.equal(found);
    });
  }

  it('COUNT() alone is a number without records, limited like any query', () => {
    const query = prepare('SELECT COUNT() FROM Account WHERE Name != null LIMIT 2', scope);
    expect([query.kind, query.count(), [...query.records()]]).to.deep.equal(['count', 2, []]);
  });

  it('puts values that compare equal in one group', () => {
    const type = makeType({ name: 'Thing__c', keyPrefix: 'a00', fields: [['Name', 'string']] });
    const org = makeOrg([type], {
      Thing__c: ['x', 'X', 'y'].map((Name, index) => ({ Id: makeId('a00', index), Name })),
    });
    expect([
      ...prepare('SELECT Name, COUNT(Id) FROM Thing__c GROUP BY Name', org.scope).cells(),
    ]).to.deep.equal([
      ['x', 2],
      ['y', 1],
    ]);
  });

  it('has no more than 2,000 groups, as there are no further pages', () => {
    const type = makeType({ name: 'Thing__c', keyPrefix: 'a00', fields: [['Name', 'string']] });
    const rows = Array.from({ length: 2_001 }, (_, index) => ({
      Id: makeId('a00', index),
      Name: `n${index}`,
    }));
    const org = makeOrg([type], { Thing__c: rows });
    expect(() => [...prepare('SELECT Name FROM Thing__c GROUP BY Name', org.scope).records()])
      .to.throw(OrgFault)
      .that.includes({ errorCode: 'EXCEEDED_ID_LIMIT' });
    expect([
      ...prepare('SELECT Name FROM Thing__c GROUP BY Name LIMIT 2000', org.scope).records(),
    ]).to.have.length(2_000);
  });
});
