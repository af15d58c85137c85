// Users of the target that are not active: they can own new rows only where the caller has the permission "Update
// Records with Inactive Owners".
import { IdSet } from '../../kit/idSet.ts';
import { queryPages } from '../../org/query.ts';
import type { Session } from '../../org/session.ts';
import { idOf } from './liveRows.ts';

export class InactiveUsers {
  readonly #session: Session;
  #ids: Promise<IdSet> | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  async has(id: string): Promise<boolean> {
    this.#ids ??= this.#read();
    return (await this.#ids).has(id);
  }

  async #read(): Promise<IdSet> {
    const ids = new IdSet();
    const soql = 'SELECT Id FROM User WHERE IsActive = false';
    for await (const { rows } of queryPages(this.#session, soql, { deleted: false }))
      for (const row of rows) ids.add(idOf(row));
    return ids;
  }
}
