// Which handler answers a path. Routes are rows of a table, so that the writing calls, faults and the request log
// all name an endpoint by the same word.
import type { Answer, RoutedCall } from './call.ts';
import type { Protocol } from './refusals.ts';
import type { PracticeOrg } from './practiceOrg.ts';

export type Handler = (call: RoutedCall, org: PracticeOrg) => Answer | Promise<Answer>;

export interface Route {
  /** What fault plans and the request log call this endpoint. */
  readonly name: string;
  /** One method, or `ANY`. */
  readonly method: string;
  /** `/a/:param/b`; `:version` is `v64.0`, or `64.0` in Bulk v1 and SOAP paths; a last `:rest*` takes all that is left. */
  readonly path: string;
  readonly protocol: Protocol;
  readonly handle: Handler;
}

export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly apiVersion: number;
}

/** A path's route, the methods its other routes take when the method is wrong, or nothing. */
export type Lookup = { readonly found: Found } | { readonly allowed: readonly string[] };

export interface Router {
  find(method: string, path: string): Lookup;
}

/** Compiles the table once. Earlier rows win, so exact paths stand before those with parameters. */
export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map((route) => ({ route, ...compile(route.path) }));
  return {
    find(method, path) {
      const allowed = new Set<string>();
      for (const { route, pattern, names } of compiled) {
        const match = pattern.exec(path);
        if (match === null) continue;
        if (
          route.method === method ||
          route.method === 'ANY' ||
          (method === 'HEAD' && route.method === 'GET')
        ) {
          return { found: found(route, names, match) };
        }
        allowed.add(route.method);
      }
      return { allowed: [...allowed] };
    },
  };
}

function found(route: Route, names: readonly string[], match: RegExpExecArray): Found {
  const params = Object.fromEntries(names.map((name, index) => [name, decode(match[index + 1] ?? '')]));
  return { route, params, apiVersion: Number((params.version ?? '0').replace(/^v/, '')) };
}

/** A stray `%` is kept as it is: Salesforce answers such paths with "not found" rather than a broken request. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function compile(path: string): { pattern: RegExp; names: string[] } {
  const names: string[] = [];
  const source = path
    .split('/')
    .map((part) => {
      if (!part.startsWith(':')) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      const name = part.slice(1).replace('*', '');
      names.push(name);
      if (name === 'version') return '(v?\\d+\\.\\d)';
      return part.endsWith('*') ? '(.+)' : '([^/]+)';
    })
    .join('/');
  return { pattern: new RegExp(`^${source}/?$`), names };
}
