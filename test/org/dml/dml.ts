// The front door of the write rules: rows in, results in the same order out, one transaction a call unless several are
// joined, all or none where the caller asks.
import { createAutoNumbers } from './autoNumbers.ts';
import { createBin } from './bin.ts';
import { insertAll, mergeAll, updateAll, upsertAll } from './calls.ts';
import type { DmlOrg, Ground, Memory } from './ground.ts';
import { createJournal, type Journal } from './journal.ts';
import { createMixedDml, type MixedDml } from './mixedDml.ts';
import type { Dml, Transaction } from './model.ts';
import { createOwnRows } from './ownRows.ts';
import { destroyAll, emptyAll, removeAll, undeleteAll } from './removalCalls.ts';
import { createStorageUse } from './storageUse.ts';
import { createUniqueIndex } from './uniqueness.ts';

/** The write rules over an org. */
export function createDml(org: DmlOrg): Dml {
  const { tables } = org.state;
  const memory: Memory = {
    unique: createUniqueIndex(tables),
    autoNumbers: createAutoNumbers(tables),
    bin: createBin(),
    storage: createStorageUse(org.state),
  };
  let open: { readonly journal: Journal; readonly mixed: MixedDml } | undefined;
  let depth = 0;
  const within = <T>(work: (ground: Ground) => T): T => {
    const transaction = open ?? { journal: createJournal(tables), mixed: createMixedDml() };
    return inGround(org, memory, transaction, work);
  };
  return {
    insert: (object, rows, writer) => within((ground) => insertAll(ground, object, rows, writer)),
    update: (object, rows, writer) => within((ground) => updateAll(ground, object, rows, writer)),
    upsert: (object, key, rows, writer) => within((ground) => upsertAll(ground, object, key, rows, writer)),
    remove: (ids, writer) => within((ground) => removeAll(ground, ids, writer)),
    hardDelete: (ids, writer) => within((ground) => destroyAll(ground, ids, writer)),
    undelete: (ids, writer) => within((ground) => undeleteAll(ground, ids, writer)),
    emptyRecycleBin: (ids, writer) => within((ground) => emptyAll(ground, ids, writer)),
    merge: (master, losers, object, writer) =>
      within((ground) => mergeAll(ground, object, master, losers, writer)),
    begin(): Transaction {
      const { journal } = (open ??= { journal: createJournal(tables), mixed: createMixedDml() });
      const mark = journal.mark();
      depth += 1;
      return {
        rollback: () => journal.undoTo(mark),
        end() {
          depth -= 1;
          if (depth === 0) open = undefined;
        },
      };
    },
  };
}

/** Runs a call, then what it left for later; sums that bring about others run until none is left. */
function inGround<T>(
  org: DmlOrg,
  memory: Memory,
  transaction: Pick<Ground, 'journal' | 'mixed'>,
  work: (ground: Ground) => T,
): T {
  const waiting = new Map<string, () => void>();
  const ground: Ground = {
    ...org,
    ...memory,
    ...transaction,
    rows: createOwnRows(() => ground),
    later: (key, task) => waiting.set(key, task),
    stamp: `${org.state.now().toISOString().slice(0, 19)}.000+0000`,
  };
  const result = work(ground);
  for (const [key, task] of waiting) {
    waiting.delete(key);
    task();
  }
  return result;
}
