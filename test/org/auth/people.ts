// The users as a login sees them: found by username, locked out when inactive, frozen or password-locked.
import type { OrgState, Row } from '../model.ts';

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly row: Row;
}

export interface People {
  /** By username, whatever its case. */
  named(username: string): Person | undefined;
  withId(id: string): Person | undefined;
  /** Why a user may not log in or go on: `inactive`, `frozen`, `locked`; nothing when all is well. */
  lockedOut(id: string): 'inactive' | 'frozen' | 'locked' | undefined;
}

/** Users read from the org's own User and UserLogin rows, each time anew: a freeze works at once. */
export function createPeople(state: OrgState): People {
  const users = state.tables.of('User');
  const logins = state.tables.of('UserLogin');
  const person = (row: Row | undefined): Person | undefined =>
    row === undefined ? undefined : { id: String(row.Id), username: String(row.Username), row };
  return {
    named(username) {
      const [exact] = users.where('Username', username);
      if (exact !== undefined) return person(exact);
      const wanted = username.toLowerCase();
      for (const row of users.rows()) if (String(row.Username).toLowerCase() === wanted) return person(row);
      return undefined;
    },
    withId: (id) => person(users.get(id)),
    lockedOut(id) {
      if (users.get(id)?.IsActive !== true) return 'inactive';
      const [login] = logins.where('UserId', id);
      if (login?.IsFrozen === true) return 'frozen';
      return login?.IsPasswordLocked === true ? 'locked' : undefined;
    },
  };
}
