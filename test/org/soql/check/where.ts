// WHERE: comparisons with literals, and semi-joins (`Id IN (SELECT AccountId FROM Contact)`) with their many rules
// (SOQL and SOSL Reference, "Comparison Operators": semi-joins and anti-joins).
import type { Row } from '../../model.ts';
import type { Comparison, Condition, Query } from '../syntax/tree.ts';
import type { Bindable, Pin } from './bound.ts';
import { compileComparison } from './comparison.ts';
import { comparisonsOf, compileCondition } from './condition.ts';
import { invalidField, malformed } from './context.ts';
import type { QueryContext } from './context.ts';
import type { Key } from './families.ts';
import { queryContext } from './objectRules.ts';
import { resolveOperand } from './operand.ts';
import type { Operand } from './operand.ts';
import { planRows } from './rowsPlan.ts';

const MAXIMUM_SEMI_JOINS = 2;

function hasSemiJoin(condition: Condition): boolean {
  return [...comparisonsOf(condition)].some(({ semiJoin }) => semiJoin !== undefined);
}

function checkPlacement(context: QueryContext, condition: Condition): void {
  if (condition.kind === 'comparison') return;
  if (condition.kind === 'not') {
    checkPlacement(context, condition.part);
    return;
  }
  if (condition.kind === 'or') {
    const inOr = condition.parts
      .flatMap((part) => [...comparisonsOf(part)])
      .find(({ semiJoin }) => semiJoin !== undefined);
    if (inOr !== undefined)
      throw malformed(context, inOr.at, 'Semi join sub-selects are not allowed with the OR operator');
  }
  for (const part of condition.parts) checkPlacement(context, part);
}

function checkSemiJoins(context: QueryContext, condition: Condition): void {
  const semiJoins = [...comparisonsOf(condition)].filter(({ semiJoin }) => semiJoin !== undefined);
  const extra = semiJoins.at(MAXIMUM_SEMI_JOINS);
  if (extra !== undefined)
    throw malformed(context, extra.at, 'Maximum 2 semi join sub-selects are supported in one query');
  checkPlacement(context, condition);
}

/** The record types an Id or reference can point at. */
function pointsAt({ source, type }: Operand): readonly string[] {
  return type === 'id' ? [source.owner.name] : source.field.referenceTo;
}

function isKeyOperand({ type, functionName }: Operand): boolean {
  return functionName === undefined && (type === 'id' || type === 'reference');
}

function checkTargets(context: QueryContext, outer: Operand, inner: Operand, at: number): void {
  if (!isKeyOperand(outer) || !isKeyOperand(inner)) {
    const field = isKeyOperand(outer) ? inner.source.field.name : outer.source.field.name;
    throw malformed(context, at, `semi join sub-selects can only query id fields, cannot use: '${field}'`);
  }
  const targets = pointsAt(outer);
  if (pointsAt(inner).some((name) => targets.includes(name))) return;
  throw malformed(
    context,
    at,
    `The selected field '${inner.source.field.name}' in the subquery and the left operand field in the where ` +
      `expression in the outer query '${outer.source.field.name}' should point to the same object type`,
  );
}

function selectedPath(context: QueryContext, query: Query, at: number) {
  const [selected] = query.selected;
  const isPlain = query.selected.length === 1 && selected.kind === 'expression' && query.groupBy.length === 0;
  if (!isPlain) throw malformed(context, at, 'semi join sub-selects must select exactly one field');
  return selected.expression;
}

function compileSemiJoin(
  context: QueryContext,
  outer: Operand,
  { semiJoin, operator, at }: Comparison,
): Bindable {
  const query = semiJoin!;
  if (operator !== 'in' && operator !== 'not in') throw malformed(context, at, 'unexpected token: SELECT');
  if (query.where !== undefined && hasSemiJoin(query.where)) {
    throw malformed(context, at, 'Nesting of semi join sub-selects is not supported');
  }
  const inside = queryContext(context.text, context.scope, query, context.allRows);
  const inner = resolveOperand(inside, selectedPath(context, query, at));
  checkTargets(context, outer, inner, at);
  if (outer.type === 'id' && inner.type === 'id') {
    throw malformed(context, at, 'The inner and outer selects should not be on the same object type');
  }
  const plan = planRows(inside, query);
  const isAnti = operator === 'not in';
  return () => {
    const found = new Set<Key>();
    for (const row of plan.start().all()) {
      const id = inner.get(row);
      if (id !== null) found.add(id);
    }
    const matches = (row: Row): boolean => {
      const id = outer.get(row);
      return (id !== null && found.has(id)) !== isAnti;
    };
    return { matches, pins: isAnti ? [] : pinsOf(outer, found as Set<string>) };
  };
}

function pinsOf({ source, type }: Operand, ids: ReadonlySet<string>): Pin[] {
  if (source.steps.length > 0) return [];
  return [type === 'id' ? { kind: 'ids', ids } : { kind: 'references', field: source.field.name, ids }];
}

function checkFilterable(context: QueryContext, { source }: Operand): void {
  const { field, at } = source;
  if (field.filterable && field.type !== 'address' && field.type !== 'location') return;
  const reason =
    field.type === 'address'
      ? 'Address fields can only be filtered using Distance expressions'
      : `field '${field.name}' can not be filtered in a query call`;
  throw invalidField(context, at, reason);
}

/** Compiles a WHERE clause. Throws whatever Salesforce refuses in one. */
export function compileWhere(context: QueryContext, where: Condition): Bindable {
  checkSemiJoins(context, where);
  return compileCondition(where, (comparison) => {
    const operand = resolveOperand(context, comparison.left);
    checkFilterable(context, operand);
    if (comparison.semiJoin !== undefined) return compileSemiJoin(context, operand, comparison);
    return compileComparison(context, operand, comparison);
  });
}
