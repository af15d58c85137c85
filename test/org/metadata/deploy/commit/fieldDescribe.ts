// From a CustomField element to the field's describe: the other direction of sources/fields.ts (Metadata API Developer
// Guide, CustomField and FieldType; Object Reference, "Custom Field Types").
import type { FieldDescribe } from '../../../model.ts';
import { fieldDescribe } from '../../../schema/fieldDescribe.ts';
import type { XmlTree } from '../../../soap/xml.ts';
import { scalarText } from '../../../soap/xml.ts';
import { trees } from '../tree.ts';

type Keys = Readonly<Record<string, unknown>>;
interface Described {
  readonly type: string;
  readonly keys?: Keys;
}
type FromXml = (tree: XmlTree, elsewhere: Elsewhere) => Described;

/** What a field takes from other components. */
export interface Elsewhere {
  /** The values of a global value set. */
  readonly valuesOf: (name: string) => readonly XmlTree[];
  /** Decimal places of a field given as `Object.Field`. */
  readonly scaleOf: (path: string) => number;
}

const size = ({ precision, scale }: XmlTree): Keys => ({
  precision: Number(precision),
  scale: Number(scale),
});
const length = (tree: XmlTree): Keys => ({ length: Number(tree.length) });

function uniqueness(tree: XmlTree): Keys {
  const external = tree.externalId === true ? { externalId: true, idLookup: true } : {};
  return { ...external, unique: tree.unique === true, caseSensitive: tree.caseSensitive === true };
}

function picklist(tree: XmlTree, { valuesOf }: Elsewhere): Keys {
  const [valueSet = {}] = trees(tree, 'valueSet');
  const [definition] = trees(valueSet, 'valueSetDefinition');
  const values =
    definition === undefined ? valuesOf(scalarText(valueSet.valueSetName)) : trees(definition, 'value');
  return {
    restrictedPicklist: valueSet.restricted === true || definition === undefined,
    ...picklistKeys(values),
  };
}

/** Picklist values as a describe lists them, and the default they make. */
export function picklistKeys(values: readonly XmlTree[]): Keys {
  const picklistValues = values.map((value) => ({
    active: value.isActive !== false,
    defaultValue: value.default === true,
    label: scalarText(value.label) || scalarText(value.fullName),
    validFor: null,
    value: scalarText(value.fullName),
  }));
  const preset = picklistValues.find(({ defaultValue }) => defaultValue);
  return { picklistValues, defaultValue: preset?.value ?? null, defaultedOnCreate: preset !== undefined };
}

const reference = (tree: XmlTree): Keys => ({ referenceTo: [scalarText(tree.referenceTo)] });

