// An expression that has one value per row: a field, or a function of one.
import type { FieldDescribe, Value } from '../../model.ts';
import { dateFunctions } from '../dates/dateFunctions.ts';
import { isDecimalType } from '../numbers.ts';
import type { Expression, FunctionCall } from '../syntax/tree.ts';
import { malformed } from './context.ts';
import type { QueryContext } from './context.ts';
import { resolveField } from './fieldPath.ts';
import type { Getter, ResolvedField } from './fieldPath.ts';

export interface Operand {
  /** The field read, be it through a function. */
  readonly source: ResolvedField;
  /** Lower-case name of the function around it. */
  readonly functionName: string | undefined;
  /** Describe type of the value. */
  readonly type: string;
  readonly get: Getter;
}

/** `AnnualRevenue` as an English reader sees it; FORMAT follows the caller's locale, which here is en_US. */
function formatter(field: FieldDescribe): (value: Value) => Value {
  const digits = { minimumFractionDigits: field.scale, maximumFractionDigits: field.scale };
  const number = new Intl.NumberFormat(
    'en-US',
    field.type === 'currency' ? { ...digits, style: 'currency', currency: 'USD' } : digits,
  );
  const day = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'short' });
  const moment = new Intl.DateTimeFormat('en-US', {
    timeZone: 'UTC',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  if (field.type === 'date') return (value) => day.format(new Date(String(value)));
  if (field.type === 'datetime') return (value) => moment.format(new Date(String(value)));
  if (isDecimalType(field.type) || field.type === 'int') return (value) => number.format(Number(value));
  return (value) => value;
}

/** A picklist's labels by value; a multi-picklist's one by one. */
function labeller(field: FieldDescribe): (value: Value) => Value {
  const labels = new Map(field.picklistValues.map(({ value, label }) => [value, label]));
  return (value) =>
    String(value)
      .split(';')
      .map((part) => labels.get(part) ?? part)
      .join(';');
}

type Rewrite = (field: FieldDescribe) => { readonly type: string; readonly of: (value: Value) => Value };

/** Functions that show a field's value another way. CONVERTCURRENCY: one currency, so the amount stays. */
const PRESENTATIONS: ReadonlyMap<string, Rewrite> = new Map<string, Rewrite>([
  ['tolabel', (field) => ({ type: 'string', of: labeller(field) })],
  ['format', (field) => ({ type: 'string', of: formatter(field) })],
  ['convertcurrency', (field) => ({ type: field.type, of: (value) => value })],
]);

const notNull =
  (get: Getter, of: (value: Value) => Value): Getter =>
  (row) => {
    const value = get(row);
    return value === null ? null : of(value);
  };

function dateOperand(context: QueryContext, call: FunctionCall, inner: Operand): Operand | undefined {
  const found = dateFunctions.get(call.name);
  if (found === undefined) return undefined;
  const fits = inner.type === 'datetime' || (inner.type === 'date' && !found.needsTime);
  if (!fits) throw malformed(context, call.at, `Invalid type for date function ${call.name.toUpperCase()}`);
  const get = notNull(inner.get, (value) => found.of(String(value)));
  return { source: inner.source, functionName: call.name, type: found.type, get };
}

/** Resolves a field or a function of one. Throws INVALID_FIELD or MALFORMED_QUERY. */
export function resolveOperand(context: QueryContext, expression: Expression): Operand {
  if (expression.kind === 'field') {
    const source = resolveField(context, expression);
    return { source, functionName: undefined, type: source.field.type, get: source.get };
  }
  if (expression.argument === undefined)
    throw malformed(context, expression.at, `unexpected token: '${expression.name}'`);
  const inner = resolveOperand(context, expression.argument);
  // All users of the practice org live in UTC, so the converted time is the stored one.
  if (expression.name === 'converttimezone') return inner;
  const date = dateOperand(context, expression, inner);
  if (date !== undefined) return date;
  const presentation = PRESENTATIONS.get(expression.name)?.(inner.source.field);
  if (presentation === undefined)
    throw malformed(context, expression.at, `unknown function: ${expression.name}`);
  const get = notNull(inner.get, presentation.of);
  return { source: inner.source, functionName: expression.name, type: presentation.type, get };
}
