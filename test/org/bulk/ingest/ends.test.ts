// How loads end otherwise than well: refused at once, failed with rows committed or none, aborted, and by faults.
import { expect } from 'chai';
import { request } from 'node:http';
import { refusedWith, visit, type Visitor } from '../../http/visitor.ts';
import { ADMINISTRATOR, startOrg, type RunningOrg } from '../../startOrg.ts';
import { LOADS, loadsOf, type LoadJob, type Loads } from './visitorLoads.ts';

describe('a Bulk 2.0 load that does not end well', () => {
  let org: RunningOrg;
  let visitor: Visitor;
  let loads: Loads;
  before(async () => {
    org = await startOrg({ scale: 0.05 });
    visitor = visit(org);
    loads = loadsOf(visitor);
  });
  after(() => org.stop());
  afterEach(() => {
    org.setFaults();
  });

  const insert = { object: 'Account', operation: 'insert' };
  const named = (name: string): number => [...org.state.tables.of('Account').where('Name', name)].length;
  const names = (prefix: string, count: number): string =>
    `Name\n${Array.from({ length: count }, (_, index) => `${prefix} ${index}`).join('\n')}\n`;
  const opened = async (csv?: string): Promise<string> => {
    const { id } = (await loads.create(insert)).json<LoadJob>();
    if (csv !== undefined) await loads.upload(id, csv);
    return id;
  };

  const refused: ReadonlyArray<readonly [name: string, ask: object, code: string]> = [
    ['an object that is none', { object: 'Nope__c', operation: 'insert' }, 'INVALIDENTITY'],
    ['an object that Bulk does not take', { object: 'CaseStatus', operation: 'insert' }, 'INVALIDENTITY'],
    ['an operation that is none', { object: 'Account', operation: 'query' }, 'API_ERROR'],
    ['an upsert without a key', { object: 'Account', operation: 'upsert' }, 'INVALIDJOB'],
    [
      'an upsert by a field that is no key',
      { object: 'Account', operation: 'upsert', externalIdFieldName: 'Phone' },
      'INVALIDJOB',
    ],
    ['an insert with a key', { ...insert, externalIdFieldName: 'Id' }, 'INVALIDJOB'],
    [
      'a hard delete without the permission',
      { object: 'Account', operation: 'hardDelete' },
      'FEATURENOTENABLED',
    ],
    ['a delimiter that is none', { ...insert, columnDelimiter: 'SPACE' }, 'API_ERROR'],
    ['a line ending that is none', { ...insert, lineEnding: 'CR' }, 'API_ERROR'],
    ['a content type that is not CSV', { ...insert, contentType: 'JSON' }, 'API_ERROR'],
    ['a property of the wrong type', { object: 7, operation: 'insert' }, 'API_ERROR'],
    ['a property it does not know', { ...insert, polling: 'yes' }, 'JSON_PARSER_ERROR'],
  ];
  for (const [name, ask, code] of refused) {
    it(`is not created with ${name}`, async () =>
      expect(refusedWith(await loads.create(ask))).to.deep.equal([400, code]));
  }

  it('hard-deletes for who has the permission, past the bin', async () => {
    const [user] = org.state.tables.of('User').where('Username', ADMINISTRATOR);
    const sets = org.state.tables.of('PermissionSet');
    const [own] = sets.where('ProfileId', String(user!.ProfileId));
    sets.put({ ...own!, PermissionsBulkApiHardDelete: true });
    const saved = await loads.run(insert, 'Name\nShredded\n');
    const [{ sf__Id: id }] = (await loads.rows(saved.id, 'successfulResults')) as [{ sf__Id: string }];
    const job = await loads.run({ object: 'Account', operation: 'hardDelete' }, `Id\n${id}\n`);
    sets.put(own!);
    expect(job).to.include({ state: 'JobComplete', numberRecordsFailed: 0 });
    expect(org.state.tables.of('Account').get(id)).to.equal(undefined);
  });

  it('takes one upload, while it is open, as CSV', async () => {
    const id = await opened();
    const html = await visitor.send('PUT', `${LOADS}/${id}/batches`, 'Name\nx\n', {
      'content-type': 'text/html',
    });
    expect(refusedWith(html)).to.deep.equal([415, 'CLIENTINPUTERROR']);
    expect((await loads.upload(id, 'Name\nOnce\n')).status).to.equal(201);
    const second = await loads.upload(id, 'Name\nTwice\n');
    expect(refusedWith(second)).to.deep.equal([400, 'CLIENTINPUTERROR']);
    expect(second.text).to.include(`Found multiple contents for job: <${id}>`);
    await loads.change(id, 'UploadComplete');
    expect(refusedWith(await loads.upload(id, 'Name\nLate\n'))).to.deep.equal([400, 'INVALIDJOBSTATE']);
    await loads.ended(id);
    expect([named('Once'), named('Twice'), named('Late')]).to.deep.equal([1, 0, 0]);
  });

  it('keeps nothing of an upload that breaks off', async () => {
    const id = await opened();
    const upload = request(`${org.url}${LOADS}/${id}/batches`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${visitor.token}`, 'content-type': 'text/csv' },
    });
    const broken = new Promise((resolve) => upload.once('error', resolve));
    upload.write('Name\nTorn\n', () => upload.destroy(new Error('torn')));
    await broken;
    expect((await loads.upload(id, 'Name\nWhole\n')).status).to.equal(201);
    await loads.change(id, 'UploadComplete');
    await loads.ended(id);
    expect([named('Torn'), named('Whole')]).to.deep.equal([0, 1]);
  });

  it('takes no upload beyond 100 MB', async () => {
    const id = await opened();
    const huge = Buffer.alloc(100_000_001, 'x');
    expect(refusedWith(await loads.upload(id, huge))).to.deep.equal([413, 'CLIENTINPUTERROR']);
    expect((await loads.look(id)).state).to.equal('Open');
  });

  it('is closed once, and not without data', async () => {
    expect(refusedWith(await loads.change(await opened(), 'UploadComplete'))).to.deep.equal([
      400,
      'INVALIDJOBSTATE',
    ]);
    const id = await opened('Name\nClosed\n');
    await loads.change(id, 'UploadComplete');
    await loads.ended(id);
    const again = await loads.change(id, 'UploadComplete');
    expect(refusedWith(again)).to.deep.equal([400, 'INVALIDJOBSTATE']);
    expect(again.text).to.include('Closing already JobComplete Job not allowed');
    expect(refusedWith(await loads.change(id, 'InProgress'))).to.deep.equal([400, 'INVALIDJOBSTATE']);
    expect(refusedWith(await loads.change(id, 'Aborted'))).to.deep.equal([400, 'INVALIDJOBSTATE']);
  });

  it('completes with nothing processed when there is only a header', async () => {
    expect(await loads.run(insert, 'Name\n')).to.include({ state: 'JobComplete', numberRecordsProcessed: 0 });
  });

  it('fails on an unknown column, with nothing saved and every row unprocessed', async () => {
    const csv = 'Name,Nope__c\nNever,1\n';
    const job = await loads.run(insert, csv);
    expect(job).to.include({
      state: 'Failed',
      errorMessage: 'InvalidBatch : Field name not found : Nope__c',
      numberRecordsProcessed: 0,
      numberRecordsFailed: 0,
    });
    expect(named('Never')).to.equal(0);
    expect((await visitor.get(`${LOADS}/${job.id}/unprocessedrecords`)).text).to.equal(csv);
    expect(await loads.rows(job.id, 'successfulResults')).to.deep.equal([]);
  });

  it('fails on the other line ending', async () => {
    const job = await loads.run(insert, 'Name\r\nNever\r\n');
    expect(job.errorMessage).to.equal(
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
    );
    const windows = await loads.run({ ...insert, lineEnding: 'CRLF' }, 'Name\nNever\n');
    expect(windows.errorMessage).to.match(/Current LineEnding setting is CRLF$/);
  });

  it('keeps what the internal batches before a broken row have saved', async () => {
    const job = await loads.run(insert, `${names('Kept', 10_000)}broken "row\nKept never\n`);
    expect(job).to.include({ state: 'Failed', numberRecordsProcessed: 10_000, numberRecordsFailed: 0 });
    expect(await loads.rows(job.id, 'successfulResults')).to.have.length(10_000);
    expect(named('Kept 9999')).to.equal(1);
    expect((await visitor.get(`${LOADS}/${job.id}/unprocessedrecords`)).text).to.equal(
      'Name\nbroken "row\nKept never\n',
    );
  });

  it('fails where a fault says, after so many rows', async () => {
    org.setFaults({
      faults: [
        {
          on: { object: 'Account' },
          times: 1,
          do: { effect: 'failIngest', afterRows: 250, message: 'Out of order' },
        },
      ],
    });
    const job = await loads.run(insert, names('Half', 600));
    expect(job).to.include({
      state: 'Failed',
      errorMessage: 'InternalServerError : Out of order',
      numberRecordsProcessed: 250,
    });
    const saved = (await loads.rows(job.id, 'successfulResults')).map(({ Name }) => Name!);
    const left = (await loads.rows(job.id, 'unprocessedrecords')).map(({ Name }) => Name!);
    expect([saved.length, left.length]).to.deep.equal([250, 350]);
    for (const name of saved) expect(named(name)).to.equal(1);
    for (const name of left) expect(named(name)).to.equal(0);
    expect((await loads.run(insert, names('Whole', 600))).state).to.equal('JobComplete');
  });

  it('fails single rows where a fault says, and saves the others', async () => {
    org.setFaults({
      faults: [
        {
          on: { object: 'Account' },
          nth: [2, 5],
          do: { effect: 'failRow', errorCode: 'UNABLE_TO_LOCK_ROW' },
        },
      ],
    });
    const job = await loads.run(insert, names('Locked', 6));
    expect(job).to.include({ state: 'JobComplete', numberRecordsProcessed: 6, numberRecordsFailed: 2 });
    const failed = await loads.rows(job.id, 'failedResults');
    expect(failed.map(({ Name }) => Name)).to.have.members(['Locked 1', 'Locked 4']);
    for (const { sf__Error } of failed) expect(sf__Error).to.match(/^UNABLE_TO_LOCK_ROW:.*--$/);
    expect([named('Locked 0'), named('Locked 1')]).to.deep.equal([1, 0]);
  });

  it('can fail when all its rows are saved', async () => {
    org.setFaults({ faults: [{ do: { effect: 'failIngest', afterRows: 2 } }] });
    const job = await loads.run(insert, names('All', 2));
    expect(job).to.include({ state: 'Failed', numberRecordsProcessed: 2 });
    expect(await loads.rows(job.id, 'unprocessedrecords')).to.deep.equal([]);
    expect(named('All 1')).to.equal(1);
  });

  it('has taken its data when the answer is lost', async () => {
    org.setFaults({
      faults: [
        { on: { endpoint: 'ingestUpload' }, times: 1, do: { effect: 'drop', when: 'after-commit' } },
        { on: { endpoint: 'ingestChange' }, times: 1, do: { effect: 'drop', when: 'after-commit' } },
      ],
    });
    const id = await opened();
    const lost = async (step: Promise<unknown>): Promise<string> =>
      step.then(
        () => 'answered',
        () => 'lost',
      );
    expect(await lost(loads.upload(id, 'Name\nLost answer\n'))).to.equal('lost');
    expect(refusedWith(await loads.upload(id, 'Name\nLost answer\n'))).to.deep.equal([
      400,
      'CLIENTINPUTERROR',
    ]);
    expect(await lost(loads.change(id, 'UploadComplete'))).to.equal('lost');
    expect(await loads.ended(id)).to.include({ state: 'JobComplete', numberRecordsProcessed: 1 });
    expect(named('Lost answer')).to.equal(1);
  });

  it('goes on while status calls are refused', async () => {
    org.setFaults({
      faults: [
        { on: { endpoint: 'ingestJob', object: 'Account' }, times: 2, do: { effect: 'status', status: 503 } },
      ],
    });
    const id = await opened('Name\nUnwatched\n');
    await loads.change(id, 'UploadComplete');
    expect((await visitor.get(`${LOADS}/${id}`)).status).to.equal(503);
    expect((await visitor.get(`${LOADS}/${id}`)).status).to.equal(503);
    expect((await loads.ended(id)).state).to.equal('JobComplete');
  });

  it('is aborted while open, and gives no results before its end', async () => {
    const id = await opened('Name\nAborted\n');
    expect(refusedWith(await visitor.get(`${LOADS}/${id}/successfulResults`))).to.deep.equal([
      400,
      'INVALIDJOBSTATE',
    ]);
    expect(refusedWith(await visitor.send('DELETE', `${LOADS}/${id}`))).to.deep.equal([
      400,
      'INVALIDJOBSTATE',
    ]);
    expect((await loads.change(id, 'Aborted')).json<LoadJob>().state).to.equal('Aborted');
    expect((await visitor.get(`${LOADS}/${id}/unprocessedrecords`)).text).to.equal('Name\nAborted\n');
    expect(refusedWith(await loads.change(id, 'UploadComplete'))).to.deep.equal([400, 'INVALIDJOBSTATE']);
    expect(named('Aborted')).to.equal(0);
  });

  it("is nobody else's to see results of", async () => {
    const job = await loads.run(insert, 'Name\nMine\n');
    const [someone] = [...org.state.tables.of('User').rows()].filter(
      ({ Id, Username, IsActive }) =>
        IsActive === true && Username !== ADMINISTRATOR && org.state.access(String(Id)).has('ApiEnabled'),
    );
    const other = visit(org, { username: String(someone!.Username) });
    expect(refusedWith(await other.get(`${LOADS}/${job.id}/successfulResults`))).to.deep.equal([
      403,
      'INSUFFICIENT_ACCESS',
    ]);
  });
});

describe('a Bulk 2.0 load that takes its time', () => {
  let org: RunningOrg;
  let loads: Loads;
  before(async () => {
    org = await startOrg({ scale: 0.05, bulkPolls: 2 });
    loads = loadsOf(visit(org));
  });
  after(() => org.stop());

  const closed = async (csv: string): Promise<string> => {
    const { id } = (await loads.create({ object: 'Account', operation: 'insert' })).json<LoadJob>();
    await loads.upload(id, csv);
    await loads.change(id, 'UploadComplete');
    return id;
  };

  it('is in progress for so many status calls, and then complete', async () => {
    const id = await closed('Name\nSlow\n');
    expect((await loads.look(id)).state).to.equal('InProgress');
    expect((await loads.look(id)).state).to.equal('InProgress');
    expect(await loads.look(id)).to.include({ state: 'JobComplete', numberRecordsProcessed: 1 });
  });

  it('holds its last internal batch back until then, so that an abort finds rows saved and rows not', async () => {
    const names = Array.from({ length: 10_003 }, (_, index) => `Part ${index}`);
    const id = await closed(`Name\n${names.join('\n')}\n`);
    for (let processed = 0; processed < 10_000;) {
      await new Promise((resolve) => setImmediate(resolve));
      processed = [...org.state.tables.of('Account').where('Name', 'Part 9999')].length === 1 ? 10_000 : 0;
    }
    expect(await loads.look(id)).to.include({ state: 'InProgress', numberRecordsProcessed: 10_000 });
    await loads.change(id, 'Aborted');
    expect(await loads.look(id)).to.include({ state: 'Aborted', numberRecordsProcessed: 10_000 });
    expect(await loads.rows(id, 'successfulResults')).to.have.length(10_000);
    expect((await loads.rows(id, 'unprocessedrecords')).map(({ Name }) => Name)).to.deep.equal(
      names.slice(10_000),
    );
    expect([...org.state.tables.of('Account').where('Name', 'Part 10000')]).to.deep.equal([]);
  });
});
