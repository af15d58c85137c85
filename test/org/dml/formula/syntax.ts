// Salesforce formulas as trees: literals, fields with a path of parents, function calls and operators
// (Salesforce Help, "Formula Operators and Functions by Context").

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

/** Thrown for text that is no formula. */
export class FormulaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FormulaError';
  }
}

const TOKEN =
  /\s+|\/\*[^]*?\*\/|(\d+(?:\.\d+)?|\.\d+)|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|([A-Za-z_$][\w$]*(?:\.[A-Za-z_]\w*)*)|(&&|\|\||<>|!=|<=|>=|==|[-+*/^&=<>!(),])/gy;

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'mark' | 'end';
  readonly text: string;
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const kinds = ['number', 'text', 'name', 'mark'] as const;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (match === null) throw new FormulaError(`Syntax error at position ${at}`);
    const group = match.slice(1).findIndex((part) => part !== undefined);
    if (group >= 0) tokens.push({ kind: kinds[group]!, text: match[group + 1]! });
  }
  return [...tokens, { kind: 'end', text: '' }];
}

/** Operators by how weakly they bind; each level is left-associative. */
const LEVELS: ReadonlyArray<readonly string[]> = [
  ['||'],
  ['&&'],
  ['=', '==', '<>', '!='],
  ['<', '<=', '>', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

/** Other spellings of operators. */
const ALIAS: Readonly<Partial<Record<string, string>>> = { '==': '=', '!=': '<>', '||': 'OR', '&&': 'AND' };

const WORDS: Readonly<Partial<Record<string, boolean | null>>> = { TRUE: true, FALSE: false, NULL: null };

/** The tree of a formula. Throws FormulaError. */
export function parseFormula(source: string): Expression {
  const tokens = tokensOf(source);
  let at = 0;
  const peek = (): Token => tokens[at]!;
  const isMark = (text: string): boolean => peek().kind === 'mark' && peek().text === text;
  const expect = (text: string): void => {
    if (!isMark(text)) throw new FormulaError(`Missing '${text}'`);
    at += 1;
  };
  const binary = (level: number): Expression => {
    const operators = LEVELS[level];
    if (operators === undefined) return unary();
    let left = binary(level + 1);
    while (peek().kind === 'mark' && operators.includes(peek().text)) {
      const { text } = tokens[at++]!;
      left = { kind: 'call', name: ALIAS[text] ?? text, args: [left, binary(level + 1)] };
    }
    return left;
  };
  const unary = (): Expression => {
    if (!isMark('-') && !isMark('+') && !isMark('!')) return primary();
    const { text } = tokens[at++]!;
    return { kind: 'call', name: text === '!' ? 'NOT' : `unary ${text}`, args: [unary()] };
  };
  const primary = (): Expression => {
    const { kind, text } = tokens[at++]!;
    if (kind === 'number') return { kind: 'literal', value: Number(text) };
    if (kind === 'text') return { kind: 'literal', value: text.slice(1, -1).replace(/\\(.)/g, '$1') };
    if (kind === 'name') return isMark('(') ? call(text) : named(text);
    if (text !== '(') throw new FormulaError(text === '' ? 'Unexpected end' : `Unexpected '${text}'`);
    const inner = binary(0);
    expect(')');
    return inner;
  };
  const call = (name: string): Expression => {
    expect('(');
    const args: Expression[] = [];
    while (!isMark(')')) {
      args.push(binary(0));
      if (!isMark(')')) expect(',');
    }
    expect(')');
    return { kind: 'call', name: name.toUpperCase(), args };
  };
  const tree = binary(0);
  if (peek().kind !== 'end') throw new FormulaError(`Unexpected '${peek().text}'`);
  return tree;
}

function named(text: string): Expression {
  const word = WORDS[text.toUpperCase()];
  return word === undefined ? { kind: 'field', path: text.split('.') } : { kind: 'literal', value: word };
}

/** The field paths a formula reads. */
export function pathsOf(tree: Expression): ReadonlyArray<readonly string[]> {
  if (tree.kind === 'field') return [tree.path];
  return tree.kind === 'call' ? tree.args.flatMap(pathsOf) : [];
}
