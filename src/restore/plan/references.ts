// What a reference of a version's row is to be in the target: the same Id, the Id that a row of this plan will get, a
// counterpart by natural key, or nothing.
import type { Planning } from './context.ts';
import { liveStates } from '../live/liveRows.ts';
import type { VersionRow } from '../select/version.ts';

export type Resolved =
  /** Written as it is here. */
  | { readonly kind: 'id'; readonly id: string }
  /** Of a row this plan creates: known when it is created. */
  | { readonly kind: 'created'; readonly object: string; readonly id: string }
  | { readonly kind: 'missing'; readonly reason: 'parent-missing' | 'unmatched' };

export class References {
  readonly #planning: Planning;

  constructor(planning: Planning) {
    this.#planning = planning;
  }

  /** Looks up, together, whether the rows that these point at and that are not in the plan are in the org. */
  async lookUp(rows: readonly VersionRow[], fields: readonly string[]): Promise<void> {
    const { version, target, fates, request, signal } = this.#planning;
    if (request.crossOrg) return;
    const unknown = new Map<string, Set<string>>();
    for (const row of rows) {
      for (const field of fields) {
        const id = row.cell(field);
        const object = id ? await version.objectOf(id) : undefined;
        if (!id || object === undefined || fates.isKnown(object, id)) continue;
        unknown.set(object, (unknown.get(object) ?? new Set()).add(id));
      }
    }
    for (const [object, ids] of unknown) {
      const live = await target.describe(object);
      if (live === undefined) continue;
      const states = await liveStates(target.session, live, [...ids], signal);
      for (const id of ids) {
        const state = states.get(id);
        fates.set(object, id, state === undefined || state.isDeleted ? 'gone' : 'same');
      }
    }
  }

  /** After `lookUp`. */
  async resolve(id: string): Promise<Resolved> {
    const { version, target, fates, request } = this.#planning;
    const object = (await version.objectOf(id)) ?? target.standardObjectOf(id);
    if (object !== undefined && fates.isCreated(object, id)) return { kind: 'created', object, id };
    if (request.crossOrg) return this.#counterpart(object, id);
    // What was not looked up, for want of rows of its object in the version, still says in its own org what it said.
    const isGone = object !== undefined && (fates.is(object, id, 'gone') || fates.is(object, id, 'dropped'));
    return isGone ? { kind: 'missing', reason: 'parent-missing' } : { kind: 'id', id };
  }

  async #counterpart(object: string | undefined, id: string): Promise<Resolved> {
    const { counterparts, request } = this.#planning;
    const live = object === undefined ? undefined : await counterparts.of(object, id);
    if (live !== undefined) return { kind: 'id', id: live };
    if (object === 'User' && request.fallbackUser !== undefined)
      return { kind: 'id', id: request.fallbackUser };
    return {
      kind: 'missing',
      reason: object !== undefined && counterparts.covers(object) ? 'unmatched' : 'parent-missing',
    };
  }
}
