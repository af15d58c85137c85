// What becomes of a row that is alive in the org: nothing, an update of the fields that differ, or a conflict.
import type { Cells } from '../plan/model.ts';
import { equalCells } from './equalCells.ts';

export interface AliveOptions {
  readonly onConflict: 'skip' | 'overwrite' | 'fail';
  /** Empty cells of the version are written over live values. */
  readonly restoreNulls: boolean;
}

/** A field to compare: what the version wants there and what the org has, both as they would be written. */
export interface ComparedField {
  readonly name: string;
  readonly type: string;
  readonly archived: string | null;
  readonly live: string | null;
}

export type AliveDecision =
  | { readonly action: 'Skip'; readonly reason: 'same' | 'only-nulls' }
  | { readonly action: 'Update'; readonly cells: Cells; readonly before: Cells }
  | {
      readonly action: 'Conflict';
      readonly reason: 'newer-live';
      readonly values: Readonly<
        Record<string, { readonly archived: string | null; readonly live: string | null }>
      >;
    };

/**
 * A row that differs was changed after the version saw it: a conflict, unless the caller said which side wins.
 * `newer` is whether its stamp says so.
 */
export function decideAlive(
  fields: readonly ComparedField[],
  newer: boolean,
  { onConflict, restoreNulls }: AliveOptions,
): AliveDecision {
  const different = fields.filter(({ type, archived, live }) => !equalCells(type, archived, live));
  if (different.length === 0) return { action: 'Skip', reason: 'same' };
  const wanted = different.filter(({ archived }) => restoreNulls || archived !== null);
  if (wanted.length === 0) return { action: 'Skip', reason: 'only-nulls' };
  if (newer && onConflict !== 'overwrite') {
    const values = wanted.map(({ name, archived, live }) => [name, { archived, live }] as const);
    return { action: 'Conflict', reason: 'newer-live', values: Object.fromEntries(values) };
  }
  return {
    action: 'Update',
    cells: Object.fromEntries(wanted.map(({ name, archived }) => [name, archived])),
    before: Object.fromEntries(wanted.map(({ name, live }) => [name, live])),
  };
}
