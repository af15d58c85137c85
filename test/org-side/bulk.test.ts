import { expect } from 'chai';
import fc from 'fast-check';
import { text as readText } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { mapConcurrently } from '../../src/kit/concurrency.ts';
import { isFailure } from '../../src/kit/failure.ts';
import { openPage, resultPages } from '../../src/org/bulkPages.ts';
import { abortJob, awaitJob, createJob, deleteJob, job } from '../../src/org/bulkQuery.ts';
import { OrgError } from '../../src/org/errors.ts';
import { splitByIdRanges } from '../../src/org/idRanges.ts';
import type { Session } from '../../src/org/session.ts';
import { answer, type Asked, errorOf, gather, type Handler, refusal, withSession } from './localServer.ts';

const JOB = '/services/data/v64.0/jobs/query/750A';
const ref = { id: '750A', apiVersion: 64 };
const state = (name: string, more: object = {}): object => ({
  id: '750A',
  apiVersion: 64,
  object: 'Account',
  operation: 'query',
  state: name,
  ...more,
});

/** Results in pages of one row each, `locator=n` naming page n. */
const results =
  (pages: number, listed: boolean): Handler =>
  (asked, response) => {
    const url = new URL(asked.path, 'http://x');
    const at = Number(url.searchParams.get('locator') ?? 0);
    if (url.pathname === `${JOB}/resultPages`) {
      if (!listed) {
        answer(response, 404, refusal('NOT_FOUND'));
        return;
      }
      const shown = [at, at + 1].filter((n) => n < pages);
      const more = at + 2 < pages;
      answer(response, 200, {
        resultPages: shown.map((n) => ({ resultUrl: `${JOB}/results${n === 0 ? '' : `?locator=${n}`}` })),
        nextRecordsUrl: more ? `${JOB}/resultPages?locator=${at + 2}` : null,
        done: !more,
      });
      return;
    }
    answer(response, 200, gzipSync(`"Id"\n"${at}"\n`), {
      'content-encoding': 'gzip',
      'sforce-numberofrecords': '1',
      'sforce-locator': at + 1 < pages ? String(at + 1) : 'null',
    });
  };

const readAll = (session: Session, limit = 4): Promise<string[]> =>
  gather(
    mapConcurrently(resultPages(session, ref), limit, async (page) => {
      const opened = await openPage(session, ref, page);
      expect(opened.rows).to.equal(1);
      return `${page.index}:${(await readText(opened.content.body)).split('\n')[1]}`;
    }),
  );

describe('a Bulk query job', () => {
  it('is created with its statement in the body (case 43: no URI limit) and spoken to in its own API version', async () => {
    await withSession(
      (asked, response) =>
        answer(response, 200, asked.method === 'GET' ? state('JobComplete') : state('UploadComplete')),
      async ({ session, server }) => {
        const soql = `SELECT ${'Name, '.repeat(5000)}Id FROM Account`;
        const created = await createJob(session, soql, 'queryAll');
        await job(session, created);
        expect(JSON.parse(server.asked[0].body)).to.include({
          query: soql,
          operation: 'queryAll',
          lineEnding: 'LF',
        });
        expect(server.asked.map(({ path }) => path)).to.deep.equal(['/services/data/v67.0/jobs/query', JOB]);
      },
    );
  });

  it('is waited for with growing patience, however long it takes (case 9)', async () => {
    const states: string[] = [];
    await withSession(
      (_asked, response, nth) => answer(response, 200, state(nth < 12 ? 'InProgress' : 'JobComplete')),
      async ({ session, waits }) => {
        await awaitJob(session, ref, {
          soql: 'SELECT Id FROM Account',
          listener: (seen) => states.push(seen.state),
        });
        expect(waits).to.deep.equal([250, 375, 563, 844, 1266, 1898, 2848, 4271, 5000, 5000, 5000]);
        expect(states).to.have.length(12);
      },
    );
  });

  it('tells why it failed by asking for one row', async () => {
    await withSession(
      (asked, response) =>
        asked.path.includes('/jobs/')
          ? answer(response, 200, state('Failed', { retries: 0 }))
          : answer(response, 400, refusal('INVALID_FIELD', 'No such column')),
      async ({ session, server }) => {
        expect(await errorOf(awaitJob(session, ref, { soql: 'SELECT X FROM Account' }))).to.include({
          code: 'INVALID_FIELD',
        });
        expect(server.asked.at(-1)?.path).to.contain('X+FROM+Account+LIMIT+1');
      },
    );
  });

  it('asks to be split when it failed though one row can be read', async () => {
    await withSession(
      (asked, response) =>
        answer(
          response,
          200,
          asked.path.includes('/jobs/')
            ? state('Failed', { retries: 15 })
            : { totalSize: 1, done: true, records: [] },
        ),
      async ({ session }) => {
        const error = await errorOf(awaitJob(session, ref, { soql: 'SELECT Id FROM Account' }));
        expect(error).to.be.instanceOf(OrgError).and.include({ code: 'BULK_JOB_FAILED' });
      },
    );
  });

  it('says when it is gone or was aborted', async () => {
    await withSession(
      (_asked, response, nth) =>
        nth === 1 ? answer(response, 200, state('Aborted')) : answer(response, 404, refusal('NOT_FOUND')),
      async ({ session }) => {
        expect(isFailure(await errorOf(awaitJob(session, ref, { soql: '' })), 'bulkJobAborted')).to.equal(
          true,
        );
        expect(isFailure(await errorOf(job(session, ref)), 'bulkJobGone')).to.equal(true);
      },
    );
  });

  it('can be aborted and deleted', async () => {
    await withSession(
      (asked, response) =>
        asked.method === 'DELETE'
          ? void response.writeHead(204).end()
          : answer(response, 200, state('Aborted')),
      async ({ session, server }) => {
        await abortJob(session, ref);
        await deleteJob(session, ref);
        expect(server.asked.map(({ method, path, body }) => [method, path, body])).to.deep.equal([
          ['PATCH', JOB, '{"state":"Aborted"}'],
          ['DELETE', JOB, ''],
        ]);
      },
    );
  });
});

