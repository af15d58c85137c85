import { expect } from 'chai';
import { createMetadataRoom } from '../metadata/room.ts';
import { filesOf } from '../metadata/package.ts';
import type { Row, SObjectType } from '../model.ts';
import { practiceOrg } from './fixtures.ts';

const full = practiceOrg({ scale: 0.02 });
const empty = practiceOrg({ rows: 'none' });
const rooms = [full, empty].map((org) => createMetadataRoom(org));

const rowsOf = (org: typeof full, object: string): Row[] => [...org.tables.of(object).rows()];

/** What somebody did in the org, under the objects people work with. */
const WORK = [
  'Account',
  'Contact',
  'Case',
  'ContentVersion',
  'AccountShare',
  'AccountFeed',
  'AccountHistory',
  'Product2',
  'Topic',
  'Project__c',
  'Reference_Data__c',
];

const isFilledIn = (type: SObjectType): boolean => empty.tables.of(type.name).size > 0;

describe('the empty org', function () {
  this.timeout(60_000);

  it('has no business rows', () => {
    for (const object of WORK) {
      expect(rowsOf(full, object), object).not.to.deep.equal([]);
      expect(rowsOf(empty, object), object).to.deep.equal([]);
    }
  });

  it('has the full org’s users, profiles, permission set groups and code, by name', () => {
    for (const [object, name] of [
      ['User', 'Username'],
      ['Profile', 'Name'],
      ['PermissionSetGroup', 'DeveloperName'],
      ['ApexClass', 'Body'],
      ['Folder', 'DeveloperName'],
      ['RecordType', 'DeveloperName'],
    ] as const) {
      const names = (org: typeof full): unknown[] => rowsOf(org, object).map((row) => row[name]);
      expect(names(empty), object).to.deep.equal(names(full)).and.not.deep.equal([]);
    }
  });

  it('has the standard price book, which every org has by itself', () => {
    expect(rowsOf(empty, 'Pricebook2').map((row) => row['IsStandard'])).to.deep.equal([true]);
  });

  it('has the same metadata, file by file', () => {
    const [here, there] = rooms.map(
      ({ store }) =>
        new Map(
          [...store.all()].flatMap((component) =>
            filesOf(component, () => true).map(({ path, body }) => [path, body.toString('latin1')] as const),
          ),
        ),
    );
    expect([...there.keys()]).to.deep.equal([...here.keys()]);
    for (const [path, body] of here) expect(there.get(path), path).to.equal(body);
  });

  it('shares no Id with the full org', () => {
    const ids = (org: typeof full): Set<unknown> =>
      new Set(
        org.schema.types
          .filter((type) => isFilledIn(type) && !/Definition$|Particle$|Info$/.test(type.name))
          .flatMap(({ name }) => rowsOf(org, name).map(({ Id }) => Id))
          .filter((id) => id !== null),
      );
    const [one, other] = [ids(full), ids(empty)];
    expect([...other].filter((id) => one.has(id))).to.deep.equal([]);
    expect(full.id).not.to.equal(empty.id);
    const [here, there] = rooms.map(
      ({ store }) =>
        new Set([...store.all()].map(({ properties }) => properties.id).filter((id) => id !== '')),
    );
    expect([...there].filter((id) => here.has(id))).to.deep.equal([]);
  });

  it('points at nothing that is not there', () => {
    const broken = empty.schema.types.filter(isFilledIn).flatMap((type) =>
      rowsOf(empty, type.name).flatMap((row) =>
        type.describe.fields
          .filter(({ name, type: kind }) => kind === 'reference' && typeof row[name] === 'string')
          .filter(
            ({ name, referenceTo }) =>
              !referenceTo.some(
                (object) =>
                  empty.schema.find(object) && empty.tables.of(object).get(String(row[name])) !== undefined,
              ),
          )
          .map(({ name }) => `${type.name}.${name}`),
      ),
    );
    expect([...new Set(broken)]).to.deep.equal([]);
  });
});
