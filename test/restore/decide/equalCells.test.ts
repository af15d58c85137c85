import { expect } from 'chai';
import { equalCells } from '../../../src/restore/decide/equalCells.ts';

type Case = readonly [type: string, one: string | null, other: string | null];

const EQUAL: readonly Case[] = [
  ['string', null, ''],
  ['string', 'a', 'a'],
  ['double', '1.50', '1.5'],
  ['double', '0.0', '0'],
  ['currency', '100', '100.00'],
  ['double', '-0.0', '0'],
  ['double', '123456789012345678.0', '123456789012345678'],
  ['datetime', '2026-01-31T08:00:00.000Z', '2026-01-31T08:00:00.000+0000'],
  ['datetime', '2026-01-31T08:00:00Z', '2026-01-31T09:00:00+0100'],
  ['time', '08:00:00.000Z', '08:00:00Z'],
  ['reference', '001PO700000000RYAQ', '001PO700000000R'],
  ['multipicklist', 'B;A', 'A;B'],
  ['boolean', 'True', 'true'],
];

const DIFFERENT: readonly Case[] = [
  ['string', 'a', 'A'],
  ['string', 'a', 'a '],
  ['string', null, '0'],
  ['string', '1.50', '1.5'],
  ['double', '1.5', '-1.5'],
  ['double', '123456789012345678', '123456789012345679'],
  ['double', '0.1', '0.01'],
  ['double', '10', '1'],
  ['datetime', '2026-01-31T08:00:00.000Z', '2026-01-31T08:00:01.000Z'],
  ['date', '2026-01-31', '2026-02-01'],
  ['reference', '001PO700000000RYAQ', '001PO700000000rYAA'],
  ['multipicklist', 'A;B', 'A'],
  ['boolean', 'true', 'false'],
];

describe('cells', () => {
  for (const [type, one, other] of EQUAL)
    it(`${type} ${one} is ${other}`, () => expect(equalCells(type, one, other)).to.equal(true));
  for (const [type, one, other] of DIFFERENT)
    it(`${type} ${one} is not ${other}`, () => expect(equalCells(type, one, other)).to.equal(false));
});
