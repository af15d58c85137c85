import { expect } from 'chai';
import { createFaults } from '../faults/faults.ts';
import { client, every, refusal } from './calls.ts';
import { adminId, smallOrg } from './fixtures.ts';
import { createMetadataRoom } from './room.ts';

const state = smallOrg();
const room = createMetadataRoom(state, { components: 0 });
const org = client(state, room);

const list = async (...queries: { type: string; folder?: string }[]): Promise<string[]> =>
  (await org.call('listMetadata', { queries })).map(({ fullName }) => String(fullName));

describe('describeMetadata', () => {
  it('says of each type where its files are and what they hold', async () => {
    const [result] = await org.call('describeMetadata', { asOfVersion: '64.0' });
    const types = new Map(every(result, 'metadataObjects').map((type) => [type.xmlName, type]));
    expect(types.get('ApexClass')).to.deep.equal({
      xmlName: 'ApexClass',
      directoryName: 'classes',
      suffix: 'cls',
      inFolder: 'false',
      metaFile: 'true',
    });
    expect(types.get('Report')).to.include({ directoryName: 'reports', inFolder: 'true', metaFile: 'false' });
    expect(types.get('LightningComponentBundle')).to.not.have.property('suffix');
    expect(types.get('CustomObject')?.childXmlNames).to.include.members([
      'CustomField',
      'RecordType',
      'ValidationRule',
    ]);
    expect(result).to.include({
      partialSaveAllowed: 'true',
      testRequired: 'false',
      organizationNamespace: '',
    });
  });

  it('lists neither folder types nor types of features the org has not', async () => {
    const [result] = await org.call('describeMetadata', '');
    const names = every(result, 'metadataObjects').map(({ xmlName }) => xmlName);
    expect(names).to.not.include.members(['ReportFolder']);
    expect(names).to.not.include.members(['Bot']);
  });
});

describe('listMetadata', () => {
  it('answers file properties', async () => {
    const [first] = await org.call('listMetadata', { queries: { type: 'ApexClass' } });
    expect(first).to.deep.equal({
      fullName: 'Invoicing',
      createdById: adminId,
      createdByName: 'Ada Admin',
      createdDate: '2024-03-01T08:00:00.000Z',
      fileName: 'classes/Invoicing.cls',
      id: state.tables.of('ApexClass').get('01pPO0000000001')?.Id,
      lastModifiedById: state.tables.of('User').get('005PO0000000001')?.Id,
      lastModifiedByName: 'Ada Admin',
      lastModifiedDate: '2026-05-01T09:30:00.000Z',
      manageableState: 'unmanaged',
      type: 'ApexClass',
    });
  });

  it('answers an empty element when there is nothing', async () => {
    expect(await org.raw('listMetadata', { queries: { type: 'Letterhead' } })).to.equal(
      '<listMetadataResponse/>',
    );
  });

  it('lists children by their parents', async () => {
    expect(await list({ type: 'CustomField' })).to.include.members([
      'Account.Legacy_Score__c',
      'Project__c.Budget__c',
    ]);
    expect(await list({ type: 'RecordType' })).to.deep.equal(['Project__c.Internal']);
    expect(await list({ type: 'CustomLabel' })).to.include('Welcome');
  });

  it('says who brought a managed component', async () => {
    const managed = (await org.call('listMetadata', { queries: { type: 'ApexClass' } })).filter(
      ({ namespacePrefix }) => namespacePrefix === 'signit',
    );
    expect(managed.map(({ fullName, manageableState }) => [fullName, manageableState])).to.deep.include([
      'signit__Envelope',
      'installed',
    ]);
  });

  it('lists folders by their folder type, and what is in one only by its name', async () => {
    expect(await list({ type: 'ReportFolder' })).to.deep.equal([
      'Sales_Reports',
      'Sales_Reports/Regional_Figures',
    ]);
    expect(await list({ type: 'Report' })).to.deep.equal([]);
    expect(await list({ type: 'Report', folder: 'Sales_Reports' })).to.deep.equal([
      'Sales_Reports/Open_Deals',
    ]);
    expect(await list({ type: 'Report', folder: 'Sales_Reports/Regional_Figures' })).to.deep.equal(
      ['Revenue_North', 'Revenue_South'].map((name) => `Sales_Reports/Regional_Figures/${name}`),
    );
    expect(await list({ type: 'Report', folder: 'unfiled$public' })).to.deep.equal([
      'unfiled$public/Scratchpad',
    ]);
  });

  it('shows nothing of private and personal folders', async () => {
    expect(await list({ type: 'Report', folder: 'Board_Only' })).to.deep.equal([]);
    expect([...room.store.ofType('Report')].map(({ properties }) => properties.fullName).join()).to.not.match(
      /Salaries|My_Customers/,
    );
  });

  it('lists no standard value sets, although they can be retrieved', async () => {
    expect(await list({ type: 'StandardValueSet' })).to.deep.equal([]);
    expect(room.store.ofType('StandardValueSet')).to.not.be.empty;
  });

  it('gives settings and standard objects neither id nor date', async () => {
    const found = await org.call('listMetadata', {
      queries: [{ type: 'Settings' }, { type: 'CustomObject' }],
    });
    const security = found.find(({ fullName }) => fullName === 'Security');
    const account = found.find(({ fullName }) => fullName === 'Account');
    for (const properties of [security, account])
      expect(properties).to.include({ id: '', lastModifiedDate: '1970-01-01T00:00:00.000Z' });
  });

  it('takes three queries at a time and no more', async () => {
    expect(await list({ type: 'Role' }, { type: 'Queue' }, { type: 'CustomTab' })).to.deep.equal([
      'CEO',
      'Sales',
      'Support',
      'Project__c',
    ]);
    const four = Array.from({ length: 4 }, () => ({ type: 'Role' }));
    expect(await refusal(list(...four))).to.include({ errorCode: 'LIMIT_EXCEEDED' });
  });

  for (const [type, message] of [
    ['Nonsense', 'INVALID_TYPE: Unknown type:Nonsense'],
    ['Bot', 'INVALID_TYPE: Cannot use: Bot in this organization'],
    ['BotVersion', 'INVALID_TYPE: Cannot use: BotVersion in this organization'],
  ] as const) {
    it(`refuses ${type}`, async () => {
      expect(await refusal(list({ type }))).to.include({ errorCode: 'INVALID_TYPE', message });
    });
  }

  it('fails for a type when the fault plan says so', async () => {
    const faults = createFaults(() => state.now(), {
      faults: [
        {
          on: { subject: 'Layout' },
          do: { effect: 'listMetadataError', errorCode: 'UNKNOWN_EXCEPTION', message: 'boom' },
        },
      ],
    });
    const faulty = client(state, createMetadataRoom(state, { components: 0, faults }));
    expect(await refusal(faulty.call('listMetadata', { queries: { type: 'Layout' } }))).to.include({
      errorCode: 'UNKNOWN_EXCEPTION',
      message: 'boom',
    });
    expect(await faulty.call('listMetadata', { queries: { type: 'Role' } })).to.have.length(2);
  });
});

