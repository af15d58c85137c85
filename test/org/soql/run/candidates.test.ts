import { expect } from 'chai';
import { makeId, makeOrg, makeType } from '../fixtures.ts';
import type { SmallOrg } from '../fixtures.ts';
import { prepare } from '../soql.ts';

const ROWS = 100;
const id = (index: number): string => makeId('a00', index);

function org(): SmallOrg {
  const type = makeType({
    name: 'Thing__c',
    keyPrefix: 'a00',
    fields: [
      ['Name', 'string'],
      ['Parent__c', 'reference', { referenceTo: ['Thing__c'] }],
    ],
  });
  const rows = Array.from({ length: ROWS }, (_, index) => ({
    Id: id(index),
    Name: `n${index}`,
    Parent__c: id(index % 10),
  }));
  return makeOrg([type], { Thing__c: rows });
}

/** How a query finds its rows: look-ups by Id, by parent, and rows read through. */
const WAYS: ReadonlyArray<
  readonly [clauses: string, found: number, get: number, where: number, rows: number]
> = [
  ['', 100, 0, 0, 100],
  ['LIMIT 5', 5, 0, 0, 5],
  ['ORDER BY Id LIMIT 5', 5, 0, 0, 5],
  [`WHERE Id > '${id(49)}' ORDER BY Id LIMIT 7`, 7, 0, 0, 7],
  [`WHERE Id > '${id(97)}'`, 2, 0, 0, 2],
  [`WHERE Id >= '${id(98)}'`, 2, 1, 0, 1],
  [`WHERE Id > '${id(10)}' AND Id <= '${id(15)}'`, 5, 0, 0, 6],
  [`WHERE Id = '${id(5)}'`, 1, 1, 0, 0],
  [`WHERE Name != 'x' AND Id IN ('${id(5)}', '${id(6)}', '${id(500)}')`, 2, 3, 0, 0],
  [`WHERE Parent__c = '${id(3)}' AND Name LIKE '%3'`, 10, 0, 1, 0],
  [`WHERE Parent__c IN ('${id(3)}', '${id(4)}') LIMIT 3`, 3, 0, 2, 0],
  [`WHERE Id = '${id(5)}' OR Id = '${id(6)}'`, 2, 0, 0, 100],
  [`WHERE NOT Id = '${id(5)}'`, 99, 0, 0, 100],
];

describe('the way to the rows', () => {
  for (const [clauses, found, get, where, rows] of WAYS) {
    it(`of ${clauses === '' ? 'a whole table' : clauses.replaceAll(/a00PO0+/g, '…')} reads no more than it must`, () => {
      const small = org();
      const query = prepare(`SELECT Id FROM Thing__c ${clauses}`, small.scope);
      expect([...query.cells()]).to.have.length(found);
      expect(small.table('Thing__c').reads).to.deep.equal({ get, where, rows });
    });
  }

  it('keeps Id order when several parents are asked for', () => {
    const query = prepare(`SELECT Id FROM Thing__c WHERE Parent__c IN ('${id(4)}', '${id(3)}')`, org().scope);
    const found = [...query.cells()].map(([cell]) => String(cell));
    expect(found).to.deep.equal(found.toSorted());
  });

  it('looks rows up again after sorting a whole table, holding keys alone', () => {
    const small = org();
    expect(
      [...prepare('SELECT Name FROM Thing__c ORDER BY Name DESC', small.scope).cells()][0],
    ).to.deep.equal(['n99']);
    expect(small.table('Thing__c').reads).to.deep.equal({ get: 100, where: 0, rows: 100 });
  });
});
