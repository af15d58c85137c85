// jsforce in this process against the practice org: the calls that other tools are built on.
import { Connection } from '@jsforce/jsforce-node';
import { expect } from 'chai';
import { ADMINISTRATOR, startOrg, type RunningOrg } from '../org/startOrg.ts';
import { forgetProxies } from './proxies.ts';

describe('jsforce against the practice org', function () {
  this.timeout(30_000);
  let org: RunningOrg;
  let connection: Connection;
  before(async () => {
    forgetProxies();
    org = await startOrg({ bulkPageRows: 100_000 });
    connection = new Connection({ instanceUrl: org.url, accessToken: org.token(), version: '64.0' });
  });
  after(() => org.stop());

  const liveIds = (object: string): string[] =>
    [...org.state.tables.of(object).rows()]
      .filter((row) => row.IsDeleted !== true)
      .map((row) => String(row.Id));

  it('asks who it is and what the org allows', async () => {
    const identity = await connection.identity();
    expect(identity).to.include({ username: ADMINISTRATOR, organization_id: org.orgId });
    await connection.limits();
    expect(connection.limitInfo.apiUsage!.limit).to.equal(300_000);
  });

  it('logs in by SOAP with a password, as old tools do', async () => {
    const old = new Connection({ loginUrl: org.url, version: '64.0' });
    const user = await old.login(ADMINISTRATOR, 'practice-password-1');
    expect(user.organizationId).to.equal(org.orgId);
    expect((await old.query('SELECT Id FROM Account LIMIT 1')).records).to.have.length(1);
  });

  it('follows pages by itself', async () => {
    const { records } = await connection.query('SELECT Id FROM Contact', {
      autoFetch: true,
      maxFetch: 10_000,
    });
    expect(records.map(({ Id }) => Id).sort()).to.deep.equal(liveIds('Contact').sort());
  });

  it('reads by the first Bulk API', async () => {
    connection.bulk.pollInterval = 50;
    const stream = await connection.bulk.query('SELECT Id, Name FROM Account');
    const ids: string[] = [];
    await new Promise<void>((resolve, reject) => {
      stream
        .on('record', (record: { Id: string }) => ids.push(record.Id))
        .on('error', reject)
        .on('end', resolve);
    });
    expect(ids.sort()).to.deep.equal(liveIds('Account').sort());
    const wrong = await connection.bulk.query('SELECT Nope FROM Account').then(
      () => 'no error',
      (error: unknown) => (error as Error).message,
    );
    expect(wrong).to.include('InvalidBatch : Failed to process query: INVALID_FIELD');
  });

  it('reads by the second Bulk API, one page', async () => {
    connection.bulk2.pollInterval = 50;
    const stream = await connection.bulk2.query('SELECT Id FROM Account');
    const ids: string[] = [];
    for await (const record of stream as AsyncIterable<{ Id: string }>) ids.push(record.Id);
    expect(ids.sort()).to.deep.equal(liveIds('Account').sort());
  });

  it('reads records, bodies and changes', async () => {
    const [id] = liveIds('Account');
    expect(await connection.sobject('Account').retrieve(id!)).to.include({
      Id: id,
      Name: org.state.tables.of('Account').get(id!)!.Name,
    });
    const now = org.clock.now();
    const { latestDateCovered } = await connection
      .sobject('Account')
      .updated(new Date(now.getTime() - 86_400_000), now);
    expect(Date.parse(latestDateCovered.replace('+0000', 'Z'))).to.be.at.most(now.getTime());
    const deleted = await connection.sobject('Account').deleted(new Date(now.getTime() - 86_400_000), now);
    expect(deleted.deletedRecords).to.be.an('array');
  });

  it('refreshes and repeats when its session has ended, over every protocol', async () => {
    const refreshToken = org.refreshToken();
    const renewing = new Connection({
      oauth2: { loginUrl: org.url, clientId: org.app.clientId, clientSecret: org.app.clientSecret },
      instanceUrl: org.url,
      accessToken: org.token(),
      refreshToken,
      version: '64.0',
    });
    renewing.bulk.pollInterval = 50;
    const calls: ReadonlyArray<readonly [string, () => PromiseLike<unknown>]> = [
      ['REST', () => renewing.query('SELECT Id FROM Account LIMIT 1')],
      ['Bulk 2.0', () => renewing.bulk2.query('SELECT Id FROM Account LIMIT 1')],
      ['Bulk v1', () => renewing.bulk.query('SELECT Id FROM Account LIMIT 1')],
      ['SOAP', () => renewing.metadata.list({ type: 'ApexClass' })],
    ];
    for (const [protocol, call] of calls) {
      org.expireTokens();
      org.clearCalls();
      await call();
      expect(
        org.calls.filter(({ endpoint }) => endpoint === 'token'),
        protocol,
      ).to.have.length(1);
    }
  });
});
