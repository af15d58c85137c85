import { expect } from 'chai';
import { startOrg, type RunningOrg } from '../startOrg.ts';
import { DATA, refusedWith, visit, type Reply, type Visitor } from '../http/visitor.ts';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly object: string;
  readonly numberRecordsProcessed: number;
  readonly retries: number;
  readonly isPkChunkingSupported: boolean;
}

const JOBS = `${DATA}/jobs/query`;

describe('a Bulk 2.0 query', () => {
  let org: RunningOrg;
  let visitor: Visitor;
  before(async () => {
    org = await startOrg({ bulkPageRows: 500 });
    visitor = visit(org);
  });
  after(() => org.stop());
  afterEach(() => {
    org.setFaults();
  });

  const create = (query: string, more: object = {}, who = visitor): Promise<Reply> =>
    who.send('POST', JOBS, { operation: 'query', query, ...more });
  const look = async (id: string, who = visitor): Promise<Job> =>
    (await who.get(`${JOBS}/${id}`)).json<Job>();
  const complete = async (query: string, more: object = {}): Promise<string> => {
    const { id } = (await create(query, more)).json<Job>();
    for (;;) {
      const { state } = await look(id);
      if (state === 'JobComplete') return id;
      expect(state).to.be.oneOf(['InProgress', 'UploadComplete']);
    }
  };
  const pagesOf = async (id: string, parameters = ''): Promise<Reply[]> => {
    const pages: Reply[] = [];
    for (let locator = ''; locator !== 'null'; locator = pages.at(-1)!.headers.get('sforce-locator')!) {
      pages.push(
        await visitor.get(
          `${JOBS}/${id}/results?${locator === '' ? '' : `locator=${locator}&`}${parameters}`,
        ),
      );
    }
    return pages;
  };
  const lines = (page: Reply): string[] => page.text.trimEnd().split('\n');
  const live = (object: string): string[] =>
    [...org.state.tables.of(object).rows()]
      .filter((row) => row.IsDeleted !== true)
      .map((row) => String(row.Id));

  it('gives every live row once, with the header on every page', async () => {
    const pages = await pagesOf(await complete('SELECT Id FROM Account'));
    expect(pages.length).to.equal(2);
    for (const page of pages) {
      expect(page.headers.get('content-type')).to.equal('text/csv');
      expect(lines(page)[0]).to.equal('"Id"');
      expect(page.headers.get('sforce-numberofrecords')).to.equal(String(lines(page).length - 1));
    }
    expect(pages.flatMap((page) => lines(page).slice(1)).sort()).to.deep.equal(
      live('Account')
        .map((id) => `"${id}"`)
        .sort(),
    );
  });

  it('gives the bin as well when it is queryAll', async () => {
    const id = await complete('SELECT Id, IsDeleted FROM Account', { operation: 'queryAll' });
    expect((await look(id)).numberRecordsProcessed).to.equal(org.state.tables.of('Account').size);
  });

  it('gives the same rows in parts of any size', async () => {
    const id = await complete('SELECT Id, Description FROM Account');
    const whole = (await pagesOf(id)).map((page) => page.text.slice(page.text.indexOf('\n') + 1)).join('');
    const parts = await pagesOf(id, 'maxRecords=130');
    expect(Math.max(...parts.map((part) => Number(part.headers.get('sforce-numberofrecords'))))).to.equal(
      130,
    );
    expect(parts.map((page) => page.text.slice(page.text.indexOf('\n') + 1)).join('')).to.equal(whole);
  });

  it('links to its pages five at a time', async () => {
    const id = await complete('SELECT Id FROM Contact');
    const links: string[] = [];
    const counts: number[] = [];
    for (let next: string | undefined = `${JOBS}/${id}/resultPages`; next !== undefined;) {
      const page: { resultPages: Array<{ resultUrl: string }>; nextRecordsUrl?: string; done: boolean } = (
        await visitor.get(next)
      ).json();
      links.push(...page.resultPages.map(({ resultUrl }) => resultUrl));
      counts.push(page.resultPages.length);
      expect(page.done).to.equal(page.nextRecordsUrl === undefined);
      next = page.nextRecordsUrl;
    }
    expect(counts).to.deep.equal([5, 1]);
    const ids = (await Promise.all(links.reverse().map((link) => visitor.get(link)))).flatMap((page) =>
      lines(page).slice(1),
    );
    expect(ids.sort()).to.deep.equal(
      live('Contact')
        .map((found) => `"${found}"`)
        .sort(),
    );
    const old = await visitor.get(`/services/data/v57.0/jobs/query/${id}/resultPages`);
    expect(old.status).to.equal(404);
  });

  it('tells about itself', async () => {
    const created = (await create('SELECT Id FROM Account')).json<Job>();
    expect(created).to.include({
      state: 'UploadComplete',
      object: 'Account',
      operation: 'query',
      concurrencyMode: 'Parallel',
      contentType: 'CSV',
      apiVersion: 64,
      lineEnding: 'LF',
      columnDelimiter: 'COMMA',
    });
    const id = await complete('SELECT Id FROM Account');
    expect(await look(id)).to.include({
      state: 'JobComplete',
      jobType: 'V2Query',
      numberRecordsProcessed: live('Account').length,
      retries: 0,
      isPkChunkingSupported: true,
    });
    expect((await look(id.slice(0, 15))).id).to.equal(id);
    const { records } = (await visitor.get(JOBS)).json<{ records: Job[] }>();
    expect(records.map((job) => job.id)).to.include.members([id, created.id]);
  });

  it('writes the delimiter and line ending it is told', async () => {
    const id = await complete('SELECT Id, Name FROM Account LIMIT 1', {
      columnDelimiter: 'PIPE',
      lineEnding: 'CRLF',
    });
    expect((await visitor.get(`${JOBS}/${id}/results`)).text).to.match(/^"Id"\|"Name"\r\n"\w{18}"\|"/);
  });

  it('is checked when it is created', async () => {
    const cases: ReadonlyArray<readonly [string, string]> = [
      ['SELECT Nope FROM Account', 'INVALID_FIELD'],
      ['SELECT Id FROM Nope', 'INVALID_TYPE'],
      ['SELECT Id FROM', 'MALFORMED_QUERY'],
    ];
    for (const [query, code] of cases)
      expect(refusedWith(await create(query)), query).to.deep.equal([400, code]);
    for (const query of [
      'SELECT COUNT(Id) FROM Account',
      'SELECT BillingAddress FROM Account',
      'SELECT Id, (SELECT Id FROM Contacts) FROM Account',
      'SELECT Body FROM Attachment',
      'SELECT Id FROM TaskStatus',
    ]) {
      expect((await create(query)).status, query).to.equal(400);
    }
    expect(refusedWith(await create('SELECT Id FROM Account', { operation: 'insert' }))).to.deep.equal([
      400,
      'API_ERROR',
    ]);
    expect(refusedWith(await create('SELECT Id FROM Account', { columnDelimiter: 'SPACE' }))).to.deep.equal([
      400,
      'API_ERROR',
    ]);
  });

  it('gives results only to its creator, in its version, when they are there', async () => {
    const id = await complete('SELECT Id FROM Account');
    const nightly = visit(org, { username: 'nightly@practice.example' });
    expect((await nightly.get(`${JOBS}/${id}/results`)).status).to.equal(403);
    expect((await visitor.get(`/services/data/v65.0/jobs/query/${id}/results`)).status).to.equal(409);
    expect((await visitor.get(`${JOBS}/${id}/results?locator=x`)).status).to.equal(400);
    expect((await visitor.get(`${JOBS}/${id}/results?maxRecords=0`)).status).to.equal(400);
    const { id: fresh } = (await create('SELECT Name FROM Account')).json<Job>();
    expect(refusedWith(await visitor.get(`${JOBS}/${fresh}/results`))).to.deep.equal([
      400,
      'INVALIDJOBSTATE',
    ]);
    expect((await visitor.get(`${JOBS}/750PO0000000zzzAAA`)).status).to.equal(404);
  });

  it('can be aborted while it runs, and deleted when it is over', async () => {
    const { id } = (await create('SELECT Id FROM Case')).json<Job>();
    expect((await visitor.send('DELETE', `${JOBS}/${id}`)).status).to.equal(400);
    expect((await visitor.send('PATCH', `${JOBS}/${id}`, { state: 'Aborted' })).json()).to.include({
      state: 'Aborted',
    });
    expect((await look(id)).state).to.equal('Aborted');
    expect(refusedWith(await visitor.send('PATCH', `${JOBS}/${id}`, { state: 'Aborted' }))).to.deep.equal([
      400,
      'INVALIDJOBSTATE',
    ]);
    expect((await visitor.send('DELETE', `${JOBS}/${id}`)).status).to.equal(204);
    expect((await visitor.get(`${JOBS}/${id}`)).status).to.equal(404);
  });

  it('is gone after seven days', async () => {
    const id = await complete('SELECT Id FROM Account');
    org.clock.advance(8 * 24 * 3600 * 1000);
    const later = await visit(org).get(`${JOBS}/${id}`);
    org.clock.advance(-8 * 24 * 3600 * 1000);
    expect(later.status).to.equal(404);
  });

  it('sees what was written since it ran before', async () => {
    const table = org.state.tables.of('Campaign');
    const [row] = [...table.rows()].filter((found) => found.IsDeleted !== true);
    const names = async (): Promise<string> =>
      (await pagesOf(await complete('SELECT Id, Name FROM Campaign'))).map((page) => page.text).join('');
    const before = await names();
    table.put({ ...row!, Name: 'Renamed just now' });
    expect(before).to.not.include('Renamed just now');
    expect(await names()).to.include('Renamed just now');
    table.put(row!);
  });

  it('is in progress as long as it is told to be', async () => {
    const slow = await startOrg({ bulkPolls: 2 });
    const guest = visit(slow);
    const { id } = (await create('SELECT Id FROM Account', {}, guest)).json<Job>();
    const states: string[] = [];
    while (states.at(-1) !== 'JobComplete') states.push((await look(id, guest)).state);
    await slow.stop();
    expect(states.slice(0, 3)).to.deep.equal(['InProgress', 'InProgress', 'JobComplete']);
  });

  it('fails without a word when a fault says so', async () => {
    org.setFaults({ faults: [{ on: { object: 'Lead' }, do: { effect: 'failJob', afterPolls: 1 } }] });
    const { id } = (await create('SELECT Id FROM Lead')).json<Job>();
    expect((await look(id)).state).to.equal('InProgress');
    const failed = await look(id);
    expect(failed).to.include({ state: 'Failed', retries: 15, numberRecordsProcessed: 0 });
    expect(failed).to.not.have.property('errorMessage');
    expect((await visitor.get(`${JOBS}/${id}/results`)).status).to.equal(400);
  });

  it('lies about its row count, or loses its end, when a fault says so', async () => {
    const id = await complete('SELECT Id FROM Account');
    org.setFaults({
      faults: [
        { on: { endpoint: 'bulkResults', object: 'Account' }, nth: 1, do: { effect: 'wrongCount', by: 3 } },
        { on: { endpoint: 'bulkResults' }, nth: 2, do: { effect: 'truncate', bytes: 64 } },
      ],
    });
    const page = await visitor.get(`${JOBS}/${id}/results`);
    expect(Number(page.headers.get('sforce-numberofrecords'))).to.equal(lines(page).length - 1 + 3);
    expect(
      await visitor.get(`${JOBS}/${id}/results`).catch((error: unknown) => (error as Error).message),
    ).to.equal('terminated');
  });
});
