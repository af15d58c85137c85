// Records as JSON. A decimal that JavaScript would print otherwise than Salesforce does (`100` for `100.0`) travels as
// raw JSON text, which JSON.stringify writes as it stands.
import type { Value } from '../model.ts';
import { isDecimalType, restNumber } from './numbers.ts';

/** JSON text taken literally by JSON.stringify (TC39 "JSON.parse source text access"; in V8 since Node 21). */
export interface RawNumber {
  readonly rawJSON: string;
}

export type JsonValue = Value | RawNumber | readonly JsonValue[] | JsonRecord;

export interface JsonRecord {
  readonly [key: string]: JsonValue;
}

const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => RawNumber };

/** A cell of describe type `type` as it goes into a record. */
export function jsonCell(value: Value, type: string): JsonValue {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && isNumberType(type));
  if (!isNumber) return value;
  const asJavaScriptPrints = typeof value === 'number' && (!isDecimalType(type) || isPlainFraction(value));
  return asJavaScriptPrints ? value : rawJSON(restNumber(value, type));
}

function isNumberType(type: string): boolean {
  return isDecimalType(type) || type === 'int' || type === 'long';
}

/** A fraction JavaScript prints without an exponent. */
function isPlainFraction(value: number): boolean {
  return !Number.isInteger(value) && Math.abs(value) >= 1e-6;
}

/** A record, or an answer holding records, as JSON text. Plain JSON.stringify does the same. */
export function toJson(value: unknown): string {
  return JSON.stringify(value);
}
