// Rules for custom fields (Metadata API Developer Guide, CustomField; Salesforce Help, "Custom Field Types" and "Notes on
// Changing Custom Field Types").
import type { Value } from '../../model.ts';
import type { XmlNode, XmlTree } from '../../soap/xml.ts';
import { scalarText } from '../../soap/xml.ts';
import { formulaFields } from './references.ts';
import type { Names } from './names.ts';

/** A field about to be put. */
export interface FieldPut {
  readonly object: string;
  readonly name: string;
  readonly tree: XmlTree;
  readonly before: XmlTree | undefined;
  /** Values the field has now, for what would lose some; made only when needed. */
  readonly values: () => Iterable<Value>;
  /** Whether the object has rows. */
  readonly hasRows: () => boolean;
}

type Rule = (field: FieldPut, names: Names) => string | undefined;

const TYPES: ReadonlySet<string> = new Set(
  (
    'AutoNumber Checkbox Currency Date DateTime Email EncryptedText ExternalLookup Html IndirectLookup Location ' +
    'LongTextArea Lookup MasterDetail MetadataRelationship MultiselectPicklist Number Percent Phone Picklist ' +
    'Summary Text TextArea Time Url'
  ).split(' '),
);

const LENGTHS: Readonly<Record<string, readonly [least: number, most: number] | undefined>> = {
  Text: [1, 255],
  EncryptedText: [1, 175],
  LongTextArea: [256, 131_072],
  Html: [256, 131_072],
};

const SIZED: ReadonlySet<string> = new Set(['Number', 'Currency', 'Percent']);
const WITHOUT_VALUES: ReadonlySet<string> = new Set(['Summary', 'AutoNumber']);

/** Types a field may become while it keeps its values. */
const CONVERSIONS: Readonly<Record<string, readonly string[] | undefined>> = {
  AutoNumber: ['Text'],
  Text: ['AutoNumber', 'TextArea', 'LongTextArea', 'Email', 'Phone', 'Url', 'Picklist'],
  TextArea: ['LongTextArea', 'Text'],
  Email: ['Text', 'Phone', 'Url'],
  Phone: ['Text', 'Email', 'Url'],
  Url: ['Text', 'Email', 'Phone'],
  Number: ['Currency', 'Percent', 'Text'],
  Currency: ['Number', 'Percent', 'Text'],
  Percent: ['Number', 'Currency', 'Text'],
  Date: ['DateTime'],
  Picklist: ['Text', 'MultiselectPicklist', 'Checkbox'],
  LongTextArea: ['Html'],
  Html: ['LongTextArea'],
  Lookup: ['MasterDetail'],
  MasterDetail: ['Lookup'],
};

const text = (node: XmlNode): string => scalarText(node);
const typeOf = (tree: XmlTree): string => text(tree.type);

const rules: readonly Rule[] = [
  ({ name }) =>
    /^[A-Za-z](?!\w*__\w*__)\w*__c$/.test(name)
      ? undefined
      : `The Custom Field Name: ${name} can only contain alphanumeric characters, must begin with a letter, cannot end with an underscore or contain two consecutive underscore characters`,
  ({ name }) => (name.length <= 43 ? undefined : `Field Name: data value too large: ${name} (max length=40)`),
  ({ tree }) => (text(tree.label) === '' ? 'Must specify a non-empty label for the CustomField' : undefined),
  ({ tree }) =>
    text(tree.label).length <= 40 ? undefined : 'Value too long for field: label maximum length is:40',
  ({ tree }) =>
    TYPES.has(typeOf(tree)) ? undefined : `'${typeOf(tree)}' is not a valid value for the enum 'FieldType'`,
  ({ tree }) => {
    const bounds = LENGTHS[typeOf(tree)];
    if (bounds === undefined || tree.formula !== undefined) return undefined;
    const length = Number(tree.length);
    return length >= bounds[0] && length <= bounds[1]
      ? undefined
      : `Length must be between ${bounds[0]} and ${bounds[1]}`;
  },
  ({ tree }) =>
    SIZED.has(typeOf(tree)) && (tree.precision === undefined || tree.scale === undefined)
      ? 'Must specify both scale and precision'
      : undefined,
  ({ tree }) => (Number(tree.precision ?? 1) <= 18 ? undefined : 'Precision must be at most 18'),
  ({ tree }) => {
    if (!['Lookup', 'MasterDetail'].includes(typeOf(tree))) return undefined;
    if (text(tree.referenceTo) === '') return "Must specify 'referenceTo' for a relationship field";
    return text(tree.relationshipName) === ''
      ? "Must specify 'relationshipName' for a relationship field"
      : undefined;
  },
  ({ tree }, names) =>
    tree.referenceTo === undefined || names.exists('CustomObject', text(tree.referenceTo))
      ? undefined
      : `referenceTo value of '${text(tree.referenceTo)}' does not resolve to a valid sObject type`,
  ({ tree, object }, names) => {
    const unknown = formulaFields(text(tree.formula)).find((field) => !names.hasField(object, field));
    return unknown === undefined ? undefined : `Field ${unknown} does not exist. Check spelling.`;
  },
  ({ tree, before, hasRows }) =>
    before === undefined && typeOf(tree) === 'MasterDetail' && hasRows()
      ? 'Cannot add a master-detail relationship to an object that has records'
      : undefined,
  ({ tree, before }) => {
    if (before === undefined || typeOf(before) === typeOf(tree)) return undefined;
    if (isCalculated(before) || isCalculated(tree)) return undefined;
    return CONVERSIONS[typeOf(before)]?.includes(typeOf(tree)) === true
      ? undefined
      : `Cannot update a field from a ${typeOf(before)} to something else`;
  },
  ({ tree, before }) =>
    before !== undefined && isCalculated(before) !== isCalculated(tree)
      ? 'Cannot update a field to a Formula from something else'
      : undefined,
  ({ tree, before, values }) => {
    if (before?.length === undefined || Number(tree.length) >= Number(before.length)) return undefined;
    for (const value of values())
      if (typeof value === 'string' && value.length > Number(tree.length))
        return `Cannot shorten the field: it holds values longer than ${Number(tree.length)} characters`;
    return undefined;
  },
  ({ tree }) =>
    tree.valueSet === undefined && ['Picklist', 'MultiselectPicklist'].includes(typeOf(tree))
      ? 'Must specify a valueSet for a picklist field'
      : undefined,
  ({ tree }) =>
    tree.required === true && (isCalculated(tree) || ['Checkbox', 'MasterDetail'].includes(typeOf(tree)))
      ? `Can not specify 'required' for a CustomField of type ${typeOf(tree)}`
      : undefined,
];

export function isCalculated(tree: XmlTree): boolean {
  return tree.formula !== undefined || typeOf(tree) === 'Summary';
}

/** Whether rows hold values of the field. */
export function holdsValues(tree: XmlTree): boolean {
  return !isCalculated(tree) && !WITHOUT_VALUES.has(typeOf(tree));
}

/** The first rule a custom field breaks. */
export function fieldProblem(field: FieldPut, names: Names): string | undefined {
  for (const rule of rules) {
    const problem = rule(field, names);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
