import { expect } from 'chai';
import { text as readText } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { isFailure } from '../../src/kit/failure.ts';
import { OrgError } from '../../src/org/errors.ts';
import { answer, errorOf, refusal, TOKEN, withSession } from './localServer.ts';

const LIMITS = '/services/data/v67.0/limits';

describe('the session', () => {
  it('signs each call, names itself, and undoes gzip while streaming', async () => {
    const body = 'x'.repeat(300_000);
    await withSession(
      (_asked, response) => answer(response, 200, gzipSync(body), { 'content-encoding': 'gzip' }),
      async ({ server, session }) => {
        const opened = await session.open(LIMITS);
        expect(await readText(opened.body)).to.equal(body);
        expect(server.asked[0]?.headers.authorization).to.equal(`Bearer ${TOKEN}`);
        expect(server.asked[0]?.headers['user-agent']).to.match(/^sf-plugin-safekeep\/\d+\.\d+/);
      },
    );
  });

  it('refreshes once for all calls that met an expired token, and repeats them (case 6)', async () => {
    await withSession(
      (asked, response) => {
        if (asked.headers.authorization === 'Bearer renewed') answer(response, 200, { ok: true });
        else answer(response, 401, refusal('INVALID_SESSION_ID', 'Session expired or invalid'));
      },
      async ({ session, connection }) => {
        const answers = await Promise.all(Array.from({ length: 5 }, () => session.json(LIMITS)));
        expect(answers).to.deep.equal(Array(5).fill({ ok: true }));
        expect(connection.refreshes).to.equal(1);
      },
      { renewed: 'renewed' },
    );
  });

  it('ends when there is nothing to refresh an access token with', async () => {
    await withSession(
      (_asked, response) => answer(response, 401, refusal('INVALID_SESSION_ID')),
      async ({ session, connection }) => {
        expect(isFailure(await errorOf(session.json(LIMITS)), 'sessionExpired')).to.equal(true);
        expect(connection.refreshes).to.equal(0);
      },
    );
  });

  it('gives up when a fresh token is refused as well', async () => {
    await withSession(
      (_asked, response) => answer(response, 401, refusal('INVALID_SESSION_ID')),
      async ({ session, connection }) => {
        expect(isFailure(await errorOf(session.json(LIMITS)), 'sessionExpired')).to.equal(true);
        expect(connection.refreshes).to.equal(1);
      },
      { renewed: 'renewed' },
    );
  });

  it('never shows a token in what it throws', async () => {
    await withSession(
      (_asked, response) => answer(response, 401, refusal('INVALID_SESSION_ID')),
      async ({ session, connection }) => {
        connection.refreshAuth = () => Promise.reject(new Error(`refused: ${TOKEN}`));
        const error = (await errorOf(session.json(LIMITS))) as Error;
        expect(isFailure(error, 'sessionExpired')).to.equal(true);
        expect(`${error.message}${error.stack ?? ''}${String(error.cause)}`).not.to.contain('AQE');
      },
      { renewed: 'renewed' },
    );
  });

  it('repeats a GET whose connection was dropped, before and after the headers', async () => {
    await withSession(
      (_asked, response, nth) => {
        if (nth === 1) response.socket?.destroy();
        else if (nth === 2) {
          response.writeHead(200, { 'content-length': '100' });
          response.write('{"half"', () => response.destroy());
        } else answer(response, 200, { whole: true });
      },
      async ({ session, waits }) => {
        expect(await session.json(LIMITS)).to.deep.equal({ whole: true });
        expect(waits).to.deep.equal([500, 1000]);
      },
    );
  });

  it('does not repeat a POST that may have been executed', async () => {
    await withSession(
      (_asked, response) => void response.socket?.destroy(),
      async ({ session, server }) => {
        const error = await errorOf(session.json('/x', { method: 'POST', body: '{}' }));
        expect(isFailure(error, 'orgUnreachable')).to.equal(true);
        expect(server.asked).to.have.length(1);
      },
    );
  });

  for (const status of [420, 429, 500, 502, 503, 504]) {
    it(`backs off on HTTP ${status} and goes on`, async () => {
      await withSession(
        (_asked, response, nth) =>
          nth < 3 ? answer(response, status, 'busy') : answer(response, 200, { done: true }),
        async ({ session, waits }) => {
          expect(await session.json(LIMITS)).to.deep.equal({ done: true });
          expect(waits).to.deep.equal([500, 1000]);
        },
      );
    });
  }

  it('gives up after five retries', async () => {
    await withSession(
      (_asked, response) => answer(response, 503, refusal('SERVER_UNAVAILABLE')),
      async ({ session, waits, server }) => {
        const error = await errorOf(session.json(LIMITS));
        expect(error).to.be.instanceOf(OrgError).with.property('code', 'SERVER_UNAVAILABLE');
        expect(waits).to.deep.equal([500, 1000, 2000, 4000, 8000]);
        expect(server.asked).to.have.length(6);
      },
    );
  });

  it('stops at once at the daily limit of the org (case 7)', async () => {
    await withSession(
      (_asked, response) =>
        answer(response, 403, refusal('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), {
          'sforce-limit-info': 'api-usage=15000/15000',
        }),
      async ({ session, server }) => {
        const error = await errorOf(session.json(LIMITS));
        expect(isFailure(error, 'apiLimitReached') && error.tokens).to.deep.equal({
          used: 15000,
          limit: 15000,
        });
        expect(server.asked).to.have.length(1);
      },
    );
  });

  it('keeps to the API budget and counts what it used (case 7)', async () => {
    const seen: number[] = [];
    await withSession(
      (_asked, response, nth) =>
        answer(response, 200, {}, { 'sforce-limit-info': `api-usage=${nth + 57}/100` }),
      async ({ session, server }) => {
        await session.json(LIMITS);
        await session.json(LIMITS);
        await session.json(LIMITS);
        const error = await errorOf(session.json(LIMITS));
        expect(isFailure(error, 'apiBudgetReached') && error.tokens).to.deep.equal({
          used: 60,
          limit: 100,
          maxPercent: 60,
        });
        expect(server.asked).to.have.length(3);
        expect(seen).to.deep.equal([1, 2, 3]);
        expect(session.usage()).to.deep.equal({ calls: 3, used: 60, limit: 100 });
      },
      { apiBudget: { maxPercent: 60 }, onCall: ({ calls }) => seen.push(calls) },
    );
  });

  it('reads the time from the org, not from this machine', async () => {
    await withSession(
      (_asked, response) => answer(response, 200, {}, { date: 'Sun, 22 Nov 2026 03:40:00 GMT' }),
      async ({ session }) => {
        expect(() => session.serverNow()).to.throw();
        await session.json(LIMITS);
        expect(session.serverNow().toISOString()).to.match(/^2026-11-22T03:4/);
      },
    );
  });

  it('ends at once when aborted, with the reason of the abort', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped by hand');
    await withSession(
      () => controller.abort(reason),
      async ({ session }) => {
        expect(await errorOf(session.json(LIMITS))).to.equal(reason);
        expect(await errorOf(session.json(LIMITS))).to.equal(reason);
      },
      { signal: controller.signal },
    );
  });

  it('sends its token to the instance only', async () => {
    await withSession(
      (_asked, response) => answer(response, 200, {}),
      async ({ session, server }) => {
        const error = await errorOf(session.json('https://elsewhere.example/services/data'));
        expect(isFailure(error, 'foreignAddress')).to.equal(true);
        await session.json('//services/data');
        expect(server.asked.map(({ path }) => path)).to.deep.equal(['/services/data']);
      },
    );
  });

  it('asks again when a success is not JSON', async () => {
    await withSession(
      (_asked, response, nth) =>
        nth === 1 ? answer(response, 200, '{"cut":') : answer(response, 200, { ok: 1 }),
      async ({ session }) => void expect(await session.json(LIMITS)).to.deep.equal({ ok: 1 }),
    );
  });

  it('goes around the proxy for hosts that NO_PROXY names', async () => {
    const names = ['http_proxy', 'no_proxy'] as const;
    const before = names.map((name) => process.env[name]);
    // Nothing listens on port 9 (discard): a call through this proxy would fail.
    Object.assign(process.env, { http_proxy: 'http://127.0.0.1:9', no_proxy: '127.0.0.1' });
    try {
      await withSession(
        (_asked, response) => answer(response, 200, { direct: true }),
        async ({ session }) => void expect(await session.json(LIMITS)).to.deep.equal({ direct: true }),
      );
    } finally {
      names.forEach((name, at) => {
        if (before[at] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[at];
      });
    }
  });
});
