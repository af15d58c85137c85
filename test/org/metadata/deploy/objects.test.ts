import { expect } from 'chai';
import { xmlFile } from '../component.ts';
import { DATA, visit } from '../../http/visitor.ts';
import type { RunningOrg } from '../../startOrg.ts';
import { deploy, deployOrg, fatesOf, problemsOf, taken, xml } from './fixtures.ts';

const field = (name: string, inner: string): string =>
  `<fields><fullName>${name}</fullName><label>${name}</label>${inner}</fields>`;
const invoice = (inner: string): Record<string, string> => ({
  'objects/Invoice__c.object': xml('CustomObject', inner),
});
const text = '<type>Text</type><length>40</length>';

interface Described {
  readonly fields: ReadonlyArray<{ readonly name: string; readonly length: number }>;
  readonly label: string;
  readonly recordTypeInfos: ReadonlyArray<{ readonly developerName: string; readonly active: boolean }>;
}

describe('Deployed objects and fields', function () {
  this.timeout(60_000);
  let org: RunningOrg;
  const describeOf = async (object: string): Promise<Described> =>
    (await visit(org).get(`${DATA}/sobjects/${object}/describe`)).json<Described>();
  const query = async (soql: string): Promise<Array<Record<string, unknown>>> =>
    (await visit(org).query(soql)).json<{ records: Array<Record<string, unknown>> }>().records;
  /** Grants the administrator the fields, as deployed fields are granted to nobody. */
  const grant = (...fields: string[]): Promise<unknown> =>
    deploy(org, {
      members: { PermissionSet: ['Deployed_Fields'] },
      files: {
        'permissionsets/Deployed_Fields.permissionset': xml(
          'PermissionSet',
          `${fields.map((path) => `<fieldPermissions><editable>true</editable><field>${path}</field><readable>true</readable></fieldPermissions>`).join('')}<label>Deployed Fields</label>`,
        ),
      },
    });
  const assign = (): void => {
    const { tables } = org.state;
    const [admin] = tables.of('User').where('Username', 'admin@practice.example');
    const [set] = tables.of('PermissionSet').where('Name', 'Deployed_Fields');
    const [template] = tables.of('PermissionSetAssignment').rows();
    tables.of('PermissionSetAssignment').put({
      ...template,
      Id: '0PaPO7zzzzzzzzzAAA',
      AssigneeId: admin!['Id']!,
      PermissionSetId: set!['Id']!,
    });
  };

  beforeEach(async () => {
    org = await deployOrg();
  });
  afterEach(() => org.stop());

  it('are there for queries and describes once somebody is granted them, null in every row', async () => {
    const result = await deploy(org, {
      members: { CustomField: ['Invoice__c.Note__c', 'Invoice__c.Checked__c'] },
      files: invoice(
        field('Note__c', text) +
          field('Checked__c', '<type>Checkbox</type><defaultValue>true</defaultValue>'),
      ),
    });
    expect(fatesOf(result)).to.deep.equal({
      'CustomField:Invoice__c.Note__c': 'created',
      'CustomField:Invoice__c.Checked__c': 'created',
    });
    expect((await visit(org).query('SELECT Note__c FROM Invoice__c')).text).to.contain('No such column');
    await grant('Invoice__c.Note__c', 'Invoice__c.Checked__c');
    assign();
    const rows = await query('SELECT Note__c, Checked__c FROM Invoice__c');
    expect(rows.length).to.be.greaterThan(5);
    for (const row of rows) expect([row.Note__c, row.Checked__c]).to.deep.equal([null, true]);
    expect((await describeOf('Invoice__c')).fields.find(({ name }) => name === 'Note__c')?.length).to.equal(
      40,
    );
  });

  it('take their values along when they are deleted, and come back empty', async () => {
    const path = 'Invoice__c.Remarks__c';
    const before = org.components.find('CustomObject', 'Invoice__c')!.metadata();
    const original = taken(org, { CustomObject: ['Invoice__c'] });
    expect(await query('SELECT Id FROM Invoice__c')).to.not.be.empty;
    org.state.tables
      .of('Invoice__c')
      .put({ ...[...org.state.tables.of('Invoice__c').rows()][0]!, Remarks__c: 'kept?' });
    const gone = await deploy(org, { destroyAfter: { CustomField: [path] } });
    expect(fatesOf(gone)).to.deep.equal({ [`CustomField:${path}`]: 'deleted' });
    expect((await visit(org).query('SELECT Remarks__c FROM Invoice__c')).text).to.contain('No such column');
    expect([...org.state.tables.of('FieldPermissions').where('Field', path)]).to.deep.equal([]);
    expect(
      [...org.state.tables.of('FieldDefinition').where('QualifiedApiName', 'Remarks__c')].length,
    ).to.equal(
      [...org.state.tables.of('FieldDefinition').rows()].filter(
        (row) => row['QualifiedApiName'] === 'Remarks__c',
      ).length,
    );
    const back = await deploy(org, { members: { CustomField: [path] }, files: original.files });
    expect(fatesOf(back)).to.deep.equal({ [`CustomField:${path}`]: 'created' });
    expect([...org.state.tables.of('Invoice__c').rows()].map((row) => row['Remarks__c'])).to.satisfy(
      (values: unknown[]) => values.every((value) => value === null),
    );
    expect(JSON.stringify(org.components.find('CustomObject', 'Invoice__c')!.metadata())).to.equal(
      JSON.stringify(before),
    );
  });

  it('keep the describe they had, relationship names included, through deletion and return', async () => {
    const before = org.state.schema.find('Invoice__c')!.field('Project__c');
    const child = org.state.schema.find('Project__c')!.childRelationship('Invoices__r');
    expect(child?.field).to.equal('Project__c');
    const original = taken(org, { CustomObject: ['Invoice__c'] });
    const parts = { CustomField: ['Invoice__c.Project__c'], FieldSet: ['Invoice__c.Summary_Fields'] };
    expect(problemsOf(await deploy(org, { destroyAfter: parts }))).to.deep.equal([]);
    expect(org.state.schema.find('Project__c')!.childRelationship('Invoices__r')).to.equal(undefined);
    await deploy(org, { members: parts, files: original.files });
    expect(org.state.schema.find('Invoice__c')!.field('Project__c')).to.deep.equal(before);
    expect(org.state.schema.find('Project__c')!.childRelationship('Invoices__r')?.field).to.equal(
      'Project__c',
    );
  });

  it('can be a whole new object, which takes rows and is gone with them when it is deleted', async () => {
    const object = xml(
      'CustomObject',
      '<deploymentStatus>Deployed</deploymentStatus><label>Gadget</label><pluralLabel>Gadgets</pluralLabel>' +
        '<nameField><label>Gadget Name</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>' +
        field(
          'Owner_Account__c',
          '<type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Gadgets</relationshipName>',
        ),
    );
    const result = await deploy(org, {
      members: { CustomObject: ['Gadget__c'] },
      files: { 'objects/Gadget__c.object': object },
    });
    expect(fatesOf(result)).to.deep.equal({
      'CustomObject:Gadget__c': 'created',
      'CustomField:Gadget__c.Owner_Account__c': 'created',
    });
    expect((await describeOf('Gadget__c')).label).to.equal('Gadget');
    expect(await query('SELECT Id FROM Gadget__c')).to.deep.equal([]);
    expect(org.state.schema.find('Account')!.childRelationship('Gadgets__r')?.childSObject).to.equal(
      'Gadget__c',
    );
    expect(
      await query("SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'Gadget__c'"),
    ).to.have.length(1);
    await deploy(org, { destroyAfter: { CustomObject: ['Gadget__c'] } });
    expect((await visit(org).get(`${DATA}/sobjects/Gadget__c/describe`)).status).to.equal(404);
    expect(org.state.schema.find('Account')!.childRelationship('Gadgets__r')).to.equal(undefined);
  });

  it('leave components alone that nobody deployed', async () => {
    const others = (): Record<string, string> =>
      Object.fromEntries(
        ['Layout', 'CustomObjectTranslation', 'StandardValueSet', 'Profile']
          .flatMap((type) => org.components.ofType(type))
          .map(({ properties, metadata }) => {
            const tree = Object.entries(metadata()).filter(([tag]) => tag !== 'fieldPermissions');
            return [
              `${properties.type}:${properties.fullName}`,
              xmlFile('Rest', Object.fromEntries(tree)).toString(),
            ];
          }),
      );
    const before = others();
    await deploy(org, {
      members: { CustomObject: ['Gadget__c'] },
      files: {
        'objects/Gadget__c.object': xml(
          'CustomObject',
          '<label>Gadget</label><pluralLabel>Gadgets</pluralLabel><nameField><label>Name</label><type>Text</type></nameField>',
        ),
      },
    });
    await deploy(org, { destroyAfter: { CustomField: ['Invoice__c.Remarks__c'] } });
    const after = others();
    expect(Object.keys(before).filter((name) => before[name] !== after[name])).to.deep.equal([]);
  });

  it('answer a conditional describe anew after a change', async () => {
    const first = await visit(org).get(`${DATA}/sobjects/Invoice__c/describe`);
    org.clock.advance(5_000);
    await deploy(org, {
      members: { CustomField: ['Invoice__c.Note__c'] },
      files: invoice(field('Note__c', text)),
    });
    const again = await visit(org).get(`${DATA}/sobjects/Invoice__c/describe`, {
      'if-modified-since': first.headers.get('last-modified')!,
    });
    expect(again.status).to.equal(200);
  });

  it('change record types in rows and describes alike', async () => {
    const { files } = taken(org, { CustomObject: ['Project__c'] });
    const file = String(files['objects/Project__c.object']).replace(
      /(<fullName>Client<\/fullName>\s*<active>)true/,
      '$1false',
    );
    const result = await deploy(org, {
      members: { RecordType: ['Project__c.Client'] },
      files: { 'objects/Project__c.object': file },
    });
    expect(fatesOf(result)).to.deep.equal({ 'RecordType:Project__c.Client': 'changed' });
    const [row] = [...org.state.tables.of('RecordType').where('DeveloperName', 'Client')];
    expect(row?.['IsActive']).to.equal(false);
    const info = (await describeOf('Project__c')).recordTypeInfos.find(
      ({ developerName }) => developerName === 'Client',
    );
    expect(info?.active).to.equal(false);
  });

  it('are not deleted while a formula, a rule or code uses them', async () => {
    const used = await deploy(org, {
      destroyAfter: { CustomField: ['Invoice__c.Amount__c', 'Invoice__c.Account__c'] },
    });
    expect(used.status).to.equal('Failed');
    expect(problemsOf(used).join('\n'))
      .to.contain(
        'referenced elsewhere in salesforce.com. : Custom Formula Field - Invoice__c.Gross_Amount__c',
      )
      .and.contain('Validation Formula - Invoice__c.Has_Account');
    expect(org.state.schema.find('Invoice__c')!.field('Amount__c')).to.not.equal(undefined);
  });

  it('go out of layouts when they are deleted', async () => {
    const layout = org.components
      .ofType('Layout')
      .find(({ properties }) => properties.fullName.startsWith('Invoice__c-'))!;
    const shows = (): boolean =>
      JSON.stringify(org.components.find('Layout', layout.properties.fullName)!.metadata()).includes(
        'Reminder_Time__c',
      );
    const had = shows();
    await deploy(org, { destroyAfter: { CustomField: ['Invoice__c.Reminder_Time__c'] } });
    expect(shows()).to.equal(false);
    expect(had, 'the layout showed the field').to.equal(true);
  });

  for (const [what, inner, problem] of [
    [
      'an unknown target',
      '<type>Lookup</type><referenceTo>Nothing__c</referenceTo><relationshipName>X</relationshipName>',
      'does not resolve to a valid sObject type',
    ],
    ['an unknown type', '<type>Rainbow</type>', "'Rainbow' is not a valid value for the enum 'FieldType'"],
    ['no length', '<type>Text</type>', 'Length must be between 1 and 255'],
    [
      'an unknown field in its formula',
      '<type>Text</type><formula>Missing__c</formula>',
      'Field Missing__c does not exist',
    ],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const result = await deploy(org, {
        members: { CustomField: ['Invoice__c.New__c'] },
        files: invoice(field('New__c', inner)),
      });
      expect(result.status).to.equal('Failed');
      expect(problemsOf(result).join()).to.contain(problem);
      expect(org.state.schema.find('Invoice__c')!.field('New__c')).to.equal(undefined);
    });
  }
});
