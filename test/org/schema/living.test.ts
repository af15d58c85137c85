import { expect } from 'chai';
import { practiceOrg } from '../data/fixtures.ts';
import { livingSchema } from './living.ts';
import { loadSchema } from './schema.ts';

describe('A living schema', () => {
  it('is the one it was made of until it is changed', () => {
    const base = loadSchema();
    const living = livingSchema(base);
    expect(living.types.map(({ name }) => name)).to.deep.equal(base.types.map(({ name }) => name));
    for (const type of base.types.slice(0, 40))
      expect(living.find(type.name)!.describe).to.equal(type.describe);
    expect(living.find('cUsToMfIeLd')?.name).to.equal(base.find('CustomField')?.name);
    expect(living.byKeyPrefix('001')?.name).to.equal('Account');
  });

  it('shows whoever holds a type what it has become', () => {
    const living = livingSchema(loadSchema());
    const held = living.find('Invoice__c')!;
    living.redescribe('invoice__C', (now) => ({
      ...now,
      label: 'Bill',
      fields: now.fields.filter(({ name }) => name !== 'Amount__c'),
    }));
    expect(held.describe.label).to.equal('Bill');
    expect(held.field('amount__c')).to.equal(undefined);
    expect(held.field('STATUS__c')?.name).to.equal('Status__c');
    expect(living.find('Invoice__c')).to.equal(held);
  });

  it('forgets a removed type and takes one of its name again', () => {
    const living = livingSchema(loadSchema());
    const type = living.find('Empty__c')!;
    living.remove('Empty__c');
    expect([living.find('Empty__c'), living.byKeyPrefix(type.keyPrefix!)]).to.deep.equal([
      undefined,
      undefined,
    ]);
    expect(() => living.redescribe('Empty__c', (now) => now)).to.throw('no Empty__c');
    living.add(type);
    expect(living.types.map(({ name }) => name)).to.include('Empty__c');
    expect(() => living.add(type)).to.throw('already');
  });
});

describe('Changing the structure of an org', () => {
  for (const object of ['Account', 'RecordType'] as const) {
    it(`changes every row of ${object}, read in any way, written before and after`, () => {
      const org = practiceOrg({ scale: 0.02 });
      const table = org.tables.of(object);
      const [first, second] = [...table.rows()].map(({ Id }) => String(Id));
      table.put({ ...table.get(first!)!, Name: 'written' });
      const field = { ...org.schema.find('Invoice__c')!.field('Remarks__c')!, name: 'New__c' };
      org.structure!.putField(object, field, (row) => `was ${String(row['Name'])}`);
      expect(table.get(first!)?.['New__c']).to.equal('was written');
      expect(table.get(second!)?.['New__c']).to.match(/^was /);
      table.put({ ...table.get(second!)!, New__c: 'set' });
      expect([...table.where('New__c', 'set')].map(({ Id }) => Id)).to.deep.equal([second]);
      org.structure!.dropField(object, 'New__c');
      for (const row of table.rows()) expect(row).to.not.have.property('New__c');
      org.structure!.putField(object, field, () => null);
      expect([...table.rows()].every((row) => row['New__c'] === null)).to.equal(true);
    });
  }

  it('takes children found by arithmetic away with their field', () => {
    const org = practiceOrg({ scale: 0.02 });
    const contacts = org.tables.of('Contact');
    const account = String([...contacts.rows()][0]?.['AccountId']);
    expect([...contacts.where('AccountId', account)]).to.not.be.empty;
    const field = org.schema.find('Contact')!.field('AccountId')!;
    org.structure!.dropField('Contact', 'AccountId');
    org.structure!.putField('Contact', field, () => null);
    expect([...contacts.where('AccountId', account)]).to.deep.equal([]);
  });

  it('leaves an object that comes back empty', () => {
    const org = practiceOrg({ scale: 0.02 });
    const type = org.schema.find('Project_Task__c')!;
    expect(org.tables.of('Project_Task__c').size).to.be.greaterThan(0);
    org.structure!.dropObject('Project_Task__c');
    expect(() => org.tables.of('Project_Task__c')).to.throw('no object');
    org.structure!.addObject(type);
    expect(org.tables.of('Project_Task__c').size).to.equal(0);
  });

  it('keeps the durable ids of definitions that stay', () => {
    const org = practiceOrg({ scale: 0.02 });
    const ids = (): Map<unknown, unknown> =>
      new Map(
        [...org.tables.of('FieldDefinition').rows()].map((row) => [
          `${row['EntityDefinitionId']}.${row['QualifiedApiName']}`,
          row['DurableId'],
        ]),
      );
    const before = ids();
    org.structure!.dropField(
      'Account',
      String(org.schema.find('Account')!.describe.fields.find(({ custom }) => custom)?.name),
    );
    const after = ids();
    expect(after.size).to.equal(before.size - 1);
    for (const [field, id] of after) expect(id).to.equal(before.get(field));
  });
});
