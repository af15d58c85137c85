// What the org has of given Ids now, the recycle bin included: first only whether a row is there and when it last
// changed, then the cells of those that need a closer look.
import type { ObjectDescribe } from '../../org/describe.ts';
import { queryPages, queryRows, type RestRow } from '../../org/query.ts';
import type { Session } from '../../org/session.ts';
import { columnGroups, isIn, literal, queryPath, slices } from '../../org/soql.ts';
import { joinById } from '../../org/columnSplit.ts';
import { Failure } from '../../kit/failure.ts';
import type { Cells } from '../plan/model.ts';

export interface LiveState {
  readonly id: string;
  readonly isDeleted: boolean;
  /** SystemModstamp as the version writes it; undefined where the object has none. */
  readonly stamp: string | undefined;
}

/** An Id and its quotes and comma take up to 23 bytes of a URI of 15,000. */
const IDS_A_QUERY = 500;
const IDS_A_WIDE_QUERY = 200;
const MOST_REPEATS = 3;

/** States by Id (as given); Ids that the org does not have are absent. */
export async function liveStates(
  session: Session,
  object: ObjectDescribe,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, LiveState>> {
  const columns = ['Id', ...['IsDeleted', 'SystemModstamp'].filter((name) => hasField(object, name))];
  const states = new Map<string, LiveState>();
  const given = new Map(ids.map((id) => [id.slice(0, 15), id]));
  for (const condition of conditionsFor(object, ids)) {
    const soql = `SELECT ${columns.join(', ')} FROM ${object.name} WHERE ${condition}`;
    for await (const { rows } of queryPages(session, soql, { deleted: true, signal })) {
      for (const row of rows) {
        const id = given.get(idOf(row).slice(0, 15));
        const stamp = liveCell(row.SystemModstamp ?? null, 'datetime') ?? undefined;
        if (id !== undefined) states.set(id, { id, isDeleted: row.IsDeleted === true, stamp });
      }
    }
  }
  return states;
}

/** Ids in order without holes to speak of are asked for as a range: one short query instead of several long ones. */
function conditionsFor({ fields }: ObjectDescribe, ids: readonly string[]): string[] {
  const isSortable = fields.some(({ name, filterable, sortable }) => name === 'Id' && filterable && sortable);
  const [first, last] = [ids.at(0), ids.at(-1)];
  if (first !== undefined && last !== undefined && isSortable && isDense(ids))
    return [`Id >= ${literal(first)} AND Id <= ${literal(last)}`];
  return [...slices(ids, IDS_A_QUERY)].map((slice) => isIn('Id', slice));
}

/** Ids are numbers to the base 62: a range is no longer than what lies between its ends. */
function isDense(ids: readonly string[]): boolean {
  const ascending = ids.every((id, at) => at === 0 || (ids[at - 1] ?? '') < id);
  return (
    ascending && ids.length > IDS_A_QUERY && span(ids.at(0) ?? '', ids.at(-1) ?? '') <= ids.length * WIDEST
  );
}

const WIDEST = 4;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function span(first: string, last: string): number {
  if (first.slice(0, 7) !== last.slice(0, 7)) return Infinity;
  return numberOf(last) - numberOf(first);
}

function numberOf(id: string): number {
  let number = 0;
  for (const digit of id.slice(7, 15)) number = number * DIGITS.length + DIGITS.indexOf(digit);
  return number;
}

export interface LiveCells extends LiveState {
  readonly cells: Cells;
}

/** The named cells of rows by Id (as given), those in the recycle bin too, each row at one moment: wide objects are read in column groups. */
export async function liveCells(
  session: Session,
  object: ObjectDescribe,
  ids: readonly string[],
  fields: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, LiveCells>> {
  const types = new Map(object.fields.map((field) => [field.name, field.type]));
  const stamped = hasField(object, 'SystemModstamp');
  const always = [
    'Id',
    ...(hasField(object, 'IsDeleted') ? ['IsDeleted'] : []),
    ...(stamped ? ['SystemModstamp'] : []),
  ];
  const found = new Map<string, LiveCells>();
  for (const slice of slices(ids, IDS_A_WIDE_QUERY)) {
    const soqlOf = (columns: readonly string[]): string =>
      `SELECT ${columns.join(', ')} FROM ${object.name} WHERE ${isIn('Id', slice)} ORDER BY Id`;
    const uriOf = (columns: readonly string[]): string =>
      queryPath(session.resource('queryAll'), soqlOf(columns));
    const groups = columnGroups(fields, always, uriOf);
    const given = new Map(slice.map((id) => [id.slice(0, 15), id]));
    const rows = await wholeRows(session, object.name, groups.map(soqlOf), always.at(-1) ?? 'Id', signal);
    for (const row of rows) {
      const id = given.get(idOf(row).slice(0, 15));
      if (id === undefined) continue;
      const cells = fields.map((name) => [name, liveCell(row[name] ?? null, types.get(name) ?? '')] as const);
      const stamp = liveCell(row.SystemModstamp ?? null, 'datetime') ?? undefined;
      found.set(id, { id, isDeleted: row.IsDeleted === true, stamp, cells: Object.fromEntries(cells) });
    }
  }
  return found;
}

/** One query a column group; rows that changed or vanished between two of them are read again. */
async function wholeRows(
  session: Session,
  object: string,
  queries: readonly string[],
  stamp: string,
  signal?: AbortSignal,
): Promise<readonly RestRow[]> {
  for (let repeat = 0; repeat < MOST_REPEATS; repeat++) {
    const parts: RestRow[][] = [];
    for (const soql of queries) parts.push(await queryRows(session, soql, { deleted: true, signal }));
    const joined = joinById(parts, stamp);
    if (joined) return joined;
  }
  throw new Failure('rowsKeepChanging', { object, after: '' });
}

/** 18 characters; empty for a row without one. */
export function idOf({ Id }: RestRow): string {
  return typeof Id === 'string' ? Id : '';
}

const hasField = (object: ObjectDescribe, name: string): boolean =>
  object.fields.some((field) => field.name === name);

/** A cell of a REST answer as a version has it: date-times end in Z, booleans are words. */
export function liveCell(value: RestRow[string], type: string): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return type === 'datetime' ? value.replace(/\+0000$/, 'Z') : value;
  return typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}
