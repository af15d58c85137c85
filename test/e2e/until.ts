// Waits for something that another process does.
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY = 25;
const LONGEST = 90_000;

/** Resolves when the condition holds; throws with `what` when it does not come to hold. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + LONGEST;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`);
    await pause(LOOK_EVERY);
  }
}
