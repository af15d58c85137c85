// The SELECT list: expressions with aliases (`COUNT(Id)n` needs no space), FIELDS(), TYPEOF and child subqueries.
import type { Cursor } from './cursor.ts';
import { parseExpression, parseFieldPath } from './parseExpression.ts';
import type { FieldGroup, Query, Selected, SelectedFields, TypeOf } from './tree.ts';

const FIELD_GROUPS: readonly FieldGroup[] = ['all', 'standard', 'custom'];

function parseFields(cursor: Cursor): SelectedFields {
  const { at } = cursor.next();
  cursor.expectSymbol('(');
  const group = FIELD_GROUPS.find((name) => cursor.takesWords(name));
  if (group === undefined) throw cursor.unexpected();
  cursor.expectSymbol(')');
  return { kind: 'fields', group, at };
}

function parseTypeOf(cursor: Cursor): TypeOf {
  const { at } = cursor.next();
  const relationship = parseFieldPath(cursor);
  const branches: Array<TypeOf['branches'][number]> = [];
  while (cursor.takesWords('when')) {
    const type = cursor.expect('name');
    cursor.expectWords('then');
    branches.push({ type: type.text, at: type.at, fields: cursor.list(() => parseFieldPath(cursor)) });
  }
  if (branches.length === 0) throw cursor.unexpected();
  const otherwise = cursor.takesWords('else') ? cursor.list(() => parseFieldPath(cursor)) : undefined;
  cursor.expectWords('end');
  return { kind: 'typeof', relationship, branches, otherwise, at };
}

function parseItem(cursor: Cursor, parseQuery: (cursor: Cursor) => Query): Selected {
  const { at } = cursor.peek();
  if (cursor.takesSymbol('(')) {
    const query = parseQuery(cursor);
    cursor.expectSymbol(')');
    return { kind: 'children', query, at };
  }
  if (cursor.seesWords('fields') && cursor.seesSymbol('(', 1)) return parseFields(cursor);
  if (cursor.seesWords('typeof') && cursor.peek(1).kind === 'name') return parseTypeOf(cursor);
  const expression = parseExpression(cursor);
  const alias = cursor.peek();
  const aliased = alias.kind === 'name' && !cursor.seesWords('from');
  if (aliased) cursor.next();
  return { kind: 'expression', expression, alias: aliased ? alias.text : undefined, aliasAt: alias.at };
}

/** The items between SELECT and FROM. `parseQuery` reads a subquery, its brackets aside. */
export function parseSelectList(cursor: Cursor, parseQuery: (cursor: Cursor) => Query): Selected[] {
  return cursor.list(() => parseItem(cursor, parseQuery));
}
