// A transfer that breaks half-way, or whose content is not what the org announced, is read again as a whole: what was
// written of it is thrown away, so nothing is ever kept twice or in part.

import { Failure } from '../kit/failure.ts';
import { MOST_RETRIES, retryDelay } from '../org/backOff.ts';
import type { Session } from '../org/session.ts';
import { breakdown } from '../org/transport.ts';

const DAMAGED: ReadonlySet<string> = new Set(['bulkPageMalformed', 'blobMismatch']);

/**
 * Calls `read` until it succeeds, with growing pauses; gives up after as many retries as any request gets.
 * @throws Failure as `read` throws it; `transferBroken` {reason} where the connection broke every time although the org
 *   could be reached every time
 */
export async function readAgain<Result>(
  session: Session,
  signal: AbortSignal,
  read: () => Promise<Result>,
): Promise<Result> {
  for (let retry = 0; ; retry += 1) {
    try {
      return await read();
    } catch (error) {
      signal.throwIfAborted();
      if (!isDamage(error)) throw error;
      if (retry >= MOST_RETRIES) throw error instanceof Failure ? error : broken(error);
      await session.pause(retryDelay(retry, Math.random()), signal);
    }
  }
}

function broken(error: unknown): Failure {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return new Failure('transferBroken', { reason: code }, { cause: error });
}

function isDamage(error: unknown): boolean {
  return error instanceof Failure ? DAMAGED.has(error.key) : breakdown(error) !== undefined;
}
