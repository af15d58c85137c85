import { expect } from 'chai';
import { differences, fieldDescribe } from './fieldDescribe.ts';
import { parseField } from './notation.ts';
import { loadSchema } from './schema.ts';

const valid: ReadonlyArray<readonly [string, string, Record<string, unknown>]> = [
  [
    'Name',
    'string(80) required name',
    { type: 'string', length: 80, byteLength: 240, nillable: false, nameField: true, label: 'Name' },
  ],
  [
    'Amount__c',
    'currency(16,2)',
    { precision: 16, scale: 2, custom: true, soapType: 'xsd:double', groupable: false },
  ],
  ['Count', 'int(8) readonly', { digits: 8, createable: false, updateable: false, permissionable: false }],
  [
    'AccountId',
    'reference ->Account "Account ID"',
    { relationshipName: 'Account', polymorphicForeignKey: false, label: 'Account ID' },
  ],
  ['WhoId', 'reference ->Contact,Lead', { relationshipName: 'Who', polymorphicForeignKey: true }],
  ['Payer__c', 'reference ->Account', { relationshipName: 'Payer__r' }],
  [
    'Parent__c',
    'reference ->Account detail',
    { cascadeDelete: true, writeRequiresMasterRead: true, permissionable: false },
  ],
  [
    'Total__c',
    'double(18,2) := A__c * (1 - B__c)',
    { calculated: true, calculatedFormula: 'A__c * (1 - B__c)', createable: false },
  ],
  ['Notes__c', 'textarea(32768)', { filterable: false, sortable: false, aggregatable: false }],
  ['Number__c', 'string(80) auto', { autoNumber: true, createable: false, defaultedOnCreate: true }],
  ['Open__c', 'boolean on', { defaultValue: true, nillable: false }],
];

const invalid: ReadonlyArray<readonly [string, RegExp]> = [
  ['text(80)', /unknown type: text/],
  ['string(80) requird', /unknown word: requird/],
  ['', /has no type/],
];

describe('field notation', () => {
  for (const [name, text, expected] of valid) {
    it(`reads ${name}: ${text}`, () => expect(parseField(name, text)).to.deep.include(expected));
  }

  it('reads picklists with labels and a default', () => {
    const field = parseField('Status', 'picklist(40) {0=New|5*=Draft} restricted');
    expect(field.picklistValues).to.deep.equal([
      { active: true, defaultValue: false, label: 'New', validFor: null, value: '0' },
      { active: true, defaultValue: true, label: 'Draft', validFor: null, value: '5' },
    ]);
    expect(field).to.include({ defaultValue: '5', defaultedOnCreate: true, restrictedPicklist: true });
  });

  for (const [text, message] of invalid) {
    it(`refuses ${JSON.stringify(text)}`, () => expect(() => parseField('Field', text)).to.throw(message));
  }
});

describe('differences from the rules', () => {
  for (const object of ['Account', 'Task', 'User', 'ContentVersion', 'Invoice__c']) {
    it(`rebuild every field of ${object}`, () => {
      for (const field of loadSchema().find(object)!.describe.fields) {
        expect(fieldDescribe(field.name, field.type, differences(field))).to.deep.equal(field);
      }
    });
  }
});
