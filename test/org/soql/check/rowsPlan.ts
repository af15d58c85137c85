// Which rows a query takes, in which order: everything about it but the SELECT list.
import { OrgFault } from '../../model.ts';
import type { Row, SObjectType } from '../../model.ts';
import { answeredRows } from '../run/answered.ts';
import { candidateRows } from '../run/candidates.ts';
import { orderRows } from '../run/order.ts';
import { rowVisibility } from '../run/visible.ts';
import { slice } from '../run/slice.ts';
import type { Query } from '../syntax/tree.ts';
import { constantly } from './bound.ts';
import type { Bindable } from './bound.ts';
import { malformed } from './context.ts';
import type { QueryContext } from './context.ts';
import { planOrder } from './orderBy.ts';
import { compileWhere } from './where.ts';

/** SOQL and SOSL Reference, OFFSET: "The maximum offset is 2,000 rows". */
const MAXIMUM_OFFSET = 2_000;

export interface RowsRun {
  /** The query's rows. */
  all(): Iterable<Row>;
  /** The same of given rows only: a parent's children. They must come in Id order. */
  among(rows: Iterable<Row>): Iterable<Row>;
  /** Rows that match, neither ordered nor limited: what aggregates read. */
  matching(): Iterable<Row>;
}

export interface RowsPlan {
  readonly type: SObjectType;
  /** Binds the plan to the rows as they are now. */
  start(): RowsRun;
}

const everything = constantly({ matches: () => true, pins: [] });

function ownedByCaller(context: QueryContext, query: Query): Bindable {
  const { filterScope, fromAt } = query;
  if (filterScope === undefined || filterScope === 'everything') return everything;
  if (filterScope !== 'mine' || context.type.field('OwnerId') === undefined) {
    throw malformed(context, fromAt, `Unsupported filter scope: ${filterScope}`);
  }
  const { userId } = context.scope.access;
  return constantly({ matches: (row) => row.OwnerId === userId, pins: [] });
}

/** Plans WHERE, USING SCOPE, ORDER BY, LIMIT and OFFSET; `cap` limits more than the query does. */
export function planRows(context: QueryContext, query: Query, cap = Infinity): RowsPlan {
  const { type, scope } = context;
  const offset = query.offset ?? 0;
  if (offset > MAXIMUM_OFFSET)
    throw new OrgFault('NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000');
  const owned = ownedByCaller(context, query);
  const where = query.where === undefined ? everything : compileWhere(context, query.where);
  const keys = planOrder(context, query.orderBy);
  const limit = Math.min(query.limit ?? Infinity, cap);
  const visible = rowVisibility(scope, type, context.allRows);
  const table = scope.org.tables.of(type.name);
  const start = (): RowsRun => {
    for (const step of context.steps.values()) step.forget();
    const bound = where();
    const own = owned().matches;
    const keep = (rows: Iterable<Row>) =>
      filter(rows, (row) => visible(row) && own(row) && bound.matches(row));
    const finish = (rows: Iterable<Row>) =>
      slice(orderRows(rows, keys, offset + limit, table), offset, limit);
    const matching = () => keep(answeredRows(type.name, candidateRows(table, bound.pins), scope));
    return { all: () => finish(matching()), among: (rows) => finish(keep(rows)), matching };
  };
  return { type, start };
}

function* filter(rows: Iterable<Row>, keeps: (row: Row) => boolean): Iterable<Row> {
  for (const row of rows) if (keeps(row)) yield row;
}
