// Starts a query's rendering for Bulk 2.0 and Bulk v1 alike. The whole query is checked here, so that a wrong one is
// refused when the job is created.
import type { Session } from '../auth/sessions.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import { scopeFor } from '../http/queryScope.ts';
import type { Tables } from '../model.ts';
import { prepare, type PreparedQuery } from '../soql/soql.ts';
import type { Delimiter, LineEnding } from './format.ts';
import type { Rendering } from './renderings.ts';

export interface Started {
  readonly prepared: PreparedQuery;
  readonly rendering: Rendering;
}

/** Checks the query for the session's user (throws OrgFault) and begins to render it. */
export function startQuery(
  ask: {
    query: string;
    operation: 'query' | 'queryAll';
    apiVersion: number;
    delimiter: Delimiter;
    lineEnding: LineEnding;
    pageRows: number;
  },
  session: Session,
  org: PracticeOrg,
): Started {
  const prepared = prepare(
    ask.query,
    scopeFor({ session, apiVersion: ask.apiVersion }, org, 'bulk', ask.operation === 'queryAll'),
  );
  const rendering = org.renderings.start({
    prepared,
    key: JSON.stringify([ask.query, ask.operation, session.userId, ask.apiVersion, dataAge(org)]),
    delimiter: ask.delimiter,
    lineEnding: ask.lineEnding,
    pageRows: ask.pageRows,
  });
  return { prepared, rendering };
}

/** What else a result depends on: the rows, what faults hide, and the day that date literals count from. */
function dataAge(org: PracticeOrg): unknown[] {
  return [
    generation(org.state.tables),
    org.faults.losses.generation,
    org.state.now().toISOString().slice(0, 10),
  ];
}

/** Grows with every write to any table. */
function generation(tables: Tables & { readonly generation?: number }): number {
  return tables.generation ?? 0;
}
