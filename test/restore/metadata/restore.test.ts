import { expect } from 'chai';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFailure } from '../../../src/kit/failure.ts';
import { deploy, problemsOf, taken, xml, type PackageParts } from '../../org/metadata/deploy/fixtures.ts';
import { trees } from '../../org/metadata/deploy/tree.ts';
import { scalarText, type XmlTree } from '../../org/soap/xml.ts';
import { actionsOf, setMetadataBench, type MetadataBench } from './bench.ts';

const CLASS = 'OrderSync';
const FLOW = 'Case_Escalation';

const field = (name: string, inner = '<length>20</length><type>Text</type>'): PackageParts => ({
  members: { CustomField: [`Invoice__c.${name}`] },
  files: {
    'objects/Invoice__c.object': xml(
      'CustomObject',
      `<fields><fullName>${name}</fullName><label>${name}</label>${inner}</fields>`,
    ),
  },
});

/** A new field is hidden from everybody until a profile says otherwise. */
const shown = (name: string): PackageParts => ({
  members: { Profile: ['Admin'] },
  files: {
    'profiles/Admin.profile': xml(
      'Profile',
      `<fieldPermissions><editable>true</editable><field>Invoice__c.${name}</field><readable>true</readable></fieldPermissions>`,
    ),
  },
});