describe('the result pages of a job', () => {
  const asksFor =
    (path: string) =>
    (asked: Asked): boolean =>
      asked.path.includes(path);

  it('are listed ahead and read in parallel where the org can list them (case 1)', async () => {
    await withSession(results(5, true), async ({ session, server }) => {
      expect((await readAll(session)).sort()).to.deep.equal([0, 1, 2, 3, 4].map((n) => `${n}:"${n}"`));
      expect(server.asked.filter(asksFor('/resultPages'))).to.have.length(3);
    });
  });

  it('are followed by their locators elsewhere; the word null ends them (case 2)', async () => {
    await withSession(results(3, false), async ({ session, server }) => {
      expect(await readAll(session)).to.deep.equal(['0:"0"', '1:"1"', '2:"2"']);
      expect(server.asked.filter(asksFor('locator=null'))).to.deep.equal([]);
      expect(server.asked.filter(asksFor('/results'))).to.have.length(3);
    });
  });

  it('continue from the same locator with a fresh session, without a row twice (case 6)', async () => {
    let expired = false;
    await withSession(
      (asked, response, nth) => {
        if (asked.path.endsWith('locator=1') && !expired) {
          expired = true;
          answer(response, 401, refusal('INVALID_SESSION_ID'));
          return;
        }
        return results(3, false)(asked, response, nth);
      },
      async ({ session, connection }) => {
        expect(await readAll(session, 1)).to.deep.equal(['0:"0"', '1:"1"', '2:"2"']);
        expect(connection.refreshes).to.equal(1);
      },
      { renewed: 'renewed' },
    );
  });

  it('end in an error, not in a wait for ever, when one cannot be opened', async () => {
    await withSession(
      (asked, response, nth) =>
        asked.path.endsWith('locator=1')
          ? answer(response, 404, refusal('NOT_FOUND'))
          : results(3, false)(asked, response, nth),
      async ({ session }) =>
        void expect(isFailure(await errorOf(readAll(session)), 'bulkJobGone')).to.equal(true),
    );
  });

  it('are refused without a count of their rows', async () => {
    await withSession(
      (_asked, response) => answer(response, 200, '"Id"\n', { 'sforce-locator': 'null' }),
      async ({ session }) => {
        const error = await errorOf(openPage(session, ref, { index: 0, url: `${JOB}/results` }));
        expect(isFailure(error, 'bulkPageMalformed')).to.equal(true);
      },
    );
  });

  it('break with an error when the stream is cut, so that the page can be read again', async () => {
    await withSession(
      (_asked, response) => {
        response.writeHead(200, {
          'content-encoding': 'gzip',
          'sforce-numberofrecords': '1',
          'sforce-locator': 'null',
        });
        response.end(gzipSync('"Id"\n'.repeat(1000)).subarray(0, 30));
      },
      async ({ session }) => {
        const opened = await openPage(session, ref, { index: 0, url: `${JOB}/results` });
        expect(await errorOf(readText(opened.content.body))).to.be.instanceOf(Error);
      },
    );
  });
});

describe('an opened page', () => {
  for (const encoding of ['gzip', 'identity']) {
    it(`can be left in the middle, or never read at all (${encoding})`, async () => {
      const body = Buffer.alloc(3_000_000, '"x"\n');
      await withSession(
        (_asked, response) => {
          const headers = {
            'sforce-numberofrecords': '1',
            'sforce-locator': 'null',
            'content-encoding': encoding,
          };
          response.writeHead(200, headers).end(encoding === 'gzip' ? gzipSync(body, { level: 0 }) : body);
        },
        async ({ session }) => {
          const page = { index: 0, url: `${JOB}/results` };
          for await (const chunk of (await openPage(session, ref, page)).content.body) {
            expect(chunk).to.have.property('length');
            break;
          }
          await openPage(session, ref, page);
          const opened = await openPage(session, ref, page);
          expect(await readText(opened.content.body)).to.have.length(body.length);
        },
      );
    });
  }
});

describe('Id ranges', () => {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const id = fc
    .array(fc.constantFrom(...digits.split('')), { minLength: 12, maxLength: 12 })
    .map((tail) => `001${tail.join('')}`);

  it('meet every Id exactly once', () => {
    fc.assert(
      fc.property(id, id, id, fc.integer({ min: 1, max: 20 }), (one, other, probe, pieces) => {
        const [min = '', max = ''] = [one, other].sort();
        const conditions = splitByIdRanges(min, max, pieces);
        const meets = (condition: string): boolean =>
          condition.split(' AND ').every((part) => {
            const [, operator, bound] = /^Id (>=|<|!=) '?(\w+)'?$/.exec(part)!;
            return operator === '!=' || (operator === '<' ? probe < bound : probe >= bound);
          });
        expect(conditions.filter(meets)).to.have.length(1);
        expect(conditions.length).to.be.at.most(pieces);
      }),
      { verbose: true },
    );
  });

  it('cut evenly', () => {
    expect(splitByIdRanges('001000000000000AAA', '00100000000000zAAA', 2)).to.deep.equal([
      "Id < '00100000000000U'",
      "Id >= '00100000000000U'",
    ]);
    expect(splitByIdRanges('001000000000000AAA', '001000000000000AAA', 4)).to.deep.equal(['Id != null']);
  });
});
