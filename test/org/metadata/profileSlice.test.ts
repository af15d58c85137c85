import { expect } from 'chai';
import { client, retrievedFiles as files } from './calls.ts';
import { smallOrg } from './fixtures.ts';
import { createMetadataRoom } from './room.ts';

const state = smallOrg();
const org = client(state, createMetadataRoom(state, { components: 0 }));

describe('A profile in a retrieve', () => {
  const profile = async (...more: { name: string; members: string[] }[]): Promise<string> => {
    const retrieved = await files(
      await org.retrieve([{ name: 'Profile', members: ['Admin', 'Integration %28API%29'] }, ...more]),
    );
    return String(retrieved.get('unpackaged/profiles/Admin.profile'));
  };

  it('alone has its user permissions and nothing of objects, fields and classes', async () => {
    const xml = await profile();
    expect(xml)
      .to.contain('<name>ApiEnabled</name>')
      .and.not.match(/objectPermissions|fieldPermissions|classAccesses|layoutAssignments|tabVisibilities/);
    expect(xml).to.not.contain('DataExport');
  });

  it('shows what it grants on the objects retrieved with it', async () => {
    const xml = await profile({ name: 'CustomObject', members: ['Account'] });
    expect(xml).to.contain('<object>Account</object>').and.contain('<field>Account.Type</field>');
    expect(xml).to.not.contain('Project__c');
  });

  it('shows classes, tabs and layouts retrieved with it', async () => {
    const xml = await profile(
      { name: 'ApexClass', members: ['*'] },
      { name: 'CustomTab', members: ['*'] },
      { name: 'Layout', members: ['Account-Account Layout'] },
      { name: 'CustomField', members: ['Project__c.Budget__c'] },
      { name: 'RecordType', members: ['Project__c.Internal'] },
    );
    expect(xml).to.contain('<apexClass>Invoicing</apexClass>').and.contain('<tab>Project__c</tab>');
    expect(xml)
      .to.contain('<layout>Account-Account Layout</layout>')
      .and.contain('<field>Project__c.Budget__c</field>');
    expect(xml)
      .to.contain('<recordType>Project__c.Internal</recordType>')
      .and.not.contain('<objectPermissions>');
  });

  it('always has its login IP ranges', async () => {
    const retrieved = await files(
      await org.retrieve([{ name: 'Profile', members: ['Integration %28API%29'] }]),
    );
    expect(String(retrieved.get('unpackaged/profiles/Integration %28API%29.profile'))).to.contain(
      '<loginIpRanges>',
    );
  });

  it('is unlike a permission set, which is whole whatever it comes with', async () => {
    const retrieved = await files(await org.retrieve([{ name: 'PermissionSet', members: ['*'] }]));
    expect([...retrieved.keys()]).to.deep.equal([
      'unpackaged/permissionsets/Project_Editor.permissionset',
      'unpackaged/package.xml',
    ]);
    expect(String(retrieved.get('unpackaged/permissionsets/Project_Editor.permissionset'))).to.contain(
      '<object>Project__c</object>',
    );
  });
});
