import { expect } from 'chai';
import { decide, needingPerson } from '../../../src/restore/metadata/decide.ts';
import { readDocument, type XmlDocument } from '../../../src/restore/metadata/document.ts';
import type { Change, Finding } from '../../../src/restore/metadata/findings.ts';
import { xml } from '../../org/metadata/deploy/fixtures.ts';

const document = (root: string, inner: string): XmlDocument => readDocument(Buffer.from(xml(root, inner)))!;
const finding = (name: string, change: Change, more: Partial<Finding> = {}): Finding => {
  const [type = '', fullName = ''] = name.split(':');
  return { difference: { type, fullName, change }, isManaged: false, put: [], ...more };
};
const flow = (status: string): XmlDocument => document('Flow', `<status>${status}</status>`);
const flowFile = (status: string): Finding['put'] => [
  { path: 'flows/F.flow', bytes: Buffer.from(xml('Flow', `<status>${status}</status>`)) },
];

/** What becomes of one finding: the action, and the reason where there is one. */
function fate(found: Finding, exact = true): string {
  const [{ action, reason } = { action: '', reason: '' }] = decide([found], exact).components;
  return reason ? `${action} ${reason}` : action;
}

describe('What becomes of a component that differs', () => {
  const cases: ReadonlyArray<readonly [what: string, fate: string, finding: Finding, exact?: boolean]> = [
    ['changed: updated', 'Update', finding('ApexClass:A', 'changed')],
    ['deleted since: created', 'Create', finding('ApexClass:A', 'deleted')],
    ['added since: deleted when exact', 'Delete', finding('ApexClass:A', 'added')],
    ['added since: kept otherwise', 'Skip kept', finding('ApexClass:A', 'added'), false],
    ['managed: left', 'Skip managed', finding('ApexClass:A', 'changed', { isManaged: true })],
    ['a package: left', 'Skip installed-package', finding('InstalledPackage:P', 'deleted')],
    ['a standard field: left', 'Skip not-deletable', finding('CustomField:Account.Rating', 'added')],
    ['a custom field: deleted', 'Delete', finding('CustomField:Account.Rating__c', 'added')],
    ['a standard object: left', 'Skip not-deletable', finding('CustomObject:Order', 'added')],
    ['a record type: left', 'Skip not-deletable', finding('RecordType:Account.Partner', 'added')],
    [
      'a standard profile: left',
      'Skip not-deletable',
      finding('Profile:P', 'added', { live: document('Profile', '<custom>false</custom>') }),
    ],
    [
      'a custom profile: deleted',
      'Delete',
      finding('Profile:P', 'added', { live: document('Profile', '<custom>true</custom>') }),
    ],
    [
      'an active flow: switched off',
      'Skip active-flow',
      finding('Flow:F', 'added', { live: flow('Active') }),
    ],
    ['an inactive flow: deleted', 'Delete', finding('Flow:F', 'added', { live: flow('Draft') })],
    [
      'entries that stay: said',
      'Update profile-entries',
      finding('Profile:P', 'changed', { left: ['layoutAssignments Account'] }),
    ],
  ];
  for (const [what, expected, found, exact] of cases)
    it(what, () => expect(fate(found, exact)).to.equal(expected));

  it('a flow that was not active and is now is switched off as well as put back', () => {
    const found = finding('Flow:F', 'changed', { put: flowFile('Draft'), live: flow('Active') });
    expect(decide([found], false)).to.deep.include({ deactivated: ['F'], put: [found] });
    const active = finding('Flow:F', 'changed', { put: flowFile('Active'), live: flow('Active') });
    expect(decide([active], false).deactivated).to.deep.equal([]);
  });

  it('components with secrets need a person once they are deployed', () => {
    const { components } = decide(
      [
        finding('NamedCredential:Erp', 'changed'),
        finding('AuthProvider:Idp', 'deleted'),
        finding('AuthProvider:New', 'added'),
        finding('ApexClass:A', 'changed'),
      ],
      true,
    );
    expect(needingPerson(components).map(({ fullName }) => fullName)).to.deep.equal(['Erp', 'Idp']);
  });
});
