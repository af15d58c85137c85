import { expect } from 'chai';
import type { Row } from '../../model.ts';
import type { InputRow } from '../model.ts';
import { problem, writableOrg } from '../fixtures.ts';

const org = writableOrg();
const { dml, writer } = org;
const inserted = (object: string, row: InputRow): string => problem(dml.insert(object, [row], writer())[0]);
const updated = (object: string, row: InputRow): string => problem(dml.update(object, [row], writer())[0]);
const account = org.made('Account', { Name: 'Standard' });
const live = (rows: readonly Row[]): Row[] => rows.filter((row) => row.IsDeleted !== true);

describe('contacts', () => {
  it('have a name put together, a direct relation to their account, an owner share and a history', () => {
    const id = org.made('Contact', { FirstName: 'Ada', LastName: 'Byron', AccountId: account });
    expect(org.row('Contact', id).Name).to.equal('Ada Byron');
    const [relation] = org.rows('AccountContactRelation', 'ContactId', id);
    expect(relation).to.include({ AccountId: account, IsDirect: true, IsActive: true });
    expect(org.rows('ContactShare', 'ContactId', id)[0]).to.include({
      RowCause: 'Owner',
      UserOrGroupId: writer().userId,
    });
    expect(org.rows('ContactHistory', 'ContactId', id).map((row) => row.Field)).to.deep.equal(['created']);
  });

  it('take their direct relation along to another account', () => {
    const other = org.made('Account', { Name: 'Other' });
    const id = org.made('Contact', { LastName: 'Mover', Phone: '1', AccountId: account });
    expect(inserted('AccountContactRelation', { AccountId: account, ContactId: id })).to.match(
      /^DUPLICATE_VALUE/,
    );
    expect(inserted('AccountContactRelation', { AccountId: other, ContactId: id })).to.equal('saved');
    updated('Contact', { Id: id, AccountId: other });
    const relations = live(org.rows('AccountContactRelation', 'ContactId', id));
    expect(relations.map((row) => [row.AccountId, row.IsDirect])).to.deep.equal([[other, true]]);
  });

  it('write a history row for each tracked field that changes', () => {
    const id = org.made('Contact', { FirstName: 'Old', LastName: 'X', Phone: '1' });
    updated('Contact', { Id: id, FirstName: 'New', Description: 'untracked' });
    const rows = org.rows('ContactHistory', 'ContactId', id).filter((row) => row.Field === 'FirstName');
    expect(rows.map((row) => [row.OldValue, row.NewValue])).to.deep.equal([['Old', 'New']]);
  });
});

describe('campaigns', () => {
  it('come with two statuses; members are one person in a status they offer, once', () => {
    const campaign = org.made('Campaign', { Name: 'Spring' });
    expect(org.rows('CampaignMemberStatus', 'CampaignId', campaign).map((row) => row.Label)).to.deep.equal([
      'Sent',
      'Responded',
    ]);
    expect(inserted('CampaignMemberStatus', { CampaignId: campaign, Label: 'Sent' })).to.match(
      /^DUPLICATE_VALUE/,
    );
    const lead = org.made('Lead', { FirstName: 'B', LastName: 'A', Company: 'C' });
    const contact = org.made('Contact', { LastName: 'D' });
    const member = (row: InputRow): string => inserted('CampaignMember', { CampaignId: campaign, ...row });
    expect(member({ LeadId: lead, ContactId: contact })).to.match(/^INVALID_CROSS_REFERENCE_KEY/);
    expect(member({ LeadId: lead, Status: 'Danced' })).to.match(/^INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST/);
    const id = org.made('CampaignMember', { CampaignId: campaign, LeadId: lead, Status: 'Responded' });
    expect(org.row('CampaignMember', id)).to.include({
      HasResponded: true,
      Type: 'Lead',
      LeadOrContactId: lead,
      LastName: 'A',
      CompanyOrAccount: 'C',
    });
    expect(member({ LeadId: lead })).to.equal('DUPLICATE_VALUE: Already a campaign member.');
  });
});

describe('setup rows', () => {
  it('let a new user hold the permissions of their profile', () => {
    const profile = org.seeded('Profile', (row) => row.Name === 'Standard User');
    const user = {
      Username: 'new@practice.example',
      LastName: 'New',
      Alias: 'new',
      Email: 'new@practice.example',
      ProfileId: String(profile.Id),
      TimeZoneSidKey: 'Europe/Berlin',
      LocaleSidKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: 'en_US',
    };
    const id = org.made('User', user);
    expect(org.state.access(id).seesObject('Account')).to.equal(true);
    expect(inserted('User', { ...user, CommunityNickname: 'other' })).to.match(/^DUPLICATE_USERNAME/);
  });

  it('exist once', () => {
    const queue = org.seeded('QueueSobject');
    expect(
      inserted('QueueSobject', { QueueId: String(queue.QueueId), SobjectType: String(queue.SobjectType) }),
    ).to.match(/^DUPLICATE_VALUE/);
    expect(inserted('Practice_Settings__c', { SetupOwnerId: null, Approval_Limit__c: 5 })).to.match(
      /^(saved|DUPLICATE_VALUE)/,
    );
    expect(inserted('Practice_Settings__c', { SetupOwnerId: null })).to.match(/^DUPLICATE_VALUE/);
  });
});
