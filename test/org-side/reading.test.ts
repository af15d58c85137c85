import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { isFailure } from '../../src/kit/failure.ts';
import { checkedBlob, openBlob } from '../../src/org/blobs.ts';
import { describe as describeObject, describeGlobal, forgetDescribe } from '../../src/org/describe.ts';
import { batches, hiddenFields } from '../../src/org/fields.ts';
import { identify } from '../../src/org/identity.ts';
import { recordCounts } from '../../src/org/limits.ts';
import { ServerClock } from '../../src/org/serverClock.ts';
import { answer, errorOf, gather, refusal, withSession } from './localServer.ts';

const soqlIn = (path: string): string => new URL(path, 'http://x').searchParams.get('q') ?? '';
const page = (...records: object[]): object => ({ totalSize: records.length, done: true, records });

describe('a describe', () => {
  it('is asked once a session, by however many at once, and again after it was forgotten', async () => {
    await withSession(
      (_asked, response) => answer(response, 200, { name: 'Account', fields: [] }),
      async ({ session, server }) => {
        await Promise.all([describeObject(session, 'Account'), describeObject(session, 'Account')]);
        await describeObject(session, 'Account');
        expect(server.asked).to.have.length(1);
        forgetDescribe(session, 'Account');
        await describeObject(session, 'Account');
        expect(server.asked).to.have.length(2);
      },
    );
  });

  it('is not fetched again in a later session unless it changed', async () => {
    const stored = new Map<string, string>();
    const store = {
      get: (key: string) => Promise.resolve(stored.get(key)),
      set: (key: string, value: string) => Promise.resolve(void stored.set(key, value)),
    };
    const lastModified = 'Sun, 22 Nov 2026 03:40:00 GMT';
    for (const round of [1, 2]) {
      await withSession(
        (asked, response) => {
          if (asked.headers['if-modified-since'] === lastModified) return void response.writeHead(304).end();
          answer(response, 200, { sobjects: [{ name: 'Account' }] }, { 'last-modified': lastModified });
        },
        async ({ session }) =>
          void expect(await describeGlobal(session, store), `round ${round}`).to.deep.equal([
            { name: 'Account' },
          ]),
      );
    }
  });

  it('that failed is asked for again', async () => {
    await withSession(
      (_asked, response, nth) =>
        nth === 1 ? answer(response, 404, refusal('NOT_FOUND')) : answer(response, 200, { name: 'X' }),
      async ({ session }) => {
        expect(await errorOf(describeObject(session, 'X'))).to.have.property('code', 'NOT_FOUND');
        expect(await describeObject(session, 'X')).to.have.property('name', 'X');
      },
    );
  });
});

describe('hidden fields', () => {
  it('are those that FieldDefinition knows and the describe does not', async () => {
    const defined: Record<string, string[]> = {
      Account: ['Id', 'Name', 'Legacy_Score__c'],
      Contact: ['Id'],
      Broken: ['Id'],
    };
    await withSession(
      (asked, response) => {
        const object = /sobjects\/(\w+)\/describe/.exec(asked.path)?.[1];
        if (object) {
          answer(response, 200, { name: object, fields: [{ name: 'Id' }, { name: 'NAME' }] });
          return;
        }
        const soql = soqlIn(asked.path);
        if (soql.includes("'Broken'")) {
          answer(response, 400, refusal('INVALID_TYPE', 'not this one'));
          return;
        }
        const records = Object.keys(defined)
          .filter((name) => soql.includes(`'${name}'`))
          .flatMap((name) =>
            defined[name].map((field) => ({
              QualifiedApiName: field,
              EntityDefinition: { QualifiedApiName: name },
            })),
          );
        answer(response, 200, page(...records));
      },
      async ({ session }) => {
        const { hidden, unknown } = await hiddenFields(session, ['Account', 'Broken', 'Contact']);
        expect([...hidden]).to.deep.equal([['Account', ['Legacy_Score__c']]]);
        expect([...unknown].map(([object, error]) => [object, error.code])).to.deep.equal([
          ['Broken', 'INVALID_TYPE'],
        ]);
      },
    );
  });

  it('are asked for in batches below the cap of FieldDefinition', () => {
    const sizes = new Map(
      [
        ['A', 900],
        ['B', 200],
        ['C', 800],
        ['D', 1500],
        ['E', 1],
      ].map(([name, count]) => [
        name as string,
        new Set(Array.from({ length: count as number }, (_, n) => `F${n}`)),
      ]),
    );
    expect([...batches(sizes)]).to.deep.equal([['A'], ['B', 'C'], ['D'], ['E']]);
  });
});

