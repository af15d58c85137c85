import { expect } from 'chai';
import type { Row } from '../../model.ts';
import { startOrg, type RunningOrg } from '../../startOrg.ts';
import { visit, type Visitor } from '../visitor.ts';
import { errorOf, soapCall, type SoapReply } from './visitorSoap.ts';

describe('writing by the partner SOAP API', () => {
  let org: RunningOrg;
  let visitor: Visitor;
  before(async () => {
    org = await startOrg({ scale: 0.05 });
    visitor = visit(org);
  });
  after(() => org.stop());

  const call = (operation: string, inside: string, headers?: string): Promise<SoapReply> =>
    soapCall(visitor, operation, inside, headers);
  const sObject = (type: string, fields: string, tag = 'sObjects'): string =>
    `<urn:${tag}><urn:type>${type}</urn:type>${fields}</urn:${tag}>`;
  const ids = (...list: string[]): string => list.map((id) => `<urn:ids>${id}</urn:ids>`).join('');
  const row = (object: string, id: string): Row | undefined => org.state.tables.of(object).get(id);
  const created = async (type: string, fields: string): Promise<string> =>
    (await call('create', sObject(type, fields))).results[0]!.id;

  it('creates rows of several types in one call, and answers in their order', async () => {
    const { status, results } = await call(
      'create',
      sObject('Account', '<Name>Söap &amp; Co &#x1F600;</Name><NumberOfEmployees>7</NumberOfEmployees>') +
        sObject('Contact', '<FirstName>no last name</FirstName>') +
        sObject('Account', '<Name>Second</Name>'),
    );
    expect(status).to.equal(200);
    expect(results.map(({ success }) => success)).to.deep.equal(['true', 'false', 'true']);
    expect(row('Account', results[0]!.id)).to.include({ Name: 'Söap & Co 😀', NumberOfEmployees: 7 });
    expect(errorOf(results[1])).to.deep.equal(['REQUIRED_FIELD_MISSING', 'LastName']);
    expect(results[1]!.id).to.equal('');
    expect(row('Account', results[2]!.id)!.Name).to.equal('Second');
  });

  it('saves all or none where the header says so, whatever the types', async () => {
    const before = org.state.tables.of('Account').size;
    const { results } = await call(
      'create',
      sObject('Account', '<Name>Rolled back</Name>') + sObject('Contact', '<FirstName>x</FirstName>'),
      '<urn:AllOrNoneHeader><urn:allOrNone>true</urn:allOrNone></urn:AllOrNoneHeader>',
    );
    expect(results.map((result) => errorOf(result)[0])).to.deep.equal([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'REQUIRED_FIELD_MISSING',
    ]);
    expect(org.state.tables.of('Account').size).to.equal(before);
  });

  it('updates fields, and nulls only what fieldsToNull names', async () => {
    const id = await created('Account', '<Name>Old</Name><Phone>1</Phone><Website>w.example</Website>');
    const { results } = await call(
      'update',
      sObject(
        'Account',
        `<fieldsToNull>Phone</fieldsToNull><Id>${id}</Id><Id>${id}</Id><Name>New</Name><Website/>`,
      ),
    );
    expect(results[0]!.success).to.equal('true');
    expect(row('Account', id)).to.include({ Name: 'New', Phone: null, Website: 'w.example' });
  });

  it('upserts by an external id, and finds parents by one', async () => {
    const key = '<urn:externalIDFieldName>External_Id__c</urn:externalIDFieldName>';
    const project = sObject('Project__c', '<External_Id__c>S-1</External_Id__c><Name>p</Name>');
    expect((await call('upsert', key + project)).results[0]).to.include({ created: 'true', success: 'true' });
    const second = (await call('upsert', key + project)).results[0]!;
    expect(second).to.include({ created: 'false', success: 'true' });
    const parent = '<Project__r><type>Project__c</type><External_Id__c>S-1</External_Id__c></Project__r>';
    const task = await created('Project_Task__c', `<Name>t</Name>${parent}`);
    expect(row('Project_Task__c', task)!.Project__c).to.equal(second.id);
  });

  it('deletes a row with its children, and brings both back', async () => {
    const account = await created('Account', '<Name>Parent</Name>');
    const contact = await created('Contact', `<LastName>Child</LastName><AccountId>${account}</AccountId>`);
    expect((await call('delete', ids(account))).results[0]!.success).to.equal('true');
    expect([row('Account', account)!.IsDeleted, row('Contact', contact)!.IsDeleted]).to.deep.equal([
      true,
      true,
    ]);
    expect((await call('undelete', ids(account))).results[0]).to.include({ id: account, success: 'true' });
    expect([row('Account', account)!.IsDeleted, row('Contact', contact)!.IsDeleted]).to.deep.equal([
      false,
      false,
    ]);
  });

  it('says of each row why it could not be brought back', async () => {
    const id = await created('Account', '<Name>Alive</Name>');
    const { status, results } = await call('undelete', ids(id, '001000000000000AAA'));
    expect([status, results.map(({ success }) => success)]).to.deep.equal([200, ['false', 'false']]);
    expect(errorOf(results[0])[0]).to.equal('UNDELETE_FAILED');
  });

  it('takes rows out of the bin for good', async () => {
    const id = await created('Account', '<Name>Emptied</Name>');
    await call('delete', ids(id));
    expect((await call('emptyRecycleBin', ids(id))).results[0]!.success).to.equal('true');
    expect(row('Account', id)).to.equal(undefined);
    expect((await call('undelete', ids(id))).results[0]!.success).to.equal('false');
  });

  it('merges rows into a master, whose children they bring along', async () => {
    const master = await created('Account', '<Name>Master</Name>');
    const loser = await created('Account', '<Name>Loser</Name>');
    const contact = await created('Contact', `<LastName>Moved</LastName><AccountId>${loser}</AccountId>`);
    const { results } = await call(
      'merge',
      `<urn:mergeRequests>${sObject('Account', `<Id>${master}</Id><Phone>9</Phone>`, 'masterRecord')}` +
        `<urn:recordToMergeIds>${loser}</urn:recordToMergeIds></urn:mergeRequests>`,
    );
    expect(results[0]).to.include({ id: master, success: 'true' });
    expect(results[0]!.mergedRecordIds).to.deep.equal([loser]);
    expect(row('Account', loser)).to.include({ IsDeleted: true, MasterRecordId: master });
    expect(row('Account', master)!.Phone).to.equal('9');
    expect(row('Contact', contact)!.AccountId).to.equal(master);
  });

  it('refuses more than 200 rows, and rows without a type or of none', async () => {
    const many = Array.from({ length: 201 }, () => '001000000000000AAA');
    expect((await call('delete', ids(...many))).faultcode).to.equal('sf:EXCEEDED_ID_LIMIT');
    const losers = '<urn:recordToMergeIds>001000000000000AAA</urn:recordToMergeIds>'.repeat(3);
    const merge = `<urn:mergeRequests>${sObject('Account', '<Id>001000000000000AAA</Id>', 'masterRecord')}${losers}</urn:mergeRequests>`;
    expect((await call('merge', merge)).faultcode).to.equal('sf:EXCEEDED_ID_LIMIT');
    expect((await call('create', '<urn:sObjects><Name>x</Name></urn:sObjects>')).faultcode).to.equal(
      'sf:INVALID_TYPE',
    );
    expect((await call('create', sObject('Nope__c', '<Name>x</Name>'))).faultcode).to.equal(
      'sf:INVALID_TYPE',
    );
  });
});