describe('readMetadata', () => {
  it('reads components and children, whole, and answers nil for what is not there', async () => {
    const [result] = await org.call('readMetadata', {
      type: 'CustomField',
      fullNames: ['Project__c.Margin__c', 'Project__c.Nope__c'],
    });
    const [margin, nope] = every(result, 'records');
    expect(margin).to.include({
      '@xsi:type': 'CustomField',
      fullName: 'Project__c.Margin__c',
      type: 'Percent',
      formula: 'Budget__c / 100 < 1',
    });
    expect(nope).to.deep.equal({ '@xsi:nil': 'true' });
  });

  it('reads a profile whole, whatever else was asked for', async () => {
    const [result] = await org.call('readMetadata', { type: 'Profile', fullNames: 'Admin' });
    expect(every(every(result, 'records')[0], 'objectPermissions')).to.have.length(2);
  });

  it('takes ten names, and 200 of custom metadata', async () => {
    const names = Array.from({ length: 11 }, (_, index) => `A${index}`);
    expect(await refusal(org.call('readMetadata', { type: 'Role', fullNames: names }))).to.include({
      errorCode: 'EXCEEDED_ID_LIMIT',
    });
    expect(
      every((await org.call('readMetadata', { type: 'CustomMetadata', fullNames: names }))[0], 'records'),
    ).to.have.length(11);
  });

  it('does not read code', async () => {
    expect(await refusal(org.call('readMetadata', { type: 'ApexClass', fullNames: 'Routing' }))).to.include({
      errorCode: 'INVALID_TYPE',
    });
  });
});

describe('The Metadata API', () => {
  it('is for those who may modify metadata', async () => {
    const other = client(state, room, '005PO0000000009');
    expect(await refusal(other.call('describeMetadata', ''))).to.include({
      errorCode: 'INSUFFICIENT_ACCESS',
    });
  });

  it('refuses what it cannot do by name', async () => {
    expect(await refusal(org.call('describeValueType', ''))).to.include({
      errorCode: 'FUNCTIONALITY_NOT_ENABLED',
    });
    expect(await refusal(org.call('frobnicate', ''))).to.include({ errorCode: 'INVALID_OPERATION' });
  });
});
