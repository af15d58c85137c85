import { expect } from 'chai';
import fc from 'fast-check';
import type { Row, Table } from '../model.ts';
import { ComputedTable } from './computedTable.ts';
import { smallType } from './fixtures.ts';
import { idSeries } from './ids.ts';
import { KeptTable } from './keptTable.ts';

const COUNT = 12;
const ids = idSeries('a0S', 'PO7');
const accounts = idSeries('001', 'PO7');

function row(index: number, name = `row ${index}`, account = index % 4): Row {
  return { Id: ids.at(index), Name: name, AccountId: accounts.at(account) };
}

const generated = Array.from({ length: COUNT }, (_, index) => row(index));

function inverse(id: string): number[] {
  const account = accounts.indexOf(id);
  return generated.flatMap((_, index) => (index % 4 === account ? [index] : []));
}

const KINDS: Readonly<Record<string, () => Table>> = {
  kept: () => new KeptTable(smallType, { key: 'Id', rows: () => generated }),
  computed: () => new ComputedTable(smallType, { count: COUNT, ids, row: (index) => row(index) }),
  'computed with children by arithmetic': () =>
    new ComputedTable(smallType, {
      count: COUNT,
      ids,
      row: (index) => row(index),
      inverse: { AccountId: inverse },
    }),
};

const names = (rows: Iterable<Row>): string[] => [...rows].map((each) => String(each['Name']));

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`a ${kind} table`, () => {
    it('finds a row by both forms of its Id, the short one by exact case', () => {
      const table = open();
      expect(table.get(ids.at(10))).to.deep.equal(row(10));
      expect(table.get(ids.at(10).slice(0, 15))).to.deep.equal(row(10));
      expect(table.get(ids.at(10).slice(0, 15).toLowerCase())).to.equal(undefined);
      expect(table.get(ids.at(COUNT))).to.equal(undefined);
      expect(table.get('nonsense')).to.equal(undefined);
    });

    it('walks rows in Id order after an Id of either form, whether a row has it or not', () => {
      const table = open();
      expect(names(table.rows())).to.have.length(COUNT);
      expect(names(table.rows(ids.at(9)))).to.deep.equal(['row 10', 'row 11']);
      expect(names(table.rows(ids.at(9).slice(0, 15)))).to.deep.equal(['row 10', 'row 11']);
      expect(names(table.rows('a0SPO7000000008zzz'))).to.deep.equal(['row 9', 'row 10', 'row 11']);
      expect(names(table.rows('zzz'))).to.deep.equal([]);
    });

    it('shows a replaced row everywhere and the old one nowhere', () => {
      const table = open();
      table.put(row(4, 'changed', 3));
      expect(table.get(ids.at(4))?.['Name']).to.equal('changed');
      expect(names(table.where('AccountId', accounts.at(0)))).to.deep.equal(['row 0', 'row 8']);
      expect(names(table.where('AccountId', accounts.at(3)))).to.deep.equal([
        'row 3',
        'changed',
        'row 7',
        'row 11',
      ]);
      expect(names(table.rows())[4]).to.equal('changed');
      expect(table.size).to.equal(COUNT);
    });

    it('forgets a dropped row and takes it back when it is put again', () => {
      const table = open();
      table.drop(ids.at(4).slice(0, 15));
      table.drop(ids.at(4));
      expect(table.size).to.equal(COUNT - 1);
      expect(table.get(ids.at(4))).to.equal(undefined);
      table.put(row(4, 'back'));
      expect(names(table.rows())[4]).to.equal('back');
      expect(table.size).to.equal(COUNT);
    });

    it('accepts the short form of an Id where a field is asked for', () => {
      expect(names(open().where('AccountId', accounts.at(2).slice(0, 15)))).to.deep.equal([
        'row 2',
        'row 6',
        'row 10',
      ]);
    });

    it('answers as a plain map does after any writes', () => {
      const write = fc.record({
        drop: fc.boolean(),
        index: fc.integer({ min: 0, max: COUNT + 5 }),
        account: fc.integer({ min: 0, max: 3 }),
        ask: fc.boolean(),
      });
      fc.assert(
        fc.property(fc.array(write, { maxLength: 25 }), (writes) => {
          const table = open();
          const plain = new Map(generated.map((each) => [String(each['Id']), each]));
          const sorted = (): Row[] =>
            [...plain].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
          writes.forEach(({ drop, index, account, ask }, nth) => {
            if (ask)
              [...table.where('AccountId', accounts.at(account))].forEach((each) =>
                expect(each['AccountId']).to.equal(accounts.at(account)),
              );
            if (drop) {
              table.drop(ids.at(index));
              plain.delete(ids.at(index));
            } else {
              table.put(row(index, `write ${nth}`, account));
              plain.set(ids.at(index), row(index, `write ${nth}`, account));
            }
          });
          expect([...table.rows()]).to.deep.equal(sorted());
          expect(table.size).to.equal(plain.size);
          for (let account = 0; account < 4; account++) {
            const expected = sorted().filter((each) => each['AccountId'] === accounts.at(account));
            expect([...table.where('AccountId', accounts.at(account))]).to.deep.equal(expected);
          }
        }),
        { numRuns: 60 },
      );
    });
  });
}

describe('a table kept by another key', () => {
  const tokens = (): KeptTable =>
    new KeptTable(smallType, {
      key: 'Name',
      rows: () => ['b', 'a'].map((name) => ({ Id: null, Name: name, AccountId: null })),
    });

  it('holds rows without an Id and finds them by that key', () => {
    const table = tokens();
    expect(names(table.rows())).to.deep.equal(['a', 'b']);
    expect(table.get('b')?.['Id']).to.equal(null);
    table.drop('a');
    expect(table.size).to.equal(1);
  });

  it('has no row after any Id, because null is greater than nothing', () => {
    expect([...tokens().rows('000000000000000')]).to.deep.equal([]);
  });

  it('refuses a row without the key', () => {
    expect(() => tokens().put({ Id: null, Name: null, AccountId: null })).to.throw('without Name');
  });
});
