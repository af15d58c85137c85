import { expect } from 'chai';
import { filesOf } from '../package.ts';
import type { RunningOrg } from '../../startOrg.ts';
import { deploy, deployOrg, fatesOf, problemsOf, type Members, type PackageParts } from './fixtures.ts';

const CONTENT_OF: Readonly<Record<string, string | undefined>> = {
  ReportFolder: 'Report',
  DashboardFolder: 'Dashboard',
  DocumentFolder: 'Document',
  EmailFolder: 'EmailTemplate',
};

/** Everything a backup would hold and a deploy may write. */
function everything(
  org: RunningOrg,
): PackageParts & { files: Record<string, Buffer>; members: Record<string, string[]> } {
  const files: Record<string, Buffer> = {};
  const members: Record<string, string[]> = {};
  for (const component of org.components.all()) {
    const { type, fullName, namespacePrefix } = component.properties;
    if (namespacePrefix !== undefined) continue;
    (members[CONTENT_OF[type] ?? type] ??= []).push(fullName);
    for (const { path, body } of filesOf(component, () => true)) files[path] = body;
  }
  return { files, members };
}

const changedIn = (fates: Record<string, string>): string[] =>
  Object.entries(fates).flatMap(([name, fate]) => (fate === 'unchanged' ? [] : [`${fate} ${name}`]));

describe('An org’s own components, deployed', function () {
  this.timeout(120_000);
  let org: RunningOrg;
  beforeEach(async () => {
    org = await deployOrg();
  });
  afterEach(() => org.stop());

  it('change nothing', async () => {
    const result = await deploy(org, everything(org));
    expect(problemsOf(result)).to.deep.equal([]);
    expect(changedIn(fatesOf(result))).to.deep.equal([]);
    expect(Number(result.numberComponentsDeployed)).to.be.greaterThan(2000);
  });

  it('change nothing in the empty org of the same seed either', async () => {
    const empty = await deployOrg({ rows: 'none' });
    try {
      const result = await deploy(empty, everything(org));
      expect(problemsOf(result)).to.deep.equal([]);
      expect(changedIn(fatesOf(result))).to.deep.equal([]);
    } finally {
      await empty.stop();
    }
  });

  it('bring back what was deleted and changed', async () => {
    const before = everything(org);
    const describes = (): unknown[] =>
      ['Invoice__c', 'Project__c', 'Account'].map((object) => {
        const { fields, childRelationships } = org.state.schema.find(object)!.describe;
        return {
          fields: [...fields].sort((one, other) => (one.name < other.name ? -1 : 1)),
          childRelationships: [...childRelationships]
            .map(
              ({ field, childSObject, relationshipName }) => `${childSObject}.${field}.${relationshipName}`,
            )
            .sort(),
        };
      });
    const describedBefore = describes();
    const gone: Members = {
      CustomField: ['Invoice__c.Project__c', 'Invoice__c.Reminder_Time__c', 'Invoice__c.Delivered_To__c'],
      FieldSet: ['Invoice__c.Summary_Fields'],
      PermissionSet: ['Erp_Interface'],
      ApexTrigger: ['CaseTrigger'],
      ValidationRule: ['Project__c.Name_Not_Blank'],
      CustomLabel: ['Welcome'],
      CustomPermission: before.members['CustomPermission']!.slice(0, 1),
      StaticResource: ['terms'],
      Report: ['Controlling/Regional_Figures/Revenue_North'],
      CustomMetadata: ['Routing.Route_3'],
      RemoteSiteSetting: before.members['RemoteSiteSetting']!.slice(0, 1),
      LightningComponentBundle: ['projectBoard'],
      Layout: ['Project__c-Project Layout'],
      WebLink: ['Account.Credit_Check'],
    };
    const held = await deploy(org, { destroyAfter: { PermissionSet: ['Erp_Interface'] } });
    expect(problemsOf(held).join()).to.contain('Erp_Interface is assigned to users');
    const assignments = org.state.tables.of('PermissionSetAssignment');
    const [set] = org.state.tables.of('PermissionSet').where('Name', 'Erp_Interface');
    for (const row of [...assignments.where('PermissionSetId', String(set?.['Id']))])
      assignments.drop(String(row['Id']));
    const deletion = await deploy(org, { destroyAfter: gone });
    expect(problemsOf(deletion)).to.deep.equal([]);
    expect(Object.keys(everything(org).files).length).to.be.lessThan(Object.keys(before.files).length);
    const result = await deploy(org, before);
    expect(problemsOf(result)).to.deep.equal([]);
    const after = everything(org);
    expect(Object.keys(after.files).sort()).to.deep.equal(Object.keys(before.files).sort());
    const differing = Object.entries(before.files)
      .filter(([path, body]) => !after.files[path]?.equals(body))
      .map(([path]) => path);
    expect(differing).to.deep.equal([]);
    expect(describes()).to.deep.equal(describedBefore);
    expect(changedIn(fatesOf(await deploy(org, before)))).to.deep.equal([]);
  });
});
