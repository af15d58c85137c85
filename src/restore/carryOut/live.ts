// Rows of the org as they are now, by Id, in the bin or not; and which of the fields that tell when and by whom a row
// was changed an object has.
import { describe } from '../../org/describe.ts';
import { queryPages, type RestRow } from '../../org/query.ts';
import type { Session } from '../../org/session.ts';
import { columnGroups, isIn, queryPath, slices } from '../../org/soql.ts';
import { liveCell } from './cells.ts';

const IDS_A_QUERY = 200;

export const idOf = (row: RestRow): string => liveCell(row.Id) ?? '';

export type LiveRows = ReadonlyMap<string, RestRow>;

/** Those of `fields` that the user can read, in their order. */
export async function readableFields(
  session: Session,
  object: string,
  fields: readonly string[],
): Promise<string[]> {
  const known = new Set((await describe(session, object)).fields.map(({ name }) => name));
  return fields.filter((field) => known.has(field));
}

/** Rows by their Ids, those in the bin too; rows that are gone are absent. Fields the user cannot read are left out. */
export async function liveRows(
  session: Session,
  object: string,
  ids: readonly string[],
  fields: readonly string[],
): Promise<LiveRows> {
  const found = new Map<string, RestRow>();
  const readable = await readableFields(session, object, fields);
  for (const slice of slices(ids, IDS_A_QUERY)) {
    for (const row of await rowsWhere(session, object, isIn('Id', slice), readable))
      found.set(idOf(row), row);
  }
  return found;
}

/** Rows that meet a condition, with readable fields; as many queries as the width of the rows takes. */
export async function rowsWhere(
  session: Session,
  object: string,
  condition: string,
  fields: readonly string[],
): Promise<RestRow[]> {
  const soql = (columns: readonly string[]): string =>
    `SELECT ${columns.join(', ')} FROM ${object} WHERE ${condition}`;
  const groups = columnGroups(fields, ['Id'], (columns) =>
    queryPath(session.resource('queryAll'), soql(columns)),
  );
  const rows = new Map<string, RestRow>();
  for (const columns of groups) {
    for await (const page of queryPages(session, soql(columns), { deleted: true })) {
      for (const row of page.rows) rows.set(idOf(row), { ...rows.get(idOf(row)), ...row });
    }
  }
  return [...rows.values()];
}
