// A query's clauses, in the only order SOQL allows.
import { OrgFault } from '../../model.ts';
import { Cursor } from './cursor.ts';
import { parseCondition } from './parseCondition.ts';
import { parseExpression } from './parseExpression.ts';
import { parseSelectList } from './parseSelect.ts';
import type { Expression, OrderKey, Query } from './tree.ts';

/** SOQL and SOSL Limits: "SOQL statements: maximum length 100,000 characters". */
const MAXIMUM_LENGTH = 100_000;

/** Words that end the FROM clause and so cannot be the object's alias. */
const AFTER_FROM: ReadonlySet<string> = new Set([
  'using',
  'where',
  'with',
  'group',
  'having',
  'order',
  'limit',
  'offset',
  'for',
  'all',
  'update',
]);

const SECURITY_MODES: readonly string[] = ['security_enforced', 'user_mode', 'system_mode'];

function parseAlias(cursor: Cursor): string | undefined {
  cursor.takesWords('as');
  const token = cursor.peek();
  if (token.kind !== 'name' || AFTER_FROM.has(token.text.toLowerCase())) return undefined;
  return cursor.next().text;
}

/** WITH names a mode; the practice org always checks as the calling user, so every mode reads alike. */
function parseWith(cursor: Cursor): void {
  if (!cursor.takesWords('with')) return;
  if (!SECURITY_MODES.some((mode) => cursor.takesWords(mode))) throw cursor.unexpected();
}

function parseGroupBy(cursor: Cursor): Expression[] {
  if (!cursor.takesWords('group')) return [];
  cursor.expectWords('by');
  if ((cursor.seesWords('rollup') || cursor.seesWords('cube')) && cursor.seesSymbol('(', 1))
    throw cursor.unexpected();
  return cursor.list(() => parseExpression(cursor));
}

function parseOrderKey(cursor: Cursor): OrderKey {
  const expression = parseExpression(cursor);
  const descending = cursor.takesWords('desc');
  if (!descending) cursor.takesWords('asc');
  const nullsLast = cursor.takesWords('nulls', 'last');
  if (!nullsLast) cursor.takesWords('nulls', 'first');
  return { expression, descending, nullsLast };
}

function parseOrderBy(cursor: Cursor): OrderKey[] {
  if (!cursor.takesWords('order')) return [];
  cursor.expectWords('by');
  return cursor.list(() => parseOrderKey(cursor));
}

function parseWhole(cursor: Cursor, word: string): number | undefined {
  if (!cursor.takesWords(word)) return undefined;
  const token = cursor.expect('number');
  if (!/^\d+$/.test(token.text)) throw cursor.unexpected(token);
  return Number(token.text);
}

/** FOR VIEW, FOR REFERENCE, FOR UPDATE, UPDATE TRACKING, UPDATE VIEWSTAT: side effects no reader sees. */
function skipPurposes(cursor: Cursor): void {
  while (cursor.takesWords('for')) {
    if (!['view', 'reference', 'update'].some((word) => cursor.takesWords(word))) throw cursor.unexpected();
  }
  if (!cursor.takesWords('update')) return;
  cursor.list(() => {
    if (!['tracking', 'viewstat'].some((word) => cursor.takesWords(word))) throw cursor.unexpected();
  });
}

function parseScope(cursor: Cursor): string | undefined {
  if (!cursor.takesWords('using')) return undefined;
  cursor.expectWords('scope');
  return cursor.expect('name').text.toLowerCase();
}

function parseClauses(cursor: Cursor): Query {
  cursor.expectWords('select');
  const selected = parseSelectList(cursor, parseClauses);
  cursor.expectWords('from');
  const from = cursor.expect('name');
  const alias = parseAlias(cursor);
  const filterScope = parseScope(cursor);
  const where = cursor.takesWords('where') ? parseCondition(cursor, parseClauses) : undefined;
  parseWith(cursor);
  const groupBy = parseGroupBy(cursor);
  const having = cursor.takesWords('having') ? parseCondition(cursor, parseClauses) : undefined;
  const orderBy = parseOrderBy(cursor);
  const limit = parseWhole(cursor, 'limit');
  const offset = parseWhole(cursor, 'offset');
  skipPurposes(cursor);
  const allRows = cursor.takesWords('all', 'rows');
  skipPurposes(cursor);
  const clauses = { selected, from: from.text, fromAt: from.at, alias, filterScope, where };
  return { ...clauses, groupBy, having, orderBy, limit, offset, allRows };
}

/** The tree of a query. Throws MALFORMED_QUERY with the place of the first thing that does not belong. */
export function parseQuery(text: string): Query {
  if (text.length > MAXIMUM_LENGTH) {
    throw new OrgFault(
      'MALFORMED_QUERY',
      `SOQL statements cannot be longer than ${MAXIMUM_LENGTH} characters.`,
    );
  }
  const cursor = new Cursor(text);
  const query = parseClauses(cursor);
  if (cursor.peek().kind !== 'end') throw cursor.unexpected();
  return query;
}
