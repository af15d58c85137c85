// The org's 24-hour API request allowance: what Sforce-Limit-Info and /limits tell, and what refuses calls when it is
// used up (403 REQUEST_LIMIT_EXCEEDED, salesforce-app-limits-cheatsheet: API request limits). The 24 hours roll; this
// org keeps one window since its start and starts a new one when 24 hours of its own clock have passed.
import { OrgFault } from '../model.ts';

const DAY = 24 * 3600 * 1000;

export interface ApiUsage {
  readonly limit: number;
  readonly used: number;
  /** Counts one request; throws REQUEST_LIMIT_EXCEEDED when the allowance is used up. */
  count(): void;
  /** `api-usage=17/100000`. */
  header(): string;
  setLimit(limit: number): void;
}

/** A fresh allowance of `allowance` requests per 24 hours of the given clock. */
export function createApiUsage(allowance: number, now: () => Date): ApiUsage {
  let limit = allowance;
  let used = 0;
  let windowStart = now().getTime();
  const roll = (): void => {
    if (now().getTime() - windowStart < DAY) return;
    windowStart = now().getTime();
    used = 0;
  };
  return {
    get limit() {
      return limit;
    },
    get used() {
      roll();
      return used;
    },
    count() {
      roll();
      if (used >= limit) throw requestLimitExceeded();
      used += 1;
    },
    header: () => `api-usage=${used}/${limit}`,
    setLimit(next) {
      limit = next;
    },
  };
}

/** The refusal of an org whose allowance is used up. */
export function requestLimitExceeded(): OrgFault {
  return new OrgFault('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 403);
}
