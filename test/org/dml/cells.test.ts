import { expect } from 'chai';
import type { FieldDescribe } from '../model.ts';
import { fieldDescribe } from '../schema/fieldDescribe.ts';
import { cellValue, roundedTo, TypeMismatch, type Scalar } from './cells.ts';
import { RowFault } from './errors.ts';

const values = ['Red', 'Blue', 'Old'].map((value) => ({
  value,
  label: value,
  active: value !== 'Old',
  defaultValue: false,
}));
const FIELDS: Readonly<Record<string, FieldDescribe>> = {
  text: fieldDescribe('Text__c', 'string', { length: 5 }),
  long: fieldDescribe('Long__c', 'textarea', { length: 100 }),
  whole: fieldDescribe('Whole__c', 'int', {}),
  number: fieldDescribe('Number__c', 'double', { precision: 5, scale: 2 }),
  big: fieldDescribe('Big__c', 'double', { precision: 18, scale: 0 }),
  check: fieldDescribe('Check__c', 'boolean', {}),
  day: fieldDescribe('Day__c', 'date', {}),
  moment: fieldDescribe('Moment__c', 'datetime', {}),
  time: fieldDescribe('Time__c', 'time', {}),
  mail: fieldDescribe('Mail__c', 'email', {}),
  lookup: fieldDescribe('Lookup__c', 'reference', { referenceTo: ['Account'] }),
  colour: fieldDescribe('Colour__c', 'picklist', { picklistValues: values, restrictedPicklist: true }),
  open: fieldDescribe('Open__c', 'picklist', { picklistValues: values }),
  many: fieldDescribe('Many__c', 'multipicklist', { picklistValues: values, restrictedPicklist: true }),
};

const KEPT: ReadonlyArray<readonly [field: string, input: Scalar, value: unknown]> = [
  ['text', '', null],
  ['text', '  ab ', 'ab'],
  ['text', 7, '7'],
  ['long', ' kept ', ' kept '],
  ['whole', '12', 12],
  ['number', '1.005', 1.01],
  ['number', '-1.5e1', -15],
  ['big', '123456789012345678', '123456789012345678'],
  ['check', 'TRUE', true],
  ['check', null, false],
  ['day', '2026-02-28', '2026-02-28'],
  ['day', '2026-02-28T23:00:00Z', '2026-02-28'],
  ['moment', '2026-02-28T10:00:00+02:00', '2026-02-28T08:00:00.000+0000'],
  ['moment', '2026-02-28T10:00:00.999+0000', '2026-02-28T10:00:00.000+0000'],
  ['moment', '2026-02-28', '2026-02-28T00:00:00.000+0000'],
  ['time', '09:05', '09:05:00.000Z'],
  ['mail', 'a.b@c.example', 'a.b@c.example'],
  ['lookup', '0015000000Gv7qJ', '0015000000Gv7qJAAR'],
  ['colour', 'red', 'Red'],
  ['open', 'Green', 'Green'],
  ['many', 'Blue; Red;Blue', 'Red;Blue'],
];

const REFUSED: ReadonlyArray<readonly [field: string, input: Scalar, code: string]> = [
  ['text', 'abcdef', 'STRING_TOO_LONG'],
  ['number', '1000', 'NUMBER_OUTSIDE_VALID_RANGE'],
  ['whole', '1000000000', 'NUMBER_OUTSIDE_VALID_RANGE'],
  ['mail', 'nobody', 'INVALID_EMAIL_ADDRESS'],
  ['lookup', '001', 'MALFORMED_ID'],
  ['lookup', '0015000000Gv7qJZZZ', 'MALFORMED_ID'],
  ['colour', 'Green', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
  ['colour', 'Old', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
  ['many', 'Red;Green', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
];

const NO_SUCH_TYPE: ReadonlyArray<readonly [field: string, input: Scalar]> = [
  ['whole', 'twelve'],
  ['whole', '1.5'],
  ['number', '1,5'],
  ['check', 'maybe'],
  ['day', '2026-02-30'],
  ['day', '28.02.2026'],
  ['moment', 'yesterday'],
  ['time', '25:00'],
];

describe('a cell', () => {
  for (const [field, input, value] of KEPT)
    it(`of ${field} keeps ${JSON.stringify(input)} as ${JSON.stringify(value)}`, () =>
      expect(cellValue(FIELDS[field]!, input)).to.equal(value));

  for (const [field, input, code] of REFUSED)
    it(`of ${field} refuses ${JSON.stringify(input)} as ${code}`, () =>
      expect(() => cellValue(FIELDS[field]!, input))
        .to.throw(RowFault)
        .with.nested.property('errors[0].statusCode', code));

  for (const [field, input] of NO_SUCH_TYPE)
    it(`of ${field} cannot be ${JSON.stringify(input)}`, () =>
      expect(() => cellValue(FIELDS[field]!, input)).to.throw(TypeMismatch));

  it('rounds half up by its decimal text', () => {
    expect([roundedTo(1.005, 2), roundedTo(-2.5, 0), roundedTo(1e21, 2), roundedTo(0, 2)]).to.deep.equal([
      1.01, -3, 1e21, 0,
    ]);
  });
});
