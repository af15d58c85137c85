// The scope a call's queries run in: the org, and what the caller may see of it.
import type { Session } from '../auth/sessions.ts';
import type { QueryScope } from '../soql/scope.ts';
import type { PracticeOrg } from './practiceOrg.ts';

/** The scope for `prepare`; without the bin unless `allRows`. */
export function scopeFor(
  call: { readonly session: Session; readonly apiVersion: number },
  org: PracticeOrg,
  api: QueryScope['api'],
  allRows = false,
): QueryScope {
  return { org: org.state, access: org.accessOf(call.session), api, allRows, apiVersion: call.apiVersion };
}
