// What the selected rows are in the org now, as sets of Ids by object: everything later steps ask of a row.
import { IdSet } from '../../kit/idSet.ts';

/**
 * `matched` rows have a counterpart in another org. `gone` rows are not in the plan and not in the org. `dropped` rows
 * were to be created and cannot be: their children must not wait for them.
 */
export type Fate = 'absent' | 'in-bin' | 'same' | 'changed' | 'matched' | 'gone' | 'dropped';

export class Fates {
  readonly #sets = new Map<string, Map<Fate, IdSet>>();

  set(object: string, id: string, fate: Fate): void {
    let sets = this.#sets.get(object);
    if (sets === undefined) this.#sets.set(object, (sets = new Map<Fate, IdSet>()));
    let ids = sets.get(fate);
    if (ids === undefined) sets.set(fate, (ids = new IdSet()));
    ids.add(id);
  }

  is(object: string, id: string, fate: Fate): boolean {
    return this.#sets.get(object)?.get(fate)?.has(id) ?? false;
  }

  /** Whether this plan makes the row anew. */
  isCreated(object: string, id: string): boolean {
    return this.is(object, id, 'absent') && !this.is(object, id, 'dropped');
  }

  /** Whether the row is there once the plan's undelete steps are done. */
  isThere(object: string, id: string): boolean {
    return (['same', 'changed', 'in-bin'] as const).some((fate) => this.is(object, id, fate));
  }

  isKnown(object: string, id: string): boolean {
    const sets = this.#sets.get(object);
    return sets !== undefined && [...sets.values()].some((ids) => ids.has(id));
  }

  count(object: string, fate: Fate): number {
    return this.#sets.get(object)?.get(fate)?.size ?? 0;
  }
}
