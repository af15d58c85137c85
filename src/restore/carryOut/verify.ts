// Everything that was written is read back and held against what was sent. A value that differs, and that no rule of
// the platform explains, is a difference; differences are written down, and a restore with any is not a good one.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { mapConcurrently } from '../../kit/concurrency.ts';
import { IdSet } from '../../kit/idSet.ts';
import type { OpenPlan } from '../plan/readPlan.ts';
import type { ActingRow } from './batches.ts';
import { liveCell, sameCell } from './cells.ts';
import { isGone } from './drift.ts';
import { isExplained } from './explained.ts';
import { typesOf, type Ground } from './ground.ts';
import { liveRows, readableFields, type LiveRows } from './live.ts';
import type { Difference, Outcome } from './model.ts';
import { workDone, type WorkDone } from './outcomeLines.ts';
import { isOutcome, prepareRow } from './rows.ts';

export const DIFFERENCES_FILE = 'differences.ndjson';
const QUERIES_AT_ONCE = 4;

/** Reads back every row that has been written. The differences are in `differences.ndjson` of the folder. */
export async function verify(
  plan: OpenPlan,
  folder: string,
  ground: Ground,
): Promise<{ rows: number; differences: number }> {
  const later = await writtenLater(plan);
  const file = createWriteStream(join(folder, DIFFERENCES_FILE), { mode: 0o600 });
  let [rows, differences] = [0, 0];
  const works = workDone(plan, folder, ground.progress);
  const compared = mapConcurrently(works, QUERIES_AT_ONCE, (work) => compareWork(work, later, ground));
  for await (const found of compared) {
    ground.signal.throwIfAborted();
    rows += found.rows;
    differences += found.differences.length;
    for (const difference of found.differences)
      if (!file.write(`${JSON.stringify(difference)}\n`)) await once(file, 'drain');
    if (found.rows > 0) ground.listener({ type: 'verifying', rows });
  }
  file.end();
  await finished(file);
  return { rows, differences };
}

/** Rows that a later step writes once more, and by object the fields it writes: the first value does not stay. */
interface WrittenLater {
  readonly rows: IdSet;
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
}

async function writtenLater(plan: OpenPlan): Promise<WrittenLater> {
  const rows = new IdSet();
  const fields = new Map<string, Set<string>>();
  for await (const line of plan.lines()) {
    if (line.type !== 'row' || !('phase' in line)) continue;
    rows.add(line.id);
    const known = fields.get(line.object) ?? new Set();
    fields.set(line.object, known);
    for (const field of [...Object.keys(line.cells), ...Object.keys(line.refs)]) known.add(field);
  }
  return { rows, fields };
}

const WRITTEN: ReadonlySet<string> = new Set(['Created', 'Updated', 'Undeleted', 'Deleted']);

interface Compared {
  readonly rows: number;
  readonly differences: readonly Difference[];
}

async function compareWork(work: WorkDone, later: WrittenLater, ground: Ground): Promise<Compared> {
  if ('named' in work) return { rows: 0, differences: [] };
  const { object } = work.step;
  const rows = [...work.outcomes.values()]
    .filter(({ result }) => WRITTEN.has(result))
    .flatMap((outcome) => rowToCompare(work.rows[outcome.row], outcome, ground));
  const all = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
  const fields = await readableFields(ground.session, object, ['IsDeleted', ...all]);
  const live = await liveRows(
    ground.session,
    object,
    rows.map(({ id }) => id),
    ['Id', ...fields],
  );
  const readable = new Set(fields);
  const differences = rows.flatMap((row) => differencesOf(row, { object, live, readable, later, ground }));
  return { rows: rows.length, differences };
}

interface RowToCompare {
  readonly row: ActingRow;
  readonly id: string;
  readonly cells: Readonly<Record<string, string | null>>;
}

function rowToCompare(row: ActingRow | undefined, outcome: Outcome, { progress }: Ground): RowToCompare[] {
  if (row === undefined) return [];
  const prepared = prepareRow(row, outcome.row, progress);
  if (isOutcome(prepared)) return [];
  const id = outcome.newId ?? prepared.id ?? row.id;
  return [{ row, id, cells: prepared.cells }];
}

interface Against {
  readonly object: string;
  readonly live: LiveRows;
  readonly readable: ReadonlySet<string>;
  readonly later: WrittenLater;
  readonly ground: Ground;
}

function differencesOf({ row, id, cells }: RowToCompare, against: Against): Difference[] {
  const { object, readable, later, ground } = against;
  const live = against.live.get(id);
  const shouldBeGone = row.action === 'Delete';
  if (isGone(live) !== shouldBeGone) {
    const state = (gone: boolean): string | null => (gone ? null : id);
    return [{ object, id, field: 'Id', sent: state(shouldBeGone), live: state(isGone(live)) }];
  }
  if (live === undefined) return [];
  const types = typesOf(ground, object);
  const isFirst = !('phase' in row) && later.rows.has(row.id);
  return Object.entries(cells).flatMap(([field, sent]) => {
    const found = liveCell(live[field]);
    const skipped =
      !readable.has(field) ||
      isExplained(object, field, types[field]) ||
      (isFirst && later.fields.get(object)?.has(field) === true);
    return skipped || sameCell(types[field], sent, found) ? [] : [{ object, id, field, sent, live: found }];
  });
}
