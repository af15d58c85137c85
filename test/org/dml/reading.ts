// From a row as a client sent it to cells of known fields: names in any case, parents by external id, bodies apart,
// and what the caller may not write refused by name.
import { OrgFault, type FieldDescribe, type Value } from '../model.ts';
import { cellValue, TypeMismatch, type Scalar } from './cells.ts';
import type { Column, Columns } from './columns.ts';
import { fault, noSuchColumn, notWritable, RowFault } from './errors.ts';
import type { Ground } from './ground.ts';
import type { InputRow, InputValue, SaveError, Writer } from './model.ts';

export interface ReadRow {
  readonly cells: ReadonlyMap<string, Value>;
  /** Bodies of base64 fields. */
  readonly bodies: ReadonlyMap<string, Buffer>;
}

/** Throws RowFault for what is wrong with the row, OrgFault for what is no JSON of it. */
export function readRow(ground: Ground, columns: Columns, input: InputRow, writer: Writer): ReadRow {
  const cells = new Map<string, Value>();
  const bodies = new Map<string, Buffer>();
  const refused: string[] = [];
  const errors: SaveError[] = [];
  for (const [name, value] of Object.entries(input)) {
    if (name === 'attributes' || name.toLowerCase() === 'id') continue;
    const column = columns.named(name);
    if (column === undefined || column.isRelationship !== isParent(value, column))
      throw noSuchColumn(columns.type.name, name);
    const { field } = column;
    if (!column.isWritable) {
      refused.push(field.name);
      continue;
    }
    if (field.type === 'base64') {
      bodies.set(field.name, bodyOf(value as Held));
      continue;
    }
    const held = column.isRelationship ? parentId(ground, field, value as InputRow | null) : value;
    const read = readCell(field, held as Scalar, writer);
    if (read instanceof RowFault) errors.push(...read.errors);
    else cells.set(field.name, read);
  }
  if (refused.length > 0) errors.unshift(notWritable(refused));
  if (errors.length > 0) throw new RowFault(errors);
  return { cells, bodies };
}

type Held = Scalar | Uint8Array;

function isRow(value: InputValue): value is InputRow {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

/** A relationship takes a row or nothing, a field anything but a row. */
function isParent(value: InputValue, { isRelationship }: Column): boolean {
  return isRow(value) || (isRelationship && value === null);
}

/** The Id of the one live row that holds the external id; a null external id is no parent. */
function parentId(ground: Ground, reference: FieldDescribe, parent: InputRow | null): string | null {
  if (parent === null) return null;
  const keys = Object.keys(parent).filter((key) => key !== 'attributes');
  const named = typeNamed(parent);
  const types = reference.referenceTo
    .filter((object) => named === undefined || object.toLowerCase() === named.toLowerCase())
    .map((object) => ground.state.schema.find(object))
    .filter((type) => type?.field(keys[0] ?? '') !== undefined);
  const [type] = types;
  const field = type?.field(keys[0] ?? '');
  if (keys.length !== 1 || !type || !field || types.length > 1 || !isKey(field)) {
    const place = type?.name ?? reference.referenceTo.join(', ');
    throw fault('INVALID_FIELD', `Invalid foreign key relationship ${keys.join(', ')} in ${place}`, [
      reference.name,
    ]);
  }
  const value = parent[keys[0]!] as Scalar;
  if (value === null || value === '') return null;
  const ids =
    field.type === 'id'
      ? [String(value)]
      : ground.unique.holders(type.name, field, String(cellValue(field, value)));
  if (ids.length === 1) return ids[0]!;
  throw ids.length === 0
    ? fault(
        'INVALID_FIELD',
        `Foreign key external ID: ${String(value)} not found for field ${field.name} in entity ${type.name}`,
      )
    : fault('DUPLICATE_VALUE', `More than one record found for external id field: [${ids.join(', ')}]`, [
        field.name,
      ]);
}

/** The object that `attributes.type` names, as a polymorphic parent needs it. */
function typeNamed({ attributes = null }: InputRow): string | undefined {
  const type = isRow(attributes) ? attributes.type : undefined;
  return typeof type === 'string' ? type : undefined;
}

/** A field rows may be found by. */
export function isKey(field: FieldDescribe): boolean {
  return field.externalId || field.idLookup === true;
}

function bodyOf(held: Held): Buffer {
  if (held instanceof Uint8Array) return Buffer.from(held);
  return Buffer.from(String(held ?? ''), 'base64');
}

function readCell(field: FieldDescribe, held: Scalar, writer: Writer): Value | RowFault {
  try {
    return cellValue(field, held);
  } catch (error) {
    if (error instanceof RowFault) return error;
    if (!(error instanceof TypeMismatch)) throw error;
    if (!writer.textCells) throw notJson(error);
    return fault(
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      `${field.label}: value not of required type: ${String(held)}`,
      [field.name],
    );
  }
}

const JSON_KINDS: Readonly<Record<string, string>> = {
  number: 'VALUE_NUMBER',
  boolean: 'VALUE_TRUE',
  string: 'VALUE_STRING',
};

/** As Salesforce's JSON reader says it; it reads the whole body before anything is saved. */
function notJson({ field, value }: TypeMismatch): OrgFault {
  return new OrgFault(
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${field.type} from ${JSON_KINDS[typeof value] ?? 'VALUE_NULL'} value ${String(value)} or request may be missing a required field at [line:1, column:1]`,
  );
}
