// The CustomField XML of a field describe. The describe is the truth (the schema room's); this file says it in the
// Metadata API's words. Types and attributes: Metadata API Developer Guide, CustomField and FieldType.
import type { FieldDescribe, SObjectDescribe } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import { scalarText } from '../../soap/xml.ts';

type Attributes = (field: FieldDescribe, owner: SObjectDescribe) => XmlTree;

const text = (field: FieldDescribe, key: string): string | undefined => {
  const value = field[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const size: Attributes = ({ precision, scale }) => ({ precision, scale });
const length: Attributes = (field) => ({ length: field.length });
const uniqueness: Attributes = (field) => ({
  externalId: field.externalId,
  unique: field.unique,
  caseSensitive: field.unique ? field.caseSensitive : undefined,
});

function picklist(field: FieldDescribe): XmlTree {
  return {
    valueSet: {
      restricted: field.restrictedPicklist,
      valueSetDefinition: {
        sorted: false,
        value: field.picklistValues.map((entry) => ({
          fullName: entry.value,
          default: entry.defaultValue,
          isActive: entry.active ? undefined : false,
          label: entry.label,
        })),
      },
    },
  };
}

function reference(field: FieldDescribe): XmlTree {
  const relationship = {
    referenceTo: field.referenceTo[0] ?? '',
    relationshipName: text(field, 'childRelationshipName') ?? field.relationshipName?.replace(/__r$/, ''),
  };
  if (field.relationshipOrder !== null) {
    return {
      type: 'MasterDetail',
      ...relationship,
      relationshipOrder: field.relationshipOrder,
      reparentableMasterDetail: field.updateable,
      writeRequiresMasterRead: field.writeRequiresMasterRead === true,
    };
  }
  return {
    type: 'Lookup',
    ...relationship,
    deleteConstraint: field.restrictedDelete ? 'Restrict' : 'SetNull',
  };
}

function longText(field: FieldDescribe): XmlTree {
  if (field.extraTypeInfo === 'richtextarea' || field.htmlFormatted === true) {
    return { type: 'Html', length: field.length, visibleLines: 25 };
  }
  if (field.length <= 255) return { type: 'TextArea' };
  return { type: 'LongTextArea', length: field.length, visibleLines: 3 };
}

/** Describe type -> the XML's type and what only this type has. */
const byType: Readonly<Record<string, Attributes | undefined>> = {
  string: (field, owner) => ({ type: 'Text', ...length(field, owner), ...uniqueness(field, owner) }),
  textarea: longText,
  encryptedstring: (field) => ({
    type: 'EncryptedText',
    length: field.length,
    maskChar: field.mask === 'X' ? 'X' : 'asterisk',
    maskType: text(field, 'maskType') ?? 'all',
  }),
  double: (field, owner) => ({ type: 'Number', ...size(field, owner), ...uniqueness(field, owner) }),
  int: (field) => ({ type: 'Number', precision: field.precision || 9, scale: 0 }),
  currency: (field, owner) => ({ type: 'Currency', ...size(field, owner) }),
  percent: (field, owner) => ({ type: 'Percent', ...size(field, owner) }),
  boolean: (field) => ({ type: 'Checkbox', defaultValue: field.defaultValue === true }),
  date: () => ({ type: 'Date' }),
  datetime: () => ({ type: 'DateTime' }),
  time: () => ({ type: 'Time' }),
  email: (field, owner) => ({ type: 'Email', ...uniqueness(field, owner) }),
  phone: () => ({ type: 'Phone' }),
  url: () => ({ type: 'Url' }),
  picklist: (field) => ({ type: 'Picklist', ...picklist(field) }),
  multipicklist: (field) => ({ type: 'MultiselectPicklist', ...picklist(field), visibleLines: 4 }),
  reference,
  location: (field) => ({
    type: 'Location',
    displayLocationInDecimal: field.displayLocationInDecimal === true,
    scale: 6,
  }),
};

/** What a formula returns, and the size only numbers have. */
function formula(field: FieldDescribe, owner: SObjectDescribe): XmlTree {
  const { type } = byType[field.type]?.(field, owner) ?? { type: 'Text' };
  const numeric = ['Number', 'Currency', 'Percent'].includes(scalarText(type));
  return {
    type: type ?? 'Text',
    formula: text(field, 'calculatedFormula') ?? '',
    formulaTreatBlanksAs: field.formulaTreatNullNumberAsZero === true ? 'BlankAsZero' : 'BlankAsBlank',
    ...(numeric ? size(field, owner) : {}),
  };
}

const isRollUp = (field: FieldDescribe): boolean =>
  field.calculated && text(field, 'calculatedFormula') === undefined;

function customAttributes(field: FieldDescribe, owner: SObjectDescribe): XmlTree {
  if (field.autoNumber)
    return {
      type: 'AutoNumber',
      displayFormat: `${owner.label.slice(0, 3).toUpperCase()}-{00000}`,
      externalId: field.externalId,
    };
  if (isRollUp(field)) return { type: 'Summary' };
  if (field.calculated) return formula(field, owner);
  return byType[field.type]?.(field, owner) ?? { type: 'Text', length: field.length };
}

/** What of a field its describe does not tell. */
export interface FieldExtras {
  /** What a summary field sums. */
  readonly rollUp: XmlTree | undefined;
  /** The name of a relationship field's children at its target, without `__r`. */
  readonly childRelationship: string | undefined;
}

/** A custom field's element in its object's file. */
export function customField(
  field: FieldDescribe,
  owner: SObjectDescribe,
  { rollUp = {}, childRelationship }: FieldExtras,
): XmlTree {
  const required = !field.nillable && field.type !== 'boolean' && !field.calculated && !field.autoNumber;
  const hasRequired = field.type !== 'boolean' && field.relationshipOrder === null && !field.calculated;
  return {
    fullName: field.name,
    label: field.label,
    description: text(field, 'description'),
    inlineHelpText: text(field, 'inlineHelpText'),
    defaultValue: text(field, 'defaultValueFormula'),
    required: hasRequired ? required : undefined,
    trackTrending: false,
    ...customAttributes(field, owner),
    ...(isRollUp(field) ? rollUp : {}),
    ...(childRelationship === undefined ? {} : { relationshipName: childRelationship }),
  };
}

/** A standard field's element: only what an administrator can change about it. */
export function standardField(field: FieldDescribe): XmlTree {
  const picklistType = field.type === 'picklist' || field.type === 'multipicklist';
  return {
    fullName: field.name,
    inlineHelpText: text(field, 'inlineHelpText'),
    trackFeedHistory: false,
    type: picklistType ? (field.type === 'picklist' ? 'Picklist' : 'MultiselectPicklist') : undefined,
  };
}

/** Fields that have no element of their own: system fields, parts of compound fields, foreign keys' name fields. */
export function hasElement(field: FieldDescribe): boolean {
  if (field.custom) return field.compoundFieldName === null;
  if (field.compoundFieldName !== null) return false;
  return field.createable || field.updateable;
}
