import { expect } from 'chai';
import { createOrgState } from '../data/orgState.ts';
import type { FieldDescribe, Row } from '../model.ts';
import type { XmlTree } from '../soap/xml.ts';
import { scalarText } from '../soap/xml.ts';
import { createMetadataRoom } from './room.ts';
import { filesOf } from './package.ts';
import { profileName } from './sources/profiles.ts';
import { encodeName } from './sources/source.ts';

const state = createOrgState({ seed: 7, scale: 0.02, now: new Date('2026-11-24T12:00:00.000Z') });
const room = createMetadataRoom(state);

const trees = (tree: XmlTree | undefined, tag: string): XmlTree[] => {
  const node = tree?.[tag];
  return (node === undefined ? [] : [node].flat()) as XmlTree[];
};

const objectTree = (name: string): XmlTree | undefined => room.store.find('CustomObject', name)?.metadata();

/** XML types a describe type may be written as, when the field is neither formula nor roll-up. */
const writtenAs: Readonly<Record<string, readonly string[]>> = {
  string: ['Text', 'AutoNumber'],
  textarea: ['TextArea', 'LongTextArea', 'Html'],
  double: ['Number'],
  currency: ['Currency'],
  percent: ['Percent'],
  boolean: ['Checkbox'],
  reference: ['Lookup', 'MasterDetail'],
  picklist: ['Picklist'],
  multipicklist: ['MultiselectPicklist'],
  encryptedstring: ['EncryptedText'],
  location: ['Location'],
  date: ['Date'],
  datetime: ['DateTime'],
  time: ['Time'],
  email: ['Email'],
  phone: ['Phone'],
  url: ['Url'],
};

const customFields = state.schema.types.flatMap((type) =>
  room.store.find('CustomObject', type.name) === undefined
    ? []
    : type.describe.fields
        .filter((field) => field.custom && field.compoundFieldName === null)
        .map((field) => [type.name, field] as const),
);

function expectSame(field: FieldDescribe, xml: XmlTree | undefined, where: string): void {
  expect(xml, where).to.include({ label: field.label });
  if (field.calculated) {
    if (typeof field.calculatedFormula === 'string')
      expect(xml, where).to.include({ formula: field.calculatedFormula });
    else expect(xml, where).to.include({ type: 'Summary' }).and.have.property('summaryForeignKey');
    return;
  }
  expect(writtenAs[field.type], where).to.include(scalarText(xml?.type));
  if (['double', 'currency', 'percent'].includes(field.type))
    expect(xml, where).to.include({ precision: field.precision, scale: field.scale });
  if (xml?.length !== undefined) expect(xml.length, where).to.equal(field.length);
  if (field.type === 'reference') expect(field.referenceTo, where).to.include(scalarText(xml?.referenceTo));
}

