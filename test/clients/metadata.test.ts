// The metadata room as the real CLI sees it: lists, manifests and retrieves, compared with the components the org holds.
import { expect } from 'chai';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MetadataRoom } from '../org/metadata/room.ts';
import { createMetadataRoom } from '../org/metadata/room.ts';
import { filesOf } from '../org/metadata/package.ts';
import { unzip } from '../org/metadata/unzip.ts';
import { startOrg } from '../org/startOrg.ts';
import type { RunningOrg } from '../org/startOrg.ts';
import type { SfHome, SfRun } from './sf.ts';
import { createSfHome, twoAtATime } from './sf.ts';

interface Listed {
  readonly fullName: string;
  readonly type: string;
  readonly id: string;
}

interface DescribedType {
  readonly xmlName: string;
  readonly inFolder: boolean;
  readonly metaFile: boolean;
  readonly suffix?: string;
}

describe('The sf CLI and the metadata room', function () {
  // Some twenty seconds alone; several times that on a machine that is busy.
  this.timeout(180_000);
  let org: RunningOrg;
  let home: SfHome;
  let project: string;
  /** A second room over the same seed: what the served one holds, read without HTTP. */
  let room: MetadataRoom;
  const runs = new Map<string, SfRun>();
  let manifest = '';
  let pack: Map<string, Buffer>;

  const sf = async (name: string, ...args: string[]): Promise<void> => {
    runs.set(name, await home.run([...args, '--json'], { cwd: project }));
  };
  const result = (name: string): unknown => {
    const run = runs.get(name);
    expect(run?.json?.status, `${name}: ${run?.json?.message ?? run?.stderr ?? ''}`).to.equal(0);
    return run?.json?.result;
  };

  const retrieveByManifest = async (): Promise<void> => {
    const file = join(project, 'package.xml');
    await writeFile(
      file,
      '<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata">' +
        '<types><members>Account</members><members>Project__c</members><name>CustomObject</name></types>' +
        '<types><members>Admin</members><name>Profile</name></types>' +
        '<types><members>Controlling</members><members>Controlling/Regional_Figures/Revenue_North</members><name>Report</name></types>' +
        '<types><members>*</members><name>StaticResource</name></types>' +
        '<types><members>Industry</members><name>StandardValueSet</name></types>' +
        '<version>67.0</version></Package>\n',
    );
    await sf('zip', 'project', 'retrieve', 'start', '-x', file, '-t', 'pack');
    pack = await unzip(await readFile(join(project, 'pack', 'unpackaged.zip')));
  };

  before(async () => {
    const now = new Date('2026-11-24T12:00:00.000Z');
    org = await startOrg({ seed: 7, scale: 0.02, now, metadata: { retrievePolls: 0 } });
    room = createMetadataRoom(org.state);
    home = await createSfHome();
    project = await mkdtemp(join(home.folder, 'project-'));
    await mkdir(join(project, 'force-app'));
    await writeFile(
      join(project, 'sfdx-project.json'),
      '{"packageDirectories":[{"path":"force-app","default":true}],"sourceApiVersion":"67.0"}',
    );
    // A token in place of a username does not work inside a project, where the instance URL must be Salesforce's.
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
      {
        env: { SF_ACCESS_TOKEN: org.token() },
      },
    );
    await twoAtATime([
      () => sf('types', 'org', 'list', 'metadata-types'),
      () => sf('classes', 'org', 'list', 'metadata', '-m', 'ApexClass'),
      () => sf('reports', 'org', 'list', 'metadata', '-m', 'Report', '--folder', 'Controlling'),
      async () => {
        await sf(
          'manifest',
          'project',
          'generate',
          'manifest',
          '--from-org',
          'practice',
          '--name',
          'all.xml',
        );
        manifest = await readFile(join(project, 'all.xml'), 'utf8');
      },
      () =>
        sf(
          'source',
          'project',
          'retrieve',
          'start',
          '-m',
          'ApexClass',
          '-m',
          'CustomObject:Invoice__c',
          '-m',
          'Layout:Invoice__c*',
          '-m',
          'LightningComponentBundle',
          '-m',
          'PermissionSet',
        ),
      retrieveByManifest,
    ]);
  });

  after(async () => {
    await org.stop();
    await home.remove();
  });

  it('agree on the types', () => {
    const { metadataObjects } = result('types') as { metadataObjects: DescribedType[] };
    const byName = new Map(metadataObjects.map((type) => [type.xmlName, type]));
    expect(byName.get('ApexClass')).to.include({ suffix: 'cls', metaFile: true, inFolder: false });
    expect(byName.get('Report')).to.include({ inFolder: true });
  });

  it('agree on the components of a type', () => {
    const listed = (result('classes') as Listed[]).map(({ fullName, id }) => [fullName, id]);
    expect(listed).to.have.deep.members(
      room.store.ofType('ApexClass').map(({ properties }) => [properties.fullName, properties.id]),
    );
  });

  it('agree on what is in a folder', () => {
    const listed = (result('reports') as Listed[]).map(({ fullName }) => fullName);
    expect(listed).to.not.be.empty;
    for (const fullName of listed) expect(fullName).to.match(/^Controlling\/[^/]+$/);
  });

  it('make a manifest of everything the client can know of', () => {
    expect(result('manifest')).to.be.an('object');
    const members = new Map(
      [...manifest.matchAll(/<types>(.*?)<\/types>/gs)].map(([, types = '']) => [
        /<name>(.*?)<\/name>/.exec(types)?.[1] ?? '',
        new Set(
          [...types.matchAll(/<members>(.*?)<\/members>/g)].map(([, member = '']) =>
            member.replaceAll('&amp;', '&'),
          ),
        ),
      ]),
    );
    const folderContent = new Map([
      ['ReportFolder', 'Report'],
      ['DashboardFolder', 'Dashboard'],
      ['DocumentFolder', 'Document'],
      ['EmailFolder', 'EmailTemplate'],
    ]);
    for (const { properties } of room.store.all()) {
      const type = folderContent.get(properties.type) ?? properties.type;
      const isLeftOut =
        properties.namespacePrefix !== undefined || properties.fullName.startsWith('unfiled$public');
      // The client ends the names of report and dashboard folders with a slash.
      const names = [properties.fullName, `${properties.fullName}/`];
      if (!isLeftOut)
        expect(
          names.some((name) => members.get(type)?.has(name)),
          `${type}:${properties.fullName}`,
        ).to.equal(true);
    }
  });

  it('bring components in source format', async () => {
    const { files, success } = result('zip') as {
      files: { fullName: string; type: string; state: string }[];
      success: boolean;
    };
    expect(success).to.equal(true);
    expect(files.filter(({ state }) => state === 'Failed')).to.deep.equal([]);
    const main = join(project, 'force-app', 'main', 'default');
    const row = [...org.state.tables.of('ApexClass').rows()][0];
    expect(await readFile(join(main, 'classes', `${String(row.Name)}.cls`), 'utf8')).to.equal(row.Body);
    const fields = await readdir(join(main, 'objects', 'Invoice__c', 'fields'));
    const custom =
      org.state.schema
        .find('Invoice__c')
        ?.describe.fields.filter((field) => field.custom && field.compoundFieldName === null) ?? [];
    expect(fields).to.include.members(custom.map(({ name }) => `${name}.field-meta.xml`));
  });

  it('bring a package as it is in the org', () => {
    const { success } = result('zip') as { success: boolean };
    expect(success).to.equal(true);
    const expected = [
      room.store.find('CustomObject', 'Account'),
      room.store.find('CustomObject', 'Project__c'),
      room.store.find('ReportFolder', 'Controlling'),
      room.store.find('Report', 'Controlling/Regional_Figures/Revenue_North'),
      room.store.find('StandardValueSet', 'Industry'),
      ...room.store.ofType('StaticResource'),
    ].flatMap((component) => (component === undefined ? [] : filesOf(component, () => true)));
    expect(expected.length).to.be.greaterThan(10);
    for (const { path, body } of expected)
      expect(pack.get(`unpackaged/${path}`)?.equals(body), path).to.equal(true);
    expect([...pack.keys()]).to.have.members([
      ...expected.map(({ path }) => `unpackaged/${path}`),
      'unpackaged/profiles/Admin.profile',
      'unpackaged/package.xml',
    ]);
  });

  it('bring a profile that shows the objects of its own package only', () => {
    const profile = pack.get('unpackaged/profiles/Admin.profile')?.toString() ?? '';
    const objects = [...profile.matchAll(/<object>(.*?)<\/object>/g)].map(([, object]) => object);
    expect(objects).to.have.members(['Account', 'Project__c']);
    expect(profile).to.not.match(/classAccesses|layoutAssignments/);
  });
});
