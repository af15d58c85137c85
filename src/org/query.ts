// REST queries, page after page to the very end (`conn.query()` of the usual clients stops after the first), with
// numbers exactly as the org wrote them.
import { Failure } from '../kit/failure.ts';
import { OrgError, reactionTo } from './errors.ts';
import { type ExactValue, parseExactJson } from './exactJson.ts';
import type { Session } from './session.ts';
import { LONGEST_URI, queryPath } from './soql.ts';

/** A row as REST gives it: numbers as text, related rows nested, `attributes` left out. */
export type RestValue = string | boolean | null | RestRow | readonly RestRow[];
export interface RestRow {
  readonly [field: string]: RestValue;
}

export interface QueryPage {
  readonly rows: readonly RestRow[];
  /** What the org says the whole query yields; after a restart, what came before it and what is left. */
  readonly totalSize: number;
}

export interface QueryOptions {
  /** Also rows in the recycle bin and archived activities (`queryAll`). */
  readonly deleted: boolean;
  /** 200 to 2,000 rows a page; the org may give fewer. */
  readonly pageSize?: number;
  readonly tooling?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * SOQL as text, or as a function of the last Id seen: `(after) => 'SELECT Id, … WHERE Id > after ORDER BY Id'`.
 * Only the second can be taken up again where a lost cursor left it; rows must then come in Id order.
 */
export type Query = string | ((after: string | undefined) => string);

interface Envelope {
  readonly totalSize: string;
  readonly done: boolean;
  readonly nextRecordsUrl?: string;
  readonly records: readonly ExactValue[];
}

/** Without a page in between. */
const MOST_RESTARTS = 3;

/**
 * Every page of a query. Throws OrgError as the org refuses; a statement too long for a URI is an OrgError of
 * status 414 before anything is sent. INVALID_QUERY_LOCATOR restarts after the last Id where the query allows it.
 */
export async function* queryPages(
  session: Session,
  query: Query,
  options: QueryOptions,
): AsyncGenerator<QueryPage> {
  let path: string | undefined = startPath(session, query, undefined, options);
  let lastId: string | undefined;
  let restarts = 0;
  let given = 0;
  let givenBefore = 0;
  while (path !== undefined) {
    let page: Envelope;
    try {
      page = await fetchPage(session, path, options);
    } catch (error) {
      if (reactionTo(error) !== 'restart' || typeof query === 'string' || restarts++ >= MOST_RESTARTS)
        throw error;
      path = startPath(session, query, lastId, options);
      givenBefore = given;
      continue;
    }
    restarts = 0;
    const rows = page.records.map(toRow);
    lastId = idOf(rows.at(-1)) ?? lastId;
    given += rows.length;
    yield { rows, totalSize: givenBefore + Number(page.totalSize) };
    path = nextPath(page);
  }
}

/** All rows of a query known to be small. */
export async function queryRows(
  session: Session,
  soql: string,
  options: Partial<QueryOptions> = {},
): Promise<RestRow[]> {
  const rows: RestRow[] = [];
  for await (const page of queryPages(session, soql, { deleted: false, ...options })) rows.push(...page.rows);
  return rows;
}

/** The answer to a `SELECT COUNT() FROM …`. */
export async function count(
  session: Session,
  soql: string,
  options: Partial<QueryOptions> = {},
): Promise<number> {
  const all: QueryOptions = { deleted: false, ...options };
  return Number((await fetchPage(session, startPath(session, soql, undefined, all), all)).totalSize);
}

function startPath(session: Session, query: Query, after: string | undefined, options: QueryOptions): string {
  const soql = typeof query === 'string' ? query : query(after);
  const verb = options.deleted ? 'queryAll' : 'query';
  const path = queryPath(session.resource(options.tooling ? `tooling/${verb}` : verb), soql);
  if (Buffer.byteLength(path) > LONGEST_URI)
    throw new OrgError('URI_TOO_LONG', 414, `The query needs ${path.length} bytes.`);
  return path;
}

async function fetchPage(
  session: Session,
  path: string,
  { pageSize, signal }: QueryOptions,
): Promise<Envelope> {
  const headers: Record<string, string> =
    pageSize === undefined ? {} : { 'sforce-query-options': `batchSize=${pageSize}` };
  const { text } = await session.text(path, { headers, signal });
  const page = parseExactJson(text) as unknown as Partial<Envelope>;
  if (!Array.isArray(page.records) || typeof page.done !== 'boolean' || page.totalSize === undefined) {
    throw new Failure('queryAnswerMalformed', { path: path.slice(0, 200) });
  }
  return page as Envelope;
}

function nextPath(page: Envelope): string | undefined {
  if (page.done) return undefined;
  if (page.nextRecordsUrl === undefined)
    throw new Failure('queryAnswerMalformed', { path: 'nextRecordsUrl' });
  return page.nextRecordsUrl;
}

function toRow(record: ExactValue): RestRow {
  const entries = Object.entries(record as Record<string, ExactValue>);
  return Object.fromEntries(
    entries.filter(([name]) => name !== 'attributes').map(([name, value]) => [name, toValue(value)]),
  );
}

function toValue(value: ExactValue): RestValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly ExactValue[]).map(toRow);
  return toRow(value);
}

const idOf = (row: RestRow | undefined): string | undefined =>
  typeof row?.Id === 'string' ? row.Id : undefined;
