// What a request and a reply look like to the rooms of the practice org: plain data, so that composite
// subrequests, tests and the HTTP server run the same handlers.
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Session } from '../auth/sessions.ts';
import { OrgFault } from '../model.ts';
import type { SoapCall } from '../soap/envelope.ts';

/** A request before anybody looked at who sent it. `path` has single slashes and no query. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The whole body, read once and kept. */
  body(): Promise<Buffer>;
}

/** A request that passed the gates: its route's parameters are decoded, its session is valid. */
export interface RoutedCall extends Call {
  readonly params: Readonly<Record<string, string>>;
  /** The version in the path (`/v64.0/` is 64); 0 where the path has none. */
  readonly apiVersion: number;
  readonly session: Session;
  /** The parsed envelope of a SOAP call. */
  readonly soap?: SoapCall;
}

/** A reply. A stream is sent as it stands; text and buffers are gzipped when the client asks. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | Readable;
}

const JSON_TYPE = 'application/json;charset=UTF-8';

/** A JSON reply from a value that holds no numbers with a text of their own. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return jsonText(JSON.stringify(value), status, headers);
}

/** A JSON reply from text that is JSON already. */
export function jsonText(body: string, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': JSON_TYPE, ...headers }, body };
}

/** An XML reply (SOAP, Bulk v1). */
export function xml(body: string, status = 200, type = 'text/xml;charset=UTF-8'): Answer {
  return { status, headers: { 'content-type': type }, body };
}

/** A reply of plain text, `text/plain` unless told. */
export function text(body: string, status = 200, type = 'text/plain;charset=UTF-8'): Answer {
  return { status, headers: { 'content-type': type }, body };
}

/** A reply without a body: 204, 304, and the 200 of a revoked token. */
export function empty(status: number, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: '' };
}

/** The body of a JSON call; a body that is no JSON is the client's fault (JSON_PARSER_ERROR). */
export async function jsonBody(call: Call): Promise<unknown> {
  const bytes = await call.body();
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new OrgFault(
      'JSON_PARSER_ERROR',
      `Unexpected character at [line:1, column:1]: ${(cause as Error).message}`,
    );
  }
}
