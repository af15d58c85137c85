// Query locators: `01g…-2000`, good for two days and for the user who made the query (DS salesforce-app-limits: API
// query cursor limits). A cursor goes on from where it stands; a page asked for again is told again.
import { OrgFault } from '../model.ts';
import { createJobIds } from '../bulk/jobIds.ts';
import type { JsonValue } from '../soql/json.ts';

const TWO_DAYS = 48 * 3600 * 1000;

export interface CursorSource {
  readonly object: string;
  readonly userId: string;
  /** Counts all records; asked only when they do not fit one page, for it may read the whole table. */
  count(): number;
  readonly pageRows: number;
  /** Keys that tooling answers carry besides. */
  readonly tooling: boolean;
  /** Starts from the first record anew. */
  readonly records: () => Iterable<JsonValue>;
}

export interface CursorPage {
  readonly source: CursorSource;
  readonly records: readonly JsonValue[];
  /** Records of the whole result. */
  readonly totalSize: number;
  /** Locator of the page that follows, absent on the last. */
  readonly next: string | undefined;
}

export interface Cursors {
  /** The first page; a locator is given out only when there is a second. */
  open(source: CursorSource): CursorPage;
  /** The page a locator stands for. Throws INVALID_QUERY_LOCATOR when it is unknown, too old or another user's. */
  more(locator: string, userId: string): CursorPage;
  objectOf(locator: string): string | undefined;
}

interface Cursor {
  readonly id: string;
  readonly source: CursorSource;
  readonly openedAt: number;
  iterator: Iterator<JsonValue>;
  /** Index of the record the iterator gives next. */
  position: number;
  /** The record read ahead, to know whether a page is the last. */
  ahead: IteratorResult<JsonValue>;
  totalSize: number | undefined;
  /** The page told last, by its first record: a client that lost an answer asks for it again. */
  last: { readonly start: number; readonly page: CursorPage } | undefined;
}

/** No cursors. */
export function createCursors(now: () => Date): Cursors {
  const cursors = new Map<string, Cursor>();
  const ids = createJobIds();
  const find = (locator: string): { cursor: Cursor; start: number } | undefined => {
    const [, id = '', start = ''] = /^(\w{15,18})-(\d+)$/.exec(locator) ?? [];
    const cursor = cursors.get(id.slice(0, 15));
    if (cursor === undefined || now().getTime() - cursor.openedAt > TWO_DAYS) return undefined;
    return { cursor, start: Number(start) };
  };
  return {
    open(source) {
      const cursor: Cursor = {
        id: ids.next('01g'),
        source,
        openedAt: now().getTime(),
        last: undefined,
        totalSize: undefined,
        ...rewound(source),
      };
      const page = pageFrom(cursor, 0);
      if (page.next !== undefined) cursors.set(cursor.id.slice(0, 15), cursor);
      return page;
    },
    more(locator, userId) {
      const found = find(locator);
      if (found === undefined || found.cursor.source.userId !== userId) {
        throw new OrgFault('INVALID_QUERY_LOCATOR', 'invalid query locator');
      }
      return pageFrom(found.cursor, found.start);
    },
    objectOf: (locator) => find(locator)?.cursor.source.object,
  };
}

function rewound(source: CursorSource): Pick<Cursor, 'iterator' | 'position' | 'ahead'> {
  const iterator = source.records()[Symbol.iterator]();
  return { iterator, position: 0, ahead: iterator.next() };
}

function pageFrom(cursor: Cursor, start: number): CursorPage {
  if (cursor.last?.start === start) return cursor.last.page;
  if (cursor.position > start) Object.assign(cursor, rewound(cursor.source));
  while (cursor.position < start && cursor.ahead.done !== true) take(cursor);
  const records: JsonValue[] = [];
  while (records.length < cursor.source.pageRows && cursor.ahead.done !== true) records.push(take(cursor));
  const next = cursor.ahead.done === true ? undefined : `${cursor.id}-${cursor.position}`;
  cursor.totalSize ??= next === undefined ? cursor.position : cursor.source.count();
  const page = { source: cursor.source, records, totalSize: cursor.totalSize, next };
  cursor.last = { start, page };
  return page;
}

function take(cursor: Cursor): JsonValue {
  const { value } = cursor.ahead as IteratorYieldResult<JsonValue>;
  cursor.position += 1;
  cursor.ahead = cursor.iterator.next();
  return value;
}
