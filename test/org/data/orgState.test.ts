import { expect } from 'chai';
import type { OrgState, Row } from '../model.ts';
import { practiceOrg } from './fixtures.ts';

const OBJECTS = [
  'Account',
  'Contact',
  'Opportunity',
  'Case',
  'Task',
  'Invoice__c',
  'Ledger__c',
  'ContentVersion',
  'User',
  'OauthToken',
  'AccountHistory',
  'FieldPermissions',
];

function rowsOf(org: OrgState, object: string): Row[] {
  return [...org.tables.of(object).rows()];
}

describe('the seeded org', () => {
  it('has the same rows for the same seed and other rows for another', () => {
    const [one, same, other] = [practiceOrg(), practiceOrg(), practiceOrg({ seed: 8 })];
    for (const object of OBJECTS) {
      expect(rowsOf(one, object), object).to.deep.equal(rowsOf(same, object));
      expect(rowsOf(one, object), object).not.to.deep.equal(rowsOf(other, object));
    }
    expect(one.id).not.to.equal(other.id);
  });

  it('computes the same row alone as in a walk, and knows its size without walking', () => {
    const org = practiceOrg();
    for (const object of OBJECTS.filter((name) => name !== 'OauthToken')) {
      const rows = rowsOf(org, object);
      expect(org.tables.of(object).size, object).to.equal(rows.length);
      for (const row of rows.slice(0, 5))
        expect(org.tables.of(object).get(String(row['Id']))).to.deep.equal(row);
    }
  });

  it('walks every table in ascending order of unique Ids', () => {
    const org = practiceOrg();
    const notById = new Set([
      'OauthToken',
      'EntityDefinition',
      'FieldDefinition',
      'EntityParticle',
      'RelationshipInfo',
      'PicklistValueInfo',
    ]);
    for (const { name } of org.schema.types.filter((type) => !notById.has(type.name))) {
      const ids = rowsOf(org, name).map((row) => String(row['Id']));
      expect(
        ids.every((id, at) => at === 0 || ids[at - 1] < id),
        name,
      ).to.equal(true);
    }
  });

  it('gives no Id to two objects, but for feeds, which show feed items, and folder items', () => {
    const org = practiceOrg();
    const owners = new Map<string, string>();
    const twice: string[] = [];
    for (const { name } of org.schema.types.filter(
      (type) => !/Feed$|^ContentFolderItem$|Definition$|Particle$|Info$|^OauthToken$/.test(type.name),
    )) {
      for (const { Id } of rowsOf(org, name)) {
        if (owners.has(String(Id))) twice.push(`${String(Id)} ${name} ${owners.get(String(Id))}`);
        owners.set(String(Id), name);
      }
    }
    expect(twice).to.deep.equal([]);
  });

  it('takes counts from its options', () => {
    const org = practiceOrg({ ledgerRows: 123_456, files: 9 });
    expect(org.tables.of('Ledger__c').size).to.equal(123_456);
    expect(org.tables.of('ContentDocument').size).to.equal(9);
    expect(practiceOrg({ scale: 400 }).tables.of('Account').size).to.equal(400_000);
  });

  it('finds users to log in as by name, under Ids of the seed', () => {
    const org = practiceOrg();
    for (const name of ['admin', 'nightly', 'auditor', 'sales', 'noapi']) {
      const id = org.userId(`${name}@practice.example`)!;
      expect(org.tables.of('User').get(id)?.['Username']).to.equal(`${name}@practice.example`);
      expect(practiceOrg().userId(`${name}@practice.example`)).to.equal(id);
    }
    expect(org.userId('nobody@practice.example')).to.equal(undefined);
  });

  it('makes new Ids greater than all of an object, and counts writes', () => {
    const org = practiceOrg();
    const accounts = org.tables.of('Account');
    const last = String(rowsOf(org, 'Account').at(-1)!['Id']);
    const before = org.tables.generation;
    const [first, second] = [org.tables.newId('Account'), org.tables.newId('account')];
    accounts.put({ ...accounts.get(last)!, Id: first });
    expect(first > last && second > first).to.equal(true);
    expect(rowsOf(org, 'Account').at(-1)!['Id']).to.equal(first);
    expect(org.tables.generation).to.be.greaterThan(before);
  });

  it('tells the time it was started at, or that of its clock', () => {
    expect(
      Math.abs(practiceOrg().now().getTime() - new Date('2026-10-01T12:00:00Z').getTime()),
    ).to.be.lessThan(60_000);
    const fixed = new Date('2030-01-01T00:00:00Z');
    expect(practiceOrg({ clock: () => fixed }).now()).to.equal(fixed);
  });
});
