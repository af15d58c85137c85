import { expect } from 'chai';
import { describeFor, describeGlobalEntry, describeGlobalFor, type DescribeAccess } from './describe.ts';
import { loadSchema } from './schema.ts';

const schema = loadSchema();
const account = schema.find('Account')!;

const everything: DescribeAccess = { seesObject: () => true, seesField: () => true };
const seller: DescribeAccess = {
  seesObject: (object) => ['Account', 'Contact', 'Case'].includes(object),
  seesField: (object, field) => !(object === 'Account' && ['Legacy_Score__c', 'ParentId'].includes(field)),
  mayCreate: (object) => object !== 'Account',
  mayUpdate: () => true,
  mayDelete: () => false,
  mayEditField: (_, field) => field !== 'Tier__c',
};

describe('a describe for one user', () => {
  const shown = describeFor(account, seller, 58, 'http://127.0.0.1:8901');

  it('is whole for who sees everything, in the newest version', () => {
    expect(describeFor(account, everything, 67)).to.deep.equal(account.describe);
  });

  it('leaves out hidden fields and the relationships they make', () => {
    expect(shown.fields.map(({ name }) => name)).to.not.include.members(['Legacy_Score__c', 'ParentId']);
    expect(shown.childRelationships.map(({ relationshipName }) => relationshipName)).to.not.include(
      'ChildAccounts',
    );
  });

  it('leaves out relationships to objects the user does not see', () => {
    expect(new Set(shown.childRelationships.map(({ childSObject }) => childSObject))).to.deep.equal(
      new Set(['Account', 'Case', 'Contact']),
    );
  });

  it('does not promise what the user may not do', () => {
    expect(shown).to.include({ createable: false, updateable: true, deletable: false, undeletable: false });
    expect(shown.fields.find(({ name }) => name === 'Tier__c')).to.include({
      createable: false,
      updateable: false,
    });
    expect(shown.fields.find(({ name }) => name === 'Industry')).to.include({
      createable: false,
      updateable: true,
    });
  });

  it('carries the API version and instance asked for in every URL', () => {
    const urls = JSON.stringify([shown.urls, shown.recordTypeInfos]);
    expect(urls).to.include('/services/data/v58.0/sobjects/Account/describe/layouts/012');
    expect(urls).to.include('http://127.0.0.1:8901/{ID}');
    expect(urls).to.not.include('v67.0');
  });

  it('never changes the stored describe', () => {
    expect(account.field('Tier__c')).to.include({ createable: true });
  });
});

describe('a global describe for one user', () => {
  it('lists the objects seen, by name', () => {
    const { encoding, maxBatchSize, sobjects } = describeGlobalFor(schema, seller, 60);
    expect({ encoding, maxBatchSize }).to.deep.equal({ encoding: 'UTF-8', maxBatchSize: 200 });
    expect(sobjects.map(({ name }) => name)).to.deep.equal(['Account', 'Case', 'Contact']);
    expect(sobjects[0]).to.include({ createable: false, deletable: false });
  });

  it('agrees with the describe of every object', () => {
    for (const type of schema.types) {
      const row = Object.entries(describeGlobalEntry(type)).filter(([key]) => key !== 'urls');
      expect(row, type.name).to.deep.equal(row.map(([key]) => [key, type.describe[key]]));
    }
  });

  it('shows relative URLs only', () => {
    const urls = Object.values(describeGlobalEntry(account, 52).urls as Record<string, string>);
    expect(urls.filter((url) => !url.startsWith('/services/data/v52.0/sobjects/Account'))).to.deep.equal([]);
  });
});
