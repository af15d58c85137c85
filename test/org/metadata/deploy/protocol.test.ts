import { expect } from 'chai';
import { DATA, refusedWith, visit } from '../../http/visitor.ts';
import type { RunningOrg } from '../../startOrg.ts';
import {
  becomeSandbox,
  checkDeploy,
  deploy,
  deployOrg,
  fatesOf,
  label,
  NOW,
  packageZip,
  problemsOf,
  soap,
  startDeploy,
  taken,
  xml,
  type PackageParts,
} from './fixtures.ts';

const apex = (name: string, body: string): PackageParts => ({
  members: { ApexClass: [name] },
  files: {
    [`classes/${name}.cls`]: body,
    [`classes/${name}.cls-meta.xml`]: xml(
      'ApexClass',
      '<apiVersion>64.0</apiVersion><status>Active</status>',
    ),
  },
});

async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'accepted',
    (error: unknown) => (error as Error).message,
  );
}

describe('The deploy calls', function () {
  this.timeout(60_000);
  let org: RunningOrg;
  beforeEach(async () => {
    org = await deployOrg();
  });
  afterEach(() => org.stop());

  const labelOf = (name: string): unknown =>
    org.components.children('CustomLabel').find(({ properties }) => properties.fullName === name)?.tree.value;

  it('go from Pending over InProgress to Succeeded', async () => {
    await org.stop();
    org = await deployOrg({ metadata: { deployPolls: 2 } });
    const id = await startDeploy(org, packageZip(label('New_Label')));
    const seen = [];
    for (let polls = 0; polls < 3; polls += 1) seen.push((await checkDeploy(org, id)).status);
    expect(seen).to.deep.equal(['Pending', 'InProgress', 'Succeeded']);
  });

  it('finish a deploy that nobody watches', async () => {
    await org.stop();
    org = await deployOrg({ metadata: { deployPolls: 5 } });
    await startDeploy(org, packageZip(label('Unwatched')));
    while (labelOf('Unwatched') === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  it('name who deployed what and when in listMetadata', async () => {
    await deploy(org, label('New_Label'));
    const [{ properties } = { properties: undefined }] = org.components
      .children('CustomLabel')
      .filter((part) => part.properties.fullName === 'New_Label');
    expect(properties).to.include({ lastModifiedByName: 'Ada Admin', createdByName: 'Ada Admin' });
    expect(Date.parse(properties!.lastModifiedDate)).to.be.at.least(NOW.getTime());
    const [trail] = [...org.state.tables.of('SetupAuditTrail').rows()].filter((row) =>
      String(row['Display']).includes('New_Label'),
    );
    expect(trail).to.include({ CreatedById: properties?.lastModifiedById });
  });

  it('say of an unchanged component that nothing changed, and leave its dates', async () => {
    const before = org.components.find('ApexClass', 'OrderSync')!.properties;
    const result = await deploy(org, taken(org, { ApexClass: ['OrderSync'] }));
    expect(fatesOf(result)).to.deep.equal({ 'ApexClass:OrderSync': 'unchanged' });
    expect(org.components.find('ApexClass', 'OrderSync')!.properties).to.deep.equal(before);
  });

  it('leave the org as it is when only checking', async () => {
    const generation = org.components.generation;
    const result = await deploy(org, label('New_Label'), { checkOnly: true });
    expect([result.status, fatesOf(result)]).to.deep.equal([
      'Succeeded',
      { 'CustomLabel:New_Label': 'created' },
    ]);
    expect(org.components.generation).to.equal(generation);
    expect(labelOf('New_Label')).to.equal(undefined);
  });

  it('roll everything back for one failure', async () => {
    const good = label('New_Label');
    const bad = apex('Broken', 'public class Broken { ');
    const result = await deploy(org, {
      members: { ...good.members, ...bad.members },
      files: { ...good.files, ...bad.files },
    });
    expect(result).to.include({ status: 'Failed', success: 'false', numberComponentErrors: '1' });
    expect(problemsOf(result)).to.deep.equal(["ApexClass:Broken: Missing '}'"]);
    expect(labelOf('New_Label')).to.equal(undefined);
  });

  it('keep what is good in a sandbox without rollback, and nothing that needs what failed', async () => {
    becomeSandbox(org);
    const good = label('New_Label');
    const result = await deploy(
      org,
      {
        members: { ...good.members, ...apex('Broken', '').members, PermissionSet: ['Uses_Broken'] },
        files: {
          ...good.files,
          ...apex('Broken', 'public class Broken { ').files,
          'permissionsets/Uses_Broken.permissionset': xml(
            'PermissionSet',
            '<classAccesses><apexClass>Broken</apexClass><enabled>true</enabled></classAccesses><label>Uses Broken</label>',
          ),
        },
      },
      { rollbackOnError: false },
    );
    expect(result.status).to.equal('SucceededPartial');
    expect(fatesOf(result)).to.deep.equal({ 'CustomLabel:New_Label': 'created' });
    expect(labelOf('New_Label')).to.equal('New_Label');
    expect(org.components.find('PermissionSet', 'Uses_Broken')).to.equal(undefined);
  });

  it('cancel a deploy that waits, and none that is over', async () => {
    await org.stop();
    org = await deployOrg({ metadata: { deployPolls: 3 } });
    const id = await startDeploy(org, packageZip(label('New_Label')));
    await soap(org, 'cancelDeploy', `<String>${id}</String>`);
    expect((await checkDeploy(org, id)).status).to.equal('Canceled');
    expect(await refusal(soap(org, 'cancelDeploy', `<String>${id}</String>`))).to.contain(
      'already completed',
    );
    expect(labelOf('New_Label')).to.equal(undefined);
  });

  it('make a validation real without its tests, once and within ten days', async () => {
    const parts = apex('Checked', 'public class Checked {}');
    const quick = (id: string): Promise<readonly unknown[]> =>
      soap(org, 'deployRecentValidation', `<validationId>${id}</validationId>`);
    const { id } = await deploy(org, parts, { checkOnly: true, testLevel: 'RunLocalTests' });
    expect(org.components.find('ApexClass', 'Checked')).to.equal(undefined);
    const [quickId] = await quick(id);
    expect((await checkDeploy(org, String(quickId))).status).to.equal('Succeeded');
    expect(org.components.find('ApexClass', 'Checked')).to.not.equal(undefined);
    expect(await refusal(quick(id))).to.contain('INVALID_ID_FIELD');
    const late = await deploy(org, label('Late'), { checkOnly: true, testLevel: 'RunLocalTests' });
    org.clock.advance(11 * 86_400_000);
    expect(await refusal(quick(late.id))).to.contain('INVALID_ID_FIELD');
  });

  it('make no deploy and no untested validation real', async () => {
    const real = await deploy(org, label('Real'), { testLevel: 'RunLocalTests' });
    const untested = await deploy(org, label('Untested'), { checkOnly: true });
    for (const { id } of [real, untested])
      expect(
        await refusal(soap(org, 'deployRecentValidation', `<validationId>${id}</validationId>`)),
      ).to.contain('INVALID_ID_FIELD');
  });

  it('run local tests for Apex in production, and fail with a failing test', async () => {
    const passing = '@isTest private class OkTest { @isTest static void works() { System.assert(true); } }';
    expect(await deploy(org, apex('OkTest', passing))).to.include({
      status: 'Succeeded',
      numberTestsTotal: '1',
    });
    expect(await deploy(org, label('No_Code'))).to.include({ numberTestsTotal: '0' });
    const failing = '@isTest private class BadTest { @isTest static void fails() { System.assert(false); } }';
    expect(await deploy(org, apex('BadTest', failing))).to.include({
      status: 'Failed',
      numberTestErrors: '1',
    });
    expect(org.components.find('ApexClass', 'BadTest')).to.equal(undefined);
    expect(
      problemsOf(
        await deploy(org, label('X'), { testLevel: 'RunSpecifiedTests', runTests: 'NoSuchTest' }),
      ).join(),
    ).to.contain('NoSuchTest');
  });

  for (const [what, options, problem] of [
    [
      'NoTestRun in production',
      { testLevel: 'NoTestRun' },
      'testLevel of NoTestRun cannot be used in production',
    ],
    ['no rollback in production', { rollbackOnError: false }, 'rollbackOnError must be true'],
    ['an unknown test level', { testLevel: 'SomeTests' }, 'not a valid value'],
    [
      'no tests where some are to be specified',
      { testLevel: 'RunSpecifiedTests' },
      'runTests must not be empty',
    ],
  ] as const) {
    it(`refuse ${what}`, async () => {
      expect(await refusal(startDeploy(org, packageZip(label('X')), options))).to.contain(problem);
    });
  }

  it('refuse users without the permission, over SOAP and REST', async () => {
    const sales = 'sales@practice.example';
    expect(await refusal(startDeploy(org, packageZip(label('X')), {}, sales))).to.contain(
      'INSUFFICIENT_ACCESS',
    );
    const reply = await visit(org, { username: sales }).get(`${DATA}/metadata/deployRequest/0Af000000000001`);
    expect(refusedWith(reply)).to.deep.equal([403, 'INSUFFICIENT_ACCESS']);
  });

  it('refuse an unknown id', async () => {
    expect(await refusal(checkDeploy(org, '0Af000000000001'))).to.contain('INVALID_CROSS_REFERENCE_KEY');
    expect((await visit(org).get(`${DATA}/metadata/deployRequest/0Af000000000001`)).status).to.equal(404);
  });

  it('fail a deploy beyond the limits, and one that is no zip', async () => {
    await org.stop();
    org = await deployOrg({ metadata: { deployPolls: 0, deployLimits: { files: 1, zipBytes: 900 } } });
    const tooMany = await checkDeploy(org, await startDeploy(org, packageZip(label('X'))));
    expect(tooMany).to.include({ status: 'Failed', errorStatusCode: 'LIMIT_EXCEEDED' });
    expect(tooMany.errorMessage).to.contain('Too many files in deploy call, limit is: 1');
    expect(await refusal(startDeploy(org, Buffer.alloc(901)))).to.contain('LIMIT_EXCEEDED');
    const noZip = await checkDeploy(org, await startDeploy(org, Buffer.from('hello')));
    expect(noZip.status).to.equal('Failed');
  });
});
