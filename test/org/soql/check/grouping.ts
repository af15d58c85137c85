// Queries with aggregates: what may stand in SELECT, HAVING and ORDER BY beside GROUP BY. Each group becomes a row of
// its own, its values under their expressions' text, so that HAVING and ORDER BY work on groups as on records.
import type { OrgFault } from '../../model.ts';
import type { Row, Value } from '../../model.ts';
import type { Expression, FunctionCall, Query } from '../syntax/tree.ts';
import { aggregateFunction } from './aggregateFunctions.ts';
import type { AggregateFunction } from './aggregateFunctions.ts';
import { malformed } from './context.ts';
import type { QueryContext } from './context.ts';
import { resolveOperand } from './operand.ts';
import type { Operand } from './operand.ts';

export interface Aggregate {
  readonly signature: string;
  readonly operand: Operand;
  readonly call: AggregateFunction;
}

export interface Grouping {
  readonly keys: ReadonlyArray<{ readonly signature: string; readonly operand: Operand }>;
  /** By signature; grows while expressions are resolved. */
  readonly aggregates: Map<string, Aggregate>;
}

/** The text that tells expressions apart: `calendar_year(account.createddate)`. */
function signatureOf({ source, functionName }: Operand, aggregate?: string): string {
  const path = [...source.steps.map(({ name }) => name), source.field.name].join('.').toLowerCase();
  const inner = functionName === undefined ? path : `${functionName}(${path})`;
  return aggregate === undefined ? inner : `${aggregate}(${inner})`;
}

const fromGroup = (operand: Operand, signature: string, type: string): Operand => ({
  ...operand,
  type,
  get: (group: Row): Value => group[signature] ?? null,
});

function cannotGroup(context: QueryContext, { source }: Operand): OrgFault {
  return malformed(context, source.at, `field '${source.field.name}' can not be grouped in a query call`);
}

export function planGrouping(context: QueryContext, { groupBy }: Query): Grouping {
  const keys = groupBy.map((expression) => {
    const operand = resolveOperand(context, expression);
    const isGroupable = operand.functionName === undefined ? operand.source.field.groupable : true;
    if (!isGroupable || context.type.restrictions.countOnly === true) throw cannotGroup(context, operand);
    return { signature: signatureOf(operand), operand };
  });
  return { keys, aggregates: new Map() };
}

function checkAggregate(
  context: QueryContext,
  operand: Operand,
  name: string,
  call: AggregateFunction,
  numeric: boolean,
): void {
  const { field, at } = operand.source;
  const supported =
    field.aggregatable && context.type.restrictions.countOnly !== true && (numeric || !call.needsNumbers);
  if (!supported)
    throw malformed(
      context,
      at,
      `field ${field.name} does not support aggregate operator ${name.toUpperCase()}`,
    );
}

const ADDABLE: ReadonlySet<string> = new Set(['double', 'currency', 'percent', 'int', 'long']);

function resolveAggregate(
  context: QueryContext,
  grouping: Grouping,
  expression: FunctionCall,
  call: AggregateFunction,
): Operand {
  const { name, argument, at } = expression;
  if (argument === undefined) throw malformed(context, at, `unexpected token: '${name}'`);
  const operand = resolveOperand(context, argument);
  checkAggregate(context, operand, name, call, ADDABLE.has(operand.type));
  const signature = signatureOf(operand, name);
  grouping.aggregates.set(signature, { signature, operand, call });
  return fromGroup({ ...operand, functionName: name }, signature, call.resultType(operand.type));
}

/** An expression of a grouped query, read off a group's row. Throws when it is neither grouped nor aggregated. */
export function resolveGrouped(context: QueryContext, grouping: Grouping, expression: Expression): Operand {
  const call = expression.kind === 'function' ? aggregateFunction(expression.name) : undefined;
  if (call !== undefined) return resolveAggregate(context, grouping, expression as FunctionCall, call);
  const operand = resolveOperand(context, expression);
  const signature = signatureOf(operand);
  if (grouping.keys.some((key) => key.signature === signature))
    return fromGroup(operand, signature, operand.type);
  throw malformed(
    context,
    expression.at,
    `Field must be grouped or aggregated: ${operand.source.field.name}`,
  );
}
