import { expect } from 'chai';
import type { Access } from '../../model.ts';
import { practiceOrg } from '../fixtures.ts';

const org = practiceOrg({ scale: 0.2 });

function access(name: string): Access {
  return org.access(org.userId(`${name}@practice.example`)!);
}

const MAY: ReadonlyArray<
  readonly [who: string, object: string, creates: boolean, updates: boolean, deletes: boolean]
> = [
  ['admin', 'Account', true, true, true],
  ['admin', 'User', true, true, true],
  ['admin', 'ContentVersion', true, true, true],
  ['nightly', 'Account', false, false, false],
  ['nightly', 'User', false, false, false],
  ['sales', 'Account', true, true, true],
  ['sales', 'Lead', true, true, false],
  ['sales', 'Product2', false, false, false],
  // Who may edit an opportunity may add, change and remove its lines.
  ['sales', 'OpportunityLineItem', true, true, true],
  ['sales', 'PricebookEntry', false, false, false],
  ['sales', 'Task', true, true, true],
  ['auditor', 'Task', false, false, false],
  ['auditor', 'PermissionSetAssignment', false, false, false],
];

describe('what a user may change', () => {
  for (const [who, object, creates, updates, deletes] of MAY) {
    it(`is told for ${object} and ${who}`, () => {
      const user = access(who);
      expect([user.mayCreate(object), user.mayUpdate(object), user.mayDelete(object)]).to.deep.equal([
        creates,
        updates,
        deletes,
      ]);
    });
  }

  it('leaves out fields that are confidential or only read', () => {
    expect(access('admin').mayEditField('Account', 'Legacy_Score__c')).to.equal(false);
    expect(access('admin').mayEditField('Account', 'Industry')).to.equal(true);
    // Set when a record is made and never again, which edit access covers as well.
    expect(access('admin').mayEditField('Opportunity', 'ContactId')).to.equal(true);
    expect(access('nightly').seesField('Account', 'Industry')).to.equal(true);
    expect(access('nightly').mayEditField('Account', 'Industry')).to.equal(false);
  });

  it('follows owner and parent where records are private', () => {
    const sales = access('sales');
    const rows = [...org.tables.of('Account').rows()];
    const own = rows.find((row) => row.OwnerId === sales.userId)!;
    const other = rows.find((row) => row.OwnerId !== sales.userId)!;
    expect([sales.mayEditRow('Account', own), sales.mayDeleteRow('Account', own)]).to.deep.equal([
      true,
      true,
    ]);
    expect([sales.mayEditRow('Account', other), sales.mayDeleteRow('Account', other)]).to.deep.equal([
      false,
      false,
    ]);
    const contact = { ...[...org.tables.of('Contact').rows()][0]!, OwnerId: other.OwnerId! };
    expect(sales.mayEditRow('Contact', { ...contact, AccountId: own.Id! })).to.equal(true);
    expect(sales.mayEditRow('Contact', { ...contact, AccountId: other.Id! })).to.equal(false);
    // Leads are open to all for changes, not for deletion.
    const lead = [...org.tables.of('Lead').rows()].find((row) => row.OwnerId !== sales.userId)!;
    expect([sales.mayEditRow('Lead', lead), sales.mayDeleteRow('Lead', lead)]).to.deep.equal([true, false]);
  });
});
