// Field paths and function calls, wherever they stand: SELECT, WHERE, GROUP BY, HAVING, ORDER BY.
import type { Cursor } from './cursor.ts';
import type { Expression, FieldPath } from './tree.ts';

/** No field is called so, and naming a missing one's successor instead would point at the wrong place. */
const NEVER_FIELDS: readonly string[] = ['select', 'from', 'where'];

export function parseFieldPath(cursor: Cursor): FieldPath {
  if (NEVER_FIELDS.some((word) => cursor.seesWords(word))) throw cursor.unexpected();
  const first = cursor.expect('name');
  const segments = [first.text];
  while (cursor.takesSymbol('.')) segments.push(cursor.expect('name').text);
  return { kind: 'field', segments, at: first.at };
}

/** `Account.Name`, `COUNT()`, `CALENDAR_YEAR(convertTimezone(CreatedDate))`. */
export function parseExpression(cursor: Cursor): Expression {
  if (!cursor.seesSymbol('(', 1)) return parseFieldPath(cursor);
  const name = cursor.expect('name');
  cursor.expectSymbol('(');
  const argument = cursor.seesSymbol(')') ? undefined : parseExpression(cursor);
  cursor.expectSymbol(')');
  return { kind: 'function', name: name.text.toLowerCase(), argument, at: name.at };
}
