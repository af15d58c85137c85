// From a cell as a client sent it to the value the org keeps, by the field's type, or the reason it is none.
// Two kinds of "no": text that is no value of the type at all, and a value the field does not take.
import type { FieldDescribe, Value } from '../model.ts';
import { canonicalId } from '../store/ids.ts';
import { fault, wrongId } from './errors.ts';

/** A cell that can hold no value: text, numbers and booleans of JSON, or text alone (CSV). */
export type Scalar = string | number | boolean | null;

/** Thrown for text that is no value of the type: JSON and SOAP refuse the whole call for it, CSV the row. */
export class TypeMismatch extends Error {
  readonly field: FieldDescribe;
  readonly value: Scalar;

  constructor(field: FieldDescribe, value: Scalar) {
    super(`${field.name} (${field.type}) cannot be ${JSON.stringify(value)}`);
    this.name = 'TypeMismatch';
    this.field = field;
    this.value = value;
  }
}

/**
 * The kept value. Empty text is null: Salesforce stores no empty strings, and trims what surrounds text.
 * Throws TypeMismatch, or RowFault for a value the field refuses.
 */
export function cellValue(field: FieldDescribe, input: Scalar): Value {
  if (field.type === 'boolean') return booleanOf(field, input);
  if (input === null || input === '') return null;
  return (KINDS[field.type] ?? textOf)(field, input);
}

type Kind = (field: FieldDescribe, input: string | number | boolean) => Value;

const KINDS: Readonly<Partial<Record<string, Kind>>> = {
  int: wholeNumber,
  long: wholeNumber,
  double: decimal,
  currency: decimal,
  percent: decimal,
  date: dateOf,
  datetime: momentOf,
  time: timeOf,
  reference: idOf,
  id: idOf,
  picklist: picklistOf,
  multipicklist: multipicklistOf,
  email: emailOf,
  base64: (_field, input) => String(input),
};

function booleanOf(field: FieldDescribe, input: Scalar): boolean {
  if (typeof input === 'boolean') return input;
  const text = String(input ?? '').toLowerCase();
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0' || text === '') return false;
  throw new TypeMismatch(field, input);
}

/** Long text keeps its surroundings; other text is trimmed. */
function textOf(field: FieldDescribe, input: string | number | boolean): string | null {
  const text = field.type === 'textarea' ? String(input) : String(input).trim();
  if (text === '') return null;
  if (field.length > 0 && text.length > field.length) {
    throw fault(
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${text.slice(0, 255)} (max length=${field.length})`,
      [field.name],
    );
  }
  return text;
}

const EMAIL = /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[A-Za-z0-9-]{2,}$/;

function emailOf(field: FieldDescribe, input: string | number | boolean): string | null {
  const text = textOf(field, input);
  if (text === null || EMAIL.test(text)) return text;
  throw fault('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`, [field.name]);
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function wholeNumber(field: FieldDescribe, input: string | number | boolean): Value {
  const text = String(input).trim();
  if (!/^[+-]?\d+(?:\.0*)?$/.test(text)) throw new TypeMismatch(field, input);
  const digits = Number(field.digits ?? 0) || (field.type === 'int' ? 9 : 18);
  return inRange(field, text, digits);
}

function decimal(field: FieldDescribe, input: string | number | boolean): Value {
  const text = String(input).trim();
  if (!NUMBER.test(text)) throw new TypeMismatch(field, input);
  return inRange(field, text, (field.precision || 18) - field.scale);
}

/** Rounded half up to the field's scale; whole numbers beyond 2^53 stay exact as text. */
function inRange(field: FieldDescribe, text: string, wholeDigits: number): Value {
  const number = Number(text);
  if (Math.abs(number) >= 10 ** wholeDigits) {
    throw fault(
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${text}`,
      [field.name],
    );
  }
  if (/^[+-]?\d+$/.test(text) && !Number.isSafeInteger(number)) return text.replace(/^\+/, '');
  return roundedTo(number, field.type === 'int' || field.type === 'long' ? 0 : field.scale);
}

/** Half up, by the decimal text: 1.005 to two places is 1.01. */
export function roundedTo(value: number, scale: number): number {
  const [mantissa, exponent = '0'] = String(Math.abs(value)).split('e');
  const rounded = Math.round(Number(`${mantissa}e${Number(exponent) + scale}`));
  const [digits, power = '0'] = String(rounded).split('e');
  return Math.sign(value) * Number(`${digits}e${Number(power) - scale}`) || 0;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:T.*)?$/;

function dateOf(field: FieldDescribe, input: string | number | boolean): string {
  const [, year, month, day] = DATE.exec(String(input).trim()) ?? [];
  const text = `${year}-${month}-${day}`;
  if (day === undefined || !isDay(text)) throw new TypeMismatch(field, input);
  if (Number(year) < 1700 || Number(year) > 4000)
    throw fault('NUMBER_OUTSIDE_VALID_RANGE', `${field.label}: invalid date: ${text}`, [field.name]);
  return text;
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** Kept to the second, as Salesforce keeps date-times. */
function momentOf(field: FieldDescribe, input: string | number | boolean): string {
  const text = String(input).trim();
  if (!MOMENT.test(text) || !isDay(text.slice(0, 10))) throw new TypeMismatch(field, input);
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text.slice(10)) ? text : `${text}${text.length > 10 ? 'Z' : ''}`;
  const moment = new Date(zoned.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(moment.getTime())) throw new TypeMismatch(field, input);
  return `${moment.toISOString().slice(0, 19)}.000+0000`;
}

function timeOf(field: FieldDescribe, input: string | number | boolean): string {
  const [, hours, minutes, seconds = '00', millis = ''] =
    /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?Z?$/.exec(String(input).trim()) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
    throw new TypeMismatch(field, input);
  return `${hours}:${minutes}:${seconds}.${millis.padEnd(3, '0')}Z`;
}

function idOf(field: FieldDescribe, input: string | number | boolean): string {
  const text = String(input).trim();
  const id = canonicalId(text);
  if (id === undefined) throw wrongId(field.name, text);
  return id;
}

function picklistOf(field: FieldDescribe, input: string | number | boolean): string | null {
  const text = textOf(field, input);
  if (text === null || !field.restrictedPicklist) return text;
  return offered(field, text);
}

/** The value as the picklist spells it: Salesforce compares without case. */
function offered(field: FieldDescribe, text: string): string {
  const value = field.picklistValues.find(
    (each) => each.active && each.value.toLowerCase() === text.toLowerCase(),
  )?.value;
  if (value !== undefined || field.picklistValues.length === 0) return value ?? text;
  throw fault(
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    `${field.label}: bad value for restricted picklist field: ${text}`,
    [field.name],
  );
}

/** In the picklist's order, each once. */
function multipicklistOf(field: FieldDescribe, input: string | number | boolean): string | null {
  const given = String(input)
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const chosen = [...new Set(field.restrictedPicklist ? given.map((part) => offered(field, part)) : given)];
  const place = new Map(field.picklistValues.map(({ value }, at) => [value, at]));
  const ordered = chosen.sort((one, other) => (place.get(one) ?? Infinity) - (place.get(other) ?? Infinity));
  return textOf(field, ordered.join(';'));
}
