// Keyset paging: `WHERE Id > last ORDER BY Id LIMIT n`, for what must survive lost cursors or be read side by side
// with other columns of the same rows. Id order is the one order that every object with rows can be filtered by.
import { queryRows, type QueryPage, type RestRow } from './query.ts';
import type { Session } from './session.ts';
import { literal } from './soql.ts';

export const KEYSET_PAGE = 2000;

export interface KeysetOptions {
  readonly deleted: boolean;
  /** A condition every row must meet besides. */
  readonly where?: string;
  /** Start after this Id. */
  readonly after?: string;
  readonly pageSize?: number;
  readonly signal?: AbortSignal;
}

/** The statement of one keyset page. */
export function keysetQuery(
  object: string,
  columns: readonly string[],
  { where, after, pageSize = KEYSET_PAGE }: Omit<KeysetOptions, 'deleted' | 'signal'>,
): string {
  const conditions = [...(where ? [`(${where})`] : []), ...(after ? [`Id > ${literal(after)}`] : [])];
  const filter = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  return `SELECT ${columns.join(', ')} FROM ${object}${filter} ORDER BY Id LIMIT ${pageSize}`;
}

/** Pages in Id order until one is short of `pageSize`. `columns` must hold Id. `totalSize` is the page's own. */
export async function* keysetPages(
  session: Session,
  object: string,
  columns: readonly string[],
  options: KeysetOptions,
): AsyncGenerator<QueryPage> {
  const { deleted, signal, pageSize = KEYSET_PAGE } = options;
  let after = options.after;
  for (;;) {
    const rows = await queryRows(session, keysetQuery(object, columns, { ...options, after }), {
      deleted,
      signal,
    });
    if (rows.length === 0) return;
    after = lastId(rows);
    yield { rows, totalSize: rows.length };
    if (rows.length < pageSize) return;
  }
}

export function lastId(rows: readonly RestRow[]): string {
  const id = rows.at(-1)?.Id;
  if (typeof id !== 'string') throw new Error('Keyset pages need the Id column.');
  return id;
}
