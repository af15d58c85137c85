// A SOQL condition as a tree. Only what can be answered from one archived row: fields of the row itself, literals, date
// literals, AND, OR, NOT, LIKE, IN, INCLUDES, EXCLUDES. What needs other rows (relationships, subqueries, functions) is
// refused, not ignored.
import { tokensOf, whereInvalid, type Token } from './tokens.ts';

export type Literal =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly text: string; readonly pattern: string }
  | { readonly kind: 'number' | 'date' | 'dateTime'; readonly text: string }
  /** `TODAY`, `LAST_N_DAYS:30`, as upper-case name and count. */
  | { readonly kind: 'range'; readonly name: string; readonly count: number };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE';
export type Membership = 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: Comparison;
      readonly literal: Literal;
    }
  | {
      readonly kind: 'member';
      readonly field: string;
      readonly operator: Membership;
      readonly literals: readonly Literal[];
    };

/** @throws Failure `whereInvalid` {position, near} */
export function parseWhere(text: string): Condition {
  return new Parser(text).all();
}

const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=', 'LIKE']);
/** A condition nested deeper was not written by a person. */
const DEEPEST = 200;

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  all(): Condition {
    const condition = this.#condition();
    if (this.#next < this.#tokens.length) this.#refuse();
    return condition;
  }

  /** AND and OR are not mixed without parentheses (SOQL reference, "Logical Operators"). */
  #condition(): Condition {
    if (++this.#depth > DEEPEST) this.#refuse();
    const parts = [this.#part()];
    const word = this.#peek();
    const kind = word === 'AND' ? 'and' : 'or';
    while (word === kind.toUpperCase() && this.#take(word)) parts.push(this.#part());
    this.#depth -= 1;
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind, parts };
  }

  #part(): Condition {
    if (this.#take('NOT')) {
      if (++this.#depth > DEEPEST) this.#refuse();
      const part = this.#part();
      this.#depth -= 1;
      return { kind: 'not', part };
    }
    if (!this.#take('(')) return this.#test();
    const inner = this.#condition();
    this.#expect(')');
    return inner;
  }

  #test(): Condition {
    const field = this.#name();
    const operator = this.#operator();
    if (COMPARISONS.has(operator)) {
      const literal = this.#literal();
      return { kind: 'compare', field, operator: operator as Comparison, literal };
    }
    this.#expect('(');
    const literals = [this.#literal()];
    while (this.#take(',')) literals.push(this.#literal());
    this.#expect(')');
    return { kind: 'member', field, operator: operator as Membership, literals };
  }

  #name(): string {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'name' || /[.:]/.test(token.text)) return this.#refuse();
    this.#next += 1;
    return token.text;
  }

  #operator(): Comparison | Membership {
    if (this.#take('<>')) return '!=';
    if (this.#take('NOT')) {
      this.#expect('IN');
      return 'NOT IN';
    }
    const word = this.#peek() ?? '';
    if (!COMPARISONS.has(word) && !['IN', 'INCLUDES', 'EXCLUDES'].includes(word)) this.#refuse();
    this.#next += 1;
    return word as Comparison | Membership;
  }

  #literal(): Literal {
    const token = this.#tokens[this.#next] ?? this.#refuse();
    this.#next += 1;
    if (token.kind === 'text') return { kind: 'text', text: token.text, pattern: token.pattern };
    if (token.kind === 'name') return this.#word(token);
    if (token.kind !== 'symbol') return { kind: token.kind, text: token.text };
    this.#next -= 1;
    return this.#refuse();
  }

  #word({ text }: Token): Literal {
    const [name = '', count] = text.toUpperCase().split(':');
    if (name === 'NULL' && count === undefined) return { kind: 'null' };
    if ((name === 'TRUE' || name === 'FALSE') && count === undefined)
      return { kind: 'boolean', value: name === 'TRUE' };
    return { kind: 'range', name, count: Number(count ?? 1) };
  }

  #peek(): string | undefined {
    const token = this.#tokens[this.#next];
    return token === undefined || token.kind === 'text' ? undefined : token.text.toUpperCase();
  }

  #take(word: string): boolean {
    if (this.#peek() !== word) return false;
    this.#next += 1;
    return true;
  }

  #expect(word: string): void {
    if (!this.#take(word)) this.#refuse();
  }

  #refuse(): never {
    throw whereInvalid(this.#text, this.#tokens[this.#next]?.at ?? this.#text.length);
  }
}
