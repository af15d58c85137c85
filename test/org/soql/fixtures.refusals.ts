// How the tests of refusals ask.
import { OrgFault } from '../model.ts';
import { company } from './fixtures.company.ts';
import { prepare } from './soql.ts';
import type { QueryScope } from './soql.ts';

/** A query, the code and the reason it is refused with, and what of the caller differs from an administrator over REST. */
export type Refusal = readonly [
  query: string,
  errorCode: string,
  reason: string,
  scope?: Partial<QueryScope>,
];

export const { scope } = company();

/** The fault a query is refused with; throws when it is not. */
export function faultOf(query: string, more?: Partial<QueryScope>): OrgFault {
  try {
    prepare(query, { ...scope, ...more });
  } catch (error) {
    if (error instanceof OrgFault) return error;
    throw error;
  }
  throw new Error(`not refused: ${query}`);
}

/** A query short enough for a test name. */
export function title(query: string): string {
  return query.length > 120 ? `${query.slice(0, 60)} … ${query.slice(-40)}` : query;
}
