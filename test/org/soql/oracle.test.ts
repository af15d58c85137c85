// Random queries over random rows, against an evaluator too simple to be wrong: it loops over all rows, compares values
// as they stand, and sorts a copy. The same query with its condition negated twice must find the same without look-ups.
import { expect } from 'chai';
import fc from 'fast-check';
import type { Row, Value } from '../model.ts';
import { makeId, makeOrg, makeType } from './fixtures.ts';
import { prepare } from './soql.ts';

const id = (index: number): string => makeId('a00', index);
const TYPE = makeType({
  name: 'Thing__c',
  keyPrefix: 'a00',
  fields: [
    ['Name', 'string'],
    ['Amount__c', 'double'],
    ['Flag__c', 'boolean'],
    ['Day__c', 'date'],
    ['At__c', 'datetime'],
    ['Parent__c', 'reference', { referenceTo: ['Thing__c'] }],
  ],
});

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-02-${String(number).padStart(2, '0')}`);
const VALUES = {
  Id: fc.integer({ min: 0, max: 14 }).map(id),
  Name: fc.constantFrom('a', 'A', 'ab', 'b', "o'b", 'ä', '%', '_'),
  Amount__c: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, 1e9)),
  Flag__c: fc.boolean(),
  Day__c: day,
  At__c: day.map((text) => `${text}T12:00:00.000+0000`),
  Parent__c: fc.integer({ min: 0, max: 14 }).map(id),
} as const;
type Field = keyof typeof VALUES;
const FIELDS = Object.keys(VALUES) as Field[];

const rowsOf = fc
  .array(
    fc.record({
      Name: fc.option(VALUES.Name),
      Amount__c: fc.option(VALUES.Amount__c),
      Flag__c: VALUES.Flag__c,
      Day__c: fc.option(VALUES.Day__c),
      At__c: fc.option(VALUES.At__c),
      Parent__c: fc.option(VALUES.Parent__c),
      IsDeleted: fc.constantFrom(false, false, false, true),
    }),
    { maxLength: 15 },
  )
  .map((rows) => rows.map((row, index): Row => ({ ...row, Id: id(index) })));

interface Asked {
  readonly text: string;
  readonly holds: (row: Row) => boolean;
}

function literal(field: Field, value: Value): string {
  if (value === null) return 'null';
  if (field === 'At__c') return String(value).replace('+0000', 'Z');
  if (typeof value !== 'string' || field === 'Day__c') return String(value);
  return `'${value.replaceAll("'", "\\'")}'`;
}

const plain = (value: Value): Value =>
  typeof value === 'string' && !value.startsWith('a00PO') ? value.toLowerCase() : value;

const COMPARE: Readonly<Record<string, (one: NonNullable<Value>, other: NonNullable<Value>) => boolean>> = {
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
};

function compares(field: Field, operator: string, wanted: Value): Asked {
  const text = `${field} ${operator} ${literal(field, wanted)}`;
  return {
    text,
    holds: (row) => {
      const [one, other] = [plain(row[field]), plain(wanted)];
      if (operator === '=') return one === other;
      if (operator === '!=') return one !== other;
      return one !== null && other !== null && COMPARE[operator](one, other);
    },
  };
}

function isIn(field: Field, wanted: readonly Value[], not: boolean): Asked {
  const text = `${field} ${not ? 'NOT IN' : 'IN'} (${wanted.map((value) => literal(field, value)).join(', ')})`;
  return { text, holds: (row) => wanted.some((value) => plain(value) === plain(row[field])) !== not };
}

const leaf: fc.Arbitrary<Asked> = fc.constantFrom(...FIELDS).chain((field) => {
  const value = fc.option(VALUES[field] as fc.Arbitrary<Value>, { freq: 6 });
  const operators = field === 'Flag__c' ? ['=', '!='] : ['=', '!=', '<', '<=', '>', '>='];
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...operators), value)
      .map(([operator, wanted]) => compares(field, operator, wanted)),
    fc
      .tuple(fc.array(value, { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([wanted, not]) => isIn(field, wanted, not)),
  );
});

const condition: fc.Arbitrary<Asked> = fc.letrec<{ any: Asked }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    leaf,
    tie('any').map(({ text, holds }) => ({ text: `(NOT (${text}))`, holds: (row: Row) => !holds(row) })),
    fc.tuple(fc.array(tie('any'), { minLength: 2, maxLength: 3 }), fc.boolean()).map(([parts, all]) => ({
      text: parts.map(({ text }) => `(${text})`).join(all ? ' AND ' : ' OR '),
      holds: (row: Row) =>
        all ? parts.every((part) => part.holds(row)) : parts.some((part) => part.holds(row)),
    })),
  ),
})).any;

const orderKey = fc.record({
  field: fc.constantFrom(...FIELDS),
  descending: fc.boolean(),
  nullsLast: fc.boolean(),
});
type OrderKey = { readonly field: Field; readonly descending: boolean; readonly nullsLast: boolean };

function sorted(rows: readonly Row[], keys: readonly OrderKey[]): Row[] {
  return rows.toSorted((first, second) => {
    for (const { field, descending, nullsLast } of keys) {
      const [one, other] = [plain(first[field]), plain(second[field])];
      if (one === other) continue;
      if (one === null || other === null) return (one === null) === nullsLast ? 1 : -1;
      return one > other === descending ? -1 : 1;
    }
    return first.Id! < second.Id! ? -1 : 1;
  });
}

function orderText(keys: readonly OrderKey[]): string {
  const texts = keys.map(
    ({ field, descending, nullsLast }) =>
      `${field}${descending ? ' DESC' : ''}${nullsLast ? ' NULLS LAST' : ''}`,
  );
  return texts.length === 0 ? '' : ` ORDER BY ${texts.join(', ')}`;
}

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

describe(`any query (seed ${SEED}; set SEED to repeat)`, () => {
  it('finds what the simplest evaluator finds, in its order, with and without look-ups', () => {
    const asked = fc.record({
      rows: rowsOf,
      where: condition,
      keys: fc.array(orderKey, { maxLength: 2 }),
      limit: fc.option(fc.nat(6)),
      offset: fc.nat(3),
      allRows: fc.boolean(),
    });
    fc.assert(
      fc.property(asked, ({ rows, where, keys, limit, offset, allRows }) => {
        const { scope } = makeOrg([TYPE], { Thing__c: rows });
        const rest = `${orderText(keys)}${limit === null ? '' : ` LIMIT ${limit}`} OFFSET ${offset}`;
        const find = (text: string): unknown[] =>
          [...prepare(`SELECT Id FROM Thing__c WHERE ${text}${rest}`, { ...scope, allRows }).cells()].map(
            ([cell]) => cell,
          );
        const kept = sorted(
          rows.filter((row) => (allRows || row.IsDeleted !== true) && where.holds(row)),
          keys,
        );
        const expected = kept.slice(offset, limit === null ? undefined : offset + limit).map((row) => row.Id);
        expect(find(where.text), where.text + rest).to.deep.equal(expected);
        expect(find(`(NOT (NOT (${where.text})))`), `without look-ups: ${where.text}${rest}`).to.deep.equal(
          expected,
        );
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('groups as the simplest evaluator does', () => {
    fc.assert(
      fc.property(rowsOf, fc.constantFrom<Field>('Name', 'Flag__c', 'Day__c', 'Parent__c'), (rows, field) => {
        const { scope } = makeOrg([TYPE], { Thing__c: rows });
        const groups = Map.groupBy(
          rows.filter(({ IsDeleted }) => IsDeleted !== true),
          (row) => plain(row[field]),
        );
        const expected = [...groups].map(([, members]) => {
          const amounts = members.flatMap(({ Amount__c }) => (Amount__c === null ? [] : [Number(Amount__c)]));
          const total = amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + amount, 0);
          return [
            members[0][field],
            members.length,
            amounts.length,
            total,
            amounts.length === 0 ? null : Math.max(...amounts),
          ];
        });
        const query = `SELECT ${field}, COUNT(Id), COUNT(Amount__c), SUM(Amount__c), MAX(Amount__c) FROM Thing__c GROUP BY ${field}`;
        expect([...prepare(query, scope).cells()]).to.deep.equal(expected);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
