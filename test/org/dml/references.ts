// What a row points at must be there, of a fitting object, alive and visible to the writer; hierarchies have no loops.
import type { FieldDescribe, Row } from '../model.ts';
import { changed, type Change } from './change.ts';
import { fault, invalidReference, type RowFault } from './errors.ts';
import { checkOwner } from './owners.ts';

/** Throws RowFault for the first reference that leads nowhere. */
export function checkReferences(change: Change): void {
  for (const field of change.plan.references) {
    if (change.draft[field.name] !== null && changed(change, field.name)) checkReference(change, field);
  }
  if (change.sent.has('OwnerId') && changed(change, 'OwnerId')) checkOwner(change);
}

function checkReference(change: Change, field: FieldDescribe): void {
  const { ground, draft, plan } = change;
  const id = String(draft[field.name]);
  const target = ground.state.schema.byKeyPrefix(id.slice(0, 3));
  if (target !== undefined && !field.referenceTo.includes(target.name)) throw wrongObject(field, id);
  const found = field.referenceTo
    .filter((object) => target === undefined || object === target.name)
    .map((object) => ({
      object,
      row: ground.state.schema.find(object) && ground.state.tables.of(object).get(id),
    }))
    .find((each): each is { object: string; row: Row } => each.row !== undefined);
  if (found === undefined) throw invalidReference(field.name);
  if (found.row.IsDeleted === true) throw fault('ENTITY_IS_DELETED', 'entity is deleted', [field.name]);
  if (!change.writer.access.seesRow(found.object, found.row)) {
    throw fault(
      'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      'insufficient access rights on cross-reference id',
      [field.name],
    );
  }
  if (found.object === 'RecordType') checkRecordType(found.row, plan.type.name, field.label, id);
  if (HIERARCHIES.has(`${plan.type.name}.${field.name}`)) checkLoop(change, field.name);
  if (isMaster(field) && change.before !== undefined && !field.updateable) throw invalidReference(field.name);
}

/** Master-detail fields have a place in the relationship order. */
function isMaster(field: FieldDescribe): boolean {
  return field.relationshipOrder !== null;
}

function wrongObject(field: FieldDescribe, id: string): RowFault {
  return fault('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${id}`, [
    field.name,
  ]);
}

function checkRecordType(row: Row, object: string, label: string, id: string): void {
  if (row.SobjectType === object && row.IsActive !== false) return;
  throw fault('INVALID_CROSS_REFERENCE_KEY', `${label}: this ID value isn't valid for the user: ${id}`, [
    'RecordTypeId',
  ]);
}

/** Self references of standard objects that must not run in a circle. */
const HIERARCHIES = new Set([
  'Account.ParentId',
  'Asset.ParentId',
  'Campaign.ParentId',
  'Case.ParentId',
  'Contact.ReportsToId',
  'User.ManagerId',
  'UserRole.ParentRoleId',
]);

function checkLoop({ ground, plan, draft, before }: Change, field: string): void {
  const own = before?.Id;
  if (own === undefined) return;
  const table = ground.state.tables.of(plan.type.name);
  for (let id = draft[field]; typeof id === 'string'; id = table.get(id)?.[field] ?? null) {
    if (id === own) throw fault('CIRCULAR_DEPENDENCY', 'attempt to violate hierarchy constraints', [field]);
  }
}
