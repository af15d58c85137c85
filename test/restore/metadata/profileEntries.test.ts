import { expect } from 'chai';
import { readDocument, writeDocument, type XmlDocument } from '../../../src/restore/metadata/document.ts';
import { compareProfiles } from '../../../src/restore/metadata/profileEntries.ts';
import { xml } from '../../org/metadata/deploy/fixtures.ts';

const profile = (...entries: string[]): XmlDocument =>
  readDocument(Buffer.from(xml('Profile', entries.join('\n'))))!;
const permission = (name: string, enabled = true): string =>
  `<userPermissions><enabled>${enabled}</enabled><name>${name}</name></userPermissions>`;
const onField = (field: string, readable: boolean, editable = readable): string =>
  `<fieldPermissions><editable>${editable}</editable><field>${field}</field><readable>${readable}</readable></fieldPermissions>`;
const layout = (name: string): string => `<layoutAssignments><layout>${name}</layout></layoutAssignments>`;

const nothingAdded = (): boolean => false;

/** What would be deployed, one entry a line. */
function deployed(
  version: XmlDocument,
  live: XmlDocument,
  isAdded: (type: string, name: string) => boolean = nothingAdded,
): string[] {
  const { entries } = compareProfiles(version, live, isAdded);
  return entries.map(({ xml: text }) => text.replaceAll(/\s+/g, ''));
}

describe('A profile that is brought back', () => {
  it('is left alone when it says the same, in whatever order', () => {
    const one = profile(permission('ApiEnabled'), onField('Account.A__c', true));
    const other = profile(onField('Account.A__c', true), permission('ApiEnabled'));
    expect(compareProfiles(one, other, nothingAdded)).to.deep.equal({ entries: [], left: [], differing: [] });
  });

  it('says an explicit false for what the version does not grant', () => {
    expect(deployed(profile(), profile(permission('ModifyAllData')))).to.deep.equal([
      '<userPermissions><enabled>false</enabled><name>ModifyAllData</name></userPermissions>',
    ]);
    expect(deployed(profile(), profile(onField('Account.A__c', true)))).to.deep.equal([
      '<fieldPermissions><editable>false</editable><field>Account.A__c</field><readable>false</readable></fieldPermissions>',
    ]);
    expect(
      deployed(
        profile(),
        profile('<tabVisibilities><tab>X</tab><visibility>DefaultOn</visibility></tabVisibilities>'),
      ),
    ).to.deep.equal(['<tabVisibilities><tab>X</tab><visibility>Hidden</visibility></tabVisibilities>']);
  });

  it('gets back what was taken from it and what was changed', () => {
    const version = profile(permission('ApiEnabled'), onField('Account.A__c', true, false));
    const live = profile(onField('Account.A__c', true, true));
    expect(deployed(version, live)).to.deep.equal([
      onField('Account.A__c', true, false).trim(),
      permission('ApiEnabled'),
    ]);
  });

  it('does not tell a denial from no entry', () => {
    expect(deployed(profile(permission('A', false)), profile(permission('B', false)))).to.deep.equal([]);
  });

  it('leaves entries about components alone that the version does not have', () => {
    const live = profile(onField('Account.New__c', true), onField('New__c.A__c', true));
    const isAdded = (type: string, name: string): boolean =>
      [`CustomField:Account.New__c`, 'CustomObject:New__c'].includes(`${type}:${name}`);
    expect(deployed(profile(), live, isAdded)).to.deep.equal([]);
  });

  it('gets its layout of an object back, not a second one', () => {
    const [version, live] = [profile(layout('Account-Old Layout')), profile(layout('Account-New Layout'))];
    expect(deployed(version, live)).to.deep.equal([layout('Account-Old Layout').replaceAll(' ', '')]);
    const gone = compareProfiles(profile(), live, nothingAdded);
    expect(gone).to.deep.include({ entries: [], left: ['layoutAssignments Account'] });
  });

  it('gets lists without names back whole', () => {
    const range = (from: string): string =>
      `<loginIpRanges><endAddress>${from}</endAddress><startAddress>${from}</startAddress></loginIpRanges>`;
    expect(
      deployed(profile(range('10.0.0.1'), range('10.0.0.2')), profile(range('10.0.0.1'))),
    ).to.have.length(2);
  });

  it('is written as it was read', () => {
    const text = xml('Profile', `    <description>a &amp; b &#xE4; &lt;</description>`);
    expect(String(writeDocument(readDocument(Buffer.from(text))!))).to.equal(text);
  });
});
