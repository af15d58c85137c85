// From a row of the plan to what is written: references replaced by the new Ids of the rows they mean. A row whose
// parent could not be created is not written with an empty reference instead; it has failed with its parent.
import type { ActingRow } from './batches.ts';
import type { IdMap } from './idMap.ts';
import type { Outcome } from './model.ts';

export interface RowToWrite {
  /** Its place in its batch. */
  readonly at: number;
  readonly row: ActingRow;
  /** In the org; absent for a row that is to be created. */
  readonly id?: string;
  /** What is written, references included. */
  readonly cells: Readonly<Record<string, string | null>>;
  /** References that cannot be written because their rows were not created: only in second phases. */
  readonly missing: readonly string[];
}

export interface Known {
  readonly ids: Pick<IdMap, 'get'>;
  readonly lost: { has(id: string): boolean };
}

/** What is to be sent for a row, or what became of it without sending anything. */
export function prepareRow(row: ActingRow, at: number, { ids, lost }: Known): RowToWrite | Outcome {
  const isPatch = 'phase' in row;
  if (isPatch && lost.has(row.id)) return unsent(row, at, 'Skipped', 'row-not-created');
  const refs = 'refs' in row ? Object.entries(row.refs) : [];
  const missing = refs.filter(([, old]) => ids.get(old) === undefined).map(([field]) => field);
  const written = refs.flatMap(([field, old]) => {
    const id = ids.get(old);
    return id === undefined ? [] : [[field, id] as const];
  });
  const cells = { ...('cells' in row ? row.cells : {}), ...Object.fromEntries(written) };
  const nothingLeft = isPatch && Object.keys(cells).length === 0;
  if (missing.length > 0 && (!isPatch || nothingLeft))
    return { ...unsent(row, at, 'Failed', 'parent-failed'), fields: missing };
  return { at, row, cells, missing, ...(row.action !== 'Create' && { id: ids.get(row.id) ?? row.id }) };
}

export function unsent(
  row: ActingRow,
  at: number,
  result: Outcome['result'],
  code?: string,
  fields?: readonly string[],
): Outcome {
  return { row: at, id: row.id, result, ...(code && { code }), ...(fields && { fields }), attempts: 0 };
}

export const isOutcome = (prepared: RowToWrite | Outcome): prepared is Outcome => 'result' in prepared;
