// Whether a value is one its field could hold, by the describe alone. For tests of generated rows.

import type { FieldDescribe, Row, Value } from '../model.ts';

const DATE = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/;
const TIME = /^\d\d:\d\d:\d\d\.\d{3}Z$/;
const TEXT = (value: Value, { length }: FieldDescribe): boolean =>
  typeof value === 'string' && (length === 0 || value.length <= length);
const WHOLE = (value: Value): boolean => Number.isInteger(value);

const FITS: Readonly<Record<string, (value: Value, field: FieldDescribe) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  int: WHOLE,
  long: WHOLE,
  double: decimal,
  currency: decimal,
  percent: decimal,
  date: (value) => DATE.test(String(value)),
  datetime: (value) => MOMENT.test(String(value)),
  time: (value) => TIME.test(String(value)),
  id: (value) => /^[a-zA-Z0-9]{18}$/.test(String(value)),
  picklist: (value, field) =>
    TEXT(value, field) && (!field.restrictedPicklist || isOffered(String(value), field)),
  multipicklist: (value, field) =>
    String(value)
      .split(';')
      .every((each) => isOffered(each, field)),
};

function isOffered(value: string, { picklistValues }: FieldDescribe): boolean {
  return picklistValues.length === 0 || picklistValues.some((each) => each.value === value);
}

/** Numbers within precision and scale; beyond 2^53 as exact text, for whole numbers of 18 digits only. */
function decimal(value: Value, { precision, scale }: FieldDescribe): boolean {
  if (typeof value === 'string')
    return (
      scale === 0 && precision >= 18 && /^\d{1,18}$/.test(value) && Number(value) > Number.MAX_SAFE_INTEGER
    );
  if (typeof value !== 'number') return false;
  const roundedAway =
    scale < 9 && Math.abs(Number(value.toFixed(scale)) - value) > 1e-9 * Math.max(1, Math.abs(value));
  return !roundedAway && (precision === 0 || Math.abs(value) < 10 ** (precision - scale));
}

/** What is wrong with a row's cells, one sentence each; nothing when all fit. */
export function misfits(fields: readonly FieldDescribe[], row: Row): string[] {
  const known = new Set(fields.map(({ name }) => name));
  const strange = Object.keys(row).filter((name) => !known.has(name));
  return [
    ...strange.map((name) => `${name} is no field`),
    ...fields.flatMap((field) => misfit(field, row[field.name])),
  ];
}

/** Their values are made by readers (compound parts, bodies, structures) or are null by documentation. */
const WITHOUT_VALUE = new Set(['address', 'location', 'base64', 'complexvalue', 'anyType', 'json']);

function misfit(field: FieldDescribe, value: Value | undefined): string[] {
  if (value === undefined) return [`${field.name} is missing`];
  if (WITHOUT_VALUE.has(field.type)) return [];
  // Definitions refer to each other by DurableId, which is no Id.
  if (
    field.referenceTo.some((object) => /^(?:EntityDefinition|FieldDefinition|EntityParticle)$/.test(object))
  )
    return [];
  if (value === null) return field.nillable ? [] : [`${field.name} must not be null`];
  return (FITS[field.type] ?? TEXT)(value, field)
    ? []
    : [`${field.name} (${field.type}) cannot be ${JSON.stringify(value)}`];
}
