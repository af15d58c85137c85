// Looking at the org before rows are sent, and after an answer was lost: rows that are already as they should be are
// settled, rows that somebody has changed since the plan was made are conflicts.
import type { DeleteRow, UpdateRow } from '../plan/model.ts';
import { isComparable, liveCell, sameCell } from './cells.ts';
import { deleteDrift, isGone, updateDrift, type Drift } from './drift.ts';
import { typesOf, type Ground } from './ground.ts';
import { liveRows, type LiveRows } from './live.ts';
import type { Outcome } from './model.ts';
import { unsent, type RowToWrite } from './rows.ts';

export interface Looked {
  readonly settled: readonly Outcome[];
  readonly send: readonly RowToWrite[];
}

const STAMPS = ['Id', 'IsDeleted', 'SystemModstamp', 'LastModifiedDate'];

export async function lookBeforeUndelete(
  object: string,
  rows: readonly RowToWrite[],
  ground: Ground,
): Promise<Looked> {
  const live = await liveOf(object, rows, [], ground);
  return sorted(rows, ({ row, at, id = '' }) => {
    const found = live.get(id);
    if (found === undefined) return unsent(row, at, 'Failed', 'not-in-bin');
    return found.IsDeleted === true ? undefined : unsent(row, at, 'Undeleted');
  });
}

export async function lookBeforeUpdate(
  object: string,
  rows: readonly RowToWrite[],
  ground: Ground,
): Promise<Looked> {
  const live = await liveOf(object, rows, fieldsOf(rows), ground);
  return sorted(rows, ({ row, at, id = '' }) => {
    const drift = updateDrift(row as UpdateRow, live.get(id), rulesOf(object, ground));
    return afterDrift(drift, ground) ? unsent(row, at, 'Conflict', CODES[drift]) : undefined;
  });
}

/** A row that is gone already needs no deleting. */
export async function lookBeforeDelete(
  object: string,
  rows: readonly RowToWrite[],
  ground: Ground,
): Promise<Looked> {
  const live = await liveOf(object, rows, [], ground);
  return sorted(rows, ({ row, at, id = '' }) => {
    const drift = deleteDrift(row as DeleteRow, live.get(id), rulesOf(object, ground));
    if (drift === 'gone') return unsent(row, at, 'Deleted');
    return afterDrift(drift, ground) ? unsent(row, at, 'Conflict', CODES[drift]) : undefined;
  });
}

/** Settles rows that hold what was to be written. */
export async function wasUpdated(
  object: string,
  rows: readonly RowToWrite[],
  ground: Ground,
): Promise<Looked> {
  const types = typesOf(ground, object);
  const live = await liveOf(object, rows, fieldsOf(rows), ground);
  return sorted(rows, ({ row, at, id = '', cells, missing }) => {
    const found = live.get(id);
    if (isGone(found) || missing.length > 0) return undefined;
    const isSame = Object.entries(cells).every(
      ([field, cell]) =>
        !isComparable(types[field]) ||
        (field in found && sameCell(types[field], cell, liveCell(found[field]))),
    );
    return isSame ? unsent(row, at, 'Updated') : undefined;
  });
}

const CODES: Readonly<Record<Drift, string>> = { none: '', changed: 'changed-since', gone: 'gone' };

/** Whether drift keeps a row from being written: overwriting was chosen, or there is nothing left to overwrite. */
const afterDrift = (drift: Drift, { header }: Ground): boolean =>
  drift === 'gone' || (drift === 'changed' && header.options.onConflict !== 'overwrite');

const rulesOf = (object: string, ground: Ground): { began: string; types: ReturnType<typeof typesOf> } => ({
  began: ground.progress.start?.at ?? '',
  types: typesOf(ground, object),
});

const fieldsOf = (rows: readonly RowToWrite[]): string[] => [
  ...new Set(rows.flatMap(({ cells }) => Object.keys(cells))),
];

function liveOf(
  object: string,
  rows: readonly RowToWrite[],
  fields: readonly string[],
  { session }: Ground,
): Promise<LiveRows> {
  const wanted = [...STAMPS, ...fields.filter((field) => !STAMPS.includes(field))];
  return liveRows(
    session,
    object,
    rows.map(({ id = '' }) => id),
    wanted,
  );
}

function sorted(rows: readonly RowToWrite[], settle: (row: RowToWrite) => Outcome | undefined): Looked {
  const settled: Outcome[] = [];
  const send: RowToWrite[] = [];
  for (const row of rows) {
    const outcome = settle(row);
    if (outcome === undefined) send.push(row);
    else settled.push(outcome);
  }
  return { settled, send };
}
