import { expect } from 'chai';
import { visit, type Reply, type Visitor } from '../../http/visitor.ts';
import { startOrg, type RunningOrg } from '../../startOrg.ts';
import { parsed, type ResultRow } from '../ingest/visitorLoads.ts';

const JOB = '/services/async/64.0/job';

describe('a load by Bulk API v1', () => {
  let org: RunningOrg;
  let visitor: Visitor;
  before(async () => {
    org = await startOrg({ scale: 0.05 });
    visitor = visit(org);
  });
  after(() => org.stop());

  const send = (path: string, body: string, type = 'application/xml'): Promise<Reply> =>
    visitor.send('POST', JOB + path, body, {
      'content-type': type,
      'x-sfdc-session': visitor.token,
      authorization: '',
    });
  const get = (path: string): Promise<Reply> =>
    visitor.get(JOB + path, { 'x-sfdc-session': visitor.token, authorization: '' });
  const value = ({ text }: Reply, tag: string): string | undefined =>
    new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)?.[1];
  const create = (operation: string, more = ''): Promise<Reply> =>
    send(
      '',
      `<jobInfo xmlns="http://www.force.com/2009/06/asyncapi/dataload"><operation>${operation}</operation>` +
        `<object>Account</object>${more}<contentType>CSV</contentType></jobInfo>`,
    );
  const batchOf = async (operation: string, csv: string, more?: string): Promise<string> => {
    const job = value(await create(operation, more), 'id')!;
    const batch = await send(`/${job}/batch`, csv, 'text/csv');
    expect([batch.status, value(batch, 'state')]).to.deep.equal([201, 'Queued']);
    return `/${job}/batch/${value(batch, 'id')}`;
  };
  const results = async (batch: string): Promise<ResultRow[]> => parsed((await get(`${batch}/result`)).text);

  it('answers row by row, in the order of the batch', async () => {
    const many = Array.from({ length: 250 }, (_, index) => `Batch ${index},1\n`).join('');
    const batch = await batchOf('insert', `Name,Phone\n${many},2\nLast,3\n`);
    const info = await get(batch);
    expect(
      ['state', 'numberRecordsProcessed', 'numberRecordsFailed'].map((tag) => value(info, tag)),
    ).to.deep.equal(['Completed', '252', '1']);
    const rows = await results(batch);
    expect(rows.map(({ Success }) => Success)).to.deep.equal([
      ...Array<string>(250).fill('true'),
      'false',
      'true',
    ]);
    expect(rows[250]!.Error).to.equal('REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --');
    expect(org.state.tables.of('Account').get(rows[251]!.Id!)).to.include({ Name: 'Last', Phone: '3' });
  });

  it('updates, upserts and deletes', async () => {
    const [{ Id }] = (await results(await batchOf('insert', 'Name\nFirst\n'))) as [{ Id: string }];
    const [updated] = await results(await batchOf('update', `Id,Name\r\n${Id},Second\r\n`));
    expect(updated).to.include({ Id, Success: 'true', Created: 'false', Error: '' });
    expect(org.state.tables.of('Account').get(Id)!.Name).to.equal('Second');
    const key = '<externalIdFieldName>Id</externalIdFieldName>';
    const [upserted] = await results(await batchOf('upsert', `Id,Phone\n${Id},77\n`, key));
    expect(upserted).to.include({ Id, Success: 'true', Created: 'false' });
    expect(org.state.tables.of('Account').get(Id)).to.include({ Name: 'Second', Phone: '77' });
    await results(await batchOf('delete', `Id\n${Id}\n`));
    expect(org.state.tables.of('Account').get(Id)!.IsDeleted).to.equal(true);
  });

  it('fails a batch that cannot be read, with the reason', async () => {
    const batch = await get(await batchOf('insert', 'Nope__c\nx\n'));
    expect([value(batch, 'state'), value(batch, 'stateMessage')]).to.deep.equal([
      'Failed',
      'InvalidBatch : Field name not found : Nope__c',
    ]);
    const many = await get(await batchOf('insert', `Name\n${'x\n'.repeat(10_001)}`));
    expect(value(many, 'stateMessage')).to.include('more than 10000 records');
  });

  it('names its refusals as v1 does', async () => {
    expect(value(await create('hardDelete'), 'exceptionCode')).to.equal('FeatureNotEnabled');
    expect(value(await create('upsert'), 'exceptionCode')).to.equal('InvalidJob');
    const closed = value(await create('insert'), 'id')!;
    await send(`/${closed}`, '<jobInfo><state>Closed</state></jobInfo>');
    expect(value(await send(`/${closed}/batch`, 'Name\nx\n', 'text/csv'), 'exceptionCode')).to.equal(
      'InvalidJobState',
    );
  });
});
