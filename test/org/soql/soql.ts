// The practice org's query language. A query is parsed and checked whole before a row is read, so that a wrong one is
// refused where Salesforce refuses it: at the call that brings it, not half way through its result.
import { OrgFault } from '../model.ts';
import type { SObjectType, Value } from '../model.ts';
import { checkBulkForm } from './check/bulkRules.ts';
import type { QueryContext } from './check/context.ts';
import { malformed } from './check/context.ts';
import { queryContext } from './check/objectRules.ts';
import { planRows } from './check/rowsPlan.ts';
import type { QueryColumn } from './columns.ts';
import type { JsonRecord } from './json.ts';
import type { QueryScope } from './scope.ts';
import { isAggregateQuery, planAggregate } from './shape/aggregate.ts';
import { planRecords } from './shape/plan.ts';
import { parseQuery } from './syntax/parseQuery.ts';
import type { Query } from './syntax/tree.ts';

export { columnMetadata } from './columns.ts';
export type { ColumnMetadata, QueryColumn } from './columns.ts';
export { toJson } from './json.ts';
export type { JsonRecord, JsonValue } from './json.ts';
export { bulkNumber, restNumber } from './numbers.ts';
export type { QueryScope } from './scope.ts';

export interface PreparedQuery {
  /** `count` is `SELECT COUNT()` alone; `aggregate` gives AggregateResult records. */
  readonly kind: 'records' | 'count' | 'aggregate';
  readonly type: SObjectType;
  /** In SELECT order; empty for `count`. */
  readonly columns: readonly QueryColumn[];
  /** Records as REST shows them, read as they are asked for. Decimals print right through JSON.stringify or toJson. */
  records(): Iterable<JsonRecord>;
  /** The same, flat and with numbers as they are kept, for Bulk's CSV. One array per row, never reused. */
  cells(): Iterable<readonly Value[]>;
  /** How many records the query gives (`totalSize`). */
  count(): number;
}

function count(items: Iterable<unknown>): number {
  const iterator = items[Symbol.iterator]();
  let found = 0;
  while (iterator.next().done !== true) found++;
  return found;
}

function isCountQuery({ selected, groupBy }: Query): boolean {
  const [only] = selected;
  const isCount =
    only.kind === 'expression' && only.expression.kind === 'function' && only.expression.name === 'count';
  return (
    isCount &&
    only.expression.argument === undefined &&
    only.alias === undefined &&
    selected.length === 1 &&
    groupBy.length === 0
  );
}

function prepareCount(context: QueryContext, query: Query): PreparedQuery {
  if (query.orderBy.length > 0)
    throw malformed(context, query.orderBy[0].expression.at, 'COUNT() and ORDER BY cannot be used together');
  const rows = planRows(context, query);
  return {
    kind: 'count',
    type: context.type,
    columns: [],
    records: () => [],
    cells: () => [],
    count: () => count(rows.start().all()),
  };
}

function prepareAggregate(context: QueryContext, query: Query): PreparedQuery {
  const plan = planAggregate(context, query);
  return {
    kind: 'aggregate',
    type: context.type,
    columns: plan.columns,
    records: () => plan.groups().map(plan.record),
    cells: () => plan.groups().map(plan.cells),
    count: () => plan.groups().length,
  };
}

/** Tooling types compute Metadata and FullName one row at a time and say so. */
function checkSingleRow({ scope }: QueryContext, columns: readonly QueryColumn[], size: () => number): void {
  const needsOne =
    scope.api === 'tooling' && columns.some(({ name }) => name === 'Metadata' || name === 'FullName');
  const found = needsOne ? size() : 0;
  if (found <= 1) return;
  throw new OrgFault(
    'MALFORMED_QUERY',
    'When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one ' +
      `row for retrieval. Result size: ${found}`,
  );
}

function* mapped<T, U>(items: Iterable<T>, map: (item: T) => U): Iterable<U> {
  for (const item of items) yield map(item);
}

function prepareRecords(context: QueryContext, query: Query): PreparedQuery {
  const rows = planRows(context, query, context.type.restrictions.cap?.total);
  const { columns, shape, cells } = planRecords(context, query);
  const size = (): number => count(rows.start().all());
  return {
    kind: 'records',
    type: context.type,
    columns,
    records: () => {
      checkSingleRow(context, columns, size);
      return mapped(rows.start().all(), shape());
    },
    cells: () => mapped(rows.start().all(), cells),
    count: size,
  };
}

/**
 * Parses and checks a query for a caller. Throws an OrgFault with the code and text Salesforce answers; afterwards only
 * what depends on the rows themselves can still fail (too many groups, several rows of Tooling metadata).
 */
export function prepare(text: string, scope: QueryScope): PreparedQuery {
  const query = parseQuery(text);
  const context = queryContext(text, scope, query, scope.allRows);
  if (scope.api === 'bulk') checkBulkForm(query);
  if (isCountQuery(query)) return prepareCount(context, query);
  return isAggregateQuery(query) ? prepareAggregate(context, query) : prepareRecords(context, query);
}
