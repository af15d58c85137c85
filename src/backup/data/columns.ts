// Which fields of an object become the columns of its members, and which cannot.

import type { FieldDescribe, ObjectDescribe } from '../../org/describe.ts';
import { takesField, type Selection } from '../selection.ts';
import { FILE_BODIES, SECRET_FIELDS } from './objectRules.ts';

/**
 * Columns that lead every member where the object has them: the cells that later reading needs (which row, gone or
 * not, changed when) then lie at fixed offsets, and a record boundary can be told from a line feed inside a cell.
 */
const LEADING = ['Id', 'IsDeleted', 'SystemModstamp'] as const;

export interface Columns {
  /** In the order of the member's header. */
  readonly fields: readonly FieldDescribe[];
  /** base64 fields that are not kept as files either. */
  readonly bodies: readonly string[];
  /** Fields left out because their value is a secret. */
  readonly secrets: readonly string[];
}

export function columnsOf(object: ObjectDescribe, selection: Selection): Columns {
  const wanted = object.fields.filter(
    (field) => field.name === 'Id' || takesField(selection, object.name, field.name),
  );
  const compounds = compoundNames(object.fields);
  const isSecret = (field: FieldDescribe): boolean => SECRET_FIELDS.has(`${object.name}.${field.name}`);
  const cells = wanted.filter(
    (field) => field.type !== 'base64' && !compounds.has(field.name) && !isSecret(field),
  );
  const leading = LEADING.flatMap((name) => cells.filter((field) => field.name === name));
  return {
    fields: [...leading, ...cells.filter((field) => !leading.includes(field))],
    bodies: wanted
      .filter((field) => field.type === 'base64' && FILE_BODIES[object.name] !== field.name)
      .map((field) => field.name),
    secrets: wanted.filter(isSecret).map((field) => field.name),
  };
}

/**
 * Compound fields are read through their components, which hold all they hold; Bulk refuses them. A person's `Name` is
 * a plain string over FirstName and LastName and is read as well.
 */
function compoundNames(fields: readonly FieldDescribe[]): ReadonlySet<string> {
  return new Set(fields.filter((field) => COMPOUND_TYPES.has(field.type)).map((field) => field.name));
}

const COMPOUND_TYPES: ReadonlySet<string> = new Set(['address', 'location', 'complexvalue']);

export function selectStatement(object: string, fields: readonly FieldDescribe[], where?: string): string {
  const select = `SELECT ${fields.map((field) => field.name).join(', ')} FROM ${object}`;
  return where === undefined ? select : `${select} WHERE ${where}`;
}
