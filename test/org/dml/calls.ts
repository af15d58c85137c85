// insert, update, upsert and merge: who may, which row is meant, and the saving of each.
import { OrgFault, type FieldDescribe, type Row, type SObjectType } from '../model.ts';
import { canonicalId } from '../store/ids.ts';
import { cellValue, type Scalar } from './cells.ts';
import { columnsFor, type Columns, type Saving } from './columns.ts';
import { eachRow } from './eachRow.ts';
import { failed, fault, invalidReference, isDeleted, noAccess, RowFault, wrongId } from './errors.ts';
import type { Ground } from './ground.ts';
import { mergeInto } from './merge.ts';
import type { InputRow, SaveResult, Writer } from './model.ts';
import { isKey, readRow, type ReadRow } from './reading.ts';
import { insertRow, updateRow } from './save.ts';
import { planOf } from './typePlan.ts';

interface Saved {
  readonly id: string;
  readonly created: boolean;
}

export function insertAll(
  ground: Ground,
  object: string,
  rows: readonly InputRow[],
  writer: Writer,
): SaveResult[] {
  const type = writableType(ground, object, writer);
  const items = readAll(ground, type, rows, writer, () => 'insert');
  return eachRow(ground, items, writer, {
    objectOf: () => type.name,
    idOf: () => null,
    save({ row, read }) {
      if (idIn(row) !== null)
        throw fault('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
      return insertOne(ground, type, read, writer);
    },
  });
}

export function updateAll(
  ground: Ground,
  object: string,
  rows: readonly InputRow[],
  writer: Writer,
): SaveResult[] {
  const type = writableType(ground, object, writer);
  const items = readAll(ground, type, rows, writer, () => 'update');
  return eachRow(ground, items, writer, {
    objectOf: () => type.name,
    idOf: ({ row }) => idIn(row),
    save: ({ row, read }) => updateOne(ground, type, idIn(row), read, writer),
  });
}

export function upsertAll(
  ground: Ground,
  object: string,
  keyField: string,
  rows: readonly InputRow[],
  writer: Writer,
): SaveResult[] {
  const type = writableType(ground, object, writer);
  const key = type.field(keyField);
  if (key === undefined || !isKey(key) || !writer.access.seesField(type.name, key.name))
    throw new OrgFault(
      'INVALID_FIELD',
      `Field name provided, ${keyField} does not match an External ID, Salesforce Id, or indexed field for ${type.name}`,
    );
  const targets = rows.map((row) => targetOf(ground, type, key, row));
  const items = readAll(ground, type, rows, writer, (at) =>
    typeof targets[at] === 'string' ? 'update' : 'upsert',
  );
  return eachRow(
    ground,
    items.map((item, at) => ({ ...item, target: targets[at]! })),
    writer,
    {
      objectOf: () => type.name,
      idOf: ({ target }) => (typeof target === 'string' ? target : null),
      save({ read, row, target }) {
        if (target instanceof RowFault) throw target;
        // A row earlier in the call may have brought the key.
        const now = target === NEW ? targetOf(ground, type, key, row) : target;
        if (now instanceof RowFault) throw now;
        if (now !== target) throw duplicateKey(key, row);
        return now === NEW
          ? insertOne(ground, type, read, writer)
          : updateOne(ground, type, now as string, read, writer);
      },
    },
  );
}

const NEW = Symbol('new row');

/** The Id of the row an upsert means, NEW, or why it is neither. */
function targetOf(
  ground: Ground,
  type: SObjectType,
  key: FieldDescribe,
  row: InputRow,
): string | typeof NEW | RowFault {
  const value = valueOf(row, key.name);
  if (key.type === 'id') return value === null ? NEW : value;
  if (value === null) return fault('MISSING_ARGUMENT', `${key.name} not specified`, [key.name]);
  const ids = ground.unique.holders(type.name, key, String(cellValue(key, value)));
  if (ids.length > 1)
    return fault(
      'DUPLICATE_EXTERNAL_ID',
      `${key.name}: more than one record found for external id field: [${ids.join(', ')}]`,
    );
  return ids[0] ?? NEW;
}

function duplicateKey(key: FieldDescribe, row: InputRow): RowFault {
  return fault('DUPLICATE_VALUE', `Duplicate external id specified: ${String(valueOf(row, key.name))}`, [
    key.name,
  ]);
}

function valueOf(row: InputRow, field: string): string | null {
  const value = Object.entries(row).find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1] as
    Scalar | undefined;
  return value === null || value === undefined || value === '' ? null : String(value);
}

