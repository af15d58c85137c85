import { expect } from 'chai';
import { smallOrg } from '../metadata/fixtures.ts';
import { createMetadataRoom } from '../metadata/room.ts';

const state = smallOrg();
const room = createMetadataRoom(state, { components: 0 });
const rows = (name: string) => [...state.tables.of(name).rows()] as unknown as Record<string, unknown>[];

describe('Rows of the Tooling API’s own types', () => {
  for (const name of [
    'SecuritySettings',
    'StandardValueSet',
    'RemoteProxy',
    'Certificate',
    'CustomField',
    'MetadataComponentDependency',
  ]) {
    it(`have every field of ${name}`, () => {
      const fields = state.schema
        .find(name)!
        .describe.fields.map((field) => field.name)
        .sort();
      expect(rows(name)).to.not.be.empty;
      for (const row of rows(name)) expect(Object.keys(row).sort()).to.deep.equal(fields);
    });
  }

  it('answer security settings in a single row, the same as the settings file', () => {
    const [settings, ...more] = rows('SecuritySettings');
    expect(more).to.deep.equal([]);
    expect(settings.Metadata).to.have.nested.property('sessionSettings.sessionTimeout', 'FourHours');
    expect(settings.Metadata).to.include({ enableAdminLoginAsAnyUser: true });
  });

  it('answer a standard value set by its label', () => {
    const type = rows('StandardValueSet').find(({ MasterLabel }) => MasterLabel === 'AccountType');
    expect(type?.Metadata).to.have.nested.property('standardValue[1].label', 'Partner');
  });

  it('complete the rows the org has with what the component says', () => {
    expect(rows('RemoteProxy')).to.have.length(1);
    expect(rows('RemoteProxy')[0]).to.deep.include({
      SiteName: 'Legacy',
      FullName: 'Legacy',
      Metadata: {
        description: null,
        disableProtocolSecurity: true,
        isActive: true,
        url: 'http://legacy.example',
      },
    });
  });

  it('name both ends of a dependency by the ids that listMetadata gives', () => {
    const project = room.store.find('CustomObject', 'Project__c')?.properties.id;
    const dependency = rows('MetadataComponentDependency');
    expect(dependency).to.not.be.empty;
    expect(project).to.match(/^01I/);
  });
});
