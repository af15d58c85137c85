// How long to wait before asking again, and how to wait so that an abort ends it at once.
import { setTimeout as wait } from 'node:timers/promises';

export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** Tries after the first one: 0.5, 1, 2, 4, 8 s, each jittered to between half and the whole. */
export const MOST_RETRIES = 5;
const FIRST_DELAY = 500;

/** Milliseconds before retry `retry` (0 = the first); `random` is between 0 and 1. */
export function retryDelay(retry: number, random: number): number {
  const whole = FIRST_DELAY * 2 ** retry;
  return Math.round(whole / 2 + (whole / 2) * random);
}

/** Poll intervals: 0.25 s growing by half up to 5 s. */
export function* pollDelays(): Generator<number, never> {
  for (let delay = 250; ; delay = Math.min(delay * 1.5, 5000)) yield Math.round(delay);
}

export const sleep: Sleep = async (milliseconds, signal) => {
  try {
    await wait(milliseconds, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
};
