// A full field describe (57 keys, API v52 and later) from a name, a type and what differs from the rule.
// The rules per type are what the recorded describes have in common (test/fixtures/recorded-describes), so a compact
// entry says only what is particular about its field. `differences` gives the inverse, for whoever derives entries.

import type { FieldDescribe } from '../model.ts';
import { labelOf } from './label.ts';

type Keys = Readonly<Record<string, unknown>>;

/** What every field has unless its type says otherwise, in the order Salesforce answers. */
const blank = {
  aggregatable: true,
  aiPredictionField: false,
  autoNumber: false,
  byteLength: 0,
  calculated: false,
  calculatedFormula: null,
  cascadeDelete: false,
  caseSensitive: false,
  compoundFieldName: null,
  controllerName: null,
  createable: true,
  custom: false,
  defaultValue: null,
  defaultValueFormula: null,
  defaultedOnCreate: false,
  dependentPicklist: false,
  deprecatedAndHidden: false,
  digits: 0,
  displayLocationInDecimal: false,
  encrypted: false,
  externalId: false,
  extraTypeInfo: null,
  filterable: true,
  filteredLookupInfo: null,
  formulaTreatNullNumberAsZero: false,
  groupable: true,
  highScaleNumber: false,
  htmlFormatted: false,
  idLookup: false,
  inlineHelpText: null,
  label: '',
  length: 0,
  mask: null,
  maskType: null,
  name: '',
  nameField: false,
  namePointing: false,
  nillable: true,
  permissionable: true,
  picklistValues: [],
  polymorphicForeignKey: false,
  precision: 0,
  queryByDistance: false,
  referenceTargetField: null,
  referenceTo: [],
  relationshipName: null,
  relationshipOrder: null,
  restrictedDelete: false,
  restrictedPicklist: false,
  scale: 0,
  searchPrefilterable: false,
  soapType: 'xsd:string',
  sortable: true,
  type: 'string',
  unique: false,
  updateable: true,
  writeRequiresMasterRead: false,
} satisfies Keys;

/** The keys of every field describe, in answer order. */
export const fieldKeys: readonly string[] = Object.keys(blank);

const number = { groupable: false, precision: 18, soapType: 'xsd:double' };
const readOnly = { createable: false, updateable: false };
const opaque = { aggregatable: false, filterable: false, groupable: false, sortable: false };
const key = { byteLength: 18, length: 18, soapType: 'tns:ID' };

const byType: Readonly<Partial<Record<string, Keys>>> = {
  address: {
    ...readOnly,
    aggregatable: false,
    groupable: false,
    queryByDistance: true,
    soapType: 'urn:address',
    sortable: false,
  },
  anyType: { ...opaque, ...readOnly, length: 255, byteLength: 765, soapType: 'xsd:anyType' },
  base64: { ...opaque, soapType: 'xsd:base64Binary' },
  boolean: {
    aggregatable: false,
    defaultValue: false,
    defaultedOnCreate: true,
    nillable: false,
    soapType: 'xsd:boolean',
  },
  combobox: { groupable: false, length: 255 },
  complexvalue: { ...opaque, soapType: 'xsd:anyType' },
  currency: { ...number, scale: 2 },
  date: { soapType: 'xsd:date' },
  datetime: { groupable: false, soapType: 'xsd:dateTime' },
  double: { ...number, scale: 2 },
  email: { length: 80 },
  encryptedstring: { ...opaque, length: 175 },
  id: { ...key, ...readOnly, defaultedOnCreate: true, idLookup: true, nillable: false },
  int: { digits: 9, soapType: 'xsd:int' },
  location: {
    ...readOnly,
    aggregatable: false,
    groupable: false,
    queryByDistance: true,
    soapType: 'urn:location',
    sortable: false,
  },
  long: { digits: 18, soapType: 'xsd:long' },
  multipicklist: {
    aggregatable: false,
    byteLength: 4099,
    groupable: false,
    length: 4099,
    precision: 4,
    sortable: false,
  },
  percent: { ...number, precision: 5, scale: 2 },
  phone: { length: 40 },
  picklist: { length: 255 },
  reference: key,
  string: { length: 255 },
  textarea: { extraTypeInfo: 'plaintextarea', length: 255 },
  time: { groupable: false, soapType: 'xsd:time' },
  url: { length: 255 },
};

/** Text types whose `byteLength` is three bytes a character. */
const measured = new Set([
  'combobox',
  'email',
  'encryptedstring',
  'phone',
  'picklist',
  'string',
  'textarea',
  'url',
]);

/** Long text is neither filterable nor sortable, groupable or aggregatable. */
const longestFilterableText = 255;

/**
 * The whole describe of one field.
 * @throws for a type Salesforce does not have.
 */
export function fieldDescribe(name: string, type: string, particular: Keys = {}): FieldDescribe {
  const rules = byType[type];
  if (rules === undefined) throw new Error(`Field ${name} has an unknown type: ${type}`);
  const described: Record<string, unknown> = {
    ...blank,
    label: labelOf(name),
    name,
    type,
    custom: /__(c|pc|s)$/.test(name),
    ...rules,
  };
  Object.assign(described, consequences({ ...described, ...particular }), particular);
  return described as FieldDescribe;
}

/** What follows from other keys: byte lengths, long text, calculated fields and read-only ones, parents' names. */
function consequences(field: Keys): Keys {
  const result: Record<string, unknown> = {};
  const { length, name, type } = field as { length: number; name: string; type: string };
  if (measured.has(type) || (type === 'reference' && length > key.length)) result.byteLength = length * 3;
  if (type === 'textarea' && length > longestFilterableText) Object.assign(result, opaque);
  if (type === 'reference') result.relationshipName = parentNameOf(name);
  if (field.calculated === true || field.autoNumber === true) Object.assign(result, readOnly);
  if (field.custom !== true && field.createable === false) result.permissionable = false;
  if (field.nameField === true || (field.nillable === false && type !== 'boolean'))
    result.permissionable = false;
  return result;
}

function parentNameOf(name: string): string | null {
  if (name.endsWith('__c')) return name.replace(/__c$/, '__r');
  return name.endsWith('Id') ? name.slice(0, -2) : null;
}

/** What `field` has that the rules would not give it: `fieldDescribe(name, type, differences(field))` equals `field`. */
export function differences(field: FieldDescribe): Keys {
  const ruled = (particular: Keys): FieldDescribe => fieldDescribe(field.name, field.type, particular);
  const differing = (particular: Keys): string[] =>
    fieldKeys.filter((key) => JSON.stringify(ruled(particular)[key]) !== JSON.stringify(field[key]));
  let found: Record<string, unknown> = {};
  for (let left = differing(found); left.length > 0; left = differing(found)) {
    for (const key of left) found[key] = field[key];
  }
  for (const key of Object.keys(found)) {
    const without = Object.fromEntries(Object.entries(found).filter(([held]) => held !== key));
    if (differing(without).length === 0) found = without;
  }
  return found;
}
