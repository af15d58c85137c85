// ORDER BY: null first unless asked otherwise, ascending or not; text without case; picklists in the order of their
// values ("picklist sorting is defined by the picklist sort determined in Setup", SOQL and SOSL Reference).
import type { Value } from '../../model.ts';
import type { SortKey } from '../run/order.ts';
import type { OrderKey } from '../syntax/tree.ts';
import { operandFamily } from './comparison.ts';
import { malformed } from './context.ts';
import type { QueryContext } from './context.ts';
import type { Key } from './families.ts';
import { resolveOperand } from './operand.ts';
import type { Operand } from './operand.ts';

/** A picklist value's place in its list; values no longer in it come last, by text. */
function picklistKey({ source }: Operand): (value: Value) => Key {
  const places = new Map(
    source.field.picklistValues.map(({ value }, place) => [value, String.fromCharCode(place + 1)]),
  );
  return (value) => places.get(String(value)) ?? `\uffff${String(value).toLowerCase()}`;
}

/** How the values of an operand sort. */
export function sortKey(
  context: QueryContext,
  operand: Operand,
  { descending, nullsLast }: OrderKey,
): SortKey {
  const byPlace = operand.type === 'picklist' && operand.source.field.picklistValues.length > 0;
  const family = operandFamily(context, operand);
  const key = byPlace ? picklistKey(operand) : (value: Value): Key => family.key(value);
  const isId =
    operand.type === 'id' && operand.source.steps.length === 0 && operand.functionName === undefined;
  return { get: operand.get, key, descending, nullsLast, isRowOrder: isId && !descending };
}

export function planOrder(context: QueryContext, orderBy: readonly OrderKey[]): SortKey[] {
  return orderBy.map((order) => {
    const operand = resolveOperand(context, order.expression);
    const { field, at } = operand.source;
    if (!field.sortable)
      throw malformed(context, at, `field '${field.name}' can not be sorted in a query call`);
    return sortKey(context, operand, order);
  });
}