describe('A metadata restore', function () {
  this.timeout(120_000);
  let bench: MetadataBench;

  beforeEach(async () => {
    bench = await setMetadataBench();
  });
  afterEach(() => bench.close());

  const change = async (parts: PackageParts): Promise<void> => {
    expect(problemsOf(await deploy(bench.org, parts, { testLevel: 'RunLocalTests' }))).to.deep.equal([]);
  };
  const breakClass = async (): Promise<PackageParts> => {
    const before = taken(bench.org, { ApexClass: [CLASS] });
    const files = { ...before.files, [`classes/${CLASS}.cls`]: `public class ${CLASS} { /* broken */ }` };
    await change({ ...before, files });
    return before;
  };
  const nothingLeft = async (): Promise<void> => {
    expect(actionsOf(await bench.plan({ exact: true }))).to.deep.equal([]);
  };

  it('has nothing to do in an org that is as it was', async () => {
    const planned = await bench.plan();
    expect(actionsOf(planned)).to.deep.equal([]);
    expect(planned.plan.notCompared).to.deep.equal([]);
    expect((await bench.carryOut(planned)).stage).to.equal('done');
  });

  it('brings back a class that was changed', async () => {
    const before = await breakClass();
    const planned = await bench.plan();
    expect(actionsOf(planned)).to.deep.equal([`Update ApexClass:${CLASS}`]);
    const outcome = await bench.carryOut(planned);
    expect(outcome).to.deep.include({ stage: 'done', problems: [], remaining: [] });
    expect(outcome.components.map(({ result }) => result)).to.deep.equal(['Updated']);
    expect(taken(bench.org, { ApexClass: [CLASS] })).to.deep.equal(before);
    await nothingLeft();
  });

  it('validates first, and makes the tested validation real without a second test run', async () => {
    await breakClass();
    const outcome = await bench.carryOut(await bench.plan({ testLevel: 'RunLocalTests' }));
    expect(outcome.jobs.map(({ kind, status }) => `${kind} ${status}`)).to.deep.equal([
      'validate Succeeded',
      'quick Succeeded',
    ]);
  });

  it('deploys whole when the validation ran no tests', async () => {
    await change({ members: {}, destroyAfter: { CustomLabel: ['Welcome'] } });
    const outcome = await bench.carryOut(await bench.plan());
    expect(outcome.jobs.map(({ kind }) => kind)).to.deep.equal(['validate', 'deploy']);
    await nothingLeft();
  });

  it('brings back parts of objects one by one, and leaves the rest of the object alone', async () => {
    await change({ members: {}, destroyAfter: { ValidationRule: ['Project__c.Name_Not_Blank'] } });
    await change(field('Added_Since__c'));
    const planned = await bench.plan();
    expect(actionsOf(planned)).to.deep.equal([
      'Skip CustomField:Invoice__c.Added_Since__c (kept)',
      'Create ValidationRule:Project__c.Name_Not_Blank',
    ]);
    const outcome = await bench.carryOut(planned);
    expect(outcome).to.deep.include({ stage: 'done', remaining: [] });
    expect(bench.org.state.schema.find('Invoice__c')?.field('Added_Since__c')).to.not.equal(undefined);
  });

  it('takes only what is selected', async () => {
    await breakClass();
    await change(field('Added_Since__c'));
    const selected = await bench.plan({ components: ['CustomField:Invoice__c.Added_Since__c'], exact: true });
    expect(actionsOf(selected)).to.deep.equal(['Delete CustomField:Invoice__c.Added_Since__c']);
    const ofType = await bench.plan({ components: ['ApexClass'] });
    expect(actionsOf(ofType)).to.deep.equal([`Update ApexClass:${CLASS}`]);
    const whole = await bench.plan({ components: ['CustomObject:Invoice__c'], exact: true });
    expect(actionsOf(whole)).to.deep.equal(['Delete CustomField:Invoice__c.Added_Since__c']);
  });

  it('refuses names that neither the version nor the org knows', async () => {
    for (const name of ['ApexClass:Nobody', 'Nothing', 'CustomField:Invoice__c.Nope__c', ': x']) {
      const error: unknown = await bench.plan({ components: [name] }).catch((thrown: unknown) => thrown);
      expect(isFailure(error) && error.key, name).to.match(/^(componentUnknown|selectorInvalid)$/);
    }
  });

  it('refuses a plan that the org has moved on from', async () => {
    await breakClass();
    const planned = await bench.plan();
    await breakClass();
    bench.org.clock.advance(60_000);
    const before = taken(bench.org, { ApexClass: [CLASS] });
    await change({
      ...before,
      files: { ...before.files, [`classes/${CLASS}.cls`]: `public class ${CLASS} {}` },
    });
    const error: unknown = await bench.carryOut(planned).catch((thrown: unknown) => thrown);
    expect(isFailure(error, 'planDrifted') && error.tokens).to.deep.equal({
      components: `ApexClass:${CLASS}`,
    });
  });

  it('tells what the org refuses, by component, and changes nothing', async () => {
    await change({ members: {}, destroyAfter: { ValidationRule: ['Project__c.Name_Not_Blank'] } });
    const planned = await bench.plan();
    // The rule's field is gone: the org will not have the rule.
    const generation = bench.org.components.generation;
    bench.org.state.structure!.dropField('Project__c', 'Name');
    const outcome = await bench.carryOut(planned);
    expect(outcome.stage).to.equal('validation');
    expect(outcome.components.map(({ result }) => result)).to.deep.equal(['Failed']);
    expect(outcome.components[0]?.problem).to.contain('Field Name does not exist');
    expect(bench.org.components.generation).to.equal(generation);
  });

  it('gives a profile back what it had, and takes away what it did not have', async () => {
    const profile = (inner: string): PackageParts => ({
      members: { Profile: ['Sales'] },
      files: { 'profiles/Sales.profile': xml('Profile', inner) },
    });
    const granted = ({ readable }: XmlTree): boolean => readable === true;
    const found = bench.org.components.ofType('Profile').flatMap((component) => {
      const entries = trees(component.metadata(), 'fieldPermissions').filter(granted);
      return entries.map(({ field: path }) => [component.properties.fullName, scalarText(path)] as const);
    });
    const [name, path] = found.find(([profile]) => profile !== 'Admin')!;
    const hidden = `<fieldPermissions><editable>false</editable><field>${path}</field><readable>false</readable></fieldPermissions>`;
    const of = ({ files, ...parts }: PackageParts): PackageParts => ({
      ...parts,
      members: { Profile: [name] },
      files: { [`profiles/${name}.profile`]: Object.values(files!)[0]! },
    });
    await change(
      of(
        profile(
          `${hidden}<userPermissions><enabled>true</enabled><name>ModifyAllData</name></userPermissions>`,
        ),
      ),
    );
    const planned = await bench.plan({ components: [`Profile:${name}`] });
    expect(actionsOf(planned)).to.deep.equal([`Update Profile:${name}`]);
    expect(planned.plan.components[0]?.entries).to.deep.equal([
      `fieldPermissions ${path}`,
      'userPermissions ModifyAllData',
    ]);
    expect(await bench.carryOut(planned)).to.deep.include({ stage: 'done', remaining: [] });
    await nothingLeft();
  });

  describe('made exact', () => {
    it('deletes what was added since, and counts the data it holds before it is gone', async () => {
      await change(field('Added_Since__c'));
      await change(shown('Added_Since__c'));
      const table = bench.org.state.tables.of('Invoice__c');
      const rows = [...table.rows()].filter((row) => row.IsDeleted !== true);
      for (const row of rows.slice(0, 3)) table.put({ ...row, Added_Since__c: `kept "${String(row.Name)}"` });
      const planned = await bench.plan({ exact: true });
      expect(actionsOf(planned)).to.deep.equal(['Delete CustomField:Invoice__c.Added_Since__c']);
      expect(planned.plan.dataLoss).to.deep.equal([
        { type: 'CustomField', fullName: 'Invoice__c.Added_Since__c', reason: 'deleted', rows: 3 },
      ]);
      const refused: unknown = await bench.carryOut(planned).catch((thrown: unknown) => thrown);
      expect(isFailure(refused, 'dataLossNotAllowed')).to.equal(true);
      expect(bench.org.state.schema.find('Invoice__c')?.field('Added_Since__c')).to.not.equal(undefined);
      const outcome = await bench.carryOut(planned, true);
      expect(outcome).to.deep.include({ stage: 'done', remaining: [] });
      expect(bench.org.state.schema.find('Invoice__c')?.field('Added_Since__c')).to.equal(undefined);
      const [kept = ''] = outcome.keptData;
      const lines = (await readFile(kept, 'utf8')).split('\n');
      expect(lines[0]).to.equal('"Id","Added_Since__c"');
      expect(lines.filter((line) => line.includes('kept ""'))).to.have.length(3);
      await nothingLeft();
    });

    it('deletes no field whose values it cannot keep', async () => {
      await change(field('Hidden__c'));
      const planned = await bench.plan({ exact: true });
      expect(planned.plan.dataLoss[0]?.rows).to.equal(undefined);
      const refused: unknown = await bench.carryOut(planned, true).catch((thrown: unknown) => thrown);
      expect(isFailure(refused, 'dataNotKept')).to.equal(true);
      expect(bench.org.state.schema.find('Invoice__c')?.field('Hidden__c')).to.not.equal(undefined);
    });

    it('switches an active flow off, because none is deleted while active, and deletes it the next time', async () => {
      const { files } = taken(bench.org, { Flow: [FLOW] });
      const [body] = Object.values(files);
      await change({ members: { Flow: ['Bad_Flow'] }, files: { 'flows/Bad_Flow.flow': String(body) } });
      const planned = await bench.plan({ exact: true });
      expect(actionsOf(planned)).to.deep.equal(['Skip Flow:Bad_Flow (active-flow)']);
      expect(await bench.carryOut(planned)).to.deep.include({ stage: 'done', remaining: [] });
      expect(bench.org.components.find('Flow', 'Bad_Flow')?.metadata().status).to.not.equal('Active');
      const again = await bench.plan({ exact: true });
      expect(actionsOf(again)).to.deep.equal(['Delete Flow:Bad_Flow']);
      await bench.carryOut(again);
      await nothingLeft();
    });

    it('puts back a flow that was changed, as its active version', async () => {
      const { files, members } = taken(bench.org, { Flow: [FLOW] });
      const [path = ''] = Object.keys(files);
      const original = String(files[path]);
      await change({
        members,
        files: { [path]: original.replace('<label>Stamp</label>', '<label>Bad</label>') },
      });
      const planned = await bench.plan({ exact: true });
      expect(actionsOf(planned)).to.deep.equal([`Update Flow:${FLOW}`]);
      await bench.carryOut(planned);
      expect(String(taken(bench.org, { Flow: [FLOW] }).files[path])).to.equal(original);
      await nothingLeft();
    });
  });

  it('keeps the state before it, the plan and the evidence in a folder of its own', async () => {
    await breakClass();
    const planned = await bench.plan();
    await bench.carryOut(planned);
    const names = await readdir(planned.folder);
    expect(names.sort()).to.deep.equal([
      'before',
      'evidence.json',
      'journal.ndjson',
      'package.zip',
      'plan.json',
    ]);
    expect((await readdir(join(planned.folder, 'before'))).every((name) => name.endsWith('.zip'))).to.equal(
      true,
    );
    const evidence = JSON.parse(await readFile(join(planned.folder, 'evidence.json'), 'utf8')) as object;
    expect(evidence).to.include({ stage: 'done', planId: planned.plan.id });
  });
});
