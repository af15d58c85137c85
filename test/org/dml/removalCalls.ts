// delete, hardDelete, undelete and emptyRecycleBin: who may, which rows are meant, and the work for each.
import { OrgFault, type Row, type SObjectType } from '../model.ts';
import { canonicalId } from '../store/ids.ts';
import { eachRow, type RowWork } from './eachRow.ts';
import { fault, invalidReference, isDeleted, noAccess, wrongId } from './errors.ts';
import type { Going } from './closure.ts';
import type { Ground } from './ground.ts';
import type { SaveResult, Writer } from './model.ts';
import { binRow, destroyRow, unbinRow } from './removal.ts';

export function removeAll(ground: Ground, ids: readonly string[], writer: Writer): SaveResult[] {
  return eachRow(
    ground,
    ids,
    writer,
    byId(ground, (going) => {
      if (going.row.IsDeleted === true) throw isDeleted();
      mayDelete(going, writer);
      ground.mixed.touch(going.type.name);
      binRow(ground, going, writer);
    }),
  );
}

/** Live rows and rows in the bin alike. */
export function destroyAll(ground: Ground, ids: readonly string[], writer: Writer): SaveResult[] {
  if (!writer.access.has('BulkApiHardDelete'))
    throw new OrgFault('FEATURENOTENABLED', 'hard delete operation is not enabled for this user');
  return eachRow(
    ground,
    ids,
    writer,
    byId(ground, (going) => {
      mayDelete(going, writer);
      ground.mixed.touch(going.type.name);
      destroyRow(ground, going, writer);
    }),
  );
}

export function undeleteAll(ground: Ground, ids: readonly string[], writer: Writer): SaveResult[] {
  return eachRow(
    ground,
    ids,
    writer,
    byId(ground, (going) => {
      if (going.row.IsDeleted !== true) throw fault('UNDELETE_FAILED', 'entity is not in the recycle bin');
      if (!going.type.describe.undeletable)
        throw fault('UNDELETE_FAILED', `entity type cannot be undeleted: ${going.type.describe.label}`);
      if (!mayTakeOut(going.row, writer)) throw noAccess();
      unbinRow(ground, going, writer);
    }),
  );
}

export function emptyAll(ground: Ground, ids: readonly string[], writer: Writer): SaveResult[] {
  return eachRow(
    ground,
    ids,
    writer,
    byId(ground, (going) => {
      if (going.row.IsDeleted !== true) throw fault('DELETE_FAILED', 'entity is not in the recycle bin');
      const group = ground.bin.groupOf(String(going.row.Id));
      if (group !== undefined && group.root !== going.row.Id)
        throw fault('DELETE_FAILED', 'entity was deleted with its parent: empty that one');
      if (!mayTakeOut(going.row, writer)) throw noAccess();
      destroyRow(ground, going, writer);
    }),
  );
}

function byId(ground: Ground, work: (going: Going) => void): RowWork<string> {
  return {
    idOf: (id) => id,
    objectOf: (id) => typeBehind(ground, id)?.name ?? '',
    save(id) {
      const key = canonicalId(id);
      if (key === undefined) throw wrongId('Id', id);
      const type = typeBehind(ground, key);
      const row = type && ground.state.tables.of(type.name).get(key);
      if (type === undefined || row === undefined) throw invalidReference('Id');
      work({ type, row });
      return { id: key, created: false };
    },
  };
}

function typeBehind({ state }: Ground, id: string): SObjectType | undefined {
  return state.schema.byKeyPrefix(id.slice(0, 3));
}

function mayDelete({ type, row }: Going, { access }: Writer): void {
  if (!type.describe.deletable)
    throw fault('INVALID_TYPE_FOR_OPERATION', `entity type cannot be deleted: ${type.describe.label}`);
  if (!access.seesObject(type.name) || !access.mayDelete(type.name) || !access.mayDeleteRow(type.name, row))
    throw noAccess();
}

/** Who deleted a row may take it out of the bin, and who may modify all data. */
function mayTakeOut(row: Row, { userId, access }: Writer): boolean {
  return access.has('ModifyAllData') || row.LastModifiedById === userId;
}
