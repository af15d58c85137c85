// What jsforce writes to the practice org, by both Bulk APIs and by SOAP, compared with the org's own store.
import { Connection } from '@jsforce/jsforce-node';
import { expect } from 'chai';
import { startOrg, type RunningOrg } from '../org/startOrg.ts';
import type { Row } from '../org/model.ts';
import { forgetProxies } from './proxies.ts';

describe('writes by jsforce', function () {
  this.timeout(30_000);
  let org: RunningOrg;
  let connection: Connection;
  before(async () => {
    forgetProxies();
    org = await startOrg({ scale: 0.05 });
    connection = new Connection({ instanceUrl: org.url, accessToken: org.token(), version: '64.0' });
    connection.bulk.pollInterval = 50;
    connection.bulk2.pollInterval = 50;
  });
  after(() => org.stop());

  const row = (object: string, id: string): Row | undefined => org.state.tables.of(object).get(id);

  it('load records by the second Bulk API', async () => {
    const { successfulResults, failedResults, unprocessedRecords } =
      await connection.bulk2.loadAndWaitForResults({
        object: 'Project__c',
        operation: 'insert',
        input: [
          { Name: 'One', Budget__c: null, Billable__c: false },
          { Name: 'Two', Budget__c: 'much', Billable__c: true },
        ],
      });
    expect(row('Project__c', successfulResults[0]!.sf__Id)).to.include({ Name: 'One', Billable__c: false });
    expect(failedResults[0]!.sf__Error).to.match(/^INVALID_TYPE_ON_FIELD_IN_RECORD:.*:Budget__c --$/);
    expect(unprocessedRecords).to.deep.equal([]);
  });

  it('load records by the first Bulk API, in order', async () => {
    const results = await connection.bulk.load('Account', 'insert', [
      { Name: 'A', Phone: '1' },
      { Name: '', Phone: '2' },
      { Name: 'C', Phone: '3' },
    ]);
    expect(results.map(({ success }) => success)).to.deep.equal([true, false, true]);
    expect(results.map(({ id }) => (id ? row('Account', id)!.Name : null))).to.deep.equal(['A', null, 'C']);
    const deleted = await connection.bulk.load('Account', 'delete', [{ Id: results[0]!.id! }]);
    expect(deleted[0]!.success).to.equal(true);
    expect(row('Account', results[0]!.id!)!.IsDeleted).to.equal(true);
  });

  it('write by SOAP', async () => {
    const { soap } = connection;
    const [created, refused] = await soap.create([
      { type: 'Account', Name: 'Soap' },
      { type: 'Contact', FirstName: 'no last name' },
    ] as never);
    expect([created!.success, refused!.success, refused!.id]).to.deep.equal([true, false, null]);
    expect(refused!.errors[0]).to.deep.include({ statusCode: 'REQUIRED_FIELD_MISSING' });
    const id = created!.id!;
    const [updated] = await soap.update([{ type: 'Account', Id: id, Name: 'Changed', Phone: null }] as never);
    expect(updated!.success).to.equal(true);
    expect(row('Account', id)!.Name).to.equal('Changed');
    const project = { type: 'Project__c', External_Id__c: 'JS-1', Name: 'p' };
    const [first] = await soap.upsert('External_Id__c', [project] as never);
    const [second] = await soap.upsert('External_Id__c', [project] as never);
    expect([first!.created, second!.created, second!.id]).to.deep.equal([true, false, first!.id]);
  });

  it('delete by SOAP, bring back, and empty the bin', async () => {
    const { soap } = connection;
    const [account] = await soap.create([{ type: 'Account', Name: 'Comes back' }] as never);
    const [contact] = await soap.create([
      { type: 'Contact', LastName: 'Too', AccountId: account!.id },
    ] as never);
    await soap.delete([account!.id!]);
    expect(row('Contact', contact!.id!)!.IsDeleted).to.equal(true);
    const [undeleted] = await soap.undelete([account!.id!]);
    expect(undeleted).to.include({ id: account!.id, success: true });
    expect([row('Account', account!.id!)!.IsDeleted, row('Contact', contact!.id!)!.IsDeleted]).to.deep.equal([
      false,
      false,
    ]);
    await soap.delete([contact!.id!]);
    const emptied: unknown = await soap.emptyRecycleBin([contact!.id!]);
    expect(emptied).to.deep.equal([{ errors: [], id: contact!.id, success: true }]);
    expect(row('Contact', contact!.id!)).to.equal(undefined);
  });

  it('merge by SOAP', async () => {
    const { soap } = connection;
    const made = await soap.create([
      { type: 'Account', Name: 'Master' },
      { type: 'Account', Name: 'Loser' },
    ] as never);
    const [master, loser] = made.map(({ id }) => id!);
    const merged = await soap.merge({
      masterRecord: { type: 'Account', Id: master, Phone: '7' },
      recordToMergeIds: [loser],
    } as never);
    expect(merged).to.deep.include({ id: master, success: true, mergedRecordIds: [loser] });
    expect(row('Account', loser!)).to.include({ IsDeleted: true, MasterRecordId: master });
    expect(row('Account', master!)!.Phone).to.equal('7');
  });
});
