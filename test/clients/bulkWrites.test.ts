// Do loads by the real clients do to the practice org what they say they did? Each command's result is compared with the
// org's own store: the sf CLI's bulk commands, and sfdmu's way of loading.
import { Connection } from '@jsforce/jsforce-node';
import { expect } from 'chai';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOrg, type RunningOrg } from '../org/startOrg.ts';
import type { Row } from '../org/model.ts';
import { forgetProxies } from './proxies.ts';
import { createSfHome, result, twoAtATime, type SfHome, type SfRun } from './sf.ts';

const ALIAS = 'practice';

interface Loaded {
  readonly jobId: string;
  readonly processedRecords: number;
  readonly successfulRecords: number;
  readonly failedRecords: number;
}

describe('loads by the sf CLI', function () {
  this.timeout(120_000);
  let org: RunningOrg;
  let home: SfHome;
  before(async () => {
    forgetProxies();
    org = await startOrg({ scale: 0.05 });
    home = await createSfHome();
    const login = [
      'org',
      'login',
      'access-token',
      '--instance-url',
      org.url,
      '--alias',
      ALIAS,
      '--no-prompt',
      '--json',
    ];
    result(await home.run(login, { env: { SF_ACCESS_TOKEN: org.token() } }));
  });
  after(async () => {
    await org.stop();
    await home.remove();
  });

  const sf = (...args: string[]): Promise<SfRun> => home.run([...args, '-o', ALIAS, '--json']);
  const file = async (name: string, csv: string): Promise<string> => {
    await writeFile(join(home.folder, name), csv);
    return name;
  };
  const saved = (name: string): Promise<string> => readFile(join(home.folder, name), 'utf8');
  const named = (object: string, name: string): Row[] => [...org.state.tables.of(object).where('Name', name)];
  const insertedId = async (csv: string, object = 'Account'): Promise<string[]> => {
    const connection = new Connection({ instanceUrl: org.url, accessToken: org.token(), version: '64.0' });
    const { successfulResults } = await connection.bulk2.loadAndWaitForResults({
      object,
      operation: 'insert',
      input: csv,
      pollInterval: 50,
    });
    return successfulResults.map(({ sf__Id }) => sf__Id);
  };

  it('import rows, at once or later', () =>
    twoAtATime([
      async () => {
        const rows = Array.from(
          { length: 1_200 },
          (_, index) => `Imported ${index},"line\nbreak, ""quoted"" ä😀"`,
        );
        const csv = await file('import.csv', `Name,Description\n${rows.join('\n')}\n`);
        const run = await sf('data', 'import', 'bulk', '-f', csv, '-s', 'Account', '-w', '2');
        expect(result<Loaded>(run)).to.include({
          processedRecords: 1_200,
          successfulRecords: 1_200,
          failedRecords: 0,
        });
        expect(named('Account', 'Imported 1199')[0]).to.include({ Description: 'line\nbreak, "quoted" ä😀' });
      },
      async () => {
        const csv = await file('later.csv', 'Name;Phone\r\nLater;1\r\n');
        const started = await sf(
          'data',
          'import',
          'bulk',
          '-f',
          csv,
          '-s',
          'Account',
          '--line-ending',
          'CRLF',
          '--column-delimiter',
          'SEMICOLON',
        );
        const { jobId } = result<Loaded>(started);
        const resumed = await home.run(['data', 'import', 'resume', '-i', jobId, '-w', '2', '--json']);
        expect(result<Loaded>(resumed)).to.include({ jobId, successfulRecords: 1 });
        expect(named('Account', 'Later')[0]).to.include({ Phone: '1' });
      },
    ]));

  it('update and delete rows, and refuse to hard-delete without the permission', () =>
    twoAtATime([
      async () => {
        const [id] = await insertedId('Name,Phone,Website\nBefore,1,w.example\n');
        const csv = await file('update.csv', `Id,Name,Phone,Website\n${id},After,,#N/A\n`);
        const run = await sf('data', 'update', 'bulk', '-f', csv, '-s', 'Account', '-w', '2');
        expect(result<Loaded>(run)).to.include({ successfulRecords: 1 });
        expect(org.state.tables.of('Account').get(id!)).to.include({
          Name: 'After',
          Phone: '1',
          Website: null,
        });
      },
      async () => {
        const ids = await insertedId('Name\nGone 1\nGone 2\n');
        const csv = await file('delete.csv', `Id\n${ids.join('\n')}\n`);
        const run = await sf('data', 'delete', 'bulk', '-f', csv, '-s', 'Account', '-w', '2');
        const { records } = result<{ records: { successfulResults: Array<{ sf__Id: string }> } }>(run);
        expect(records.successfulResults.map(({ sf__Id }) => sf__Id)).to.have.members(ids);
        for (const id of ids) expect(org.state.tables.of('Account').get(id)!.IsDeleted).to.equal(true);
      },
      async () => {
        const csv = await file('hard.csv', 'Id\n001000000000000AAA\n');
        const run = await sf(
          'data',
          'delete',
          'bulk',
          '-f',
          csv,
          '-s',
          'Account',
          '--hard-delete',
          '-w',
          '2',
        );
        expect(run.code).to.equal(1);
        expect(run.json!.message).to.include('Bulk API Hard Delete');
      },
    ]));

  it('upsert rows, tell how many failed, and fetch both kinds of results', async () => {
    const csv = await file(
      'upsert.csv',
      'External_Id__c,Name,Status__c\nCLI-1,one,Running\nCLI-2,two,Nonsense\n',
    );
    const run = await sf(
      'data',
      'upsert',
      'bulk',
      '-f',
      csv,
      '-s',
      'Project__c',
      '-i',
      'External_Id__c',
      '-w',
      '2',
    );
    expect([run.code, run.json!.name]).to.deep.equal([1, 'FailedRecordDetailsError']);
    const { jobId } = (run.json as unknown as { data: { jobId: string } }).data;
    const fetched = result<{ successFilePath: string; failedFilePath: string; failedRecords: number }>(
      await sf('data', 'bulk', 'results', '-i', jobId),
    );
    expect(fetched.failedRecords).to.equal(1);
    const [project] = org.state.tables.of('Project__c').where('External_Id__c', 'CLI-1');
    expect(await saved(fetched.successFilePath)).to.equal(
      `"sf__Id","sf__Created",External_Id__c,Name,Status__c\n"${String(project!.Id)}","true",CLI-1,one,Running\n`,
    );
    expect(await saved(fetched.failedFilePath)).to.match(
      /^"sf__Id","sf__Error",External_Id__c,Name,Status__c\n"","INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:.*:Status__c --",CLI-2,two,Nonsense\n$/,
    );
  });

  it('tell why a job failed, and fetch what it did not process', async () => {
    const csv = await file('wrong.csv', 'Name,Nope__c\nNever,1\n');
    const run = await sf('data', 'import', 'bulk', '-f', csv, '-s', 'Account', '-w', '2');
    expect([run.code, run.json!.name]).to.deep.equal([1, 'JobFailedError']);
    expect(run.json!.message).to.include('InvalidBatch : Field name not found : Nope__c');
    expect(named('Account', 'Never')).to.deep.equal([]);
  });

  it('fetch what a job saved before it failed, and what it did not process', async () => {
    org.setFaults({ faults: [{ do: { effect: 'failIngest', afterRows: 1, message: 'Half way' } }] });
    const csv = await file('half.csv', 'Name\nFirst half\nSecond half\n');
    const { jobId } = result<Loaded>(await sf('data', 'import', 'bulk', '-f', csv, '-s', 'Account'));
    const fetched = result<{ successFilePath: string; unprocessedFilePath: string }>(
      await sf('data', 'bulk', 'results', '-i', jobId),
    );
    org.setFaults();
    const [first] = named('Account', 'First half');
    expect(await saved(fetched.successFilePath)).to.equal(
      `"sf__Id","sf__Created",Name\n"${String(first!.Id)}","true",First half\n`,
    );
    expect(await saved(fetched.unprocessedFilePath)).to.equal('Name\nSecond half\n');
    expect(named('Account', 'Second half')).to.deep.equal([]);
  });

  it('look at a job of the first Bulk API', async () => {
    const connection = new Connection({ instanceUrl: org.url, accessToken: org.token(), version: '64.0' });
    const job = connection.bulk.createJob('Account', 'insert');
    const batch = job.createBatch();
    const queued = new Promise<{ id: string; jobId: string }>((resolve) => {
      batch.on('queue', resolve);
    });
    batch.execute([{ Name: 'First Bulk' }]);
    const { id, jobId } = await queued;
    const run = await sf('data', 'resume', '-i', jobId, '-b', id);
    const [info] = result<Array<{ state: string; numberRecordsProcessed: string }>>(run);
    expect(info).to.include({ state: 'Completed', numberRecordsProcessed: '1' });
    expect(named('Account', 'First Bulk')).to.have.length(1);
  });
});