const types: Readonly<Record<string, FromXml | undefined>> = {
  Text: (tree) => ({ type: 'string', keys: { ...length(tree), ...uniqueness(tree) } }),
  TextArea: () => ({ type: 'textarea' }),
  LongTextArea: (tree) => ({ type: 'textarea', keys: length(tree) }),
  Html: (tree) => ({
    type: 'textarea',
    keys: { ...length(tree), extraTypeInfo: 'richtextarea', htmlFormatted: true },
  }),
  EncryptedText: (tree) => ({
    type: 'encryptedstring',
    keys: {
      ...length(tree),
      encrypted: true,
      mask: tree.maskChar === 'X' ? 'X' : '*',
      maskType: scalarText(tree.maskType),
    },
  }),
  Number: (tree) => ({ type: 'double', keys: { ...size(tree), ...uniqueness(tree) } }),
  Currency: (tree) => ({ type: 'currency', keys: size(tree) }),
  Percent: (tree) => ({ type: 'percent', keys: size(tree) }),
  Checkbox: (tree) => ({ type: 'boolean', keys: { defaultValue: tree.defaultValue === true } }),
  Date: () => ({ type: 'date' }),
  DateTime: () => ({ type: 'datetime' }),
  Time: () => ({ type: 'time' }),
  Email: (tree) => ({ type: 'email', keys: uniqueness(tree) }),
  Phone: () => ({ type: 'phone' }),
  Url: () => ({ type: 'url' }),
  Picklist: (tree, elsewhere) => ({ type: 'picklist', keys: picklist(tree, elsewhere) }),
  MultiselectPicklist: (tree, elsewhere) => ({ type: 'multipicklist', keys: picklist(tree, elsewhere) }),
  Lookup: (tree) => ({
    type: 'reference',
    keys: {
      ...reference(tree),
      restrictedDelete: tree.deleteConstraint === 'Restrict',
      cascadeDelete: tree.deleteConstraint === 'Cascade',
    },
  }),
  MasterDetail: (tree) => ({
    type: 'reference',
    keys: {
      ...reference(tree),
      cascadeDelete: true,
      nillable: false,
      relationshipOrder: Number(tree.relationshipOrder ?? 0),
      updateable: tree.reparentableMasterDetail === true,
      writeRequiresMasterRead: tree.writeRequiresMasterRead === true,
    },
  }),
  Location: (tree) => ({
    type: 'location',
    keys: { displayLocationInDecimal: tree.displayLocationInDecimal === true },
  }),
  AutoNumber: (tree) => ({
    type: 'string',
    keys: { length: 30, autoNumber: true, defaultedOnCreate: true, nillable: false, ...uniqueness(tree) },
  }),
  Summary: (tree, { scaleOf }) => ({
    type: 'double',
    keys: {
      calculated: true,
      scale: tree.summaryOperation === 'count' ? 0 : scaleOf(scalarText(tree.summarizedField)),
    },
  }),
};

/** What a formula's result is described as; text results are long and cannot be grouped by. */
const FORMULAS: Readonly<Record<string, Described | undefined>> = {
  Text: { type: 'string', keys: { length: 1300, groupable: false } },
  Checkbox: { type: 'boolean' },
};

function formula(tree: XmlTree, elsewhere: Elsewhere): Described {
  const result = scalarText(tree.type);
  const { type, keys } = FORMULAS[result] ?? types[result]?.(tree, elsewhere) ?? { type: 'string' };
  const calculated = {
    calculated: true,
    calculatedFormula: scalarText(tree.formula),
    formulaTreatNullNumberAsZero: tree.formulaTreatBlanksAs === 'BlankAsZero',
  };
  return { type, keys: { ...keys, ...calculated } };
}

const textOf = (tree: XmlTree, tag: string): string | null => scalarText(tree[tag]) || null;

/** What no field of such an object may be written as. */
const BY_KIND: ReadonlyArray<readonly [suffix: RegExp, keys: Keys]> = [
  [/__(b|e)$/, { updateable: false }],
  [/__mdt$/, { createable: false, updateable: false }],
];

/** The describe of a custom field of `object`. Throws a plain Error for a type that no rule lets pass. */
export function describedField(object: string, tree: XmlTree, elsewhere: Elsewhere): FieldDescribe {
  const kind = scalarText(tree.type);
  const described = tree.formula === undefined ? types[kind]?.(tree, elsewhere) : formula(tree, elsewhere);
  if (described === undefined) throw new Error(`No custom field is of type ${kind}.`);
  const preset = kind === 'Checkbox' ? null : textOf(tree, 'defaultValue');
  return fieldDescribe(scalarText(tree.fullName), described.type, {
    ...described.keys,
    ...BY_KIND.find(([suffix]) => suffix.test(object))?.[1],
    label: scalarText(tree.label),
    inlineHelpText: textOf(tree, 'inlineHelpText'),
    ...(tree.required === true ? { nillable: false } : {}),
    ...(preset === null ? {} : { defaultValueFormula: preset, defaultedOnCreate: true }),
  });
}

/** A location's two numbers are fields of their own. */
export function componentFields(location: FieldDescribe): FieldDescribe[] {
  return ['Latitude', 'Longitude'].map((part) =>
    fieldDescribe(location.name.replace(/__c$/, `__${part}__s`), 'double', {
      precision: 18,
      scale: 15,
      compoundFieldName: location.name,
      label: `${location.label} (${part})`,
      nillable: location.nillable,
    }),
  );
}
