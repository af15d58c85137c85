// Rows of a call one by one: a row's fault undoes that row alone, and with `allOrNone` the others too.
import { failed, rolledBack, RowFault, fault } from './errors.ts';
import type { Ground } from './ground.ts';
import type { SaveResult, Writer } from './model.ts';

export interface RowWork<T> {
  /** Saves the row and returns its Id, and whether it is new. Throws RowFault. */
  readonly save: (item: T) => { readonly id: string; readonly created: boolean };
  /** The Id a failed row is answered with. */
  readonly idOf: (item: T) => string | null;
  /** What the fault plan knows the row by. */
  readonly objectOf: (item: T) => string;
}

export function eachRow<T>(
  ground: Ground,
  items: readonly T[],
  { allOrNone }: Writer,
  { save, idOf, objectOf }: RowWork<T>,
): SaveResult[] {
  const { journal, faults } = ground;
  const start = journal.mark();
  const results = items.map((item): SaveResult => {
    const mark = journal.mark();
    try {
      const planned = faults.faultFor('failRow', objectOf(item));
      if (planned)
        throw fault(planned.errorCode, planned.message ?? MESSAGES[planned.errorCode] ?? planned.errorCode);
      return { success: true, errors: [], ...save(item) };
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      journal.undoTo(mark);
      return failed(idOf(item), error.errors);
    }
  });
  if (!allOrNone || results.every(({ success }) => success)) return results;
  journal.undoTo(start);
  return rolledBack(results);
}

const MESSAGES: Readonly<Partial<Record<string, string>>> = {
  UNABLE_TO_LOCK_ROW: 'unable to obtain exclusive access to this record',
  STORAGE_LIMIT_EXCEEDED: 'storage limit exceeded',
};
