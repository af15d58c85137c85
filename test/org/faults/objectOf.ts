// Which object a call is about, read off its path, its query, its job or its locator: fault plans name objects.
import type { Call } from '../http/call.ts';

/** Looks behind ids: the object of a Bulk job or of a query locator. */
export interface IdLookup {
  job(id: string): string | undefined;
  cursor(locator: string): string | undefined;
}

/** The object's name, or nothing for calls that are about none (or carry it in a body not read yet). */
export function objectOf(call: Call, lookup: IdLookup): string | undefined {
  const soql = call.query.get('q') ?? call.query.get('explain');
  if (soql !== null) return fromClause(soql);
  const path = call.path.split('/');
  const after = (part: string): string | undefined => path[path.indexOf(part) + 1 || path.length];
  const job = /\/jobs\/(?:query|ingest)\/(\w+)/.exec(call.path)?.[1];
  if (job !== undefined) return lookup.job(job);
  const locator = /\/(?:query|queryAll)\/([\w-]+)$/.exec(call.path)?.[1];
  if (locator !== undefined) return lookup.cursor(locator);
  return after('sobjects');
}

/** The object after the outermost FROM: subqueries stand in brackets before it. */
export function fromClause(soql: string): string | undefined {
  let flat = soql.replace(/'(?:\\.|[^'\\])*'/gs, "''");
  for (let before = ''; before !== flat;) {
    before = flat;
    flat = flat.replace(/\([^()]*\)/g, ' ');
  }
  return /\bfrom\s+(\w+)/i.exec(flat)?.[1];
}
