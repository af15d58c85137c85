// Rows that were to be created and whose answer was lost: what appeared in the org since, made by us, is held against
// what was sent. As long as the org may still be at work nothing is concluded from a row that is not there.
import { queryRows } from '../../org/query.ts';
import { pollDelays } from '../../org/backOff.ts';
import { describe } from '../../org/describe.ts';
import { literal } from '../../org/soql.ts';
import { matchArrivals, type AppearedRow, type Arrivals, type SentRow } from './arrivals.ts';
import { isComparable, liveCell } from './cells.ts';
import { plannedObject, typesOf, type Ground } from './ground.ts';
import type { IntentLine } from './journal.ts';
import { idOf, readableFields, rowsWhere } from './live.ts';
import type { Looked } from './look.ts';
import { unsent, type RowToWrite } from './rows.ts';

/** Bodies are not compared row by row: the org's own checksum of them is, where it has one. */
const NEVER_COMPARED = new Set(['LastModifiedDate', 'LastModifiedById']);

export async function whatArrived(
  object: string,
  rows: readonly RowToWrite[],
  intent: Pick<IntentLine, 'at' | 'userId'>,
  ground: Ground,
): Promise<Looked> {
  const search = await searchFor(object, rows, intent, ground);
  if (search === undefined)
    return { settled: rows.map(({ row, at }) => unsent(row, at, 'Ambiguous', 'answer-lost')), send: [] };
  const arrivals = await untilSure(search, intent, ground);
  const byPlace = new Map(rows.map((row) => [row.at, row]));
  const rowAt = (at: number): RowToWrite[] => [byPlace.get(at)].filter((row) => row !== undefined);
  return {
    settled: [
      ...[...arrivals.arrived].flatMap(([at, newId]) =>
        rowAt(at).map(({ row }) => ({ ...unsent(row, at, 'Created'), newId })),
      ),
      ...arrivals.unclear.flatMap(rowAt).map(({ row, at }) => unsent(row, at, 'Ambiguous', 'answer-lost')),
    ],
    send: arrivals.absent.flatMap(rowAt),
  };
}

interface Search {
  readonly object: string;
  readonly condition: string;
  readonly fields: readonly string[];
  readonly sent: readonly SentRow[];
}

/** Undefined when the object does not tell when its rows were made. */
async function searchFor(
  object: string,
  rows: readonly RowToWrite[],
  { at, userId }: Pick<IntentLine, 'at' | 'userId'>,
  ground: Ground,
): Promise<Search | undefined> {
  const { session } = ground;
  const known = new Set((await describe(session, object)).fields.map(({ name }) => name));
  const writes = (field: string): boolean => rows.some(({ cells }) => field in cells);
  const stamp = ['SystemModstamp', 'CreatedDate'].find((field) => known.has(field) && !writes(field));
  if (stamp === undefined) return undefined;
  const conditions = [`${stamp} >= ${at}`];
  if (known.has('CreatedById') && !writes('CreatedById')) conditions.push(`CreatedById = ${literal(userId)}`);
  const fields = await comparedFields(object, rows, ground);
  const sent = rows.map(({ at: place, cells }) => ({ at: place, cells: only(cells, fields) }));
  return { object, condition: conditions.join(' AND '), fields, sent };
}

/** The field that no two rows share, where there is one; else all that can be read back. */
async function comparedFields(
  object: string,
  rows: readonly RowToWrite[],
  ground: Ground,
): Promise<string[]> {
  const types = typesOf(ground, object);
  const { correlation } = plannedObject(ground, object);
  if (correlation !== undefined && rows.every(({ cells }) => (cells[correlation] ?? null) !== null))
    return [correlation];
  const written = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
  const comparable = written.filter((field) => isComparable(types[field]) && !NEVER_COMPARED.has(field));
  return readableFields(ground.session, object, comparable);
}

/** Looks until every row is found, or the org cannot be at work any more. One call's rows are saved all together. */
async function untilSure(search: Search, { at }: Pick<IntentLine, 'at'>, ground: Ground): Promise<Arrivals> {
  const { session, longestCall, signal } = ground;
  for (const delay of pollDelays()) {
    const arrivals = matchArrivals(
      search.sent,
      await appeared(search, ground),
      typesOf(ground, search.object),
    );
    const left = Date.parse(at) + longestCall - (await timeNow(ground));
    if (arrivals.absent.length === 0 || arrivals.arrived.size > 0 || left <= 0) return arrivals;
    const milliseconds = Math.min(delay, left);
    ground.listener({ type: 'looking', object: search.object, milliseconds });
    await session.pause(milliseconds, signal);
  }
  throw new Error('Polling never ends by itself.');
}

async function appeared(
  { object, condition, fields }: Search,
  { session, progress }: Ground,
): Promise<AppearedRow[]> {
  const rows = await rowsWhere(session, object, condition, ['Id', ...fields]);
  return rows
    .map((row) => ({
      id: idOf(row),
      cells: Object.fromEntries(fields.map((field) => [field, liveCell(row[field])])),
    }))
    .filter(({ id }) => !progress.ids.isNew(id));
}

/** The org's time by an answer of now: a process that was stopped may know only an old one. */
async function timeNow({ session }: Ground): Promise<number> {
  await queryRows(session, 'SELECT Id FROM Organization LIMIT 1');
  return session.serverNow().getTime();
}

const only = (
  cells: Readonly<Record<string, string | null>>,
  fields: readonly string[],
): Record<string, string | null> =>
  Object.fromEntries(Object.entries(cells).filter(([field]) => fields.includes(field)));
