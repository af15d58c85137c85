// A plain HTTP client for the org's own tests: what arrives, status and headers included, with nothing retried.
import type { RunningOrg } from './serveOrg.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body parsed, as what the caller says it is; throws when it is no JSON. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- a test names the shape it expects
  json<T = unknown>(): T;
}

export interface Visitor {
  readonly token: string;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  query(soql: string, headers?: Record<string, string>): Promise<Reply>;
}

export const DATA = '/services/data/v64.0';

/** A visitor with a session of its own; the administrator's unless another username, or a token, is given. */
export function visit(org: RunningOrg, who: { username?: string; token?: string } = {}): Visitor {
  const token = who.token ?? org.token(who.username);
  const send: Visitor['send'] = async (method, path, body, headers = {}) => {
    const raw = body === undefined || typeof body === 'string' || body instanceof URLSearchParams;
    const response = await fetch(org.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      body: raw ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text) as never,
    };
  };
  return {
    token,
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    query: (soql, headers) => send('GET', `${DATA}/query?q=${encodeURIComponent(soql)}`, undefined, headers),
  };
}

/** `[status, errorCode]` of a refused REST call. */
export function refusedWith(reply: Reply): [number, string | undefined] {
  return [reply.status, reply.json<Array<{ errorCode?: string }>>()[0]?.errorCode];
}
