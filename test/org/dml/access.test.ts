import { expect } from 'chai';
import { codes, problem, writableOrg } from './fixtures.ts';

describe('who writes', () => {
  const org = writableOrg({ scale: 0.2 });
  const sales = org.writer({ username: 'sales@practice.example' });
  const nightly = org.writer({ username: 'nightly@practice.example' });

  it('needs the object permission to create, change and delete', () => {
    expect(codes(org.dml.insert('Campaign', [{ Name: 'A' }], sales)[0])).to.deep.equal([
      'INSUFFICIENT_ACCESS_OR_READONLY',
    ]);
    const product = String(org.seeded('Product2').Id);
    expect(codes(org.dml.update('Product2', [{ Id: product, Name: 'x' }], sales)[0])).to.deep.equal([
      'INSUFFICIENT_ACCESS_OR_READONLY',
    ]);
    const lead = org.dml.insert('Lead', [{ LastName: 'A', Company: 'B' }], sales)[0]!;
    expect(problem(lead)).to.equal('saved');
    expect(codes(org.dml.remove([lead.id!], sales)[0])).to.deep.equal(['INSUFFICIENT_ACCESS_OR_READONLY']);
  });

  it('cannot change what may only be read', () => {
    const account = String(org.seeded('Account').Id);
    expect(codes(org.dml.update('Account', [{ Id: account, Site: 'x' }], nightly)[0])).to.deep.equal([
      'INVALID_FIELD_FOR_INSERT_UPDATE',
    ]);
    expect(codes(org.dml.remove([account], nightly)[0])).to.deep.equal(['INSUFFICIENT_ACCESS_OR_READONLY']);
  });

  it('changes others’ private records only with a share that edits, and deletes only own ones', () => {
    const own = org.dml.insert('Account', [{ Name: 'Own' }], sales)[0]!.id!;
    const others = String(org.seeded('Account', (row) => row.OwnerId !== sales.userId).Id);
    expect(problem(org.dml.update('Account', [{ Id: own, Site: 'x' }], sales)[0])).to.equal('saved');
    const change = (): string[] => codes(org.dml.update('Account', [{ Id: others, Site: 'x' }], sales)[0]);
    expect(change()).to.deep.equal(['INSUFFICIENT_ACCESS_OR_READONLY']);
    const levels = { CaseAccessLevel: 'None', OpportunityAccessLevel: 'None' };
    org.made('AccountShare', {
      AccountId: others,
      UserOrGroupId: sales.userId,
      AccountAccessLevel: 'Edit',
      ...levels,
    });
    const shared = org.writer({ username: 'sales@practice.example' });
    expect(codes(org.dml.update('Account', [{ Id: others, Site: 'x' }], shared)[0])).to.deep.equal([]);
    expect(codes(org.dml.remove([others], shared)[0])).to.deep.equal(['INSUFFICIENT_ACCESS_OR_READONLY']);
    expect(problem(org.dml.remove([own], shared)[0])).to.equal('saved');
  });

  it('cannot point at a record they do not see', () => {
    const hidden = org.seeded('Account', (row) => !sales.access.seesRow('Account', row));
    expect(
      codes(org.dml.insert('Contact', [{ LastName: 'A', AccountId: String(hidden.Id) }], sales)[0]),
    ).to.deep.equal(['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY']);
  });
});

describe('an owner', () => {
  const org = writableOrg();
  const sales = org.writer({ username: 'sales@practice.example' });
  const inactive = String(org.seeded('User', (row) => row.IsActive === false).Id);
  const leadQueue = String(org.seeded('QueueSobject', (row) => row.SobjectType === 'Lead').QueueId);
  const lead = { LastName: 'A', Company: 'B' };

  it('who is inactive needs the permission, on an object it covers', () => {
    const refused = ['INACTIVE_OWNER_OR_USER'];
    expect(codes(org.dml.insert('Lead', [{ ...lead, OwnerId: inactive }], sales)[0])).to.deep.equal(refused);
    expect(codes(org.dml.insert('Lead', [{ ...lead, OwnerId: inactive }], org.writer())[0])).to.deep.equal(
      [],
    );
    expect(
      codes(org.dml.insert('Campaign', [{ Name: 'A', OwnerId: inactive }], org.writer())[0]),
    ).to.deep.equal(refused);
  });

  it('that is a queue must serve the object', () => {
    expect(problem(org.dml.insert('Lead', [{ ...lead, OwnerId: leadQueue }], org.writer())[0])).to.equal(
      'saved',
    );
    expect(
      codes(org.dml.insert('Case', [{ Subject: 'A', OwnerId: leadQueue }], org.writer())[0]),
    ).to.deep.equal(['INVALID_OPERATION']);
    expect(
      codes(org.dml.insert('Account', [{ Name: 'A', OwnerId: leadQueue }], org.writer())[0]),
    ).to.not.deep.equal([]);
  });

  it('is replaced in the owner’s share', () => {
    const id = org.made('Lead', lead);
    const user = String(
      org.seeded('User', (row) => row.IsActive === true && row.Id !== org.writer().userId).Id,
    );
    org.dml.update('Lead', [{ Id: id, OwnerId: user }], org.writer());
    expect(org.rows('LeadShare', 'LeadId', id).map((row) => row.UserOrGroupId)).to.deep.equal([user]);
  });
});
