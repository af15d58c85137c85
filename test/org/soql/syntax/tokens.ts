// Cuts a query into tokens. Comments are not SOQL: `/`, `-` and `#` outside literals are refused like any stray
// character. Strings stay raw here, because LIKE and `=` read their escapes differently.
import { OrgFault } from '../../model.ts';

export type TokenKind = 'name' | 'string' | 'number' | 'date' | 'datetime' | 'time' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; a string without its quotes, escapes unread. */
  readonly text: string;
  /** 0-based offset in the query. */
  readonly at: number;
}

const DAY = String.raw`\d{4}-\d{2}-\d{2}`;
const CLOCK = String.raw`\d{2}:\d{2}:\d{2}(?:\.\d+)?`;

/** In order: a date-time is also a date and a number up to its first letter. */
const SHAPES: ReadonlyArray<readonly [TokenKind, string]> = [
  ['datetime', String.raw`${DAY}T${CLOCK}(?:Z|[+-]\d{2}:?\d{2})`],
  ['date', DAY],
  ['time', `${CLOCK}Z`],
  ['number', String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`],
  ['name', String.raw`[A-Za-z_]\w*`],
  ['string', String.raw`'(?:[^'\\]|\\[^])*'`],
  ['symbol', '<=|>=|!=|<>|[=<>(),.:]'],
];

const SHAPE = new RegExp(
  String.raw`\s*(?:${SHAPES.map(([kind, shape]) => `(?<${kind}>${shape})`).join('|')})`,
  'y',
);

function strayCharacter(text: string, at: number): OrgFault {
  const before = text.slice(0, at).split('\n');
  const place = `line ${before.length}:${before.at(-1)!.length}`;
  const reason =
    text[at] === "'"
      ? `${place} mismatched character '<EOF>' expecting '''`
      : `${place} no viable alternative at character '${text[at]}'`;
  return new OrgFault('MALFORMED_QUERY', reason);
}

function tokenOf(match: RegExpExecArray, end: number): Token {
  const groups = match.groups as Readonly<Partial<Record<string, string>>>;
  for (const [kind] of SHAPES) {
    const found = groups[kind];
    if (found === undefined) continue;
    const text = kind === 'string' ? found.slice(1, -1) : found;
    return { kind, text, at: end - found.length };
  }
  throw new Error(`no token shape matched ${match[0]}`);
}

/** The tokens of `text`, closed by one of kind `end`. Throws MALFORMED_QUERY for a character no token begins with. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const stop = text.trimEnd().length;
  let position = 0;
  while (position < stop) {
    SHAPE.lastIndex = position;
    const match = SHAPE.exec(text);
    if (match === null) throw strayCharacter(text, position + /^\s*/.exec(text.slice(position))![0].length);
    position = SHAPE.lastIndex;
    tokens.push(tokenOf(match, position));
  }
  tokens.push({ kind: 'end', text: '<EOF>', at: stop });
  return tokens;
}
