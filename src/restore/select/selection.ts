// What a restore is about: whole objects, or rows by Id. Rows stand in it once and under the strongest reason they
// were taken in for.
import { IdSet } from '../../kit/idSet.ts';

/**
 * Why a row is in: `chosen` rows are brought back to what they were; of `parent` rows only those that are gone are
 * brought back, so that their children have one; of `relink` rows only lost references to re-created rows are.
 */
export type Part = 'chosen' | 'parent' | 'relink';

const PARTS: readonly Part[] = ['chosen', 'parent', 'relink'];

export class Selection {
  readonly #whole = new Set<string>();
  readonly #byId = new Map<string, Record<Part, IdSet>>();

  /** Names of the objects some rows of which are in, sorted. */
  get objects(): string[] {
    return [...new Set([...this.#whole, ...this.#byId.keys()])].sort();
  }

  /** Rows taken in by Id. */
  get size(): number {
    return [...this.#byId.values()].reduce(
      (sum, sets) => sum + PARTS.reduce((rows, part) => rows + sets[part].size, 0),
      0,
    );
  }

  addWhole(object: string): void {
    this.#whole.add(object);
  }

  isWhole(object: string): boolean {
    return this.#whole.has(object);
  }

  /** False where the row is in already for a reason as strong. */
  add(object: string, id: string, part: Part): boolean {
    if (this.#whole.has(object)) return false;
    let sets = this.#byId.get(object);
    if (sets === undefined) {
      sets = { chosen: new IdSet(), parent: new IdSet(), relink: new IdSet() };
      this.#byId.set(object, sets);
    }
    const present = this.partOf(object, id);
    if (present !== undefined && PARTS.indexOf(present) <= PARTS.indexOf(part)) return false;
    return sets[part].add(id);
  }

  /** Why a row is in; undefined when it is not. */
  partOf(object: string, id: string): Part | undefined {
    if (this.#whole.has(object)) return 'chosen';
    const sets = this.#byId.get(object);
    return sets && PARTS.find((part) => sets[part].has(id));
  }
}