describe('what sfdmu calls to load', function () {
  this.timeout(30_000);
  let org: RunningOrg;
  let connection: Connection;
  before(async () => {
    forgetProxies();
    org = await startOrg({ scale: 0.05 });
    connection = new Connection({ instanceUrl: org.url, accessToken: org.token(), version: '67.0' });
  });
  after(() => org.stop());

  type Operation = 'insert' | 'update' | 'upsert' | 'delete';
  type Results = Awaited<ReturnType<ReturnType<typeof connection.bulk2.createJob>['getAllResults']>>;

  /** As BulkApiV2Engine of sfdmu 5 does: one job a chunk, status calls of its own, then all three result sets. */
  const load = async (object: string, operation: Operation, records: object[]): Promise<Results> => {
    const job = connection.bulk2.createJob({
      object,
      operation,
      externalIdFieldName: operation === 'upsert' ? 'Id' : undefined,
      lineEnding: 'LF',
    });
    await job.open();
    await job.uploadData(records as never);
    await job.close();
    let state = '';
    while (state !== 'JobComplete') {
      ({ state } = await job.check());
      expect(state).to.be.oneOf(['UploadComplete', 'InProgress', 'JobComplete']);
    }
    return job.getAllResults();
  };

  it('inserts, finds its rows again by their values, updates, and deletes them', async () => {
    const records = Array.from({ length: 300 }, (_, index) => ({
      Name: `Moved ${index}`,
      Phone: null,
      NumberOfEmployees: index,
    }));
    const { successfulResults } = await load('Account', 'insert', records);
    const ids = new Map(
      successfulResults.map((line) => [(line as unknown as { Name: string }).Name, line.sf__Id]),
    );
    expect(ids.size).to.equal(300);
    for (const { Name, NumberOfEmployees } of records) {
      expect(org.state.tables.of('Account').get(ids.get(Name)!)).to.include({
        Name,
        NumberOfEmployees,
        Phone: null,
      });
    }
    const changes = [...ids.values()].map((Id) => ({ Id, Phone: '5' }));
    expect((await load('Account', 'update', changes)).successfulResults).to.have.length(300);
    await load(
      'Account',
      'upsert',
      changes.map(({ Id }) => ({ Id, Website: 'w.example' })),
    );
    await load(
      'Account',
      'delete',
      changes.map(({ Id }) => ({ Id })),
    );
    for (const { Id } of changes) {
      expect(org.state.tables.of('Account').get(Id)).to.include({
        Phone: '5',
        Website: 'w.example',
        IsDeleted: true,
      });
    }
  });

  it('loads few records by sObject Collections, and reads the results by their place', async () => {
    const options = { allOrNone: false, allowRecursive: true };
    const records = Array.from({ length: 250 }, (_, index) => ({
      Name: index === 7 ? null : `Few ${index}`,
    }));
    const created = await connection.sobject('Account').create(records as never, options);
    expect(created.filter(({ success }) => !success)).to.have.length(1);
    expect(created[7]!.errors[0]).to.include({ statusCode: 'REQUIRED_FIELD_MISSING' });
    expect(org.state.tables.of('Account').get(created[249]!.id!)!.Name).to.equal('Few 249');
    const changes = created.flatMap(({ id }) => (id === undefined ? [] : [{ Id: id, Phone: '6' }]));
    await connection.sobject('Account').update(changes, options);
    await connection.destroy(
      'Account',
      changes.map(({ Id }) => Id),
      options,
    );
    for (const { Id } of changes) {
      expect(org.state.tables.of('Account').get(Id)).to.include({ Phone: '6', IsDeleted: true });
    }
  });
});
