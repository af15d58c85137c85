import { expect } from 'chai';
import fc from 'fast-check';
import { isFailure } from '../../src/kit/failure.ts';
import { mergeProfiles } from '../../src/org/profiles.ts';

const profile = (...entries: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Profile xmlns="http://soap.sforce.com/2006/04/metadata">\n${entries.map((entry) => `${entry}\n`).join('')}</Profile>\n`;
const field = (name: string, editable: boolean): string =>
  `    <fieldPermissions>\n        <editable>${editable}</editable>\n        <field>${name}</field>\n        <readable>true</readable>\n    </fieldPermissions>`;
const apex = (name: string): string =>
  `    <classAccesses>\n        <apexClass>${name}</apexClass>\n        <enabled>false</enabled>\n    </classAccesses>`;
const layout = (name: string, recordType?: string): string =>
  `    <layoutAssignments>\n        <layout>${name}</layout>\n${recordType === undefined ? '' : `        <recordType>${recordType}</recordType>\n`}    </layoutAssignments>`;
const custom = '    <custom>true</custom>';
const hours = '    <loginHours>\n        <mondayStart>480</mondayStart>\n    </loginHours>';

describe('the parts of a profile (case 30)', () => {
  it('become one profile with every entry once, in Salesforce’s order', () => {
    const merged = mergeProfiles([
      profile(custom, field('B.X', true), layout('B-L')),
      profile(apex('Z'), custom, field('A.X', false), layout('B-L', 'B.RT')),
    ]);
    expect(merged).to.deep.equal({
      xml: profile(
        apex('Z'),
        custom,
        field('A.X', false),
        field('B.X', true),
        layout('B-L'),
        layout('B-L', 'B.RT'),
      ),
      conflicts: [],
    });
  });

  it('keep explicit false values and whole loginHours', () => {
    expect(mergeProfiles([profile(apex('A'), hours), profile(hours)]).xml).to.equal(
      profile(apex('A'), hours),
    );
  });

  it('report values that disagree and keep the first', () => {
    const { xml, conflicts } = mergeProfiles([profile(field('A.X', true)), profile(field('A.X', false))]);
    expect(xml).to.equal(profile(field('A.X', true)));
    expect(conflicts.map(({ entry, values }) => [entry, values.length])).to.deep.equal([
      ['fieldPermissions A.X', 2],
    ]);
  });

  it('lose no entry of a kind that is not known', () => {
    const unknown = (value: string): string =>
      `    <brandNewAccesses>\n        <thing>${value}</thing>\n    </brandNewAccesses>`;
    expect(mergeProfiles([profile(unknown('b')), profile(unknown('a'), unknown('b'))]).xml).to.equal(
      profile(unknown('a'), unknown('b')),
    );
  });

  it('keep entities and other writing as they came', () => {
    const described = '    <description>Sales &amp; &lt;Service&gt; &quot;é&quot; 007</description>';
    expect(mergeProfiles([profile(described)]).xml).to.equal(profile(described));
  });

  it('give the same profile however the entries were spread', () => {
    const entries = [
      custom,
      field('A.X', true),
      field('A.Y', false),
      apex('K'),
      apex('L'),
      layout('A-L'),
      layout('A-L', 'A.RT'),
    ];
    const whole = mergeProfiles([profile(...entries)]).xml;
    fc.assert(
      fc.property(fc.array(fc.subarray(entries), { maxLength: 4 }), (parts) => {
        expect(mergeProfiles([...parts.map((part) => profile(...part)), profile(...entries)]).xml).to.equal(
          whole,
        );
        expect(mergeProfiles([whole, ...parts.map((part) => profile(...part))]).conflicts).to.deep.equal([]);
      }),
      { verbose: true },
    );
  });

  it('must be profiles', () => {
    expect(() => mergeProfiles(['<PermissionSet/>']))
      .to.throw()
      .and.satisfy((error: unknown) => isFailure(error, 'profileMalformed'));
  });
});
