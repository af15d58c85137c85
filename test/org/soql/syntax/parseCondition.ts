// WHERE and HAVING. SOQL has no precedence between AND and OR: mixing them on one level needs brackets, else the second
// connective is an unexpected token.
import type { Cursor } from './cursor.ts';
import { parseExpression } from './parseExpression.ts';
import type { Comparison, Condition, Literal, Operator, Query } from './tree.ts';

type ParseQuery = (cursor: Cursor) => Query;

const SYMBOL_OPERATORS: Readonly<Partial<Record<string, Operator>>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const WORD_OPERATORS: ReadonlyArray<readonly [readonly string[], Operator]> = [
  [['like'], 'like'],
  [['in'], 'in'],
  [['not', 'in'], 'not in'],
  [['includes'], 'includes'],
  [['excludes'], 'excludes'],
];

const LIST_OPERATORS: ReadonlySet<Operator> = new Set<Operator>(['in', 'not in', 'includes', 'excludes']);

function parseOperator(cursor: Cursor): Operator {
  for (const [words, operator] of WORD_OPERATORS) if (cursor.takesWords(...words)) return operator;
  const operator = SYMBOL_OPERATORS[cursor.expect('symbol').text];
  if (operator === undefined) throw cursor.unexpected(cursor.peek(-1));
  return operator;
}

function parseWord(cursor: Cursor): Literal {
  const { text, at } = cursor.next();
  const word = text.toLowerCase();
  const literal = { text: word, at, count: undefined };
  if (word === 'null') return { ...literal, kind: 'null' };
  if (word === 'true' || word === 'false') return { ...literal, kind: 'boolean' };
  if (!cursor.takesSymbol(':')) return { ...literal, kind: 'dateLiteral' };
  return { ...literal, kind: 'dateLiteral', count: Number(cursor.expect('number').text) };
}

function parseLiteral(cursor: Cursor): Literal {
  const { kind, text, at } = cursor.peek();
  if (kind === 'name') return parseWord(cursor);
  if (cursor.seesSymbol(':')) throw cursor.fault(at, 'Bind variables only allowed in Apex code');
  if (kind === 'symbol' || kind === 'end') throw cursor.unexpected();
  cursor.next();
  return { kind, text, at, count: undefined };
}

function parseComparison(cursor: Cursor, parseQuery: ParseQuery): Comparison {
  const { at } = cursor.peek();
  const left = parseExpression(cursor);
  const operator = parseOperator(cursor);
  const comparison = { kind: 'comparison', left, operator, at, semiJoin: undefined } as const;
  if (!LIST_OPERATORS.has(operator)) return { ...comparison, values: [parseLiteral(cursor)] };
  if (cursor.seesSymbol(':'))
    throw cursor.fault(cursor.peek().at, 'Bind variables only allowed in Apex code');
  cursor.expectSymbol('(');
  if (cursor.seesWords('select')) {
    const semiJoin = parseQuery(cursor);
    cursor.expectSymbol(')');
    return { ...comparison, values: [], semiJoin };
  }
  const values = cursor.list(() => parseLiteral(cursor));
  cursor.expectSymbol(')');
  return { ...comparison, values };
}

function parseOperand(cursor: Cursor, parseQuery: ParseQuery): Condition {
  if (cursor.takesWords('not')) return { kind: 'not', part: parseOperand(cursor, parseQuery) };
  if (!cursor.takesSymbol('(')) return parseComparison(cursor, parseQuery);
  const inner = parseCondition(cursor, parseQuery);
  cursor.expectSymbol(')');
  return inner;
}

/** A whole condition. Throws MALFORMED_QUERY for AND and OR mixed without brackets. */
export function parseCondition(cursor: Cursor, parseQuery: ParseQuery): Condition {
  const first = parseOperand(cursor, parseQuery);
  const kind = cursor.seesWords('and') ? 'and' : 'or';
  const parts = [first];
  while (cursor.takesWords(kind)) parts.push(parseOperand(cursor, parseQuery));
  if (cursor.seesWords('and') || cursor.seesWords('or')) throw cursor.unexpected();
  return parts.length === 1 ? first : { kind, parts };
}
