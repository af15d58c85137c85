// The org side against the practice org: real HTTP, real rows, faults on the way.
import { expect } from 'chai';
import { checkedBlob, openBlob } from '../../src/org/blobs.ts';
import { openPage, resultPages } from '../../src/org/bulkPages.ts';
import { awaitJob, createJob, deleteJob } from '../../src/org/bulkQuery.ts';
import { columnSplitPages } from '../../src/org/columnSplit.ts';
import { describe as describeObject, describeGlobal, type FieldDescribe } from '../../src/org/describe.ts';
import { hiddenFields } from '../../src/org/fields.ts';
import { identify } from '../../src/org/identity.ts';
import { checkedPage } from '../../src/org/pageStream.ts';
import { count, queryPages, queryRows, type RestValue } from '../../src/org/query.ts';
import { OrgError, reactionTo } from '../../src/org/errors.ts';
import { isFailure } from '../../src/kit/failure.ts';
import { openSession, type Session, type SessionOptions } from '../../src/org/session.ts';
import { type RunningOrg, startOrg } from '../org/startOrg.ts';
import { connectionTo, errorOf, gather } from './localServer.ts';

/** A plain cell as Bulk would write it. */
const text = (value: RestValue): string =>
  value === null ? '' : typeof value === 'object' ? '?' : String(value);

const LEADING = ['Id', 'IsDeleted'];
const inBulk = ({ type }: FieldDescribe): boolean => !['address', 'location', 'base64'].includes(type);

/** The columns a Bulk query can read, Id and IsDeleted first. */
async function columnsOf(session: Session, object: string): Promise<FieldDescribe[]> {
  const { fields } = await describeObject(session, object);
  const leading = LEADING.flatMap((name) => fields.filter((field) => field.name === name));
  return [...leading, ...fields.filter((field) => inBulk(field) && !leading.includes(field))];
}

/** All rows of an object by Bulk, a broken page read again. */
async function readByBulk(
  session: Session,
  object: string,
): Promise<{ csv: string; rows: number; deleted: number; pages: number }> {
  const columns = await columnsOf(session, object);
  const soql = `SELECT ${columns.map(({ name }) => name).join(', ')} FROM ${object}`;
  const job = await createJob(session, soql, 'queryAll');
  await awaitJob(session, job, { soql });
  const whole = { csv: '', rows: 0, deleted: 0, pages: 0 };
  for await (const page of resultPages(session, job)) {
    const readOnce = async () => {
      const { rows, content } = await openPage(session, job, page);
      const checked = checkedPage({ rows, body: content.body }, columns);
      return { bytes: Buffer.concat(await gather(checked.bytes)), checked };
    };
    const { bytes, checked } = await readOnce().catch(readOnce);
    const text = bytes.toString();
    whole.csv += whole.pages === 0 ? text : text.slice(text.indexOf('\n') + 1);
    whole.rows += checked.rows;
    whole.deleted += checked.deletedRows;
    whole.pages += 1;
  }
  await deleteJob(session, job);
  return whole;
}

