// Two custom objects made for size: Wide__c has about 800 columns, 500 of them formulas (a SELECT of all is refused or
// cut); Ledger__c has exactly 30 columns and millions of rows on request.

import type { ObjectEntry } from './blueprint.ts';

const standard = {
  Id: '',
  OwnerId: 'reference ->Group,User required defaulted namepointing',
  IsDeleted: '',
  Name: 'string(80) name defaulted',
  CreatedDate: '',
  CreatedById: '',
  LastModifiedDate: '',
  LastModifiedById: '',
  SystemModstamp: '',
};

/** `count` fields `Text_001__c …` of one note. */
function numbered(prefix: string, count: number, note: (number: number) => string): Record<string, string> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return Object.fromEntries(
    numbers.map((number) => [`${prefix}_${String(number).padStart(3, '0')}__c`, note(number)]),
  );
}

export const wide: ObjectEntry = {
  name: 'Wide__c',
  prefix: 'a03',
  family: 'customObject',
  label: 'Wide',
  plural: 'Wides',
  fields: {
    ...standard,
    ...numbered('Text', 120, () => 'string(255)'),
    ...numbered('Amount', 60, () => 'double(16,2)'),
    ...numbered('Flag', 40, () => 'boolean'),
    ...numbered('Day', 30, () => 'date'),
    ...numbered('Choice', 30, () => 'picklist(255) {A|B|C|D} restricted'),
    ...numbered('Long', 10, () => 'textarea(32768)'),
    ...numbered(
      'Formula',
      500,
      (number) => `double(18,2) := Amount_${String(((number - 1) % 60) + 1).padStart(3, '0')}__c * ${number}`,
    ),
  },
};

/** Columns of every common type, 30 in all with the standard ones: the shape that throughput is measured on. */
export const ledger: ObjectEntry = {
  name: 'Ledger__c',
  prefix: 'a04',
  family: 'customObject',
  label: 'Ledger Entry',
  plural: 'Ledger Entries',
  flags: '-layoutable -mruEnabled',
  fields: {
    ...standard,
    Entry_Number__c: 'double(18,0) external unique',
    Account__c: 'reference ->Account',
    Booked_On__c: 'date',
    Booked_At__c: 'datetime',
    Amount__c: 'currency(16,2)',
    Tax__c: 'currency(16,2)',
    Quantity__c: 'double(12,3)',
    Discount__c: 'percent(5,2)',
    Currency__c: 'picklist(255) {EUR*|USD|GBP|CHF|JPY}',
    Kind__c: 'picklist(255) {Debit|Credit} restricted',
    Cost_Center__c: 'string(20)',
    Booking_Text__c: 'string(255)',
    Reference__c: 'string(40)',
    Document_Number__c: 'string(30)',
    Is_Reversed__c: 'boolean',
    Is_Posted__c: 'boolean',
    Period__c: 'string(7)',
    Remarks__c: 'textarea(255)',
    Link__c: 'url(255)',
    Contact_Email__c: 'email(80)',
    Tags__c: 'multipicklist {Audit|Open|Checked|Disputed}',
  },
  children: { Account__c: 'Ledger_Entries__r' },
};
