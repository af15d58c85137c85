// Rows that the org makes along with a created one (the document of a file's first version, the contact of a person
// account): their new Ids are read from the created row, so that what refers to them can be written.
import type { CreateRow } from '../plan/model.ts';
import type { BatchRun } from './batchRun.ts';
import { liveRows } from './live.ts';
import type { Outcome } from './model.ts';
import type { RowToWrite } from './rows.ts';

/** The outcomes, those of created rows with what was made along. */
export async function made(
  outcomes: readonly Outcome[],
  rows: readonly RowToWrite[],
  { object, ground }: BatchRun,
): Promise<readonly Outcome[]> {
  const wanted = new Map<number, Readonly<Record<string, string>>>();
  for (const { row, at } of rows) {
    const makes = row.action === 'Create' ? (row satisfies CreateRow).makes : undefined;
    if (makes !== undefined) wanted.set(at, makes);
  }
  if (wanted.size === 0) return outcomes;
  const ids = outcomes.flatMap(({ row, newId }) => (wanted.has(row) && newId !== undefined ? [newId] : []));
  const fields = [...new Set([...wanted.values()].flatMap((makes) => Object.keys(makes)))];
  const live = await liveRows(ground.session, object, ids, ['Id', ...fields]);
  return outcomes.map((outcome) => {
    const found = outcome.newId === undefined ? undefined : live.get(outcome.newId);
    const pairs = Object.entries(wanted.get(outcome.row) ?? {}).flatMap(([field, oldId]) => {
      const newId = found?.[field];
      return typeof newId === 'string' ? [[oldId, newId] as const] : [];
    });
    return pairs.length === 0 ? outcome : { ...outcome, made: Object.fromEntries(pairs) };
  });
}
