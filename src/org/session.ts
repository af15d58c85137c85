// The one door to the org: every call of this house goes through a Session, which signs it, counts it, keeps to the
// API budget, repeats what may be repeated, refreshes an expired session once for all, and reads the server's clock.
// jsforce's own door is not used for data: it neither retries dropped sockets nor honours NO_PROXY nor streams.
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import type { Dispatcher } from 'undici';
import { Failure } from '../kit/failure.ts';
import { Authentication, type SessionConnection } from './authentication.ts';
import { type Sleep, retryDelay, sleep as realSleep } from './backOff.ts';
import { readErrorBody } from './errorBody.ts';
import { OrgError } from './errors.ts';
import { nextStep } from './nextStep.ts';
import { ServerClock } from './serverClock.ts';
import { type Answer, exchange, openDispatcher } from './transport.ts';
import { type ApiBudget, type Usage, UsageMeter } from './usage.ts';

export type { Answer } from './transport.ts';
export type { SessionConnection } from './authentication.ts';

export interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A function gets the access token, for protocols that carry it in the body (SOAP); then no bearer header is sent. */
  readonly body?: string | Buffer | ((accessToken: string) => string);
  /** A body too large to hold, opened anew for every try. Its length must be in the headers. */
  readonly stream?: () => Readable;
  /** May be sent twice without harm. Default: GET, HEAD and DELETE may. */
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal;
}

export interface SessionOptions {
  readonly signal?: AbortSignal;
  readonly onCall?: (usage: Usage) => void;
  readonly apiBudget?: ApiBudget;
  /** For tests: time and chance. */
  readonly sleep?: Sleep;
  readonly random?: () => number;
}

export interface Session {
  readonly connection: SessionConnection;
  /** `67.0` */
  readonly apiVersion: string;
  /** `/services/data/v67.0/<path>` */
  resource(path: string, apiVersion?: string): string;
  /** The answer with its body still to be streamed. Throws OrgError for every refusal, Failure for what ends a run. */
  open(path: string, call?: Call): Promise<Answer>;
  /** The whole body as text; a connection that breaks while reading is part of the retried call. */
  text(path: string, call?: Call): Promise<{ readonly answer: Answer; readonly text: string }>;
  json<T>(path: string, call?: Call): Promise<T>;
  /** Waits, or throws the abort's reason. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** The org's time; throws before the first answer. */
  serverNow(): Date;
  usage(): Usage;
  /** Counts a call that another client (SDR) makes with the same connection. */
  charge(): void;
  close(): Promise<void>;
}

const PACKAGE = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const USER_AGENT = `sf-plugin-safekeep/${PACKAGE.version}`;
const REPEATABLE = new Set(['GET', 'HEAD', 'DELETE']);

/** Opens a session over an authenticated connection. Nothing is sent until the first call. */
export function openSession(connection: SessionConnection, options: SessionOptions = {}): Session {
  return new OrgSession(connection, options);
}

class OrgSession implements Session {
  readonly connection: SessionConnection;
  readonly apiVersion: string;
  readonly #options: SessionOptions;
  readonly #dispatcher: Dispatcher = openDispatcher();
  readonly #meter: UsageMeter;
  readonly #clock = new ServerClock();
  readonly #signals = new WeakMap<AbortSignal, AbortSignal>();
  readonly #authentication: Authentication;

  constructor(connection: SessionConnection, options: SessionOptions) {
    this.connection = connection;
    this.apiVersion = connection.getApiVersion();
    this.#options = options;
    this.#meter = new UsageMeter(options.apiBudget, options.onCall);
    this.#authentication = new Authentication(connection);
  }

  resource(path: string, apiVersion = this.apiVersion): string {
    return `/services/data/v${apiVersion}/${path}`;
  }

  open(path: string, call: Call = {}): Promise<Answer> {
    return this.#perform(path, call, (answer) => Promise.resolve(answer));
  }

  text(path: string, call: Call = {}): Promise<{ answer: Answer; text: string }> {
    return this.#perform(path, call, async (answer) => ({ answer, text: await readText(answer.body) }));
  }

