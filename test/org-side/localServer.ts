// A real HTTP server for one test: answers by a handler, remembers what it was asked, and knows how to break off.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  openSession,
  type Session,
  type SessionConnection,
  type SessionOptions,
} from '../../src/org/session.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Handler = (asked: Asked, response: ServerResponse, nth: number) => void | Promise<void>;

export interface LocalServer {
  readonly url: string;
  readonly asked: Asked[];
  close(): Promise<void>;
}

export async function startServer(handler: Handler): Promise<LocalServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      return handler(asked.at(-1)!, response, asked.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const TOKEN = '00D000000000001EAA!AQE.first';

export interface FakeConnection extends SessionConnection {
  accessToken: string;
  refreshes: number;
}

/** A connection whose refresh gives `renewed`; without it, one that has only an access token. */
export function connectionTo(url: string, renewed?: string): FakeConnection {
  return {
    instanceUrl: url,
    accessToken: TOKEN,
    refreshes: 0,
    getApiVersion: () => '67.0',
    getAuthInfo: () => ({ isAccessTokenFlow: () => renewed === undefined }),
    async refreshAuth() {
      this.refreshes += 1;
      await Promise.resolve();
      this.accessToken = renewed ?? this.accessToken;
    },
  };
}

export interface Harness {
  readonly server: LocalServer;
  readonly session: Session;
  readonly connection: FakeConnection;
  /** Milliseconds the session was told to wait. */
  readonly waits: number[];
}

/** Runs `work` with a session to a server of its own; no time passes while the session waits. */
export async function withSession(
  handler: Handler,
  work: (harness: Harness) => Promise<void>,
  { renewed, ...options }: SessionOptions & { readonly renewed?: string } = {},
): Promise<void> {
  const server = await startServer(handler);
  const connection = connectionTo(server.url, renewed);
  const waits: number[] = [];
  const sleep = (milliseconds: number): Promise<void> => Promise.resolve(void waits.push(milliseconds));
  const session = openSession(connection, { sleep, random: () => 1, ...options });
  try {
    await work({ server, session, connection, waits });
  } finally {
    await session.close();
    await server.close();
  }
}

export function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const isText = typeof body === 'string' || Buffer.isBuffer(body);
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

export const refusal = (errorCode: string, message = 'no'): unknown => [{ errorCode, message }];

/** The error a promise ends in. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('Expected a failure.');
}

/** Everything an async iterable yields. */
export async function gather<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
