// AggregateResult: one record per group, fields under their alias, their own name, or expr0, expr1, …
import { OrgFault } from '../../model.ts';
import type { Row, Value } from '../../model.ts';
import { constantly } from '../check/bound.ts';
import { compileComparison, operandFamily } from '../check/comparison.ts';
import { compileCondition } from '../check/condition.ts';
import { malformed } from '../check/context.ts';
import type { QueryContext } from '../check/context.ts';
import { planGrouping, resolveGrouped } from '../check/grouping.ts';
import type { Grouping } from '../check/grouping.ts';
import type { Operand } from '../check/operand.ts';
import { sortKey } from '../check/orderBy.ts';
import { planRows } from '../check/rowsPlan.ts';
import { isAggregateFunction } from '../check/aggregateFunctions.ts';
import type { QueryColumn } from '../columns.ts';
import { jsonCell } from '../json.ts';
import type { JsonRecord, JsonValue } from '../json.ts';
import { gatherGroups } from '../run/groups.ts';
import { orderRows } from '../run/order.ts';
import { slice } from '../run/slice.ts';
import type { Query, SelectedExpression } from '../syntax/tree.ts';

/** Aggregate results have no further pages ("queryMore is not supported", SOQL and SOSL Reference, GROUP BY). */
const MAXIMUM_GROUPS = 2_000;

interface AggregateItem {
  readonly name: string;
  readonly operand: Operand;
}

export interface AggregatePlan {
  readonly columns: readonly QueryColumn[];
  readonly groups: () => readonly Row[];
  readonly record: (group: Row) => JsonRecord;
  readonly cells: (group: Row) => readonly Value[];
}

function nameItems(
  context: QueryContext,
  grouping: Grouping,
  selected: readonly SelectedExpression[],
): AggregateItem[] {
  let unnamed = 0;
  const names = new Set<string>();
  return selected.map(({ expression, alias, aliasAt }) => {
    const operand = resolveGrouped(context, grouping, expression);
    const ownName = expression.kind === 'field' ? operand.source.field.name : `expr${unnamed}`;
    if (alias === undefined && expression.kind === 'function') unnamed++;
    const name = alias ?? ownName;
    if (names.has(name.toLowerCase())) throw malformed(context, aliasAt, `duplicate alias: ${name}`);
    names.add(name.toLowerCase());
    return { name, operand };
  });
}

function onlyExpressions(context: QueryContext, { selected }: Query): SelectedExpression[] {
  return selected.map((item) => {
    if (item.kind === 'expression') return item;
    throw malformed(context, item.at, 'Grouped queries select grouped fields and aggregates alone');
  });
}

function columnOf({ name, operand }: AggregateItem): QueryColumn {
  const { field, steps } = operand.source;
  const path = [...steps.map((step) => step.name), field.name].join('.');
  const displayName = operand.functionName === undefined ? name : `${operand.functionName}(${path})`;
  const aggregate = operand.functionName !== undefined;
  const { custom } = field;
  return {
    name,
    displayName,
    type: operand.type,
    aggregate,
    custom,
    insertable: false,
    updatable: false,
    columns: [],
  };
}

function compileHaving(context: QueryContext, grouping: Grouping, { having, groupBy, fromAt }: Query) {
  if (having === undefined) return constantly({ matches: () => true, pins: [] });
  if (groupBy.length === 0) throw malformed(context, fromAt, 'HAVING needs GROUP BY');
  return compileCondition(having, (comparison) => {
    if (comparison.semiJoin !== undefined)
      throw malformed(context, comparison.at, 'unexpected token: SELECT');
    return compileComparison(context, resolveGrouped(context, grouping, comparison.left), comparison);
  });
}

/** Whether a query groups or aggregates. */
export function isAggregateQuery({ selected, groupBy }: Query): boolean {
  const aggregates = selected.some(
    (item) =>
      item.kind === 'expression' &&
      item.expression.kind === 'function' &&
      isAggregateFunction(item.expression.name),
  );
  return groupBy.length > 0 || aggregates;
}

function gatherPlan(context: QueryContext, grouping: Grouping) {
  const keys = grouping.keys.map(({ signature, operand }) => ({
    signature,
    get: operand.get,
    family: operandFamily(context, operand),
  }));
  const aggregates = [...grouping.aggregates.values()].map((aggregate) => ({
    aggregate,
    family: operandFamily(context, aggregate.operand),
  }));
  return (rows: Iterable<Row>): Row[] => gatherGroups(rows, keys, aggregates);
}

/** Plans a grouped query. Throws for whatever is neither grouped nor aggregated. */
export function planAggregate(context: QueryContext, query: Query): AggregatePlan {
  const rows = planRows(context, { ...query, orderBy: [], limit: undefined, offset: undefined });
  const grouping = planGrouping(context, query);
  const items = nameItems(context, grouping, onlyExpressions(context, query));
  const having = compileHaving(context, grouping, query);
  const keys = query.orderBy.map((order) =>
    sortKey(context, resolveGrouped(context, grouping, order.expression), order),
  );
  const gather = gatherPlan(context, grouping);
  const table = context.scope.org.tables.of(context.type.name);
  const groups = (): readonly Row[] => {
    const { matches } = having();
    const found = gather(rows.start().matching()).filter(matches);
    const ordered = orderRows(
      found,
      keys.map((key) => ({ ...key, isRowOrder: false })),
      Infinity,
      table,
    );
    const wanted = [...slice(ordered, query.offset ?? 0, query.limit ?? Infinity)];
    if (wanted.length > MAXIMUM_GROUPS) throw tooManyGroups();
    return wanted;
  };
  const record = (group: Row): JsonRecord => {
    const made: Record<string, JsonValue> = { attributes: { type: 'AggregateResult' } };
    for (const { name, operand } of items) made[name] = jsonCell(operand.get(group), operand.type);
    return made;
  };
  return {
    columns: items.map(columnOf),
    groups,
    record,
    cells: (group) => items.map(({ operand }) => operand.get(group)),
  };
}

function tooManyGroups(): OrgFault {
  return new OrgFault(
    'EXCEEDED_ID_LIMIT',
    'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
  );
}
