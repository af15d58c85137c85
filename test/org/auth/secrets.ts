// Every secret the org gives out is made here and remembered, so that a test can search a vault, a log or a report
// for any of them. Random: a secret nobody could have guessed is a secret nobody can hard-code.
import { randomBytes } from 'node:crypto';

export interface Secrets {
  /** `<18-character org Id>!AQE…`, the only shape the clients accept (`(00D\w{12,15})![.\w]*`). */
  accessToken(): string;
  /** `5Aep861…`, as refresh tokens look. */
  refreshToken(): string;
  /** `aPrx…`, an authorization code. */
  code(): string;
  /** A consumer key. It is no secret, but it is made of the same stuff. */
  consumerKey(): string;
  consumerSecret(): string;
  /** Everything given out so far. */
  issued(): string[];
}

/** A maker of secrets for one org. */
export function createSecrets(orgId: string): Secrets {
  const known: string[] = [];
  const keep = (secret: string): string => {
    known.push(secret);
    return secret;
  };
  return {
    accessToken: () => keep(`${orgId}!AQE${word(66)}.${word(24)}`),
    refreshToken: () => keep(`5Aep861${word(72)}`),
    code: () => keep(`aPrx${word(70)}`),
    consumerKey: () => `3MVG9${word(75)}`,
    consumerSecret: () => keep(randomBytes(32).toString('hex').toUpperCase()),
    issued: () => [...known],
  };
}

function word(length: number): string {
  return randomBytes(length * 2)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, length)
    .padEnd(length, 'A');
}
