import { expect } from 'chai';
import { practiceOrg } from '../data/fixtures.ts';
import type { OrgState } from '../model.ts';
import { RowFault } from './errors.ts';
import { createJournal } from './journal.ts';
import { createStorageUse } from './storageUse.ts';

const { schema, tables } = practiceOrg();
const account = schema.find('Account')!;
/** What 10 GB hold at 2 KB a row. */
const FULL = 5_242_880;

/** An org whose only object has so many rows. */
function holding(size: number): OrgState {
  return { schema: { types: [account] }, tables: { of: () => ({ size }) } } as unknown as OrgState;
}

describe('data storage', () => {
  it('takes rows until it is full, and again when some went or were undone', () => {
    const storage = createStorageUse(holding(FULL - 1));
    const journal = createJournal(tables);
    storage.take(account, journal);
    expect(() => storage.take(account, journal)).to.throw(RowFault, 'STORAGE_LIMIT_EXCEEDED');
    journal.undoTo(0);
    storage.take(account, journal);
    storage.free(account, journal);
    storage.take(account, journal);
    expect(() => storage.take(account, journal)).to.throw(RowFault);
  });

  it('does not count history, shares and setup', () => {
    const storage = createStorageUse(holding(FULL));
    const journal = createJournal(tables);
    for (const object of ['AccountHistory', 'AccountShare', 'GroupMember'])
      expect(() => storage.take(schema.find(object)!, journal), object).to.not.throw();
  });
});
