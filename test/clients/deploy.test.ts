// Deploys as the real CLI makes them: source and metadata format, validations, quick deploys, deletions, and a retrieve
// afterwards that brings what was deployed; compared with the components, describes and rows the org holds.
import { expect } from 'chai';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startOrg } from '../org/startOrg.ts';
import type { RunningOrg } from '../org/startOrg.ts';
import type { SfHome, SfRun } from './sf.ts';
import { createSfHome } from './sf.ts';

const source = (...parts: string[]): string => join('force-app', 'main', 'default', ...parts);
const xml = (root: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n${inner}\n</${root}>\n`;

const FIELD = source('objects', 'Invoice__c', 'fields', 'Cost_Centre__c.field-meta.xml');
const CLASS = source('classes', 'Greeter.cls');

interface Deployed {
  readonly id: string;
  readonly status: string;
  readonly numberComponentErrors: number;
  readonly files: ReadonlyArray<{
    readonly fullName: string;
    readonly state: string;
    readonly error?: string;
  }>;
}

describe('The sf CLI deploys', function () {
  // About three seconds a call alone; several times that on a machine that is busy.
  this.timeout(300_000);
  let org: RunningOrg;
  let home: SfHome;
  let project: string;

  const sf = (...args: string[]): Promise<SfRun> => home.run([...args, '--json'], { cwd: project });
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  };
  const resultOf = (run: SfRun): Deployed => {
    expect(run.json?.result, run.stdout + run.stderr).to.be.an('object');
    return run.json?.result as Deployed;
  };
  const statesOf = ({ files }: Deployed): Record<string, string> =>
    Object.fromEntries(files.map(({ fullName, state }) => [fullName, state]));

  before(async () => {
    const now = new Date('2026-11-24T12:00:00.000Z');
    org = await startOrg({ seed: 7, scale: 0.02, now, metadata: { retrievePolls: 0, deployPolls: 1 } });
    home = await createSfHome();
    project = await mkdtemp(join(home.folder, 'project-'));
    await mkdir(join(project, 'force-app'));
    await writeFile(
      join(project, 'sfdx-project.json'),
      '{"packageDirectories":[{"path":"force-app","default":true}],"sourceApiVersion":"67.0"}',
    );
    await home.run(
      [
        'org',
        'login',
        'access-token',
        '--instance-url',
        org.url,
        '--alias',
        'practice',
        '--set-default',
        '--no-prompt',
      ],
      { env: { SF_ACCESS_TOKEN: org.token() } },
    );
    await write(
      FIELD,
      xml(
        'CustomField',
        '    <fullName>Cost_Centre__c</fullName>\n    <label>Cost Centre</label>\n    <length>20</length>\n    <type>Text</type>',
      ),
    );
    await write(CLASS, "public class Greeter {\n    public static String greet() { return 'Grüße'; }\n}\n");
    await write(
      `${CLASS}-meta.xml`,
      xml('ApexClass', '    <apiVersion>64.0</apiVersion>\n    <status>Active</status>'),
    );
  });

  after(async () => {
    await org.stop();
    await home.remove();
  });

  it('validate without changing the org, and quick deploy the validation', async () => {
    const validated = resultOf(await sf('project', 'deploy', 'validate', '--source-dir', 'force-app'));
    expect(validated.status).to.equal('Succeeded');
    expect(org.components.find('ApexClass', 'Greeter')).to.equal(undefined);
    const quick = resultOf(await sf('project', 'deploy', 'quick', '--job-id', validated.id));
    expect(quick.status).to.equal('Succeeded');
    const body = org.components.find('ApexClass', 'Greeter')?.contents()[0]?.[1].toString();
    expect(body).to.equal(await readFile(join(project, CLASS), 'utf8'));
    expect(org.state.schema.find('Invoice__c')?.field('Cost_Centre__c')?.length).to.equal(20);
  });

  it('deploy changed source and say what changed', async () => {
    await write(FIELD, (await readFile(join(project, FIELD), 'utf8')).replace('<length>20', '<length>30'));
    const deployed = resultOf(await sf('project', 'deploy', 'start', '--source-dir', 'force-app'));
    expect(deployed.status).to.equal('Succeeded');
    expect(statesOf(deployed)).to.include({ 'Invoice__c.Cost_Centre__c': 'Changed', Greeter: 'Unchanged' });
    expect(org.state.schema.find('Invoice__c')?.field('Cost_Centre__c')?.length).to.equal(30);
  });

  it('report a failed deploy with component, line and reason, and change nothing', async () => {
    const broken = source('permissionsets', 'Broken.permissionset-meta.xml');
    await write(
      broken,
      xml(
        'PermissionSet',
        '    <classAccesses>\n        <apexClass>Nobody</apexClass>\n        <enabled>true</enabled>\n    </classAccesses>\n    <label>Broken</label>',
      ),
    );
    const run = await sf('project', 'deploy', 'start', '--source-dir', 'force-app');
    expect(run.code).to.equal(1);
    const failed = resultOf(run).files.find(({ state }) => state === 'Failed');
    expect(failed).to.include({ fullName: 'Broken' });
    expect(failed?.error).to.contain('In field: apexClass - no ApexClass named Nobody found');
    expect(org.components.find('PermissionSet', 'Broken')).to.equal(undefined);
    await rm(join(project, broken));
  });

  it('report and cancel by job id', async () => {
    const { id } = resultOf(await sf('project', 'deploy', 'start', '--source-dir', 'force-app', '--async'));
    const report = resultOf(await sf('project', 'deploy', 'report', '--job-id', id, '--wait', '1'));
    expect(report.status).to.equal('Succeeded');
    const cancel = await sf('project', 'deploy', 'cancel', '--job-id', id);
    expect(cancel.code).to.not.equal(0);
  });

  it('retrieve what was deployed', async () => {
    const before = await readFile(join(project, FIELD), 'utf8');
    await rm(join(project, FIELD));
    const run = await sf(
      'project',
      'retrieve',
      'start',
      '-m',
      'CustomField:Invoice__c.Cost_Centre__c',
      '-m',
      'ApexClass:Greeter',
    );
    expect(run.json?.status, run.stdout).to.equal(0);
    expect(await readFile(join(project, FIELD), 'utf8')).to.equal(before);
    expect(await readFile(join(project, CLASS), 'utf8')).to.contain('Grüße');
  });

  it('deploy over REST when the client is told to', async () => {
    await write(FIELD, (await readFile(join(project, FIELD), 'utf8')).replace('<length>30', '<length>35'));
    const run = await home.run(['project', 'deploy', 'start', '--source-dir', 'force-app', '--json'], {
      cwd: project,
      env: { SF_ORG_METADATA_REST_DEPLOY: 'true' },
    });
    expect(resultOf(run).status).to.equal('Succeeded');
    expect(org.calls.some(({ endpoint }) => endpoint === 'metadataDeploy')).to.equal(true);
    expect(org.state.schema.find('Invoice__c')?.field('Cost_Centre__c')?.length).to.equal(35);
  });

  it('delete source in the org', async () => {
    const run = await sf(
      'project',
      'delete',
      'source',
      '-m',
      'ApexClass:Greeter',
      '-m',
      'CustomField:Invoice__c.Cost_Centre__c',
      '--no-prompt',
    );
    expect(run.json?.status, run.stdout).to.equal(0);
    expect(org.components.find('ApexClass', 'Greeter')).to.equal(undefined);
    expect(org.state.schema.find('Invoice__c')?.field('Cost_Centre__c')).to.equal(undefined);
  });

  it('deploy a metadata folder with destructive changes', async () => {
    const file = (name: string, text: string): Promise<void> => write(join('pack', name), text);
    await file(
      'package.xml',
      xml(
        'Package',
        '<types><members>Tmp</members><name>CustomPermission</name></types><version>64.0</version>',
      ),
    );
    await file('customPermissions/Tmp.customPermission', xml('CustomPermission', '<label>Tmp</label>'));
    await file(
      'destructiveChangesPost.xml',
      xml(
        'Package',
        '<types><members>OrderSyncTest</members><members>Never</members><name>ApexClass</name></types><version>64.0</version>',
      ),
    );
    const run = resultOf(await sf('project', 'deploy', 'start', '--metadata-dir', 'pack'));
    expect(run.status).to.equal('Succeeded');
    expect(org.components.find('CustomPermission', 'Tmp')).to.not.equal(undefined);
    expect(org.components.find('ApexClass', 'OrderSyncTest')).to.equal(undefined);
  });
});
