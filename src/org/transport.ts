// One HTTP exchange over undici: kept-alive connections, proxies by environment with NO_PROXY honoured, gzip undone
// while streaming. Knows neither tokens nor retries; says which breakdowns of the network are worth another try.
import type { Readable } from 'node:stream';
import { EnvHttpProxyAgent, request, type Dispatcher } from 'undici';
import { gunzipped } from '../kit/gunzip.ts';

export interface Exchange {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | Readable;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case; a repeated header joined by commas. */
  readonly headers: Readonly<Partial<Record<string, string>>>;
  /** The body as it came. Read it or `body` to the end, or destroy it, or its connection stays taken. */
  readonly encoded: Readable;
  readonly isGzip: boolean;
  /** The body decoded. */
  readonly body: Readable;
}

// A REST call may run for 10 minutes before its first byte (Salesforce's limit), so ours waits longer.
const HEADERS_TIMEOUT = 11 * 60_000;
const BODY_TIMEOUT = 5 * 60_000;
const CONNECT_TIMEOUT = 30_000;

export function openDispatcher(): Dispatcher {
  return new EnvHttpProxyAgent({
    headersTimeout: HEADERS_TIMEOUT,
    bodyTimeout: BODY_TIMEOUT,
    connect: { timeout: CONNECT_TIMEOUT },
  });
}

export async function exchange(dispatcher: Dispatcher, url: URL, sent: Exchange): Promise<Answer> {
  const { statusCode, headers, body } = await request(url, {
    dispatcher,
    method: sent.method,
    headers: sent.headers,
    body: sent.body ?? null,
    signal: sent.signal ?? null,
  });
  // Whoever reads the body hears of its errors; a body that nobody reads any more must not end the process by one.
  body.on('error', () => undefined);
  return answerOf(statusCode, plainHeaders(headers), body);
}

function answerOf(status: number, headers: Answer['headers'], encoded: Readable): Answer {
  const isGzip = headers['content-encoding'] === 'gzip';
  let body: Readable | undefined;
  return {
    status,
    headers,
    encoded,
    isGzip,
    get body() {
      return (body ??= isGzip ? gunzipped(encoded) : encoded);
    },
  };
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]): Array<[string, string]> =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
  );
  return Object.fromEntries(entries);
}

const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const UNDER_WAY = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECONNABORTED',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'HPE_INVALID_EOF_STATE',
  'ERR_STREAM_PREMATURE_CLOSE',
  // zlib: the compressed body ended early or was damaged on the way.
  'Z_BUF_ERROR',
  'Z_DATA_ERROR',
]);

/** `unsent`: the org never got the request. `broken`: it may have. `undefined`: not the network's doing. */
export function breakdown(error: unknown): 'unsent' | 'broken' | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== undefined && BEFORE_SENDING.has(code)) return 'unsent';
    if (code !== undefined && UNDER_WAY.has(code)) return 'broken';
  }
  return undefined;
}
