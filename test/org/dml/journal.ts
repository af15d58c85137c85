// Every change a save makes goes through a journal, so that a row that fails late, a call that must save all or none,
// and a composite request can be taken back to where they began.
import type { OrgTables } from '../data/orgState.ts';
import type { Row } from '../model.ts';

interface Entry {
  readonly object: string;
  readonly id: string;
  readonly before: Row | undefined;
}

export interface Journal {
  /** A place to come back to. */
  mark(): number;
  /** Undoes everything since the mark, last change first. */
  undoTo(mark: number): void;
  put(object: string, row: Row): void;
  drop(object: string, id: string): void;
  /** Something beside the tables that is to be undone with them. */
  onUndo(undo: () => void): void;
}

/** A journal over the org's tables. */
export function createJournal(tables: Pick<OrgTables, 'of'>): Journal {
  const entries: Array<Entry | (() => void)> = [];
  const undo = (entry: Entry | (() => void)): void => {
    if (typeof entry === 'function') {
      entry();
      return;
    }
    const table = tables.of(entry.object);
    if (entry.before === undefined) table.drop(entry.id);
    else table.put(entry.before);
  };
  const remember = (object: string, id: string): void => {
    entries.push({ object, id, before: tables.of(object).get(id) });
  };
  return {
    mark: () => entries.length,
    undoTo(mark) {
      while (entries.length > mark) undo(entries.pop()!);
    },
    put(object, row) {
      remember(object, String(row.Id));
      tables.of(object).put(row);
    },
    drop(object, id) {
      remember(object, id);
      tables.of(object).drop(id);
    },
    onUndo: (take) => entries.push(take),
  };
}
