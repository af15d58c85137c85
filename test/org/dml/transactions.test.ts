import { expect } from 'chai';
import { codes, problem, writableOrg } from './fixtures.ts';

describe('a call', () => {
  const org = writableOrg();
  const { dml, writer, state } = org;

  it('saves good rows beside bad ones, in their order', () => {
    const results = dml.insert('Account', [{ Name: 'A' }, { Site: 'x' }, { Name: 'C' }], writer());
    expect(results.map(({ success }) => success)).to.deep.equal([true, false, true]);
    expect(org.row('Account', results[2]!.id!).Name).to.equal('C');
  });

  it('saves all or none when asked, and says which rows it took back', () => {
    const sizes = (): number[] =>
      ['Account', 'AccountShare', 'AccountHistory'].map((object) => state.tables.of(object).size);
    const before = sizes();
    const results = dml.insert('Account', [{ Name: 'A' }, { Site: 'x' }], writer({ allOrNone: true }));
    expect(results.map(codes)).to.deep.equal([
      ['ALL_OR_NONE_OPERATION_ROLLED_BACK'],
      ['REQUIRED_FIELD_MISSING'],
    ]);
    expect(results[0]!.id).to.equal(null);
    expect(sizes()).to.deep.equal(before);
  });

  it('takes back an update whole, values and stamps', () => {
    const id = org.made('Account', { Name: 'A', Site: 'x' });
    const before = org.row('Account', id);
    dml.update('Account', [{ Id: id, Site: 'y' }, { Id: '1' }], writer({ allOrNone: true }));
    expect(org.row('Account', id)).to.deep.equal(before);
  });

  it('takes back a deletion whole, and forgets that it went together', () => {
    const account = org.made('Account', { Name: 'A' });
    const contact = org.made('Contact', { LastName: 'B', AccountId: account });
    dml.remove([account, '1'], writer({ allOrNone: true }));
    expect(org.row('Contact', contact).IsDeleted).to.equal(false);
    dml.remove([contact], writer());
    dml.remove([account], writer());
    dml.undelete([account], writer());
    expect(org.row('Contact', contact).IsDeleted).to.equal(true);
  });

  it('fails the rows a fault plan names, by their count', () => {
    org.faults.set({
      faults: [
        { on: { object: 'Account' }, nth: 2, do: { effect: 'failRow', errorCode: 'UNABLE_TO_LOCK_ROW' } },
      ],
    });
    const results = dml.insert('Account', [{ Name: 'A' }, { Name: 'B' }, { Name: 'C' }], writer());
    expect(results.map((result) => problem(result))).to.deep.equal([
      'saved',
      'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access to this record',
      'saved',
    ]);
    org.faults.clear();
  });
});

describe('a transaction of several calls', () => {
  const org = writableOrg();
  const { dml, writer, state } = org;

  it('is taken back to where it, or a part of it, began', () => {
    const before = state.tables.of('Account').size;
    const outer = dml.begin();
    org.made('Account', { Name: 'A' });
    const inner = dml.begin();
    org.made('Account', { Name: 'B' });
    inner.rollback();
    inner.end();
    expect(state.tables.of('Account').size).to.equal(before + 1);
    outer.rollback();
    outer.end();
    expect(state.tables.of('Account').size).to.equal(before);
    org.made('Account', { Name: 'C' });
    expect(state.tables.of('Account').size).to.equal(before + 1);
  });

  it('changes setup objects or others, not both', () => {
    const transaction = dml.begin();
    org.made('Account', { Name: 'A' });
    const [result] = dml.update('User', [{ Id: writer().userId, Title: 'Chief' }], writer());
    transaction.end();
    expect(problem(result)).to.equal(
      'MIXED_DML_OPERATION: DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): User, original object: Account',
    );
    expect(problem(dml.update('User', [{ Id: writer().userId, Title: 'Chief' }], writer())[0])).to.equal(
      'saved',
    );
  });
});
