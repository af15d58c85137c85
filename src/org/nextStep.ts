// After a call failed: again, refresh first, or give up. Pure, so that the rules can be read and tested as a table.
import { Failure } from '../kit/failure.ts';
import { MOST_RETRIES } from './backOff.ts';
import { OrgError, reactionTo } from './errors.ts';
import { breakdown } from './transport.ts';

export interface Attempt {
  /** Retries made so far. */
  readonly retry: number;
  /** The request may reach the org twice. */
  readonly repeatable: boolean;
  /** The session was already refreshed for this call. */
  readonly refreshed: boolean;
}

export type Step =
  | { readonly kind: 'again' }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'give up'; readonly error: unknown };

// Refused before anything was executed, so that even an insert may be sent again.
const NOT_EXECUTED = new Set([420, 429, 503]);

/** The next step; `give up` carries the error to throw. */
export function nextStep(error: unknown, attempt: Attempt): Step {
  return error instanceof OrgError ? afterRefusal(error, attempt) : afterBreakdown(error, attempt);
}

function afterRefusal(error: OrgError, { retry, repeatable, refreshed }: Attempt): Step {
  const reaction = reactionTo(error);
  if (reaction === 'reauthenticate') {
    return refreshed
      ? { kind: 'give up', error: new Failure('sessionExpired', { reason: error.code }, { cause: error }) }
      : { kind: 'refresh' };
  }
  const passing = reaction === 'retry' || reaction === 'backOff';
  const allowed = repeatable || NOT_EXECUTED.has(error.status);
  return passing && allowed && retry < MOST_RETRIES ? { kind: 'again' } : { kind: 'give up', error };
}

function afterBreakdown(error: unknown, { retry, repeatable }: Attempt): Step {
  const kind = breakdown(error);
  if (kind === undefined) return { kind: 'give up', error };
  if ((kind === 'unsent' || repeatable) && retry < MOST_RETRIES) return { kind: 'again' };
  return {
    kind: 'give up',
    error: new Failure('orgUnreachable', { reason: reasonOf(error) }, { cause: error }),
  };
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown';
