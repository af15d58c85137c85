import { expect } from 'chai';
import { evaluate } from './evaluate.ts';
import type { Scope } from './functions.ts';
import { parseFormula, pathsOf } from './syntax.ts';

const row: Readonly<Record<string, string | number | boolean | null>> = {
  Amount: 120.5,
  Empty: null,
  Stage: 'Closed Won',
  'Account.Name': 'Acme',
  Start: '2026-10-01',
};

const scope: Scope = {
  field: (path) => row[path.join('.')] ?? null,
  prior: (path) => (path[0] === 'Amount' ? 100 : (row[path.join('.')] ?? null)),
  isNew: false,
  now: new Date('2026-10-05T08:00:00Z'),
};

const worth = (source: string): unknown => evaluate(parseFormula(source), scope);

const CASES: ReadonlyArray<readonly [formula: string, value: unknown]> = [
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['2 ^ 3 - -1', 9],
  ['10 - 2 - 3', 5],
  ['Amount + Empty', null],
  ['Empty < 0', false],
  ['ISBLANK(Empty)', true],
  ["AND(ISPICKVAL(Stage, 'Closed Won'), NOT(ISBLANK(Amount)))", true],
  ['ISPICKVAL(Empty, "")', true],
  ['Stage = "Closed Won" && Amount >= 120.5', true],
  ['IF(Amount > 200, "big", "small") & "!"', 'small!'],
  ['CASE(Stage, "Prospecting", 1, "Closed Won", 2, 3)', 2],
  ['Account.Name', 'Acme'],
  ['ISCHANGED(Amount)', true],
  ['PRIORVALUE(Amount)', 100],
  ['ISCHANGED(Stage) || ISNEW()', false],
  ['TODAY() - Start', 4],
  ['Start + 31', '2026-11-01'],
  ['LEN(TRIM("  a b "))', 3],
  ['BEGINS("https://x", "http")', true],
  ["\"it's\" <> 'it'", true],
  ['/* why */ TRUE', true],
];

describe('formulas', () => {
  for (const [formula, value] of CASES) {
    it(`${formula} is ${JSON.stringify(value)}`, () => expect(worth(formula)).to.equal(value));
  }

  it('name the fields they read', () => {
    expect(pathsOf(parseFormula('IF(A > 1, B__r.C__c, TODAY())'))).to.deep.equal([['A'], ['B__r', 'C__c']]);
  });

  for (const broken of ['1 +', 'AND(1', ')', '"open', 'A B', 'NOSUCH(1)'])
    it(`refuse ${broken}`, () =>
      expect(() => worth(broken))
        .to.throw(Error)
        .with.property('name', 'FormulaError'));
});
