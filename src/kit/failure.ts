// An expected failure: what went wrong as a key and its facts, without words.
// The commands' base turns the key into a sentence, the next step and an exit code (messages/failures.md);
// below commands/ nobody writes sentences for people. Programmer mistakes stay plain `Error`.

export type FailureTokens = Readonly<Record<string, string | number>>;

export class Failure extends Error {
  readonly key: string;
  readonly tokens: FailureTokens;

  constructor(key: string, tokens: FailureTokens = {}, options?: { cause?: unknown }) {
    super(`${key} ${JSON.stringify(tokens)}`, options);
    this.name = 'Failure';
    this.key = key;
    this.tokens = tokens;
  }
}

export function isFailure(error: unknown, key?: string): error is Failure {
  return error instanceof Failure && (key === undefined || error.key === key);
}
