// The recycle bin's memory: what went into it in one go, so that it comes back in one go. Rows the org was seeded with in
// the bin belong to no group.
import type { Row } from '../model.ts';

/** A lookup that was cleared because its target was deleted. */
export interface ClearedLookup {
  readonly object: string;
  readonly id: string;
  readonly field: string;
  readonly target: string;
}

export interface DeleteGroup {
  /** The row that was asked to be deleted. */
  readonly root: string;
  /** All rows that went, the root first; rows of objects without a bin are kept whole to be put back. */
  readonly rows: ReadonlyArray<{
    readonly object: string;
    readonly id: string;
    readonly dropped: Row | undefined;
  }>;
  readonly cleared: readonly ClearedLookup[];
}

export interface Bin {
  groupOf(id: string): DeleteGroup | undefined;
  /** Returns how to take it back. */
  add(group: DeleteGroup): () => void;
  /** Returns how to take it back. */
  forget(group: DeleteGroup): () => void;
}

export function createBin(): Bin {
  const groups = new Map<string, DeleteGroup>();
  const add = (group: DeleteGroup): (() => void) => {
    for (const { id } of group.rows) groups.set(id, group);
    return () => forget(group);
  };
  const forget = (group: DeleteGroup): (() => void) => {
    for (const { id } of group.rows) if (groups.get(id) === group) groups.delete(id);
    return () => add(group);
  };
  return { groupOf: (id) => groups.get(id), add, forget };
}
