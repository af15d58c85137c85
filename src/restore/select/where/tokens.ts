// The words of a SOQL condition (SOQL and SOSL Reference, "Condition Expression Syntax").
import { Failure } from '../../../kit/failure.ts';

export type Token =
  | {
      readonly kind: 'name' | 'number' | 'date' | 'dateTime' | 'symbol';
      readonly text: string;
      readonly at: number;
    }
  /** `text` without quotes and escapes; `pattern` keeps `\%` and `\_` apart from wildcards. */
  | { readonly kind: 'text'; readonly text: string; readonly pattern: string; readonly at: number };

const SHAPES = [
  ['dateTime', /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/y],
  ['date', /\d{4}-\d\d-\d\d/y],
  ['number', /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', /[A-Za-z_][\w.]*(?::\d+)?/y],
  ['symbol', /<=|>=|<>|!=|[=<>(),]/y],
] as const;

const QUOTED = /'((?:[^'\\]|\\.)*)'/sy;
const SPACE = /\s*/y;

/** @throws Failure `whereInvalid` {position, near} */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = spaceEnd(text, 0); at < text.length; at = spaceEnd(text, at)) {
    const [token, end] = quoted(text, at) ?? shaped(text, at) ?? refuse(text, at);
    tokens.push(token);
    at = end;
  }
  return tokens;
}

/** Where the condition is not understood. */
export function whereInvalid(text: string, at: number): Failure {
  return new Failure('whereInvalid', { position: at + 1, near: text.slice(at, at + 30) });
}

function refuse(text: string, at: number): never {
  throw whereInvalid(text, at);
}

function spaceEnd(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

function shaped(text: string, at: number): [Token, number] | undefined {
  for (const [kind, shape] of SHAPES) {
    shape.lastIndex = at;
    const match = shape.exec(text);
    if (match) return [{ kind, text: match[0], at }, shape.lastIndex];
  }
  return undefined;
}

function quoted(text: string, at: number): [Token, number] | undefined {
  QUOTED.lastIndex = at;
  const inner = QUOTED.exec(text)?.[1];
  if (inner === undefined) return undefined;
  const pattern = inner.replace(/\\(.)/gs, (escape, letter: string) => ESCAPES[letter] ?? escape);
  const plain = pattern.replace(/\\(.)/gs, '$1');
  return [{ kind: 'text', text: plain, pattern, at }, QUOTED.lastIndex];
}

/** "Quoted String Escape Sequences"; `\_`, `\%` and `\\` are told apart by whoever reads the pattern. */
const ESCAPES: Readonly<Partial<Record<string, string>>> = {
  n: '\n',
  N: '\n',
  r: '\r',
  R: '\r',
  t: '\t',
  T: '\t',
  b: '\b',
  B: '\b',
  f: '\f',
  F: '\f',
  '"': '"',
  "'": "'",
};
