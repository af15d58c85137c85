// What a refusal means for the rows it is about. Two tables, read from the house's one list of error codes
// (org/errors.ts): errors of single rows, and calls that failed as a whole.
import { isFailure } from '../../kit/failure.ts';
import type { RowError } from '../../org/collections.ts';
import { OrgError, reactionTo } from '../../org/errors.ts';
import { breakdown } from '../../org/transport.ts';

/** `again` later, `stop` the whole restore, or the row has `failed`. */
export type RowFate = 'again' | 'stop' | 'failed';

const ROW_FATES: Readonly<Partial<Record<ReturnType<typeof reactionTo>, RowFate>>> = {
  backOff: 'again',
  retry: 'again',
  stop: 'stop',
};

export function rowFate({ code, message }: RowError): RowFate {
  return ROW_FATES[reactionTo(new OrgError(code, 200, message))] ?? 'failed';
}

/**
 * `unknown`: the org may have done it. `busy`: it did nothing and may do it later. `refused`: it did nothing, because
 * of one row perhaps. `refused for all`: because of what all rows have in common. `ends`: nothing was done and the
 * restore cannot go on. `thrown`: none of the org's doing.
 */
export type CallFate = 'unknown' | 'busy' | 'refused' | 'refused for all' | 'ends' | 'thrown';

/** Refused before anything was executed. */
const NOT_EXECUTED = new Set([420, 429, 503]);
/** Failures of the session that nothing but time or the user can mend; and those of reading a body from the vault. */
const FAILURES: Readonly<Partial<Record<string, CallFate>>> = {
  apiLimitReached: 'ends',
  apiBudgetReached: 'ends',
  sessionExpired: 'ends',
  memberDamaged: 'refused',
  memberMissing: 'refused',
  volumeDamaged: 'refused',
  storeKeyMissing: 'refused',
};

export function callFate(error: unknown): CallFate {
  if (isFailure(error, 'orgUnreachable')) return breakdown(error.cause) === 'unsent' ? 'ends' : 'unknown';
  if (isFailure(error)) return FAILURES[error.key] ?? 'thrown';
  if (!(error instanceof OrgError)) return 'thrown';
  const reaction = reactionTo(error);
  if (reaction === 'stop') return 'ends';
  if (reaction === 'retry' || reaction === 'backOff') {
    const done = (error.status >= 500 && !NOT_EXECUTED.has(error.status)) || error.code === 'INVALID_ANSWER';
    return done ? 'unknown' : 'busy';
  }
  if (error.status >= 500 && error.code.startsWith('HTTP_')) return 'unknown';
  return reaction === 'redescribe' || reaction === 'gap' ? 'refused for all' : 'refused';
}

/** The Id of the row that a unique field or a duplicate rule is about, where the message tells. */
export function otherRow({ code, message }: RowError): string | undefined {
  if (code !== 'DUPLICATE_VALUE' && code !== 'DUPLICATES_DETECTED') return undefined;
  return /\bid:? ?([A-Za-z0-9]{15}(?:[A-Z0-5]{3})?)\b/.exec(message)?.[1];
}