/** Master first, then each loser; one that fails takes all back. */
export function mergeAll(
  ground: Ground,
  object: string,
  master: InputRow,
  loserIds: readonly string[],
  writer: Writer,
): SaveResult {
  const type = writableType(ground, object, writer);
  const [item] = readAll(ground, type, [master], writer, () => 'update');
  if (type.describe.mergeable !== true)
    return failed(idIn(master), [
      {
        statusCode: 'INVALID_TYPE_FOR_OPERATION',
        message: `merge is not supported for ${type.name}`,
        fields: [],
      },
    ]);
  return eachRow(ground, [item!], writer, {
    objectOf: () => type.name,
    idOf: ({ row }) => idIn(row),
    save({ row, read }) {
      const saved = updateOne(ground, type, idIn(row), read, writer);
      for (const id of loserIds) {
        const loser = rowFor(ground, type, id);
        if (!writer.access.mayDeleteRow(type.name, loser)) throw noAccess();
        mergeInto(ground, type, saved.id, loser, writer);
      }
      return saved;
    },
  })[0]!;
}

interface ReadItem {
  readonly row: InputRow;
  readonly read: ReadRow | RowFault;
}

const SAVINGS = ['insert', 'update', 'upsert'] as const;

/** All rows are read before any is saved: what is no JSON refuses the call whole. */
function readAll(
  ground: Ground,
  type: SObjectType,
  rows: readonly InputRow[],
  writer: Writer,
  savingAt: (at: number) => Saving,
): ReadItem[] {
  const columns = Object.fromEntries(
    SAVINGS.map((saving) => [saving, columnsFor(type, saving, writer.access)]),
  ) as Record<Saving, Columns>;
  return rows.map((row, at) => {
    try {
      return { row, read: readRow(ground, columns[savingAt(at)], row, writer) };
    } catch (error) {
      if (error instanceof RowFault) return { row, read: error };
      throw error;
    }
  });
}

function writableType({ state }: Ground, object: string, { access }: Writer): SObjectType {
  const type = state.schema.find(object);
  if (type === undefined || !access.seesObject(type.name))
    throw new OrgFault('INVALID_TYPE', `sObject type '${object}' is not supported.`);
  return type;
}

function insertOne(ground: Ground, type: SObjectType, read: ReadRow | RowFault, writer: Writer): Saved {
  if (!type.describe.createable)
    throw fault('INVALID_TYPE_FOR_OPERATION', `entity type cannot be inserted: ${type.describe.label}`);
  if (!writer.access.mayCreate(type.name))
    throw fault('INSUFFICIENT_ACCESS_OR_READONLY', `insufficient access rights on object type ${type.name}`);
  if (read instanceof RowFault) throw read;
  ground.mixed.touch(type.name);
  return { id: insertRow(ground, planOf(type), read, writer), created: true };
}

function updateOne(
  ground: Ground,
  type: SObjectType,
  id: string | null,
  read: ReadRow | RowFault,
  writer: Writer,
): Saved {
  if (read instanceof RowFault) throw read;
  if (!type.describe.updateable)
    throw fault('INVALID_TYPE_FOR_OPERATION', `entity type cannot be updated: ${type.describe.label}`);
  if (id === null) throw fault('MISSING_ARGUMENT', 'Id not specified in an update call');
  const before = rowFor(ground, type, id);
  if (!writer.access.mayUpdate(type.name) || !writer.access.mayEditRow(type.name, before)) throw noAccess();
  ground.mixed.touch(type.name);
  updateRow(ground, planOf(type), before, read, writer);
  return { id: String(before.Id), created: false };
}

/** The live row of an Id in either form. Throws RowFault. */
function rowFor({ state }: Ground, type: SObjectType, id: string): Row {
  const key = canonicalId(id);
  if (key === undefined) throw wrongId('Id', id);
  const row = state.tables.of(type.name).get(key);
  if (row === undefined) throw invalidReference('Id');
  if (row.IsDeleted === true) throw isDeleted();
  return row;
}

function idIn(row: InputRow): string | null {
  return valueOf(row, 'Id');
}
