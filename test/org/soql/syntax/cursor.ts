// The parser's place among the tokens. Keywords are names anywhere else, so they are only asked for, never reserved.
import type { OrgFault } from '../../model.ts';
import { faultAt } from './faultAt.ts';
import { tokenize } from './tokens.ts';
import type { Token, TokenKind } from './tokens.ts';

export class Cursor {
  readonly text: string;
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenize(text);
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)];
  }

  next(): Token {
    const token = this.peek();
    this.position++;
    return token;
  }

  /** Whether the coming tokens are these words, in any case. */
  seesWords(...words: readonly string[]): boolean {
    return words.every((word, ahead) => {
      const token = this.peek(ahead);
      return token.kind === 'name' && token.text.toLowerCase() === word;
    });
  }

  /** Steps over the words when they come next. */
  takesWords(...words: readonly string[]): boolean {
    const found = this.seesWords(...words);
    if (found) this.position += words.length;
    return found;
  }

  expectWords(...words: readonly string[]): void {
    for (const word of words) if (!this.takesWords(word)) throw this.unexpected();
  }

  seesSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'symbol' && token.text === symbol;
  }

  takesSymbol(symbol: string): boolean {
    const found = this.seesSymbol(symbol);
    if (found) this.position++;
    return found;
  }

  expectSymbol(symbol: string): void {
    if (!this.takesSymbol(symbol)) throw this.unexpected();
  }

  expect(kind: TokenKind): Token {
    if (this.peek().kind !== kind) throw this.unexpected();
    return this.next();
  }

  /** Items separated by commas. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.takesSymbol(',')) items.push(item());
    return items;
  }

  unexpected(token = this.peek()): OrgFault {
    return this.fault(token.at, `unexpected token: ${token.kind === 'end' ? '<EOF>' : `'${token.text}'`}`);
  }

  fault(at: number, reason: string): OrgFault {
    return faultAt(this.text, at, 'MALFORMED_QUERY', reason);
  }
}
