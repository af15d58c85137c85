import { expect } from 'chai';
import { loadSchema } from '../../schema/schema.ts';
import { codes, problem, writableOrg } from '../fixtures.ts';

describe('person accounts', () => {
  const schema = loadSchema({ personAccounts: true });
  const org = writableOrg({ schema });
  const { dml, writer } = org;
  const RecordTypeId = String(org.seeded('RecordType', (row) => row.DeveloperName === 'PersonAccount').Id);
  const person = {
    RecordTypeId,
    FirstName: 'Ada',
    LastName: 'Byron',
    PersonEmail: 'ada@x.example',
    Newsletter__pc: true,
  };

  it('make the contact they are', () => {
    const id = org.made('Account', person);
    expect(org.row('Account', id)).to.include({ Name: 'Ada Byron', IsPersonAccount: true });
    const contact = org.row('Contact', String(org.row('Account', id).PersonContactId));
    expect(contact).to.include({
      AccountId: id,
      Name: 'Ada Byron',
      Email: 'ada@x.example',
      Newsletter__c: true,
      IsPersonAccount: true,
    });
    expect(org.rows('AccountContactRelation', 'ContactId', String(contact.Id))).to.deep.equal([]);
  });

  it('hand changes on to it, and take it to the bin and back', () => {
    const id = org.made('Account', person);
    const contact = String(org.row('Account', id).PersonContactId);
    expect(
      problem(dml.update('Account', [{ Id: id, LastName: 'King', PersonEmail: null }], writer())[0]),
    ).to.equal('saved');
    expect(org.row('Contact', contact)).to.include({ Name: 'Ada King', Email: null });
    dml.remove([id], writer());
    expect(org.row('Contact', contact).IsDeleted).to.equal(true);
    dml.undelete([id], writer());
    expect(org.row('Contact', contact).IsDeleted).to.equal(false);
  });

  it('have no Name to write, and business accounts no person fields', () => {
    const insert = (row: Record<string, string>): string[] =>
      codes(dml.insert('Account', [row], writer())[0]);
    expect(insert({ RecordTypeId, LastName: 'A', Name: 'A' })).to.deep.equal([
      'INVALID_FIELD_FOR_INSERT_UPDATE',
    ]);
    expect(insert({ LastName: 'A' })).to.deep.equal(['INVALID_FIELD_FOR_INSERT_UPDATE']);
    expect(insert({ RecordTypeId })).to.deep.equal(['REQUIRED_FIELD_MISSING']);
    expect(insert({ Site: 'x' })).to.deep.equal(['REQUIRED_FIELD_MISSING']);
    expect(insert({ Name: 'Business' })).to.deep.equal([]);
  });
});