describe('Components and describes', () => {
  it('have every custom field alike, in type, size, formula and target', () => {
    expect(customFields.length).to.be.greaterThan(800);
    for (const [object, field] of customFields) {
      const xml = trees(objectTree(object), 'fields').find(({ fullName }) => fullName === field.name);
      expectSame(field, xml, `${object}.${field.name}`);
    }
  });

  it('name no field that does not exist in layouts, validation rules and roll-ups', () => {
    const exists = (object: string, name: string): boolean =>
      state.schema.find(object)?.field(name) !== undefined;
    for (const { properties, metadata } of room.store.ofType('Layout')) {
      const object = properties.fullName.slice(0, properties.fullName.indexOf('-'));
      const items = trees(metadata(), 'layoutSections')
        .flatMap((section) => trees(section, 'layoutColumns'))
        .flatMap((layoutColumn) => trees(layoutColumn, 'layoutItems'));
      for (const { field } of items)
        expect(exists(object, scalarText(field)), `${properties.fullName}: ${scalarText(field)}`).to.equal(
          true,
        );
    }
    for (const { properties, parent, tree } of room.store.children('ValidationRule')) {
      const words =
        scalarText(tree.errorConditionFormula)
          .replace(/"[^"]*"/g, '')
          .match(/[A-Za-z]\w*(?![\w(])/g) ?? [];
      const fields = words
        .filter((word) => !/^(AND|NOT|TRUE|FALSE)$/.test(word))
        .concat(scalarText(tree.errorDisplayField ?? 'Name'));
      for (const field of fields)
        expect(exists(parent.properties.fullName, field), `${properties.fullName}: ${field}`).to.equal(true);
    }
    for (const { tree } of room.store.children('CustomField').filter(({ tree }) => tree.type === 'Summary')) {
      for (const path of [tree.summaryForeignKey, tree.summarizedField].filter(
        (known) => known !== undefined,
      )) {
        const [object = '', field = ''] = scalarText(path).split('.');
        expect(exists(object, field), scalarText(path)).to.equal(true);
      }
    }
  });
});

describe('Components and rows', () => {
  const soapDate = (row: Row, column: string): string => String(row[column]).replace('+0000', 'Z');

  for (const [table, type, nameOf] of [
    ['Profile', 'Profile', (row: Row) => profileName(String(row.Name))],
    ['ApexClass', 'ApexClass', (row: Row) => String(row.Name)],
    ['ApexTrigger', 'ApexTrigger', (row: Row) => String(row.Name)],
    ['StaticResource', 'StaticResource', (row: Row) => String(row.Name)],
    ['UserRole', 'Role', (row: Row) => String(row.DeveloperName)],
    ['NamedCredential', 'NamedCredential', (row: Row) => String(row.DeveloperName)],
    ['Network', 'Network', (row: Row) => encodeName(String(row.Name))],
    ['RemoteProxy', 'RemoteSiteSetting', (row: Row) => String(row.SiteName)],
  ] as const) {
    it(`are the same things with the same ids, people and dates for ${table}`, () => {
      const rows = [...state.tables.of(table).rows()];
      expect(rows).to.not.be.empty;
      for (const row of rows) {
        const properties = room.store.find(type, nameOf(row))?.properties;
        expect(properties, nameOf(row)).to.include({ id: row.Id });
        if (!('LastModifiedDate' in row)) continue;
        expect(properties).to.include({
          lastModifiedById: row.LastModifiedById,
          lastModifiedDate: soapDate(row, 'LastModifiedDate'),
        });
      }
    });
  }

  it('are the same record types', () => {
    const rows = [...state.tables.of('RecordType').rows()].map((row) => [
      `${row.SobjectType}.${row.DeveloperName}`,
      row.Id,
    ]);
    expect(
      room.store.children('RecordType').map(({ properties }) => [properties.fullName, properties.id]),
    ).to.have.deep.members(rows);
  });

  it('grant the same in a permission set', () => {
    for (const { properties, metadata } of room.store.ofType('PermissionSet')) {
      const tree = metadata();
      const objects = [...state.tables.of('ObjectPermissions').where('ParentId', properties.id)].map(
        (row) => [row.SobjectType, row.PermissionsRead, row.PermissionsModifyAllRecords],
      );
      expect(
        trees(tree, 'objectPermissions').map(({ object, allowRead, modifyAllRecords }) => [
          object,
          allowRead,
          modifyAllRecords,
        ]),
      ).to.have.deep.members(objects);
      const fields = [...state.tables.of('FieldPermissions').where('ParentId', properties.id)].map((row) => [
        row.Field,
        row.PermissionsEdit,
      ]);
      expect(
        trees(tree, 'fieldPermissions').map(({ field, editable }) => [field, editable]),
      ).to.have.deep.members(fields);
    }
  });

  it('hold the same bodies', () => {
    for (const row of state.tables.of('ApexClass').rows()) {
      const [[, body] = []] = room.store.find('ApexClass', String(row.Name))?.contents() ?? [];
      expect(body?.toString()).to.equal(row.Body);
    }
    for (const row of state.tables.of('StaticResource').rows()) {
      const [[, body] = []] = room.store.find('StaticResource', String(row.Name))?.contents() ?? [];
      expect(body?.length).to.equal(row.BodyLength);
    }
  });

  it('say the same of security settings and Health Check', () => {
    const settings = room.store.find('Settings', 'Security')?.metadata() as unknown as {
      sessionSettings: XmlTree;
      passwordPolicies: XmlTree;
    };
    const risk = (setting: string): unknown =>
      [...state.tables.of('SecurityHealthCheckRisks').rows()].find((row) => row.Setting === setting)
        ?.OrgValue;
    expect(risk('Minimum password length')).to.equal(
      scalarText(settings.passwordPolicies.minimumPasswordLength),
    );
    expect([
      risk('Maximum invalid login attempts'),
      settings.passwordPolicies.maxLoginAttempts,
    ]).to.deep.equal(['No Limit', 'NoLimit']);
    expect([risk('Timeout Value'), settings.sessionSettings.sessionTimeout]).to.deep.equal([
      '4 hours',
      'FourHours',
    ]);
    expect([risk('Force relogin after Login-As-User'), settings.sessionSettings.forceRelogin]).to.deep.equal([
      'Enabled',
      true,
    ]);
  });
});

describe('The whole org', () => {
  const everything = [...room.store.all()];

  it('has about 600 components', () => {
    expect(everything.length).to.be.within(580, 700);
  });

  it('has no two components with the same file', () => {
    const paths = everything.flatMap((component) => filesOf(component, () => true)).map(({ path }) => path);
    expect(new Set(paths).size).to.equal(paths.length);
  });

  it('writes no secret into any file', () => {
    for (const component of everything) {
      for (const { path, body } of filesOf(component, () => true)) {
        expect(
          /consumerSecret>|<password>|<oauthToken>|PRIVATE KEY/.test(body.toString('latin1')),
          path,
        ).to.equal(false);
      }
    }
  });
});
