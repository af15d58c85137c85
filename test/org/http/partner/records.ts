// sObjects of the partner SOAP API as rows: every value is text, null is said by `fieldsToNull` alone, and a nested
// sObject names a parent by external id (SOAP API Developer Guide, "sObject", "Setting a value to null").
import type { InputRow, InputValue } from '../../dml/model.ts';
import { OrgFault } from '../../model.ts';
import { list } from '../../soap/envelope.ts';

export interface TypedRow {
  readonly type: string;
  readonly row: InputRow;
}

const NO_FIELDS: ReadonlySet<string> = new Set(['type', 'fieldsToNull']);

/** The sObjects of a call, in order. Throws INVALID_TYPE for one that names no type. */
export function readRecords(body: unknown, name: string): TypedRow[] {
  return list(body, name).map(readRecord);
}

export function readRecord(element: unknown): TypedRow {
  const fields = isElement(element) ? element : {};
  if (typeof fields.type !== 'string' || fields.type === '')
    throw new OrgFault('INVALID_TYPE', 'sObject type is missing', 500);
  return { type: fields.type, row: readRow(fields) };
}

function readRow(fields: Readonly<Record<string, unknown>>): InputRow {
  const row: Record<string, InputValue> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (NO_FIELDS.has(name)) continue;
    // Client libraries write the Id twice: once as the sObject's own, once as a field.
    const single: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof single === 'string' && single !== '') row[name] = single;
    if (isElement(single)) row[name] = { attributes: { type: String(single.type) }, ...readRow(single) };
  }
  for (const name of list(fields, 'fieldsToNull')) row[String(name)] = null;
  return row;
}

function isElement(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
