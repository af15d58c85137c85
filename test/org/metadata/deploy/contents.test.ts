import { expect } from 'chai';
import type { RunningOrg } from '../../startOrg.ts';
import { createZip } from '../zip.ts';
import {
  checkDeploy,
  deploy,
  deployOrg,
  fatesOf,
  problemsOf,
  startDeploy,
  taken,
  xml,
  type PackageParts,
} from './fixtures.ts';

describe('What a deploy’s zip holds', function () {
  this.timeout(60_000);
  let org: RunningOrg;
  before(async () => {
    org = await deployOrg();
  });
  after(() => org.stop());

  const permission = (name: string): string => xml('CustomPermission', `<label>${name}</label>`);
  const file = (name: string): Record<string, string> => ({
    [`customPermissions/${name}.customPermission`]: permission(name),
  });

  const refused: ReadonlyArray<readonly [what: string, parts: PackageParts, problem: string]> = [
    [
      'a member without a file',
      { members: { ApexClass: ['Ghost'] } },
      ":Ghost: An object 'Ghost' of type ApexClass was named in package.xml, but was not found in zipped directory",
    ],
    ['a file without a member', { files: file('Stray') }, 'CustomPermission:Stray: Not in package.xml'],
    [
      'an unknown type',
      { members: { Nonsense: ['X'] } },
      ":Nonsense: Unknown type name 'Nonsense' specified in package.xml",
    ],
    [
      'a type without a licence',
      { members: { WaveDashboard: ['X'] } },
      ":WaveDashboard: Entity type: 'WaveDashboard' is not available in this organization",
    ],
    [
      'a folder of no type',
      { files: { 'nonsense/A.thing': 'x' } },
      ':nonsense/A.thing: Not available for deploy for this organization',
    ],
    [
      'broken XML',
      {
        members: { CustomPermission: ['Bad'] },
        files: { 'customPermissions/Bad.customPermission': '<CustomPermission>\n<label>' },
      },
      'CustomPermission:Bad: Error parsing file: The element type "label" must be terminated by the matching end-tag "</label>".',
    ],
    [
      'another root than the type',
      {
        members: { CustomPermission: ['Odd'] },
        files: { 'customPermissions/Odd.customPermission': xml('Role', '<name>x</name>') },
      },
      "CustomPermission:Odd: The object 'Odd' of type CustomPermission metadata API received improper input.",
    ],
    [
      'code without its metadata file',
      { members: { ApexClass: ['A'] }, files: { 'classes/A.cls': 'public class A {}' } },
      'ApexClass:A: Metadata file classes/A.cls-meta.xml is missing',
    ],
    [
      'a report without its folder',
      {
        members: { Report: ['Nowhere/R'] },
        files: { 'reports/Nowhere/R.report': xml('Report', '<name>R</name>') },
      },
      'Report:Nowhere/R: Cannot find folder:Nowhere',
    ],
    [
      'a layout with an unknown field',
      {
        members: { Layout: ['Invoice__c-Odd'] },
        files: {
          'layouts/Invoice__c-Odd.layout': xml(
            'Layout',
            '<layoutSections><layoutColumns><layoutItems><behavior>Edit</behavior><field>Nope__c</field></layoutItems></layoutColumns></layoutSections>',
          ),
        },
      },
      'Layout:Invoice__c-Odd: In field: field - no CustomField named Invoice__c.Nope__c found',
    ],
    [
      'a wildcard to delete',
      { destroyAfter: { ApexClass: ['*'] } },
      ':destructiveChangesPost.xml: Wildcards are not supported in destructiveChangesPost.xml',
    ],
    [
      'a record type to delete',
      { destroyAfter: { RecordType: ['Project__c.Client'] } },
      'RecordType:Project__c.Client: Cannot delete record type through API',
    ],
  ];
  for (const [what, parts, problem] of refused) {
    it(`is refused with ${what}`, async () => {
      const result = await deploy(org, parts);
      expect(result.status).to.equal('Failed');
      expect(problemsOf(result).join('\n')).to.contain(problem);
    });
  }

  it('names the line that breaks', async () => {
    const result = await deploy(org, {
      members: { CustomPermission: ['Bad'] },
      files: {
        'customPermissions/Bad.customPermission': '<CustomPermission>\n<label>x</lable>\n</CustomPermission>',
      },
    });
    expect(result.details?.componentFailures?.[0]?.lineNumber).to.equal('2');
  });

  it('may lack files, or hold more than its manifest names, when the options say so', async () => {
    const missing = await deploy(org, { members: { ApexClass: ['Ghost'] } }, { allowMissingFiles: true });
    expect(missing.status).to.equal('Succeeded');
    const more = await deploy(org, { files: file('Extra') }, { autoUpdatePackage: true });
    expect(fatesOf(more)).to.deep.equal({ 'CustomPermission:Extra': 'created' });
  });

  it('lies in a folder when it is not a single package', async () => {
    const parts = { members: { CustomPermission: ['Foldered'] }, files: file('Foldered'), root: 'zip/' };
    const result = await deploy(org, parts, { singlePackage: false });
    expect(result.details?.componentSuccesses?.[0]?.fileName).to.equal(
      'zip/customPermissions/Foldered.customPermission',
    );
    expect(problemsOf(await deploy(org, parts))).to.deep.equal([':package.xml: No package.xml found']);
  });

  it('needs a package.xml', async () => {
    const zip = createZip();
    zip.add('classes/A.cls', Buffer.from(''));
    const result = await checkDeploy(org, await startDeploy(org, zip.finish()));
    expect(problemsOf(result)).to.deep.equal([':package.xml: No package.xml found']);
  });

  it('takes a wildcard for every file of its type', async () => {
    const result = await deploy(org, {
      members: { CustomPermission: ['*'] },
      files: { ...file('One'), ...file('Two') },
    });
    expect(Object.keys(fatesOf(result))).to.deep.equal(['CustomPermission:One', 'CustomPermission:Two']);
  });

  it('deletes what its manifest names, and warns of what is not there', async () => {
    await deploy(org, { members: { CustomPermission: ['Gone'] }, files: file('Gone') });
    const result = await deploy(org, { destroyAfter: { CustomPermission: ['Gone', 'Never'] } });
    expect(result.status).to.equal('Succeeded');
    expect(fatesOf(result)['CustomPermission:Gone']).to.equal('deleted');
    const warning = result.details?.componentSuccesses?.find(({ problem }) => problem !== undefined);
    expect(warning).to.include({
      componentType: 'CustomPermission',
      fullName: 'destructiveChangesPost.xml',
      problem: 'No CustomPermission named: Never found',
      problemType: 'Warning',
    });
    expect(org.components.find('CustomPermission', 'Gone')).to.equal(undefined);
  });

  it('keeps what others use, unless they go with it or before it', async () => {
    const set = xml('PermissionSetGroup', '<label>G</label><permissionSets>Held</permissionSets>');
    await deploy(org, {
      members: { PermissionSet: ['Held'], PermissionSetGroup: ['Holds'] },
      files: {
        'permissionsets/Held.permissionset': xml('PermissionSet', '<label>Held</label>'),
        'permissionsetgroups/Holds.permissionsetgroup': set,
      },
    });
    const held = await deploy(org, { destroyAfter: { PermissionSet: ['Held'] } });
    expect(problemsOf(held).join()).to.contain('PermissionSetGroup - Holds');
    const both = await deploy(org, {
      destroyBefore: { PermissionSetGroup: ['Holds'], PermissionSet: ['Held'] },
    });
    expect(both.status).to.equal('Succeeded');
  });

  it('changes nothing of a managed package', async () => {
    const managed = org.components
      .ofType('PermissionSet')
      .concat(org.components.ofType('ApexClass'), org.components.ofType('Flow'))
      .find(({ properties }) => properties.namespacePrefix !== undefined)!;
    const { type, fullName } = managed.properties;
    const { files, members } = taken(org, { [type]: [fullName] });
    const changed = Object.fromEntries(
      Object.entries(files).map(([path, body]) => [
        path,
        String(body).replace('<status>Active', '<status>Inactive'),
      ]),
    );
    expect(problemsOf(await deploy(org, { members, files: changed })).join()).to.contain(
      `Cannot modify managed object: entity=${type}, component=${fullName}`,
    );
  });

  it('gives back byte by byte what was deployed', async () => {
    const members = {
      StaticResource: ['logo'],
      LightningComponentBundle: ['projectBoard'],
      Document: ['Logos/Logo_1'],
    };
    const { files } = taken(org, members);
    const changed = Object.fromEntries(
      Object.entries(files).map(([path, body]) => [
        path,
        path.endsWith('.xml') ? body : Buffer.concat([Buffer.from(body), Buffer.from([0, 255, 10])]),
      ]),
    );
    const result = await deploy(org, { members, files: changed });
    expect(problemsOf(result)).to.deep.equal([]);
    expect(taken(org, members).files).to.deep.equal(changed);
    const [row] = org.state.tables.of('StaticResource').where('Name', 'logo');
    expect(row?.['BodyLength']).to.equal(changed['staticresources/logo.resource']?.length);
  });
});