describe('a file body (case 23)', () => {
  const body = Buffer.from('some bytes, streamed');
  const md5 = createHash('md5').update(body).digest('hex');
  const served =
    (bytes: Buffer) =>
    (_asked: unknown, response: Parameters<typeof answer>[0]): void =>
      answer(response, 200, bytes, { 'content-length': String(bytes.length) });

  it('comes through when size and checksum agree', async () => {
    await withSession(served(body), async ({ session, server }) => {
      const blob = await openBlob(session, 'ContentVersion', '068A', 'VersionData');
      expect(blob.bytes).to.equal(body.length);
      expect(
        Buffer.concat(await gather(checkedBlob(blob.body, { bytes: body.length, md5: md5.toUpperCase() }))),
      ).to.deep.equal(body);
      expect(server.asked[0]?.path).to.equal('/services/data/v67.0/sobjects/ContentVersion/068A/VersionData');
    });
  });

  const wrong: ReadonlyArray<[string, { bytes?: number; md5?: string }, string]> = [
    ['is shorter than the record says', { bytes: body.length + 1 }, 'bytes'],
    ['is longer than the record says', { bytes: body.length - 1 }, 'bytes'],
    ['has another checksum', { bytes: body.length, md5: '0'.repeat(32) }, 'md5'],
  ];
  for (const [what, expected, token] of wrong) {
    it(`is refused when it ${what}`, async () => {
      await withSession(served(body), async ({ session }) => {
        const blob = await openBlob(session, 'Attachment', '00PA', 'Body');
        const error = await errorOf(gather(checkedBlob(blob.body, expected)));
        expect(isFailure(error, 'blobMismatch') && error.tokens.what).to.equal(token);
      });
    });
  }

  it('that breaks off is an error', async () => {
    await withSession(
      (_asked, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half', () => response.destroy());
      },
      async ({ session }) => {
        const blob = await openBlob(session, 'Attachment', '00PA', 'Body');
        expect(await errorOf(gather(checkedBlob(blob.body, {})))).to.be.instanceOf(Error);
      },
    );
  });

  it('may be empty', async () => {
    await withSession(served(Buffer.alloc(0)), async ({ session }) => {
      const blob = await openBlob(session, 'Attachment', '00PA', 'Body');
      expect(await gather(checkedBlob(blob.body, { bytes: 0 }))).to.deep.equal([]);
    });
  });
});

describe('who and where', () => {
  it('is told by the org, with the permissions it can name', async () => {
    await withSession(
      (asked, response) => {
        const soql = soqlIn(asked.path);
        if (asked.path.endsWith('/userinfo')) answer(response, 200, { user_id: '005A' });
        else if (asked.path.endsWith('/UserPermissionAccess/describe'))
          answer(response, 200, {
            fields: ['Id', 'PermissionsViewAllData', 'PermissionsApiEnabled', 'PermissionsFly'].map(
              (name) => ({ name }),
            ),
          });
        else if (soql.includes('FROM Organization'))
          answer(
            response,
            200,
            page({
              Id: '00DA',
              Name: 'Ltd',
              InstanceName: 'EU1',
              OrganizationType: 'Enterprise Edition',
              IsSandbox: true,
              CreatedDate: '2020-01-01T00:00:00.000+0000',
            }),
          );
        else if (soql.includes('FROM UserPermissionAccess'))
          answer(response, 200, page({ PermissionsViewAllData: true, PermissionsApiEnabled: false }));
        else answer(response, 200, page({ Id: '005A', Username: 'a@b.c' }));
      },
      async ({ session }) => {
        const { org, user } = await identify(session);
        expect(org).to.deep.equal({
          id: '00DA',
          name: 'Ltd',
          instance: 'EU1',
          edition: 'Enterprise Edition',
          sandbox: true,
          created: '2020-01-01T00:00:00.000+0000',
        });
        expect(user).to.deep.equal({ id: '005A', username: 'a@b.c', permissions: ['ViewAllData'] });
      },
    );
  });

  it('runs on the server’s clock, which never runs ahead', () => {
    let local = 1000;
    const clock = new ServerClock(() => local);
    clock.learn('Sun, 22 Nov 2026 03:40:00 GMT');
    local += 1500;
    expect(clock.now().toISOString()).to.equal('2026-11-22T03:40:01.500Z');
    clock.learn('nonsense');
    clock.learn(undefined);
    expect(clock.now().toISOString()).to.equal('2026-11-22T03:40:01.500Z');
  });
});

describe('row counts', () => {
  it('are asked for in slices; what the org leaves out stays absent', async () => {
    const objects = Array.from({ length: 450 }, (_, n) => `Object_${n}__c`);
    await withSession(
      (asked, response) =>
        answer(response, 200, {
          sObjects: [
            { name: new URL(asked.path, 'http://x').searchParams.get('sObjects')!.split(',')[0], count: 7 },
          ],
        }),
      async ({ session, server }) => {
        expect([...(await recordCounts(session, objects))]).to.deep.equal([
          ['Object_0__c', 7],
          ['Object_200__c', 7],
          ['Object_400__c', 7],
        ]);
        expect(server.asked).to.have.length(3);
      },
    );
  });
});
