// Puts things out of order, always the same way for the same salt: results of a load come in no order that a client
// could rely on ("The order of records in the response is not guaranteed to match the ordering of the original data").
import { below, mix } from '../../data/hash.ts';

/** A shuffled copy (Fisher-Yates). */
export function shuffled<Item>(items: readonly Item[], salt: number): Item[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = below(last + 1, mix(salt, last));
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}
