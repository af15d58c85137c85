import { expect } from 'chai';
import { Failure } from '../../../src/kit/failure.ts';
import { rowErrors } from '../../../src/org/ingest.ts';
import { OrgError } from '../../../src/org/errors.ts';
import { cellJson, fitsCsv, sameCell } from '../../../src/restore/carryOut/cells.ts';
import { deleteDrift, updateDrift } from '../../../src/restore/carryOut/drift.ts';
import { callFate, otherRow, rowFate } from '../../../src/restore/carryOut/reactions.ts';
import { prepareRow } from '../../../src/restore/carryOut/rows.ts';
import { packs } from '../../../src/restore/carryOut/sendByRest.ts';
import type { DeleteRow, UpdateRow } from '../../../src/restore/plan/model.ts';

describe('cells', () => {
  const json: ReadonlyArray<readonly [type: string, cell: string | null, json: string]> = [
    ['double', '12345678901234567.89', '12345678901234567.89'],
    ['double', '1.5E3', '1500'],
    ['double', '675264498146074121.0', '675264498146074121'],
    ['double', '10.50', '10.50'],
    ['double', 'many', '"many"'],
    ['boolean', 'true', 'true'],
    ['string', '12', '"12"'],
    ['string', null, 'null'],
    ['string', 'a"b\n', '"a\\"b\\n"'],
  ];
  for (const [type, cell, expected] of json)
    it(`${type} ${JSON.stringify(cell)} is ${expected} in JSON`, () =>
      expect(cellJson(type, cell)).to.equal(expected));

  const same: ReadonlyArray<
    readonly [type: string, one: string | null, other: string | null, equal: boolean]
  > = [
    ['currency', '10.50', '10.5', true],
    ['double', '1.0E7', '10000000.0', true],
    ['double', '-0', '0', true],
    ['double', '0.1', '0.10000000000000001', false],
    ['datetime', '2026-01-31T08:00:00Z', '2026-01-31T08:00:00.000+0000', true],
    ['multipicklist', 'b;a', 'a;b', true],
    ['reference', '001000000000001', '001000000000001AAA', true],
    ['string', ' a ', 'a', true],
    ['textarea', ' a ', 'a', false],
    ['string', '', null, true],
    ['boolean', null, 'false', true],
    ['string', '1.0', '1', false],
  ];
  for (const [type, one, other, equal] of same)
    it(`${type}: ${String(one)} ${equal ? 'is' : 'is not'} ${String(other)}`, () =>
      expect(sameCell(type, one, other)).to.equal(equal));

  it('fit CSV unless CSV would say something else', () => {
    expect(
      [{ A: 'x' }, { A: null }, { A: '#N/A' }, { A: '' }, { A: 'x'.repeat(32_001) }].map(fitsCsv),
    ).to.deep.equal([true, true, false, false, false]);
    expect(
      fitsCsv(Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`F${at}`, 'x'.repeat(31_000)]))),
    ).to.equal(false);
  });
});

describe('reactions', () => {
  const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const calls: ReadonlyArray<readonly [name: string, error: unknown, fate: string]> = [
    ['a connection that broke', new Failure('orgUnreachable', {}, { cause: reset }), 'unknown'],
    ['a connection that was never made', new Failure('orgUnreachable', {}, { cause: refused }), 'ends'],
    ['502', new OrgError('HTTP_502', 502, ''), 'unknown'],
    ['501 without a word', new OrgError('HTTP_501', 501, ''), 'unknown'],
    ['503', new OrgError('SERVER_UNAVAILABLE', 503, ''), 'busy'],
    ['a success that is not JSON', new OrgError('INVALID_ANSWER', 200, ''), 'unknown'],
    ['a row that cannot be read', new OrgError('JSON_PARSER_ERROR', 400, ''), 'refused'],
    ['an unknown field', new OrgError('INVALID_FIELD', 400, ''), 'refused for all'],
    ['full storage', new OrgError('STORAGE_LIMIT_EXCEEDED', 400, ''), 'ends'],
    ['the request limit', new Failure('apiLimitReached', {}), 'ends'],
    ['a damaged body', new Failure('memberDamaged', {}), 'refused'],
    ['a full disk', new Failure('storeFull', {}), 'thrown'],
    ['a mistake of ours', new TypeError('x'), 'thrown'],
  ];
  for (const [name, error, fate] of calls)
    it(`${name}: ${fate}`, () => expect(callFate(error)).to.equal(fate));

  it('to single rows: locks pass, storage stops, the rest has failed', () => {
    const fates = ['UNABLE_TO_LOCK_ROW', 'STORAGE_LIMIT_EXCEEDED', 'REQUIRED_FIELD_MISSING'].map((code) =>
      rowFate({ code, message: '', fields: [] }),
    );
    expect(fates).to.deep.equal(['again', 'stop', 'failed']);
  });

  it('name the other row of a duplicate value', () => {
    const message = 'duplicate value found: Key__c duplicates value on record with id: a00000000000001';
    expect(otherRow({ code: 'DUPLICATE_VALUE', message, fields: [] })).to.equal('a00000000000001');
    expect(otherRow({ code: 'OTHER', message, fields: [] })).to.equal(undefined);
  });

  it('read the errors of Bulk results', () => {
    expect(rowErrors('REQUIRED_FIELD_MISSING:Missing: [A, B]:A,B --')).to.deep.equal([
      { code: 'REQUIRED_FIELD_MISSING', message: 'Missing: [A, B]', fields: ['A', 'B'] },
    ]);
    expect(
      rowErrors('A_B:one; two:--;C_D:three:F --').map(({ code, fields }) => [code, fields]),
    ).to.deep.equal([
      ['A_B', []],
      ['C_D', ['F']],
    ]);
    expect(rowErrors('no shape')).to.deep.equal([
      { code: 'UNKNOWN_EXCEPTION', message: 'no shape', fields: [] },
    ]);
  });
});