describe('the org side against the practice org', () => {
  let org: RunningOrg;
  const opened: Session[] = [];

  const sessionOf = (username?: string, options: SessionOptions = {}, renew?: () => string): Session => {
    const connection = connectionTo(org.url, renew && '');
    connection.accessToken = org.token(username);
    if (renew) connection.refreshAuth = () => Promise.resolve(void (connection.accessToken = renew()));
    const session = openSession(connection, { sleep: () => Promise.resolve(), ...options });
    opened.push(session);
    return session;
  };

  before(async function () {
    this.timeout(30_000);
    org = await startOrg({ seed: 1, bulkPageRows: 400 });
  });

  afterEach(() => org.setFaults());

  after(async () => {
    for (const session of opened) await session.close();
    await org.stop();
  });

  it('knows the org, the user and the time', async () => {
    const session = sessionOf();
    const identity = await identify(session);
    expect(identity.org.id).to.equal(org.orgId);
    expect(identity.user.username).to.equal('admin@practice.example');
    expect(Math.abs(identity.serverTime.getTime() - org.clock.now().getTime())).to.be.lessThan(10_000);
  });

  it('finds the fields that field-level security hides from the administrator (case 28)', async () => {
    const session = sessionOf();
    const queryable = (await describeGlobal(session)).filter((object) =>
      ['Account', 'Contact', 'Invoice__c', 'User'].includes(object.name),
    );
    const { hidden, unknown } = await hiddenFields(
      session,
      queryable.map(({ name }) => name),
    );
    expect([...hidden]).to.deep.equal([
      ['Account', ['Legacy_Score__c']],
      ['Contact', ['National_Id__c']],
    ]);
    expect(unknown.size).to.equal(0);
  }).timeout(20_000);

  for (const object of ['Account', 'Task', 'Invoice__c', 'Note']) {
    it(`reads every row of ${object} by Bulk, bin and archive included (cases 1, 2, 3, 21)`, async () => {
      const session = sessionOf();
      const { rows, deleted, csv } = await readByBulk(session, object);
      expect(rows).to.equal(org.state.tables.of(object).size);
      expect(rows).to.equal(await count(session, `SELECT COUNT() FROM ${object}`, { deleted: true }));
      expect(deleted).to.equal(
        await count(session, `SELECT COUNT() FROM ${object} WHERE IsDeleted = true`, { deleted: true }),
      );
      expect(csv.startsWith('"Id","IsDeleted",')).to.equal(true);
      expect(csv).not.to.match(/\n"Id","IsDeleted",/);
    }).timeout(20_000);
  }

  it('reads the same numbers by Bulk and by REST', async () => {
    const session = sessionOf();
    const { fields } = await describeObject(session, 'Invoice__c');
    const numbers = fields.filter(({ type }) => ['double', 'currency', 'percent'].includes(type));
    const columns = [fields.find(({ name }) => name === 'Id')!, ...numbers];
    const soql = `SELECT ${columns.map(({ name }) => name).join(', ')} FROM Invoice__c`;
    const job = await createJob(session, soql, 'query');
    await awaitJob(session, job, { soql });
    const lines: string[] = [];
    for await (const page of resultPages(session, job)) {
      const { rows, content } = await openPage(session, job, page);
      const { bytes } = checkedPage({ rows, body: content.body }, columns);
      lines.push(
        ...Buffer.concat(await gather(bytes))
          .toString()
          .trimEnd()
          .split('\n')
          .slice(1),
      );
    }
    const rows = await queryRows(session, soql);
    // Integers beyond 2^53 come from Bulk without `.0`; no digit may differ.
    const digits = (text: string): string => text.replaceAll('.0"', '"');
    expect(
      rows.map((row) => digits(columns.map(({ name }) => `"${text(row[name])}"`).join(','))),
    ).to.deep.equal(lines.map(digits));
    expect(lines.join('\n')).not.to.match(/\dE-?\d/);
  }).timeout(20_000);

  it('survives dropped, cut and miscounted pages and an expired token without a row lost or twice (cases 1, 6)', async () => {
    const session = sessionOf(undefined, {}, () => org.token());
    const calm = await readByBulk(session, 'Contact');
    org.setFaults({
      seed: 1,
      faults: [
        { on: { endpoint: 'bulkResults' }, nth: 1, do: { effect: 'truncate', bytes: 5000 } },
        { on: { endpoint: 'bulkResults' }, nth: 3, do: { effect: 'drop', when: 'before-headers' } },
        { on: { endpoint: 'bulkResults' }, nth: 5, do: { effect: 'expireToken' } },
        { on: { endpoint: 'bulkResults' }, nth: 7, do: { effect: 'wrongCount', by: 1 } },
        {
          on: { endpoint: 'bulkResults' },
          nth: 10,
          do: { effect: 'status', status: 503, errorCode: 'SERVER_UNAVAILABLE' },
        },
      ],
    });
    const stormy = await readByBulk(session, 'Contact');
    expect(stormy.pages).to.equal(8);
    expect(stormy).to.deep.equal(calm);
  }).timeout(30_000);

  it('learns that a failed job must be split', async () => {
    org.setFaults({
      seed: 1,
      faults: [
        { on: { object: 'Account' }, times: 1, do: { effect: 'failJob', afterPolls: 2, retries: 15 } },
      ],
    });
    const session = sessionOf();
    const soql = 'SELECT Id, Name FROM Account';
    const job = await createJob(session, soql, 'query');
    expect(reactionTo(await errorOf(awaitJob(session, job, { soql })))).to.equal('split');
  }).timeout(20_000);

  it('reads an object of 800 columns, half of them formulas, in column groups (case 43)', async () => {
    const session = sessionOf();
    const names = (await columnsOf(session, 'Wide__c')).map(({ name }) => name);
    expect(reactionTo(await errorOf(queryRows(session, `SELECT ${names.join(',')} FROM Wide__c`)))).to.equal(
      'splitColumns',
    );
    const pages = await gather(
      columnSplitPages(session, 'Wide__c', names, { deleted: true, stamp: 'SystemModstamp', pageSize: 25 }),
    );
    const rows = pages.flatMap((page) => page.rows);
    expect(rows).to.have.length(org.state.tables.of('Wide__c').size);
    expect(Object.keys(rows[0]).sort()).to.deep.equal([...names].sort());
  }).timeout(30_000);

  it('is told by the org’s own words what to do instead (case 24)', async () => {
    const session = sessionOf();
    const refusals: ReadonlyArray<[string, string]> = [
      ['SELECT Id FROM Vote', 'filterByParents'],
      ['SELECT Id FROM ContentFolderMember', 'filterByParents'],
      ['SELECT Id FROM Supplier__x', 'gap'],
      ['SELECT Nope__c FROM Account', 'redescribe'],
    ];
    for (const [soql, reaction] of refusals) {
      const error = await errorOf(queryRows(session, soql));
      expect([reactionTo(error), soql, error instanceof OrgError]).to.deep.equal([reaction, soql, true]);
    }
    expect(reactionTo(await errorOf(createJob(session, 'SELECT Id FROM CaseStatus', 'query')))).to.equal(
      'useRest',
    );
  }).timeout(20_000);

  it('follows more than one REST page to the org’s own total', async () => {
    const pages = await gather(
      queryPages(sessionOf(), 'SELECT Id FROM Task', { deleted: true, pageSize: 500 }),
    );
    const ids = pages.flatMap((page) => page.rows.map((row) => row.Id));
    expect(pages.length).to.be.greaterThan(5);
    expect(new Set(ids).size).to.equal(org.state.tables.of('Task').size);
    expect(pages.every((page) => page.totalSize === ids.length)).to.equal(true);
  }).timeout(20_000);

  it('reads file bodies that match their records (case 23)', async () => {
    const session = sessionOf();
    const versions = await queryRows(
      session,
      'SELECT Id, ContentSize, Checksum FROM ContentVersion WHERE ContentSize < 100000 LIMIT 8',
    );
    expect(versions.length).to.equal(8);
    for (const { Id, ContentSize, Checksum } of versions) {
      const { body } = await openBlob(session, 'ContentVersion', text(Id), 'VersionData');
      await gather(checkedBlob(body, { bytes: Number(ContentSize), md5: text(Checksum) }));
    }
  }).timeout(20_000);

  it('stops at a checkpoint when the org’s limit is met (case 7)', async () => {
    org.setFaults({ seed: 1, faults: [{ on: { endpoint: '*' }, nth: 2, do: { effect: 'requestLimit' } }] });
    const session = sessionOf();
    await queryRows(session, 'SELECT Id FROM Organization');
    expect(
      isFailure(await errorOf(queryRows(session, 'SELECT Id FROM Organization')), 'apiLimitReached'),
    ).to.equal(true);
  });

  it('is refused clearly for a user without API access', async () => {
    const error = await errorOf(
      queryRows(sessionOf('noapi@practice.example'), 'SELECT Id FROM Organization'),
    );
    expect(error).to.include({ code: 'API_DISABLED_FOR_ORG', status: 403 });
    expect(reactionTo(error)).to.equal('stop');
  });
});
