// Who is logged in. A session is opened by a login, dies of age, of revocation or with its user, and is refused in
// the words clients look for before they refresh (401 INVALID_SESSION_ID).
import { OrgFault } from '../model.ts';
import type { Person, People } from './people.ts';
import type { Secrets } from './secrets.ts';

export interface Session {
  readonly token: string;
  readonly userId: string;
  readonly username: string;
  /** Milliseconds of the org's clock. */
  readonly openedAt: number;
  readonly expiresAt: number;
  /** The refresh token it came from; revoking that ends it too. */
  readonly refreshToken: string | null;
}

export interface Sessions {
  open(person: Person, refreshToken?: string): Session;
  /** The live session of a token. Throws INVALID_SESSION_ID for unknown, expired and locked-out ones. */
  find(token: string | undefined): Session;
  /** As `find`, but tells nothing about why. */
  peek(token: string): Session | undefined;
  end(token: string): void;
  /** Ends the sessions that came from a refresh token. */
  endAllOf(refreshToken: string): void;
  expireAll(): void;
  /** Lifetime of sessions opened from now on. */
  setLifetime(seconds: number): void;
}

/** Sessions of `lifetime` seconds on the org's clock. */
export function createSessions(parts: {
  secrets: Secrets;
  people: People;
  now: () => Date;
  lifetime: number;
}): Sessions {
  const sessions = new Map<string, Session>();
  let lifetime = parts.lifetime;
  const peek = (token: string): Session | undefined => {
    const session = sessions.get(token);
    if (session === undefined || session.expiresAt <= parts.now().getTime()) return undefined;
    return parts.people.lockedOut(session.userId) === undefined ? session : undefined;
  };
  return {
    peek,
    open(person, refreshToken) {
      const openedAt = parts.now().getTime();
      const session: Session = {
        token: parts.secrets.accessToken(),
        userId: person.id,
        username: person.username,
        openedAt,
        expiresAt: openedAt + lifetime * 1000,
        refreshToken: refreshToken ?? null,
      };
      sessions.set(session.token, session);
      return session;
    },
    find(token) {
      const session = token === undefined ? undefined : peek(token);
      if (session === undefined) throw invalidSession();
      return session;
    },
    end: (token) => void sessions.delete(token),
    endAllOf(refreshToken) {
      for (const session of sessions.values()) {
        if (session.refreshToken === refreshToken) sessions.delete(session.token);
      }
    },
    expireAll: () => sessions.clear(),
    setLifetime(seconds) {
      lifetime = seconds;
    },
  };
}

/** The refusal every client knows. */
export function invalidSession(): OrgFault {
  return new OrgFault('INVALID_SESSION_ID', 'Session expired or invalid', 401);
}
