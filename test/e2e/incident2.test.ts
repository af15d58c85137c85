// Incident 2, deployment divergence: a deployment breaks production; the metadata of last night's version is rolled back,
// with what must be deleted, validated first, data loss shown first. Through the real CLI.
import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import type { RestoreMetadataResult } from '../../src/report/metadataRestore.ts';
import { deploy, problemsOf, taken, xml } from '../org/metadata/deploy/fixtures.ts';
import { filesOf } from '../org/metadata/package.ts';
import { setStage, type Stage } from './plugin.ts';

const CLASS = 'OrderSync';
const FLOW = 'Case_Escalation';
const RULE = 'Project__c.Name_Not_Blank';

describe('incident 2: a deployment breaks production', function () {
  this.timeout(300_000);
  let stage: Stage;
  let good: Map<string, string>;

  const restore = (...args: string[]): string[] => [
    ...['restore', 'metadata', '--target-org', 'practice', '--vault', stage.vault, ...args],
  ];
  /** Every file of every component, as the org holds it. */
  const everything = (): Map<string, string> =>
    new Map(
      [...stage.org.components.all()].flatMap((component) =>
        filesOf(component, () => true).map(({ path, body }) => [path, String(body)] as const),
      ),
    );
  const differing = (): string[] => {
    const now = everything();
    const paths = new Set([...good.keys(), ...now.keys()]);
    // A version of a flow is never taken back, only followed by another.
    return [...paths].filter(
      (path) => good.get(path) !== now.get(path) && !path.startsWith('flowDefinitions/'),
    );
  };

  before(async () => {
    stage = await setStage({
      scale: 0.05,
      metadata: { components: 150, retrievePolls: 0, deployPolls: 0 },
    });
    await stage.result([
      'backup',
      'run',
      '--target-org',
      'practice',
      '--vault',
      stage.vault,
      '--only',
      'metadata',
    ]);
    good = everything();
    await breakProduction();
  });

  after(() => stage.close());

  async function breakProduction(): Promise<void> {
    const { org } = stage;
    const { files } = taken(org, { Flow: [FLOW], CustomObject: ['Project__c'] });
    const flow = String(files[`flows/${FLOW}.flow`]);
    const object = String(files['objects/Project__c.object']);
    const result = await deploy(
      org,
      {
        members: {
          ApexClass: [CLASS, 'Shiny'],
          CustomField: ['Invoice__c.Shiny__c'],
          Flow: [FLOW],
          Profile: ['Admin', 'Standard'],
          ValidationRule: [RULE],
        },
        files: {
          [`classes/${CLASS}.cls`]: `public class ${CLASS} { /* to do */ }`,
          [`classes/${CLASS}.cls-meta.xml`]: xml(
            'ApexClass',
            '<apiVersion>64.0</apiVersion><status>Active</status>',
          ),
          'classes/Shiny.cls': 'public class Shiny {}',
          'classes/Shiny.cls-meta.xml': xml(
            'ApexClass',
            '<apiVersion>64.0</apiVersion><status>Active</status>',
          ),
          [`flows/${FLOW}.flow`]: flow.replace('<label>Stamp</label>', '<label>Overwrite</label>'),
          'objects/Invoice__c.object': xml(
            'CustomObject',
            '<fields><fullName>Shiny__c</fullName><label>Shiny</label><length>40</length><type>Text</type></fields>',
          ),
          'objects/Project__c.object': object.replace(
            /(<fullName>Name_Not_Blank<\/fullName>\s*<active>)true/,
            '$1false',
          ),
          'profiles/Admin.profile': xml(
            'Profile',
            '<fieldPermissions><editable>true</editable><field>Invoice__c.Shiny__c</field><readable>true</readable></fieldPermissions>',
          ),
          'profiles/Standard.profile': xml(
            'Profile',
            '<userPermissions><enabled>true</enabled><name>ModifyAllData</name></userPermissions>',
          ),
        },
        destroyAfter: { CustomLabel: ['Welcome'] },
      },
      { testLevel: 'RunLocalTests' },
    );
    expect(problemsOf(result)).to.deep.equal([]);
    const table = org.state.tables.of('Invoice__c');
    const rows = [...table.rows()].filter((row) => row.IsDeleted !== true);
    for (const row of rows.slice(0, 4)) table.put({ ...row, Shiny__c: 'typed by a user' });
  }

  it('the dry run names what changed, what would go, and the data that would be lost, and changes nothing', async () => {
    const generation = stage.org.components.generation;
    const { code, stdout, stderr } = await stage.sf(restore('--exact', '--dry-run'));
    expect(code, stderr).to.equal(0);
    for (const said of [
      `ApexClass:${CLASS}`,
      `Flow:${FLOW}`,
      `ValidationRule:${RULE}`,
      'CustomLabel:Welcome',
    ])
      expect(stdout).to.contain(said);
    expect(stdout).to.contain('ModifyAllData');
    expect(stdout).to.match(/Data that would be lost[^]*CustomField:Invoice__c\.Shiny__c[^]*4/);
    expect(stage.org.components.generation).to.equal(generation);
  });

  it('nothing is done while the loss of data is not allowed, or nobody can be asked', async () => {
    const generation = stage.org.components.generation;
    const [refused, unasked, unknown] = [
      await stage.sf([...restore('--exact', '--no-prompt'), '--json']),
      await stage.sf([...restore('--exact'), '--json']),
      await stage.sf([...restore('--metadata', 'ApexClass:Nobody', '--dry-run'), '--json']),
    ];
    expect([refused.code, refused.json?.name]).to.deep.equal([1, 'DataLossNotAllowedError']);
    expect([unasked.code, unasked.json?.name]).to.deep.equal([1, 'NoPromptNeededError']);
    expect([unknown.code, unknown.json?.name]).to.deep.equal([1, 'ComponentUnknownError']);
    expect(stage.org.components.generation).to.equal(generation);
  });

  it('one component comes back alone', async () => {
    const args = restore('--metadata', `ValidationRule:${RULE}`, '--no-prompt');
    const result = await stage.result<RestoreMetadataResult>(args);
    expect(
      result.components.map(({ type, fullName, action }) => `${action} ${type}:${fullName}`),
    ).to.deep.equal([`Update ValidationRule:${RULE}`]);
    expect(differing()).to.not.include('objects/Project__c.object');
  });

  it('the rollback brings the org back to the version, exactly, and keeps the data that goes', async () => {
    const args = restore('--exact', '--allow-data-loss', '--no-prompt', '--test-level', 'RunLocalTests');
    const result = await stage.result<RestoreMetadataResult>(args);
    expect(result).to.deep.include({ stage: 'done', remaining: [], problems: [] });
    expect(result.jobs.map(({ kind }) => kind)).to.deep.equal(['validate', 'quick']);
    expect(differing()).to.deep.equal([]);
    const [kept = ''] = result.keptData;
    expect((await readFile(kept, 'utf8')).match(/typed by a user/g)).to.have.length(4);
  });

  it('a second rollback has nothing to do', async () => {
    const result = await stage.result<RestoreMetadataResult>(restore('--exact', '--no-prompt'));
    expect(result).to.deep.include({ stage: 'done', components: [], jobs: [] });
  });
});
