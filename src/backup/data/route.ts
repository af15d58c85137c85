// How the rows of one object are read: decided from describe flags and row counts, revised when an answer refuses the
// route. Pure: the doing is in captureObject.ts.

import type { GlobalDescribeEntry } from '../../org/describe.ts';
import { gapReason, reactionTo, type OrgError, type Reaction } from '../../org/errors.ts';
import type { GapReason } from '../../vault/gaps.ts';
import { COMPUTED_VIEWS, READ_BY_PARENTS } from './objectRules.ts';

/**
 * - `rest`: REST query, page after page: cheapest for small objects
 * - `bulk`: Bulk API 2.0 query job
 * - `ranges`: several Bulk jobs over Id ranges, after one job failed for size
 * - `columns`: several queries over the same rows, joined by Id, for objects too wide for one query
 * - `byParents`: queries filtered by parents' Ids, where an unfiltered query is refused
 */
export type Route = 'rest' | 'bulk' | 'ranges' | 'columns' | 'byParents';

export interface GapDecision {
  readonly gap: GapReason;
  readonly detail: string;
}
export type Decision = { readonly route: Route } | GapDecision;

/**
 * The first route for an object.
 * @param count rows by the org's own, approximate count; undefined where it gives none
 * @param bulkThreshold objects with more rows than this go by Bulk
 */
export function firstRoute(
  object: GlobalDescribeEntry,
  count: number | undefined,
  bulkThreshold: number,
): Decision {
  if (COMPUTED_VIEWS.has(object.name)) {
    return {
      gap: 'unsupported',
      detail: 'a view that Salesforce computes when asked; it keeps no rows of its own',
    };
  }
  if (object.name.endsWith('__x')) {
    return { gap: 'unsupported', detail: 'an external object: its rows are not in the org' };
  }
  if (!object.queryable) {
    return { gap: 'not-queryable', detail: 'the API offers no query for it' };
  }
  if (object.name in READ_BY_PARENTS) return { route: 'byParents' };
  return { route: (count ?? 0) > bulkThreshold ? 'bulk' : 'rest' };
}

/**
 * The next route after `route` was refused by `error`; a gap when there is none left.
 * @param tried routes that were refused, this one among them
 */
export function nextRoute(object: string, route: Route, tried: readonly Route[], error: OrgError): Decision {
  const reaction = reactionTo(error);
  const detours = DETOURS[route][reaction] ?? [];
  const next = detours.find((detour) => !tried.includes(detour) && isOpen(detour, object));
  return next ? { route: next } : { gap: gapReason(error), detail: `${error.code}: ${error.text.trim()}` };
}

function isOpen(route: Route, object: string): boolean {
  return route !== 'byParents' || object in READ_BY_PARENTS;
}

/** Where to turn when a route is refused, the best first. */
const DETOURS: Readonly<Record<Route, Partial<Record<Reaction, readonly Route[]>>>> = {
  rest: { splitColumns: ['bulk', 'columns'], split: ['bulk'], filterByParents: ['byParents'] },
  bulk: {
    useRest: ['rest', 'columns'],
    splitColumns: ['columns'],
    split: ['ranges'],
    filterByParents: ['byParents'],
  },
  ranges: { useRest: ['rest', 'columns'], splitColumns: ['columns'] },
  columns: {},
  byParents: {},
};
