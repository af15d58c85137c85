import { expect } from 'chai';
import { DATA, refusedWith, visit } from '../../http/visitor.ts';
import type { RunningOrg } from '../../startOrg.ts';
import { deploy, deployOrg, fatesOf, problemsOf, taken, xml } from './fixtures.ts';

const SALES = 'sales@practice.example';

describe('Deployed profiles and permission sets', function () {
  this.timeout(60_000);
  let org: RunningOrg;
  beforeEach(async () => {
    org = await deployOrg();
  });
  afterEach(() => org.stop());

  const salesProfile = (): { name: string; setId: string } => {
    const [user] = org.state.tables.of('User').where('Username', SALES);
    const [set] = org.state.tables.of('PermissionSet').where('ProfileId', String(user?.['ProfileId']));
    const name = org.components
      .ofType('Profile')
      .find(({ properties }) => properties.id === user?.['ProfileId'])!;
    return { name: name.properties.fullName, setId: String(set?.['Id']) };
  };
  const profile = (name: string, inner: string): Parameters<typeof deploy>[1] => ({
    members: { Profile: [name] },
    files: { [`profiles/${name}.profile`]: xml('Profile', inner) },
  });
  const reads = async (object: string, field = 'Id'): Promise<number> =>
    (await visit(org, { username: SALES }).query(`SELECT ${field} FROM ${object} LIMIT 1`)).status;

  it('change what a user may see, and only what the file names', async () => {
    const { name, setId } = salesProfile();
    expect(await reads('Account', 'Industry')).to.equal(200);
    const rows = (): unknown[] =>
      [...org.state.tables.of('FieldPermissions').where('ParentId', setId)].map(({ Field }) => Field);
    const before = rows();
    const result = await deploy(
      org,
      profile(
        name,
        '<fieldPermissions><editable>false</editable><field>Account.Industry</field><readable>false</readable></fieldPermissions>',
      ),
    );
    expect(fatesOf(result)).to.deep.equal({ [`Profile:${name}`]: 'changed' });
    expect(await reads('Account', 'Industry')).to.equal(400);
    expect(await reads('Account', 'Name')).to.equal(200);
    expect(rows()).to.have.members(before.filter((field) => field !== 'Account.Industry'));
  });

  it('take an object away from a user and give it back', async () => {
    const { name } = salesProfile();
    const permissions = (allowRead: boolean): string =>
      `<objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>${allowRead}</allowRead><modifyAllRecords>false</modifyAllRecords><object>Opportunity</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;
    await deploy(org, profile(name, permissions(false)));
    expect(await reads('Opportunity')).to.equal(400);
    await deploy(org, profile(name, permissions(true)));
    expect(await reads('Opportunity')).to.equal(200);
  });

  it('switch user permissions off only where the file says so', async () => {
    const { name } = salesProfile();
    await deploy(
      org,
      profile(name, '<userPermissions><enabled>false</enabled><name>ApiEnabled</name></userPermissions>'),
    );
    expect(refusedWith(await visit(org, { username: SALES }).get(`${DATA}/limits`))).to.deep.equal([
      403,
      'API_DISABLED_FOR_ORG',
    ]);
    await deploy(
      org,
      profile(name, '<userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>'),
    );
    expect((await visit(org, { username: SALES }).get(`${DATA}/limits`)).status).to.not.equal(403);
  });

  it('replace a permission set whole', async () => {
    const original = taken(org, { PermissionSet: ['Nightly_Backup'] });
    const [row] = org.state.tables.of('PermissionSet').where('Name', 'Nightly_Backup');
    const granted = (): number =>
      [...org.state.tables.of('ObjectPermissions').where('ParentId', String(row?.['Id']))].length;
    const before = granted();
    await deploy(org, {
      members: { PermissionSet: ['Nightly_Backup'] },
      files: {
        'permissionsets/Nightly_Backup.permissionset': xml('PermissionSet', '<label>Nightly Backup</label>'),
      },
    });
    const bare = [...org.state.tables.of('PermissionSet').where('Name', 'Nightly_Backup')][0];
    expect(
      Object.entries(bare!).filter(([key, value]) => key.startsWith('Permissions') && value === true),
    ).to.deep.equal([]);
    expect(granted()).to.equal(0);
    expect(fatesOf(await deploy(org, original))).to.deep.equal({ 'PermissionSet:Nightly_Backup': 'changed' });
    expect(granted()).to.equal(before);
    expect(taken(org, { PermissionSet: ['Nightly_Backup'] }).files).to.deep.equal(original.files);
  });

  it('hand what a member of a group grants on to whoever has the group', async () => {
    const [group] = org.state.tables.of('PermissionSetGroup').rows();
    const [part] = [
      ...org.state.tables
        .of('PermissionSetGroupComponent')
        .where('PermissionSetGroupId', String(group?.['Id'])),
    ].filter((row) => org.state.tables.of('PermissionSet').get(String(row['PermissionSetId'])) !== undefined);
    const member = String(
      org.state.tables.of('PermissionSet').get(String(part?.['PermissionSetId']))?.['Name'],
    );
    const whole = (): Record<string, unknown> =>
      [...org.state.tables.of('PermissionSet').where('PermissionSetGroupId', String(group?.['Id']))][0]!;
    const grants = (): unknown[] =>
      [...org.state.tables.of('FieldPermissions').where('ParentId', String(whole()['Id']))]
        .map((row) => [row['Field'], row['PermissionsEdit']])
        .sort();
    const before = grants();
    const [flag = ''] = Object.keys(whole()).filter(
      (key) => /^Permissions[A-Z]/.test(key) && whole()[key] === false,
    );
    const { files } = taken(org, { PermissionSet: [member] });
    const path = `permissionsets/${member}.permissionset`;
    const more = String(files[path]).replace(
      '</PermissionSet>',
      `<userPermissions><enabled>true</enabled><name>${flag.slice('Permissions'.length)}</name></userPermissions></PermissionSet>`,
    );
    await deploy(org, { members: { PermissionSet: [member] }, files: { [path]: more } });
    expect(whole()[flag]).to.equal(true);
    expect(grants()).to.deep.equal(before);
  });

  for (const [what, inner, problem] of [
    [
      'an unknown field',
      '<fieldPermissions><editable>false</editable><field>Account.Nope__c</field><readable>true</readable></fieldPermissions>',
      'In field: field - no CustomField named Account.Nope__c found',
    ],
    [
      'an unknown object',
      '<objectPermissions><allowRead>true</allowRead><object>Nope__c</object></objectPermissions>',
      'In field: object - no CustomObject named Nope__c found',
    ],
    [
      'an unknown class',
      '<classAccesses><apexClass>Nope</apexClass><enabled>true</enabled></classAccesses>',
      'In field: apexClass - no ApexClass named Nope found',
    ],
    [
      'an unknown permission',
      '<userPermissions><enabled>true</enabled><name>Fly</name></userPermissions>',
      'Unknown user permission: Fly',
    ],
    [
      'a required field',
      '<fieldPermissions><editable>true</editable><field>Account.Name</field><readable>true</readable></fieldPermissions>',
      'You cannot deploy to a required field: Account.Name',
    ],
    [
      'edit without read',
      '<objectPermissions><allowEdit>true</allowEdit><allowRead>false</allowRead><object>Case</object></objectPermissions>',
      'Permission Edit Case depends on permission(s): Read Case',
    ],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const result = await deploy(org, profile('Standard', inner));
      expect(problemsOf(result)).to.deep.equal([`Profile:Standard: ${problem}`]);
      expect(result.details?.componentFailures?.[0]?.lineNumber).to.equal('3');
    });
  }
});
