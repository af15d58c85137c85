import { expect } from 'chai';
import { OrgFault } from '../model.ts';
import { codes, writableOrg } from './fixtures.ts';

describe('upserting', () => {
  const org = writableOrg();
  const { dml, writer } = org;
  const upsert = (rows: ReadonlyArray<Record<string, string | null>>, key = 'External_Id__c') =>
    dml.upsert('Account', key, rows, writer());

  it('creates what no row has and updates what one has', () => {
    const [first] = upsert([{ External_Id__c: 'u1', Name: 'A' }]);
    expect(first).to.include({ success: true, created: true });
    const [second] = upsert([{ external_id__c: 'U1', Name: 'B' }]);
    expect(second).to.include({ success: true, created: false, id: first!.id });
    expect(org.row('Account', first!.id!).Name).to.equal('B');
  });

  it('by Id inserts a row without one', () => {
    const [made] = upsert([{ Id: null, Name: 'C' }], 'Id');
    expect(made).to.include({ success: true, created: true });
    expect(upsert([{ Id: made!.id, Name: 'D' }], 'Id')[0]).to.include({ success: true, created: false });
  });

  it('refuses a key that comes twice in one call', () => {
    const results = upsert([
      { External_Id__c: 'u2', Name: 'A' },
      { External_Id__c: 'u2', Name: 'B' },
    ]);
    expect(results.map((result) => codes(result)[0])).to.deep.equal([undefined, 'DUPLICATE_VALUE']);
  });

  it('needs a key, and a field that is one', () => {
    expect(codes(upsert([{ Name: 'A' }])[0])).to.deep.equal(['MISSING_ARGUMENT']);
    expect(() => upsert([{ Name: 'A' }], 'Site'))
      .to.throw(OrgFault)
      .with.property('errorCode', 'INVALID_FIELD');
  });
});
