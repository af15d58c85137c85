// A condition is compiled once and bound anew for each run, when semi-joins read their rows. Besides the answer for a
// row it says what pins rows down (an Id, a reference, a stretch of Ids), so that a run need not scan the whole table.
import type { Row } from '../../model.ts';

export type Pin =
  /** Only rows with these Ids. */
  | { readonly kind: 'ids'; readonly ids: ReadonlySet<string> }
  /** Only rows whose reference `field` holds one of these Ids. */
  | { readonly kind: 'references'; readonly field: string; readonly ids: ReadonlySet<string> }
  /** Only rows with an Id greater than this, or equal to it when `inclusive`. */
  | { readonly kind: 'after'; readonly id: string; readonly inclusive: boolean }
  /** Only rows with an Id less than or equal to this. */
  | { readonly kind: 'upTo'; readonly id: string };

export type Matches = (row: Row) => boolean;

export interface Bound {
  readonly matches: Matches;
  readonly pins: readonly Pin[];
}

export type Bindable = () => Bound;

/** Binds to the same answer each time: no semi-join inside. */
export function constantly(bound: Bound): Bindable {
  return () => bound;
}