describe('drift', () => {
  const rules = { began: '2026-01-02T00:00:00.000Z', types: { Phone: 'phone' } };
  const update: UpdateRow = {
    type: 'row',
    action: 'Update',
    object: 'Account',
    id: '1',
    cells: { Phone: 'new' },
    refs: {},
    before: { Phone: 'old' },
    stamp: '2026-01-01T00:00:00.000Z',
  };
  const live = (SystemModstamp: string, Phone: string, rest: object = {}): Record<string, string> => ({
    SystemModstamp,
    Phone,
    ...rest,
  });
  it('is none with the stamp of the plan, however it is spelled', () =>
    expect(updateDrift(update, live('2026-01-01T00:00:00.000+0000', 'old'), rules)).to.equal('none'));
  it('is none when this restore has stamped the row and the fields are as they were', () =>
    expect(updateDrift(update, live('2026-01-03T00:00:00.000+0000', 'old'), rules)).to.equal('none'));
  it('is there when the row was changed before the restore began, in any field', () =>
    expect(updateDrift(update, live('2026-01-01T12:00:00.000+0000', 'old'), rules)).to.equal('changed'));
  it('is there when a field to be written has changed', () =>
    expect(updateDrift(update, live('2026-01-03T00:00:00.000+0000', 'theirs'), rules)).to.equal('changed'));
  it('is there when the row is gone', () => expect(updateDrift(update, undefined, rules)).to.equal('gone'));

  const remove: DeleteRow = {
    type: 'row',
    action: 'Delete',
    object: 'Account',
    id: '1',
    stamp: update.stamp,
  };
  it('lets a row be deleted that only a roll-up has stamped since, and not one that was edited', () => {
    const rolledUp = live('2026-01-03T00:00:00Z', 'old', { LastModifiedDate: '2026-01-01T00:00:00Z' });
    const edited = live('2026-01-03T00:00:00Z', 'old', { LastModifiedDate: '2026-01-03T00:00:00Z' });
    expect([deleteDrift(remove, rolledUp, rules), deleteDrift(remove, edited, rules)]).to.deep.equal([
      'none',
      'changed',
    ]);
  });
});

describe('references', () => {
  const known = {
    ids: { get: (id: string) => (id === 'there' ? 'new' : undefined) },
    lost: { has: (id: string) => id === 'lost' },
  };
  const base = { type: 'row', object: 'Contact', id: 'x', cells: { LastName: 'n' } } as const;
  it('of a row to be created must all be known', () => {
    expect(prepareRow({ ...base, action: 'Create', refs: { A: 'there' } }, 0, known)).to.include({ at: 0 });
    expect(
      prepareRow({ ...base, action: 'Create', refs: { A: 'there', B: 'lost' } }, 0, known),
    ).to.deep.include({
      result: 'Failed',
      code: 'parent-failed',
      fields: ['B'],
    });
  });
  it('of a second phase are written as far as they are known', () => {
    const patch = { ...base, action: 'Update', phase: 'patch', refs: { A: 'there', B: 'lost' } } as const;
    expect(prepareRow(patch, 0, known)).to.deep.include({
      cells: { LastName: 'n', A: 'new' },
      missing: ['B'],
    });
    expect(prepareRow({ ...patch, id: 'lost' }, 0, known)).to.include({
      result: 'Skipped',
      code: 'row-not-created',
    });
  });
});

describe('calls', () => {
  const row = (at: number, text: string): Parameters<typeof packs>[0][number] => ({
    at,
    row: { type: 'row', action: 'Create', object: 'A', id: 'x', cells: {}, refs: {} },
    cells: { Text: text },
    missing: [],
  });
  it('have so many rows and no more text than is bearable', () => {
    const rows = Array.from({ length: 450 }, (_, at) => row(at, 'x'));
    expect(packs(rows, 200).map((pack) => pack.length)).to.deep.equal([200, 200, 50]);
    const heavy = Array.from({ length: 4 }, (_, at) => row(at, 'x'.repeat(3_000_000)));
    expect(packs(heavy, 200).map((pack) => pack.length)).to.deep.equal([2, 2]);
  });
});
