// Checks the assertion of a JWT bearer login: RS256 signature, issuer, audience, expiry (OAuth 2.0 JWT Bearer Flow
// for Server-to-Server Integration). The documented three minutes are no upper bound in practice: @salesforce/core
// writes `exp` in milliseconds, thousands of years ahead, and orgs accept it.
import { verify, type KeyObject } from 'node:crypto';
import { OauthError } from './oauthError.ts';

interface Claims {
  readonly iss?: unknown;
  readonly sub?: unknown;
  readonly aud?: unknown;
  readonly exp?: unknown;
}

/** The username (`sub`) of a good assertion; throws OauthError `invalid_grant` for any other. */
export function subjectOf(
  assertion: string,
  expected: {
    publicKey: KeyObject;
    knows: (clientId: string) => boolean;
    audiences: readonly string[];
    now: Date;
  },
): string {
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  const { alg } = part(header) as { alg?: unknown };
  if (alg !== 'RS256') throw new OauthError('invalid_grant', 'invalid assertion: RS256 is needed');
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('sha256', signed, expected.publicKey, Buffer.from(signature, 'base64url'))) {
    throw new OauthError('invalid_grant', 'invalid assertion');
  }
  const claims = part(payload) as Claims;
  if (typeof claims.iss !== 'string' || !expected.knows(claims.iss)) {
    throw new OauthError('invalid_client_id', 'client identifier invalid');
  }
  const audience = typeof claims.aud === 'string' ? claims.aud.replace(/\/+$/, '') : '';
  if (!expected.audiences.includes(audience)) throw new OauthError('invalid_grant', 'audience is invalid');
  if (!(Number(claims.exp) > expected.now.getTime() / 1000))
    throw new OauthError('invalid_grant', 'expired or invalid assertion');
  if (typeof claims.sub !== 'string')
    throw new OauthError('invalid_grant', "user hasn't approved this consumer");
  return claims.sub;
}

function part(encoded: string): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    throw new OauthError('invalid_grant', `invalid assertion: ${(cause as Error).message}`);
  }
  throw new OauthError('invalid_grant', 'invalid assertion');
}
