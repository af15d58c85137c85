// Queues that own what nobody took yet: one case and one lead in ten.

import { mix, oneIn, saltOf } from './hash.ts';
import type { World } from './recipe.ts';

/** Place of the queue in the Group table, by the object it serves. */
export const QUEUES: Readonly<Partial<Record<string, number>>> = { Case: 0, Lead: 1 };

/** The queue that owns the record behind an index, or undefined when a user does. */
export function queueOwner(world: World, object: string): (index: number) => string | undefined {
  const queue = QUEUES[object];
  if (queue === undefined) return () => undefined;
  const id = world.ids('Group').at(queue);
  const salt = saltOf(world.seed, object, 'queue');
  return (index) => (oneIn(10, mix(salt, index)) ? id : undefined);
}
