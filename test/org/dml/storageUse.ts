// Data storage: when it is full, no row that takes some can be created (STORAGE_LIMIT_EXCEEDED). Counted from the rows
// at the first write, and from then on with each row that comes or goes.
import type { OrgState, SObjectType } from '../model.ts';
import { DATA_STORAGE_MB, ROW_KILOBYTES, storedRows, takesStorage } from '../rest/storage.ts';
import { fault } from './errors.ts';
import type { Journal } from './journal.ts';

export interface StorageUse {
  /** Counts a new row. Throws RowFault when there is no room. */
  take(type: SObjectType, journal: Journal): void;
  free(type: SObjectType, journal: Journal): void;
}

export function createStorageUse(state: OrgState): StorageUse {
  let rows: number | undefined;
  const most = (DATA_STORAGE_MB * 1024) / ROW_KILOBYTES;
  const count = (by: 1 | -1, type: SObjectType, journal: Journal): void => {
    if (!takesStorage(type)) return;
    rows ??= storedRows(state);
    if (by > 0 && rows + by > most) throw fault('STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded');
    rows += by;
    journal.onUndo(() => (rows! -= by));
  };
  return {
    take: (type, journal) => count(1, type, journal),
    free: (type, journal) => count(-1, type, journal),
  };
}
