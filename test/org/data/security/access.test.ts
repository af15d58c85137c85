import { expect } from 'chai';
import type { Access, Row } from '../../model.ts';
import { practiceOrg } from '../fixtures.ts';

const org = practiceOrg({ scale: 0.2 });

function access(name: string): Access {
  return org.access(org.userId(`${name}@practice.example`)!);
}

function seen(who: Access, object: string): Row[] {
  return [...org.tables.of(object).rows()].filter((row) => who.seesRow(object, row));
}

const CASES: ReadonlyArray<readonly [who: string, permission: string, has: boolean]> = [
  ['admin', 'ModifyAllData', true],
  ['admin', 'QueryAllFiles', true],
  ['admin', 'ViewEncryptedData', false],
  ['admin', 'BulkApiHardDelete', false],
  ['nightly', 'ApiEnabled', true],
  ['nightly', 'ViewAllData', true],
  ['nightly', 'QueryAllFiles', true],
  ['nightly', 'ViewSetup', true],
  ['nightly', 'ModifyAllData', false],
  ['nightly', 'CustomizeApplication', false],
  ['auditor', 'ViewSetup', true],
  ['auditor', 'CustomizeApplication', false],
  ['auditor', 'ManageUsers', false],
  ['sales', 'ApiEnabled', true],
  ['sales', 'ViewAllData', false],
  ['noapi', 'ApiEnabled', false],
];

describe('access', () => {
  for (const [who, permission, has] of CASES) {
    it(`of ${who} ${has ? 'has' : 'lacks'} ${permission}`, () => {
      expect(access(who).has(permission)).to.equal(has);
    });
  }

  it('hides confidential fields even from the administrator and the backup user, not required or system ones', () => {
    for (const who of [access('admin'), access('nightly')]) {
      expect(who.seesField('Account', 'Legacy_Score__c')).to.equal(false);
      expect(who.seesField('Contact', 'National_Id__c')).to.equal(false);
      for (const field of ['Id', 'Name', 'Industry', 'SystemModstamp', 'tier__c'])
        expect(who.seesField('Account', field), field).to.equal(true);
      expect(who.seesField('Account', 'No_Such_Field__c')).to.equal(false);
    }
    expect(org.access(org.world.ids('User').at(30)).seesField('Contact', 'National_Id__c')).to.equal(true);
  });

  it('lets sales see few objects and what hangs on them', () => {
    const sales = access('sales');
    const objects = [
      'Account',
      'AccountHistory',
      'OpportunityLineItem',
      'Case',
      'User',
      'Invoice__c',
      'Project__c',
      'Project__Share',
      'Wide__c',
    ];
    expect(objects.filter((object) => sales.seesObject(object))).to.deep.equal(objects.slice(0, 5));
    expect(access('nightly').seesObject('Wide__c')).to.equal(true);
  });

  it('lets sales see own accounts and opportunities, the contacts of own accounts, and all leads', () => {
    const sales = access('sales');
    const accounts = seen(sales, 'Account');
    expect(accounts.length).to.be.greaterThan(0);
    expect(new Set(accounts.map(({ OwnerId }) => OwnerId))).to.deep.equal(new Set([sales.userId]));
    const own = new Set(accounts.map(({ Id }) => Id));
    expect(
      seen(sales, 'Contact').every(
        ({ AccountId, OwnerId }) => OwnerId === sales.userId || own.has(AccountId),
      ),
    ).to.equal(true);
    expect(seen(sales, 'Lead')).to.have.length(org.tables.of('Lead').size);
    expect(seen(access('nightly'), 'Account')).to.have.length(org.tables.of('Account').size);
  });

  it('opens private libraries to Query All Files only', () => {
    const isPrivate = ({ PublishStatus }: Row): boolean => PublishStatus === 'R';
    expect(seen(access('nightly'), 'ContentDocument').some(isPrivate)).to.equal(true);
    const reader = org.world.ids('User').at(90);
    const withoutFiles = practiceOrg({ scale: 0.2 });
    const sets = withoutFiles.tables.of('PermissionSet');
    const own = [...sets.rows()].find(
      ({ PermissionsQueryAllFiles, Type }) => Type === 'Profile' && PermissionsQueryAllFiles === true,
    )!;
    sets.put({ ...own, PermissionsQueryAllFiles: false });
    const who = withoutFiles.access(reader);
    const documents = [...withoutFiles.tables.of('ContentDocument').rows()].filter((row) =>
      who.seesRow('ContentDocument', row),
    );
    expect(who.has('ViewAllData')).to.equal(true);
    expect(documents.filter(isPrivate).every(({ OwnerId }) => OwnerId === reader)).to.equal(true);
    expect(documents.some((row) => !isPrivate(row))).to.equal(true);
  });

  it('takes muted permissions out of what a group gives', () => {
    const group = [...org.tables.of('PermissionSet').rows()].find(
      ({ Type, Name }) => Type === 'Group' && Name === 'Sales_Operations',
    )!;
    expect(group['PermissionsManageLeads']).to.equal(true);
    expect(group['PermissionsExportReport']).to.equal(false);
    const [assignment] = [
      ...org.tables.of('PermissionSetAssignment').where('PermissionSetId', String(group['Id'])),
    ];
    expect(assignment['PermissionSetGroupId']).to.equal(group['PermissionSetGroupId']);
  });

  it('follows a permission that is taken away while the org runs', () => {
    const changing = practiceOrg();
    const id = changing.userId('nightly@practice.example')!;
    expect(changing.access(id).has('ViewAllData')).to.equal(true);
    const assignments = changing.tables.of('PermissionSetAssignment');
    for (const row of [...assignments.where('AssigneeId', id)]) assignments.drop(String(row['Id']));
    expect(changing.access(id).has('ViewAllData')).to.equal(false);
    expect(changing.access(id).seesObject('Account')).to.equal(false);
  });
});
