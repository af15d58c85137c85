import { expect } from 'chai';
import { isFailure } from '../../../src/kit/failure.ts';
import type { FieldDescribe } from '../../../src/org/describe.ts';
import { compileWhere } from '../../../src/restore/select/where/compileWhere.ts';

const NOW = new Date('2026-11-18T13:45:00Z');
const FIELDS = (
  [
    ['Id', 'id'],
    ['Name', 'string'],
    ['Code__c', 'string', true],
    ['Amount', 'currency'],
    ['IsWon', 'boolean'],
    ['CloseDate', 'date'],
    ['CreatedDate', 'datetime'],
    ['Regions__c', 'multipicklist'],
  ] as const
).map(([name, type, caseSensitive = false]) => ({ name, type, caseSensitive }) as unknown as FieldDescribe);

const ROW: Readonly<Record<string, string | null>> = {
  Id: '001PO700000000RYAQ',
  Name: "100% O'Neil_Acme",
  Code__c: 'aB',
  Amount: '123456789012345678.0',
  IsWon: 'false',
  CloseDate: '2026-11-17',
  CreatedDate: '2026-11-18T08:00:00.000Z',
  Regions__c: 'North;South',
};

const TRUE: readonly string[] = [
  "Name = '100% o\\'NEIL_acme'",
  "name LIKE '100\\% %acme'",
  "Name LIKE '%O\\'Neil\\_Ac_e'",
  "Code__c = 'aB'",
  'Amount = 123456789012345678',
  'Amount < 123456789012345679',
  'Amount > 1.2e3 AND IsWon = false',
  "Id = '001PO700000000R'",
  "Id IN ('001PO700000000r', '001PO700000000RYAQ')",
  'CloseDate = YESTERDAY',
  'CloseDate < TODAY',
  'CloseDate = LAST_N_DAYS:1',
  'CloseDate >= 2026-11-17',
  'CreatedDate = TODAY',
  'CreatedDate = 2026-11-18T09:00:00+01:00',
  "Regions__c INCLUDES ('west', 'south;NORTH')",
  "Regions__c EXCLUDES ('West')",
  "NOT Name = 'x'",
  '(IsWon = true OR Amount != null) AND NOT (Name = null)',
  "Name NOT IN ('a', 'b')",
  "Name <> 'a'",
];

const FALSE: readonly string[] = [
  "Code__c = 'AB'",
  "Name LIKE '100_ x%'",
  "Name LIKE 'acme'",
  'Amount >= 123456789012345679',
  'IsWon = TRUE',
  "Id = '001PO700000000r'",
  'CloseDate = TODAY',
  'CreatedDate < TODAY',
  "Regions__c INCLUDES ('North;West')",
  'Name = null',
  "Name = ''",
];

const EMPTY: ReadonlyArray<readonly [condition: string, holds: boolean]> = [
  ['Name = null', true],
  ["Name = ''", true],
  ["Name != 'a'", true],
  ["Name LIKE '%'", false],
  ["Name > 'a'", false],
  ["Name IN ('a', null)", true],
  ["Name NOT IN ('a')", true],
  ["Name NOT IN ('a', null)", false],
  ['CloseDate < TODAY', false],
  ['CloseDate != TODAY', true],
  ["Regions__c EXCLUDES ('North')", true],
];

const REFUSED: ReadonlyArray<readonly [condition: string, key: string]> = [
  ["Name = 'a' AND IsWon = true OR IsWon = false", 'whereInvalid'],
  ["Name = 'a", 'whereInvalid'],
  ["Account.Name = 'a'", 'whereInvalid'],
  ['Id IN (SELECT Id FROM Account)', 'whereInvalid'],
  ["Name = 'a') OR (Name = 'b'", 'whereInvalid'],
  ["Name ~ 'a'", 'whereInvalid'],
  ['', 'whereInvalid'],
  ["Nowhere__c = 'a'", 'whereFieldUnknown'],
  ['CloseDate = SOMEDAY', 'whereLiteralUnknown'],
  ["Amount = '5'", 'whereTypeMismatch'],
  ['Name = 5', 'whereTypeMismatch'],
  ['Amount > null', 'whereTypeMismatch'],
  ["Amount LIKE '5%'", 'whereTypeMismatch'],
  ["Name INCLUDES ('a')", 'whereTypeMismatch'],
  ['CloseDate = 2026-11-18T09:00:00Z', 'whereTypeMismatch'],
];

const holds = (condition: string, row: Readonly<Record<string, string | null>>): boolean =>
  compileWhere(condition, FIELDS, NOW)((field) => row[field]);

describe('a condition', () => {
  for (const condition of TRUE) it(`holds: ${condition}`, () => expect(holds(condition, ROW)).to.equal(true));
  for (const condition of FALSE)
    it(`does not hold: ${condition}`, () => expect(holds(condition, ROW)).to.equal(false));
  for (const [condition, expected] of EMPTY)
    it(`${expected ? 'holds' : 'does not hold'} for empty cells: ${condition}`, () =>
      expect(holds(condition, {})).to.equal(expected));
  for (const [condition, key] of REFUSED)
    it(`is refused: ${condition === '' ? 'an empty one' : condition}`, () => {
      try {
        compileWhere(condition, FIELDS, NOW);
      } catch (error) {
        expect(isFailure(error) && error.key).to.equal(key);
        return;
      }
      expect.fail('it was accepted');
    });

  it('is not understood at the character where it goes wrong', () => {
    try {
      compileWhere("Name = 'a' IsWon", FIELDS, NOW);
    } catch (error) {
      expect(error).to.have.property('tokens').that.deep.equals({ position: 12, near: 'IsWon' });
    }
  });
});
