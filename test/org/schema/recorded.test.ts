// The recordings themselves are not in the repository; their digests, taken when the compact fixtures were derived,
// prove that what the practice org shows is what a real org answered, key by key.

import { expect } from 'chai';
import { blueprintOf, describedFields } from './blueprint.ts';
import { describeGlobalEntry } from './describe.ts';
import { digest } from './digest.ts';
import { fieldKeys } from './fieldDescribe.ts';
import { objectKeys } from './objectDescribe.ts';
import { readRecordedRows, readRecording } from './recorded.ts';
import { loadSchema } from './schema.ts';

const schema = loadSchema();
const withPersonAccounts = loadSchema({ personAccounts: true });

const recordings = [
  ...['Account', 'Case', 'Contact', 'Event', 'Lead', 'Opportunity', 'OpportunityContactRole'].map((file) => ({
    file,
    schema,
  })),
  { file: 'Account_PersonAccount', schema: withPersonAccounts },
];

/** Keys that carry Ids or hosts, or are compared on their own. */
const apart = new Set(['fields', 'childRelationships', 'recordTypeInfos', 'urls']);

/** Keys that describes of API v48 did not have yet. */
const newer = ['associateEntityType', 'associateParentEntity', 'sobjectDescribeOption'];

/** The recording's rows of these two are copies of Account's with the name changed; their own describes differ. */
const copiedRows = ['Event', 'Lead'];

describe('recorded describes', () => {
  for (const { file, schema } of recordings) {
    const recording = readRecording(file);
    const type = schema.find(recording.name)!;

    it(`shows every standard field of ${file} as recorded, in its order`, () => {
      const recorded = Object.entries(recording.digests).filter(([field]) => field !== ' object');
      const shown = recorded.map(([name]) => [name, digest(type.field(name))]);
      expect(Object.fromEntries(shown)).to.deep.equal(Object.fromEntries(recorded));
      const names = new Set(recorded.map(([name]) => name));
      const order = type.describe.fields.map(({ name }) => name).filter((name) => names.has(name));
      expect(order).to.deep.equal(recorded.map(([name]) => name));
    });

    it(`shows nothing but the org's own fields beside them on ${file}`, () => {
      const others = type.describe.fields.filter(({ name }) => recording.digests[name] === undefined);
      expect(others.filter(({ custom, name }) => !custom && name !== 'IsPersonAccount')).to.deep.equal([]);
    });

    it(`shows the object keys of ${file} as recorded`, () => {
      const keys = objectKeys.filter(
        (key) => !apart.has(key) && !(recording.apiVersion === 48 && newer.includes(key)),
      );
      const shown = Object.fromEntries(keys.map((key) => [key, type.describe[key]]));
      expect(digest(shown)).to.equal(recording.digests[' object']);
      const kinds = Object.keys(type.describe.urls as object).filter((kind) => !kind.startsWith('ui'));
      expect(kinds).to.have.members([...recording.urlKinds]);
    });

    it(`shows the recorded child relationships of ${file} whose children this org has`, () => {
      const shown = type.describe.childRelationships.map(
        (child) => `${child.childSObject}.${child.field} ${child.relationshipName}`,
      );
      const recorded = recording.children.filter(
        ([child, field]) => schema.find(child)?.field(field) !== undefined,
      );
      expect(shown).to.include.members(recorded.map(([child, field, name]) => `${child}.${field} ${name}`));
    });
  }

  it('has most of the children that are recorded for Account', () => {
    expect(schema.find('Account')!.describe.childRelationships.length).to.be.greaterThan(40);
  });

  it('knows the rules of a list custom setting as one was recorded', () => {
    const recording = readRecording('Custom__c');
    const setting = blueprintOf({
      name: 'Custom__c',
      family: 'customSetting',
      prefix: 'aB5',
      label: 'My Custom Object',
      plural: 'My Custom Object',
      fields: { Id: '', Name: 'string(80) name defaulted' },
    });
    const shown = describedFields(setting).map((field) => [field.name, digest(field)]);
    const { ' object': object, ...fields } = recording.digests;
    expect(Object.fromEntries(shown)).to.deep.equal(fields);
    const own = Object.entries({ ...setting.keys, supportedScopes: [] }).filter(([key]) => !apart.has(key));
    expect(digest(Object.fromEntries(own))).to.equal(object);
  });
});

describe('recorded global describe', () => {
  const rows = readRecordedRows();

  it('has the objects of the recording', () => {
    expect(rows).to.have.length(110);
    expect(rows.filter(({ name }) => schema.find(name) === undefined)).to.deep.equal([]);
  });

  it('shows each row as recorded', () => {
    const own = rows.filter(({ name }) => !copiedRows.includes(name));
    const shown = own.map(({ name }) => [name, digest(describeGlobalEntry(schema.find(name)!, 52))]);
    expect(Object.fromEntries(shown)).to.deep.equal(
      Object.fromEntries(own.map((row) => [row.name, row.digest])),
    );
  });

  it('has 28 keys a row, 57 a field and 45 an object', () => {
    expect(Object.keys(describeGlobalEntry(schema.find('Account')!))).to.have.length(28);
    expect(fieldKeys).to.have.length(57);
    expect(objectKeys).to.have.length(45);
  });
});
