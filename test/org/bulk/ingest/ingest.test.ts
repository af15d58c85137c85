import { expect } from 'chai';
import { refusedWith, visit, type Visitor } from '../../http/visitor.ts';
import type { Row } from '../../model.ts';
import { startOrg, type RunningOrg } from '../../startOrg.ts';
import { LOADS, loadsOf, type LoadJob, type Loads } from './visitorLoads.ts';

describe('a Bulk 2.0 load', () => {
  let org: RunningOrg;
  let visitor: Visitor;
  let loads: Loads;
  before(async () => {
    org = await startOrg({ scale: 0.05 });
    visitor = visit(org);
    loads = loadsOf(visitor);
  });
  after(() => org.stop());

  const row = (object: string, id: string): Row | undefined => org.state.tables.of(object).get(id);
  const insert = { object: 'Account', operation: 'insert' };
  const inserted = async (object: string, csv: string): Promise<string[]> => {
    const { id } = await loads.run({ object, operation: 'insert' }, csv);
    return (await loads.rows(id, 'successfulResults')).map(({ sf__Id }) => sf__Id!);
  };

  it('is created open, and tells where its data go', async () => {
    const reply = await loads.create(insert);
    expect(reply.status).to.equal(200);
    const job = reply.json<LoadJob>();
    expect(job).to.include({
      ...insert,
      state: 'Open',
      concurrencyMode: 'Parallel',
      contentType: 'CSV',
      apiVersion: 64,
      lineEnding: 'LF',
      columnDelimiter: 'COMMA',
      contentUrl: `services/data/v64.0/jobs/ingest/${job.id}/batches`,
    });
    expect(await loads.look(job.id)).to.include({ jobType: 'V2Ingest', numberRecordsProcessed: 0 });
  });

  it('saves every row and says under which Id, not in the order of the upload', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `Load ${index}`);
    const job = await loads.run(insert, `Name\n${names.join('\n')}\n`);
    expect(job).to.include({ state: 'JobComplete', numberRecordsProcessed: 500, numberRecordsFailed: 0 });
    const saved = await loads.rows(job.id, 'successfulResults');
    expect(saved.map(({ Name }) => Name))
      .to.have.members(names)
      .and.not.to.deep.equal(names);
    for (const { sf__Id, sf__Created, Name } of saved) {
      expect(sf__Created).to.equal('true');
      expect(row('Account', sf__Id!)).to.include({ Name, IsDeleted: false });
    }
  });

  it('answers each step as documented', async () => {
    const { id } = (await loads.create(insert)).json<LoadJob>();
    const upload = await loads.upload(id, 'Name\nStep\n');
    expect([upload.status, upload.text]).to.deep.equal([201, '']);
    const closed = await loads.change(id, 'UploadComplete');
    expect([closed.status, closed.json<LoadJob>().state]).to.deep.equal([200, 'UploadComplete']);
    expect(closed.json()).not.to.have.property('contentUrl');
    await loads.ended(id);
    expect((await visitor.send('DELETE', `${LOADS}/${id}`)).status).to.equal(204);
    expect(refusedWith(await visitor.get(`${LOADS}/${id}`))).to.deep.equal([404, 'NOT_FOUND']);
  });

  it('gives back its rows as they were uploaded, failed ones with the error', async () => {
    const job = await loads.run(insert, 'Name,"Description"\nPlain,"one, ""two"""\n,"no name"\n');
    expect(job).to.include({ state: 'JobComplete', numberRecordsProcessed: 2, numberRecordsFailed: 1 });
    const saved = (await visitor.get(`${LOADS}/${job.id}/successfulResults`)).text;
    expect(saved).to.match(
      /^"sf__Id","sf__Created",Name,"Description"\n"001\w{15}","true",Plain,"one, ""two"""\n$/,
    );
    const failed = (await visitor.get(`${LOADS}/${job.id}/failedResults`)).text;
    expect(failed).to.equal(
      '"sf__Id","sf__Error",Name,"Description"\n' +
        '"","REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --",,"no name"\n',
    );
    expect((await visitor.get(`${LOADS}/${job.id}/unprocessedrecords`)).text).to.equal(
      'Name,"Description"\n',
    );
  });

  it('updates what cells say, nulls by #N/A, and ignores empty cells', async () => {
    const [id] = await inserted('Account', 'Name,Phone,Website\nBefore,123,w.example\n');
    const job = await loads.run(
      { object: 'Account', operation: 'update' },
      `Id,Name,Phone,Website\n${id},After,,#N/A\n`,
    );
    expect(job).to.include({ numberRecordsProcessed: 1, numberRecordsFailed: 0 });
    expect(row('Account', id!)).to.include({ Name: 'After', Phone: '123', Website: null });
    expect((await loads.rows(job.id, 'successfulResults'))[0]).to.include({
      sf__Id: id,
      sf__Created: 'false',
    });
  });

  it('upserts by an external id, and says which rows are new', async () => {
    const upsert = { object: 'Project__c', operation: 'upsert', externalIdFieldName: 'External_Id__c' };
    await loads.run(upsert, 'External_Id__c,Name\nX-1,one\n');
    const job = await loads.run(upsert, 'External_Id__c,Name\nX-1,uno\nX-2,two\n');
    const saved = await loads.rows(job.id, 'successfulResults');
    expect(Object.fromEntries(saved.map((line) => [line.External_Id__c, line.sf__Created]))).to.deep.equal({
      'X-1': 'false',
      'X-2': 'true',
    });
    for (const line of saved) expect(row('Project__c', line.sf__Id!)!.Name).to.equal(line.Name);
  });

  it('finds parents by external id, and fails the row that names none', async () => {
    const upsert = { object: 'Project__c', operation: 'upsert', externalIdFieldName: 'External_Id__c' };
    await loads.run(upsert, 'External_Id__c,Name\nParent-1,p\n');
    const job = await loads.run(
      { object: 'Project_Task__c', operation: 'insert' },
      'Name,Project__r.External_Id__c\nchild,Parent-1\norphan,Parent-2\n',
    );
    const [saved] = await loads.rows(job.id, 'successfulResults');
    const [project] = org.state.tables.of('Project__c').where('External_Id__c', 'Parent-1');
    expect(row('Project_Task__c', saved!.sf__Id!)!.Project__c).to.equal(project!.Id);
    const [failed] = await loads.rows(job.id, 'failedResults');
    expect(failed).to.include({ Name: 'orphan', sf__Id: '' });
    expect(failed!.sf__Error).to.match(/^INVALID_FIELD:Foreign key external ID: Parent-2 not found/);
  });

  it('deletes into the bin', async () => {
    const ids = await inserted('Account', 'Name\nGone 1\nGone 2\n');
    const job = await loads.run({ object: 'Account', operation: 'delete' }, `Id\n${ids.join('\n')}\n`);
    expect(job.numberRecordsFailed).to.equal(0);
    for (const id of ids) expect(row('Account', id)).to.include({ IsDeleted: true });
    const again = await loads.run({ object: 'Account', operation: 'delete' }, `Id\n${ids[0]}\n`);
    const [failed] = await loads.rows(again.id, 'failedResults');
    expect(failed!.sf__Error).to.equal('ENTITY_IS_DELETED:entity is deleted:--');
  });

  it('takes any delimiter and CRLF, and answers in the same', async () => {
    const job = await loads.run(
      { ...insert, columnDelimiter: 'PIPE', lineEnding: 'CRLF' },
      'Name|Phone\r\n"Pipe"|1,2\r\n',
    );
    const { text } = await visitor.get(`${LOADS}/${job.id}/successfulResults`);
    expect(text).to.match(/^"sf__Id"\|"sf__Created"\|Name\|Phone\r\n"001\w{15}"\|"true"\|"Pipe"\|1,2\r\n$/);
  });

  it('takes its data with the request that creates it, and is closed then', async () => {
    const reply = await visitor.send(
      'POST',
      LOADS,
      '--BOUNDARY\nContent-Type: application/json\nContent-Disposition: form-data; name="job"\n\n' +
        '{"object":"Contact","contentType":"CSV","operation":"insert","lineEnding":"LF"}\n' +
        '--BOUNDARY\nContent-Type: text/csv\nContent-Disposition: form-data; name="content"; filename="content"\n\n' +
        'FirstName,LastName\nAstro,Nomicäl\n--BOUNDARY--\n',
      { 'content-type': 'multipart/form-data; boundary="BOUNDARY"' },
    );
    expect(reply.json<LoadJob>()).to.include({ state: 'UploadComplete', object: 'Contact' });
    const { id } = await loads.ended(reply.json<LoadJob>().id);
    const [saved] = await loads.rows(id, 'successfulResults');
    expect(row('Contact', saved!.sf__Id!)).to.include({ FirstName: 'Astro', LastName: 'Nomicäl' });
  });

  it('is known by its 15-character Id, and listed', async () => {
    const job = await loads.run(insert, 'Name\nListed\n');
    expect((await loads.look(job.id.slice(0, 15))).id).to.equal(job.id);
    const list = (await visitor.get(`${LOADS}?jobType=V2Ingest`)).json<{
      done: boolean;
      records: LoadJob[];
    }>();
    expect(list.done).to.equal(true);
    expect(list.records.map(({ id }) => id)).to.include(job.id);
    const other = (await visitor.get(`${LOADS}?jobType=BigObjectIngest`)).json<{ records: LoadJob[] }>();
    expect(other.records).to.deep.equal([]);
  });

  it('counts its internal batches against the daily allowance', async () => {
    const left = async (): Promise<number> =>
      (await visitor.get('/services/data/v64.0/limits')).json<{
        DailyBulkApiBatches: { Remaining: number };
      }>().DailyBulkApiBatches.Remaining;
    const before = await left();
    await loads.run(insert, 'Name\nCounted\n');
    expect(await left()).to.equal(before - 1);
  });

  it('is gone after seven days', async () => {
    const { id } = await loads.run(insert, 'Name\nOld\n');
    const now = org.clock.now();
    org.clock.advance(7 * 24 * 3600 * 1000 + 1000);
    const late = await visit(org).get(`${LOADS}/${id}`);
    org.clock.set(now);
    expect(refusedWith(late)).to.deep.equal([404, 'NOT_FOUND']);
  });
});
