// Objects too wide for one query (QUERY_TOO_COMPLICATED by their formulas, 414 by their names): each page is read as
// several queries over the same Id range and joined by Id. A row that changed between those queries would be a row
// that never existed, so the stamps must agree; else the page is read again.
//
//   lead    SELECT Id, stamp, a…   WHERE Id > after           ORDER BY Id LIMIT n   -> the page's Ids and its last Id
//   others  SELECT Id, stamp, b…   WHERE Id > after AND Id <= last ORDER BY Id
//   join    same Ids, same stamps  -> rows; else once more
import { Failure } from '../kit/failure.ts';
import { reactionTo } from './errors.ts';
import { keysetQuery, KEYSET_PAGE, type KeysetOptions, lastId } from './keyset.ts';
import { type QueryPage, queryRows, type RestRow } from './query.ts';
import type { Session } from './session.ts';
import { columnGroups, evenGroups, literal, queryPath } from './soql.ts';

export interface ColumnSplitOptions extends KeysetOptions {
  /** The column whose change betrays a changed row, usually SystemModstamp. */
  readonly stamp: string;
}

const MOST_REPEATS = 5;

/**
 * Pages of whole rows in Id order. `columns` are all wanted ones; Id and the stamp are added where missing.
 * Failure('rowsKeepChanging') when a page does not hold still; OrgError when even single columns are refused.
 */
export async function* columnSplitPages(
  session: Session,
  object: string,
  columns: readonly string[],
  options: ColumnSplitOptions,
): AsyncGenerator<QueryPage> {
  let groups = firstGroups(session, object, columns, options);
  const pageSize = options.pageSize ?? KEYSET_PAGE;
  for (let after = options.after; ;) {
    let rows: readonly RestRow[];
    try {
      rows = await wholePage(session, object, groups, { ...options, pageSize, after });
    } catch (error) {
      if (reactionTo(error) !== 'splitColumns' || !canBeFiner(groups, options.stamp)) throw error;
      groups = finerGroups(groups, options.stamp);
      continue;
    }
    if (rows.length > 0) yield { rows, totalSize: rows.length };
    if (rows.length < pageSize) return;
    after = lastId(rows);
  }
}

const always = (stamp: string): readonly string[] => [...new Set(['Id', stamp])];

function firstGroups(
  session: Session,
  object: string,
  columns: readonly string[],
  options: ColumnSplitOptions,
) {
  // The longest statement of a page is the one with both ends of the Id range.
  const sample = { ...options, after: '0'.repeat(18), where: withUpperEnd(options.where, '0'.repeat(18)) };
  const uriOf = (group: readonly string[]): string =>
    queryPath(session.resource('queryAll'), keysetQuery(object, group, sample));
  return columnGroups(columns, always(options.stamp), uriOf);
}

const canBeFiner = (groups: ReadonlyArray<readonly string[]>, stamp: string): boolean =>
  groups.some((group) => group.length > always(stamp).length + 1);

function finerGroups(
  groups: ReadonlyArray<readonly string[]>,
  stamp: string,
): ReadonlyArray<readonly string[]> {
  const rest = groups.flat().filter((column) => !always(stamp).includes(column));
  return evenGroups(rest, groups.length * 2).map((group) => [...always(stamp), ...group]);
}

async function wholePage(
  session: Session,
  object: string,
  groups: ReadonlyArray<readonly string[]>,
  options: ColumnSplitOptions,
): Promise<readonly RestRow[]> {
  const { deleted, signal, stamp, where } = options;
  const [lead = [], ...others] = groups;
  for (let repeat = 0; repeat < MOST_REPEATS; repeat++) {
    const rows = await queryRows(session, keysetQuery(object, lead, options), { deleted, signal });
    if (rows.length === 0) return rows;
    const range = { ...options, where: withUpperEnd(where, lastId(rows)) };
    const parts: RestRow[][] = [rows];
    for (const group of others) {
      parts.push(await queryRows(session, keysetQuery(object, group, range), { deleted, signal }));
    }
    const joined = joinById(parts, stamp);
    if (joined) return joined;
  }
  throw new Failure('rowsKeepChanging', { object, after: options.after ?? '' });
}

const withUpperEnd = (where: string | undefined, last: string): string =>
  where ? `(${where}) AND Id <= ${literal(last)}` : `Id <= ${literal(last)}`;

/** Rows of all parts joined, or undefined when they do not hold the same Ids with the same stamps in the same order. */
export function joinById(
  parts: ReadonlyArray<readonly RestRow[]>,
  stamp: string,
): readonly RestRow[] | undefined {
  const [lead = [], ...others] = parts;
  const same = (part: readonly RestRow[]): boolean =>
    part.length === lead.length &&
    part.every((row, at) => row.Id === lead[at]?.Id && row[stamp] === lead[at]?.[stamp]);
  if (!others.every(same)) return undefined;
  return lead.map((row, at) => Object.assign({}, row, ...others.map((part) => part[at])) as RestRow);
}
