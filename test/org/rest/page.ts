// A page of records as JSON text: the data API's keys, or the Tooling API's, and long child lists cut to a first page
// of their own.
import { jsonText, type Answer } from '../http/call.ts';
import { toJson, type JsonRecord, type JsonValue } from '../soql/json.ts';
import type { CursorPage, Cursors } from './cursors.ts';

/** The answer for a page; `apiVersion` is the caller's, for the link to the next. */
export function pageAnswer(page: CursorPage, apiVersion: number): Answer {
  const { source, records, totalSize, next } = page;
  const shared = {
    totalSize,
    done: next === undefined,
    ...(next !== undefined && { nextRecordsUrl: nextUrl(next, source.tooling, apiVersion) }),
  };
  if (!source.tooling) return jsonText(toJson({ ...shared, records }));
  const tooling = {
    size: records.length,
    ...shared,
    queryLocator: next ?? null,
    entityTypeName: source.object,
  };
  return jsonText(toJson({ ...tooling, records }));
}

/** Where a locator is asked for. */
export function nextUrl(locator: string, tooling: boolean, apiVersion: number): string {
  return `/services/data/v${apiVersion.toFixed(1)}/${tooling ? 'tooling/' : ''}query/${locator}`;
}

/** How to cut child lists: how many come along, and where the rest is kept. */
export interface ChildPaging {
  readonly rows: number;
  readonly cursors: Cursors;
  readonly userId: string;
  readonly apiVersion: number;
}

/** The record with every child list longer than a child page cut short and linked to its rest. */
export function withChildPages(record: JsonRecord, paging: ChildPaging): JsonRecord {
  const long = Object.entries(record).filter(([, value]) => isLongChildList(value, paging.rows));
  if (long.length === 0) return record;
  const cut = long.map(([name, value]) => [name, firstChildPage(value as unknown as ChildList, paging)]);
  return { ...record, ...(Object.fromEntries(cut) as JsonRecord) };
}

interface ChildList {
  readonly totalSize: number;
  readonly records: readonly JsonRecord[];
}

function isLongChildList(value: JsonValue, rows: number): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'records' in value &&
    (value as unknown as ChildList).records.length > rows
  );
}

function firstChildPage(list: ChildList, paging: ChildPaging): JsonRecord {
  const { records, next } = paging.cursors.open({
    object: (list.records[0]?.attributes as { type: string } | undefined)?.type ?? '',
    userId: paging.userId,
    count: () => list.totalSize,
    pageRows: paging.rows,
    tooling: false,
    records: () => list.records,
  });
  if (next === undefined) return { totalSize: list.totalSize, done: true, records };
  return {
    totalSize: list.totalSize,
    done: false,
    nextRecordsUrl: nextUrl(next, false, paging.apiVersion),
    records,
  };
}
