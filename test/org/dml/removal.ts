// Into the recycle bin, out of it, and past it (SOAP API Developer Guide: delete(), undelete(), emptyRecycleBin();
// Bulk API: hardDelete).
import type { Row } from '../model.ts';
import type { DeleteGroup } from './bin.ts';
import { closureOf, type Closure, type Going } from './closure.ts';
import { duplicateValue, fault } from './errors.ts';
import type { Ground } from './ground.ts';
import type { Writer } from './model.ts';
import { rollUp } from './rollUps.ts';
import { rulesOf } from './standard/objectRules.ts';
import { stampChanged, stampTouched } from './systemFields.ts';
import { planOf } from './typePlan.ts';

/** Puts a row with what cascades into the bin. Throws RowFault. */
export function binRow(ground: Ground, root: Going, writer: Writer): void {
  rulesOf(root.type.name).checkRemoval?.({ ground, writer, row: root.row });
  const closure = closureOf(ground, root);
  clearLookups(ground, closure);
  for (const { type, row } of closure.rows) {
    const plan = planOf(type);
    if (plan.has('IsDeleted')) {
      const draft = { ...row, IsDeleted: true };
      stampChanged(draft, plan, writer.userId, ground.stamp);
      ground.journal.put(type.name, draft);
    } else ground.journal.drop(type.name, String(row.Id));
  }
  remember(ground, {
    root: String(root.row.Id),
    rows: closure.rows.map(({ type, row }) => ({
      object: type.name,
      id: String(row.Id),
      dropped: !planOf(type).has('IsDeleted') ? row : undefined,
    })),
    cleared: closure.cleared,
  });
  settle(ground, closure.rows, writer);
}

/** Takes a row with what cascades away for good; one that is in the bin already with its group. */
export function destroyRow(ground: Ground, root: Going, writer: Writer): void {
  const inBin = root.row.IsDeleted === true;
  if (!inBin) rulesOf(root.type.name).checkRemoval?.({ ground, writer, row: root.row });
  const closure = inBin ? { rows: binned(ground, root), cleared: [] } : closureOf(ground, root);
  clearLookups(ground, closure);
  for (const { type, row } of closure.rows) {
    ground.journal.drop(type.name, String(row.Id));
    ground.storage.free(type, ground.journal);
  }
  const group = ground.bin.groupOf(String(root.row.Id));
  if (group !== undefined) ground.journal.onUndo(ground.bin.forget(group));
  if (!inBin) settle(ground, closure.rows, writer);
}

/** Brings a row back with what went with it. Throws RowFault. */
export function unbinRow(ground: Ground, root: Going, writer: Writer): void {
  const { state, journal } = ground;
  checkParents(ground, root);
  const group = ground.bin.groupOf(String(root.row.Id));
  const rows = binned(ground, root);
  for (const { type, row } of rows) {
    checkStillUnique(ground, { type, row });
    const draft: Row = { ...row, ...(planOf(type).has('IsDeleted') && { IsDeleted: false }) };
    const stamped = { ...draft };
    stampTouched(stamped, planOf(type), ground.stamp);
    journal.put(type.name, stamped);
    ground.unique.saved(type.name, stamped);
  }
  for (const { object, id, field, target } of group?.cleared ?? []) {
    const row = state.tables.of(object).get(id);
    // A lookup that got another value meanwhile keeps it.
    if (row !== undefined && row[field] === null)
      journal.put(object, touched(ground, object, { ...row, [field]: target }));
  }
  if (group !== undefined) journal.onUndo(ground.bin.forget(group));
  settle(ground, rows, writer);
}

function remember(ground: Ground, group: DeleteGroup): void {
  ground.journal.onUndo(ground.bin.add(group));
}

/** The row and what is in the bin with it: its group, or, for rows seeded there, the children that cascade. */
function binned(ground: Ground, root: Going): Going[] {
  const { schema, tables } = ground.state;
  const group = ground.bin.groupOf(String(root.row.Id));
  if (group === undefined) return seededChildren(ground, root);
  return group.rows.flatMap(({ object, id, dropped }) => {
    const type = schema.find(object);
    const row = dropped ?? (type && tables.of(object).get(id));
    return type && row && (dropped !== undefined || row.IsDeleted === true) ? [{ type, row }] : [];
  });
}

function seededChildren(ground: Ground, root: Going): Going[] {
  const { schema, tables } = ground.state;
  const rows: Going[] = [root];
  const met = new Set([String(root.row.Id)]);
  for (const { type, row } of rows) {
    for (const { childSObject, field, cascadeDelete } of type.describe.childRelationships) {
      const child = schema.find(childSObject);
      if (!cascadeDelete || child === undefined || tables.of(childSObject).size === 0) continue;
      for (const each of tables.of(childSObject).where(field, String(row.Id))) {
        const key = `${childSObject} ${String(each.Id)}`;
        if (each.IsDeleted !== true || met.has(key) || ground.bin.groupOf(String(each.Id))) continue;
        met.add(key);
        rows.push({ type: child, row: each });
      }
    }
  }
  return rows;
}

function clearLookups({ state, journal, ...ground }: Ground, { cleared }: Closure): void {
  for (const { object, id, field } of cleared) {
    const row = state.tables.of(object).get(id);
    if (row !== undefined)
      journal.put(object, touched({ ...ground, state, journal }, object, { ...row, [field]: null }));
  }
}

function touched(ground: Ground, object: string, row: Row): Row {
  const draft = { ...row };
  stampTouched(draft, planOf(ground.state.tables.of(object).type), ground.stamp);
  return draft;
}

/** A row whose master, or whose parent that takes it along, is in the bin or gone cannot come back alone. */
function checkParents(ground: Ground, { type, row }: Going): void {
  for (const field of planOf(type).references) {
    const id = row[field.name];
    if (typeof id !== 'string') continue;
    for (const object of field.referenceTo) {
      const parentType = ground.state.schema.find(object);
      if (parentType === undefined || parentType.keyPrefix !== id.slice(0, 3)) continue;
      const parent = ground.state.tables.of(object).get(id);
      const takesAlong = parentType.describe.childRelationships.some(
        (child) => child.childSObject === type.name && child.field === field.name && child.cascadeDelete,
      );
      if ((parent === undefined || parent.IsDeleted === true) && (takesAlong || !field.nillable))
        throw fault(
          'UNDELETE_FAILED',
          `The record cannot be undeleted because its ${parentType.describe.label} is deleted`,
          [field.name],
        );
    }
  }
}

function checkStillUnique(ground: Ground, { type, row }: Going): void {
  for (const field of planOf(type).unique) {
    const value = row[field.name];
    if (typeof value !== 'string') continue;
    const other = ground.unique.holder(type.name, field, value, String(row.Id));
    if (other !== undefined) throw duplicateValue(field, other);
  }
}

/** Sums over the rows that came or went. */
function settle(ground: Ground, rows: readonly Going[], writer: Writer): void {
  for (const { type, row } of rows) {
    const plan = planOf(type);
    rulesOf(type.name).afterRemoval?.({ ground, writer, row });
    rollUp({ ground, plan, writer, before: undefined }, row);
  }
}
