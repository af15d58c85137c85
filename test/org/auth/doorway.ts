// All that logging in needs, in one place: users, sessions, codes, refresh tokens, the connected app.
import type { OrgState } from '../model.ts';
import { createConnectedApp, type ConnectedApp } from './connectedApp.ts';
import { createPeople, type People } from './people.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import { createSessions, type Sessions } from './sessions.ts';

/** The password every practice user has (SOAP login and the password grant). */
export const PRACTICE_PASSWORD = 'practice-password-1';

/** Sessions last two hours, Salesforce's default session timeout. */
export const SESSION_SECONDS = 2 * 3600;

export interface Doorway {
  readonly secrets: Secrets;
  readonly people: People;
  readonly sessions: Sessions;
  readonly app: ConnectedApp;
  readonly password: string;
  /** Username that client_credentials logins run as. */
  readonly runAs: string;
  /** User Ids by refresh token. */
  readonly refreshTokens: Map<string, string>;
  /** User Ids by authorization code, each good once. */
  readonly codes: Map<string, string>;
  now(): Date;
  /** The org's base URL without a slash at the end. */
  url(): string;
  openRefreshToken(userId: string): string;
  openCode(userId: string): string;
}

/** The doorway of an org; `url` is asked each time, because the port is known only once the server listens. */
export function createDoorway(
  state: OrgState,
  options: { url: () => string; certificate?: string; lifetime?: number; runAs: string },
): Doorway {
  const secrets = createSecrets(state.id);
  const people = createPeople(state);
  const now = (): Date => state.now();
  const sessions = createSessions({ secrets, people, now, lifetime: options.lifetime ?? SESSION_SECONDS });
  const refreshTokens = new Map<string, string>();
  const codes = new Map<string, string>();
  const remember = (shelf: Map<string, string>, secret: string, userId: string): string => {
    shelf.set(secret, userId);
    return secret;
  };
  return {
    secrets,
    people,
    sessions,
    app: createConnectedApp(secrets, options.certificate),
    password: PRACTICE_PASSWORD,
    runAs: options.runAs,
    refreshTokens,
    codes,
    now,
    url: options.url,
    openRefreshToken: (userId) => remember(refreshTokens, secrets.refreshToken(), userId),
    openCode: (userId) => remember(codes, secrets.code(), userId),
  };
}
