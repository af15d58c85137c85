import { expect } from 'chai';
import { decideAlive, type ComparedField } from '../../../src/restore/decide/aliveRow.ts';

const field = (name: string, archived: string | null, live: string | null): ComparedField => ({
  name,
  type: 'string',
  archived,
  live,
});
const keep = { onConflict: 'skip', restoreNulls: false } as const;

describe('a row that is alive', () => {
  it('is left alone when nothing differs, whatever its stamp says', () => {
    expect(decideAlive([field('Name', 'a', 'a')], true, keep)).to.deep.equal({
      action: 'Skip',
      reason: 'same',
    });
  });

  it('that changed since the version is a conflict that shows both values', () => {
    expect(decideAlive([field('Name', 'a', 'b'), field('Site', 'x', 'x')], true, keep)).to.deep.equal({
      action: 'Conflict',
      reason: 'newer-live',
      values: { Name: { archived: 'a', live: 'b' } },
    });
  });

  it('is a conflict as well when conflicts are to fail the plan', () => {
    const decision = decideAlive([field('Name', 'a', 'b')], true, { ...keep, onConflict: 'fail' });
    expect(decision.action).to.equal('Conflict');
  });

  it('is overwritten when asked, in the fields that differ alone, with the live values kept', () => {
    const fields = [field('Name', 'a', 'b'), field('Site', 'x', 'x')];
    expect(decideAlive(fields, true, { ...keep, onConflict: 'overwrite' })).to.deep.equal({
      action: 'Update',
      cells: { Name: 'a' },
      before: { Name: 'b' },
    });
  });

  it('keeps live values over empty cells of the version', () => {
    const overwrite = { ...keep, onConflict: 'overwrite' } as const;
    expect(decideAlive([field('Site', null, 'x')], true, overwrite)).to.deep.equal({
      action: 'Skip',
      reason: 'only-nulls',
    });
  });

  it('loses live values to empty cells of the version when asked', () => {
    const options = { onConflict: 'overwrite', restoreNulls: true } as const;
    expect(decideAlive([field('Site', null, 'x')], true, options)).to.deep.equal({
      action: 'Update',
      cells: { Site: null },
      before: { Site: 'x' },
    });
  });
});
