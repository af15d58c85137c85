// The token endpoint's grants, one function each, found by the `grant_type` of the form.
// Errors are the documented ones (OAuth 2.0 error codes: invalid_grant, invalid_client_id, inactive_user, …).
import type { Session } from './sessions.ts';
import type { Person } from './people.ts';
import type { Doorway } from './doorway.ts';
import { subjectOf } from './jwt.ts';
import { OauthError } from './oauthError.ts';

/** What a grant yields: a session and, where the flow has one, the refresh token to tell the client. */
export interface Granted {
  readonly session: Session;
  readonly refreshToken?: string;
}

type Grant = (form: URLSearchParams, door: Doorway) => Granted;

/** Runs the grant a form asks for. */
export function grant(form: URLSearchParams, door: Doorway): Granted {
  const run = grants[form.get('grant_type') ?? ''];
  if (run === undefined) throw new OauthError('unsupported_grant_type', 'grant type not supported');
  return run(form, door);
}

const grants: Readonly<Record<string, Grant | undefined>> = {
  'urn:ietf:params:oauth:grant-type:jwt-bearer': jwtBearer,
  refresh_token: refresh,
  authorization_code: authorizationCode,
  client_credentials: clientCredentials,
  password,
};

function jwtBearer(form: URLSearchParams, door: Doorway): Granted {
  const username = subjectOf(form.get('assertion') ?? '', {
    publicKey: door.app.publicKey,
    knows: (clientId) => door.app.knows(clientId),
    audiences: [door.url(), 'https://login.salesforce.com', 'https://test.salesforce.com'],
    now: door.now(),
  });
  return { session: door.sessions.open(welcome(door.people.named(username), door)) };
}

function refresh(form: URLSearchParams, door: Doorway): Granted {
  checkClient(form, door);
  const refreshToken = form.get('refresh_token') ?? '';
  const userId = door.refreshTokens.get(refreshToken);
  if (userId === undefined) throw new OauthError('invalid_grant', 'expired access/refresh token');
  return { session: door.sessions.open(welcome(door.people.withId(userId), door), refreshToken) };
}

function authorizationCode(form: URLSearchParams, door: Doorway): Granted {
  checkClient(form, door);
  const code = form.get('code') ?? '';
  const userId = door.codes.get(code);
  door.codes.delete(code);
  if (userId === undefined) throw new OauthError('invalid_grant', 'invalid authorization code');
  const refreshToken = door.openRefreshToken(userId);
  return {
    session: door.sessions.open(welcome(door.people.withId(userId), door), refreshToken),
    refreshToken,
  };
}

function clientCredentials(form: URLSearchParams, door: Doorway): Granted {
  checkClient(form, door);
  if (form.get('client_secret') !== door.app.clientSecret)
    throw new OauthError('invalid_client', 'invalid client credentials');
  return { session: door.sessions.open(welcome(door.people.named(door.runAs), door)) };
}

function password(form: URLSearchParams, door: Doorway): Granted {
  checkClient(form, door);
  const person = door.people.named(form.get('username') ?? '');
  if (form.get('password') !== door.password) throw new OauthError('invalid_grant', 'authentication failure');
  return { session: door.sessions.open(welcome(person, door)) };
}

/** A secret is checked where one is sent: the CLI's own app has none. */
function checkClient(form: URLSearchParams, door: Doorway): void {
  if (!door.app.knows(form.get('client_id')))
    throw new OauthError('invalid_client_id', 'client identifier invalid');
  const secret = form.get('client_secret');
  if (secret !== null && secret !== '' && secret !== door.app.clientSecret) {
    throw new OauthError('invalid_client', 'invalid client credentials');
  }
}

function welcome(person: Person | undefined, door: Doorway): Person {
  if (person === undefined) throw new OauthError('invalid_grant', 'authentication failure');
  const why = door.people.lockedOut(person.id);
  if (why === 'inactive') throw new OauthError('inactive_user', 'user is inactive');
  if (why !== undefined) throw new OauthError('invalid_grant', 'authentication failure');
  return person;
}
