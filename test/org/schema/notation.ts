// Fields in one line of text, for tables people read and review:
//   picklist(40) {Planned*|Running|Done=Finished} restricted required
//   reference ->Account "Paying account" rel:Payer
//   currency(18,2) := Amount__c * (1 - Discount__c)
// type(length or precision[,scale] or digits), then in any order: ->targets, {values; * marks the default, = a label},
// "label", key:value words and flag words (below); after := a formula.

import type { FieldDescribe } from '../model.ts';
import { fieldDescribe } from './fieldDescribe.ts';

type Keys = Readonly<Record<string, unknown>>;

const flags: Readonly<Partial<Record<string, Keys>>> = {
  auto: { autoNumber: true, defaultedOnCreate: true, nillable: false },
  calculated: { calculated: true },
  createonly: { updateable: false },
  defaulted: { defaultedOnCreate: true },
  detail: {
    cascadeDelete: true,
    nillable: false,
    relationshipOrder: 0,
    updateable: false,
    writeRequiresMasterRead: true,
  },
  encrypted: { encrypted: true },
  external: { externalId: true, idLookup: true },
  html: { extraTypeInfo: 'richtextarea', htmlFormatted: true },
  idlookup: { idLookup: true },
  masked: { mask: '*', maskType: 'all' },
  name: { idLookup: true, nameField: true },
  namepointing: { namePointing: true, polymorphicForeignKey: true },
  nillable: { defaultedOnCreate: false, nillable: true },
  on: { defaultValue: true },
  plain: { extraTypeInfo: 'plaintextarea' },
  polymorphic: { polymorphicForeignKey: true },
  prefilterable: { searchPrefilterable: true },
  readonly: { createable: false, updateable: false },
  required: { nillable: false },
  restrict: { restrictedDelete: true },
  restricted: { restrictedPicklist: true },
  sensitive: { caseSensitive: true },
  unfilterable: { filterable: false },
  ungroupable: { groupable: false },
  unique: { unique: true },
  unsortable: { sortable: false },
  updateonly: { createable: false },
};

const words: Readonly<Partial<Record<string, (value: string) => Keys>>> = {
  default: (value) => ({ defaultValue: value, defaultedOnCreate: true }),
  extra: (value) => ({ extraTypeInfo: value }),
  in: (value) => ({ compoundFieldName: value }),
  initially: (value) => ({ defaultValueFormula: value, defaultedOnCreate: true }),
  rel: (value) => ({ relationshipName: value }),
  to: (value) => ({ referenceTargetField: value }),
};

/** Types whose parenthesis holds precision and scale rather than a length. */
const numeric = new Set(['currency', 'double', 'percent']);

/**
 * The describe of the field `name` noted as `text`.
 * @throws for a word or type the notation does not know.
 */
export function parseField(name: string, text: string): FieldDescribe {
  const [plain, formula] = halves(text, ' := ');
  const head = /^(?<type>\w+)(?:\((?<first>\d+)(?:,(?<second>\d+))?\))?/.exec(plain);
  if (head === null) throw new Error(`Field ${name} has no type: ${text}`);
  const { type = '', first, second }: Partial<Record<string, string>> = head.groups ?? {};
  const particular: Record<string, unknown> = { ...size(type, first, second) };
  let rest = plain.slice(head[0].length);
  rest = take(rest, /\{([^}]*)\}/, (values) => Object.assign(particular, picklist(values)));
  rest = take(rest, /"([^"]*)"/, (label) => Object.assign(particular, { label }));
  rest = take(rest, /->(\S+)/, (targets) => Object.assign(particular, reference(targets.split(','))));
  for (const word of rest.split(' ').filter(Boolean)) Object.assign(particular, wordKeys(name, word));
  if (formula !== undefined) Object.assign(particular, calculation(formula));
  return fieldDescribe(name, type, particular);
}

function size(type: string, first: string | undefined, second: string | undefined): Keys {
  if (first === undefined) return {};
  if (numeric.has(type)) return { precision: Number(first), scale: Number(second ?? 0) };
  return type === 'int' || type === 'long' ? { digits: Number(first) } : { length: Number(first) };
}

/** Hands what `pattern` captures to `use`, and returns the text without it. */
function take(text: string, pattern: RegExp, use: (found: string) => unknown): string {
  return text.replace(pattern, (_, found: string) => {
    use(found);
    return ' ';
  });
}

/** The text before and after the first `separator`; no second half without one. */
function halves(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** The keys of a picklist noted as `New|Working*|Closed=Done`: values, and the default where one is marked. */
export function picklist(values: string): Keys {
  const picklistValues = values.split('|').map((text) => {
    const [value, label = value] = halves(text.replace(/\*(?==|$)/, ''), '=');
    return { active: true, defaultValue: /\*(=|$)/.test(text), label, validFor: null, value };
  });
  const chosen = picklistValues.find((entry) => entry.defaultValue);
  return {
    picklistValues,
    ...(chosen === undefined ? {} : { defaultValue: chosen.value, defaultedOnCreate: true }),
  };
}

function reference(referenceTo: string[]): Keys {
  return { referenceTo, ...(referenceTo.length > 1 ? { polymorphicForeignKey: true } : {}) };
}

function calculation(calculatedFormula: string): Keys {
  return { calculated: true, calculatedFormula, formulaTreatNullNumberAsZero: true };
}

function wordKeys(field: string, word: string): Keys {
  const [key, value] = halves(word, ':');
  const keys = value === undefined ? flags[key] : words[key]?.(value);
  if (keys === undefined) throw new Error(`Field ${field} is noted with an unknown word: ${word}`);
  return keys;
}