  async json<T>(path: string, call: Call = {}): Promise<T> {
    return this.#perform(
      path,
      call,
      async (answer) => parseJson(answer.status, await readText(answer.body)) as T,
    );
  }

  pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return (this.#options.sleep ?? realSleep)(milliseconds, this.#signal(signal));
  }

  serverNow(): Date {
    return this.#clock.now();
  }

  usage(): Usage {
    return this.#meter.usage();
  }

  charge(): void {
    this.#meter.settle(this.#meter.charge());
  }

  close(): Promise<void> {
    return this.#dispatcher.destroy();
  }

  async #perform<T>(path: string, call: Call, consume: (answer: Answer) => Promise<T>): Promise<T> {
    const signal = this.#signal(call.signal);
    const repeatable = call.idempotent ?? REPEATABLE.has(call.method ?? 'GET');
    let refreshed = false;
    for (let retry = 0; ;) {
      const token = this.#authentication.token();
      try {
        return await this.#once(path, call, token, consume);
      } catch (error) {
        signal?.throwIfAborted();
        const step = nextStep(error, { retry, repeatable, refreshed });
        if (step.kind === 'give up') throw this.#final(step.error);
        if (step.kind === 'refresh') {
          await this.#authentication.refresh(token);
          refreshed = true;
        } else await this.pause(retryDelay(retry++, (this.#options.random ?? Math.random)()), signal);
      }
    }
  }

  async #once<T>(
    path: string,
    call: Call,
    token: string,
    consume: (answer: Answer) => Promise<T>,
  ): Promise<T> {
    const signal = this.#signal(call.signal);
    signal?.throwIfAborted();
    const answer = await this.#counted(path, call, token, signal);
    this.#clock.learn(answer.headers.date);
    if (answer.status >= 400) throw readErrorBody(answer.status, await readText(answer.body));
    return consume(answer);
  }

  async #counted(path: string, call: Call, token: string, signal: AbortSignal | undefined): Promise<Answer> {
    const charged = this.#meter.charge();
    let limitInfo: string | undefined;
    try {
      const answer = await exchange(this.#dispatcher, this.#url(path), { ...outgoing(call, token), signal });
      limitInfo = answer.headers['sforce-limit-info'];
      return answer;
    } finally {
      this.#meter.settle(charged, limitInfo);
    }
  }

  /** Only ever the instance's own address: a path from an answer must not carry the token elsewhere. */
  #url(path: string): URL {
    const base = new URL(this.connection.instanceUrl);
    const url = new URL(path.replace(/^\/+/, '/'), base);
    if (url.origin !== base.origin)
      throw new Failure('foreignAddress', { origin: url.origin, instance: base.origin });
    return url;
  }

  /** The session's signal and the call's in one; made once for each, because a run makes thousands of calls with one. */
  #signal(signal: AbortSignal | undefined): AbortSignal | undefined {
    const own = this.#options.signal;
    if (signal === undefined || own === undefined) return signal ?? own;
    const known = this.#signals.get(signal) ?? AbortSignal.any([own, signal]);
    this.#signals.set(signal, known);
    return known;
  }

  #final(error: unknown): unknown {
    if (!(error instanceof OrgError) || error.code !== 'REQUEST_LIMIT_EXCEEDED') return error;
    const { used = 0, limit = 0 } = this.usage();
    return new Failure('apiLimitReached', { used, limit }, { cause: error });
  }
}

function outgoing(
  call: Call,
  token: string,
): { method: string; headers: Record<string, string>; body?: string | Buffer | Readable } {
  const inBody = typeof call.body === 'function';
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'gzip',
    'user-agent': USER_AGENT,
    ...(inBody ? {} : { authorization: `Bearer ${token}` }),
    ...call.headers,
  };
  const body = typeof call.body === 'function' ? call.body(token) : (call.body ?? call.stream?.());
  return { method: call.method ?? 'GET', headers, body };
}

function parseJson(status: number, text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new OrgError('INVALID_ANSWER', status, 'The answer is not JSON.'), { cause });
  }
}
