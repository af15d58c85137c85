// Who may own a record: an active user, an inactive one only with "Update Records with Inactive Owners" and only of the
// objects that permission covers, or a queue that serves the object (QueueSobject).
import type { Change } from './change.ts';
import { fault, invalidReference } from './errors.ts';

/** Standard objects the permission covers (Help, "Enable Update Records with Inactive Owners"); all custom ones are. */
const KEEPS_INACTIVE = new Set([
  'Account',
  'Asset',
  'Case',
  'Contact',
  'Lead',
  'Note',
  'Opportunity',
  'Order',
  'ServiceContract',
]);

/** Throws RowFault for an owner who may not be one. */
export function checkOwner(change: Change): void {
  const { ground, plan, draft, before } = change;
  const id = String(draft.OwnerId);
  const { tables } = ground.state;
  const group = tables.of('Group').get(id);
  if (group !== undefined) {
    if (group.Type === 'Queue' && servesObject(change, id)) return;
    throw fault('INVALID_OPERATION', `Queue not associated with this SObject type: ${plan.type.name}`, [
      'OwnerId',
    ]);
  }
  const user = tables.of('User').get(id);
  if (user === undefined || !(plan.type.field('OwnerId')?.referenceTo.includes('User') ?? false))
    throw invalidReference('OwnerId');
  if (user.IsActive === true) {
    if (before !== undefined && !mayTransfer(change)) throw noTransfer();
    return;
  }
  const covered = plan.type.describe.custom || KEEPS_INACTIVE.has(plan.type.name);
  if (!covered || !change.writer.access.has('UpdateWithInactiveOwner'))
    throw fault('INACTIVE_OWNER_OR_USER', 'operation performed with inactive user', ['OwnerId']);
}

function servesObject({ ground, plan }: Change, queueId: string): boolean {
  for (const row of ground.state.tables.of('QueueSobject').where('QueueId', queueId))
    if (row.SobjectType === plan.type.name) return true;
  return false;
}

/** Owners may give their records away; others need to modify the record's object as a whole. */
function mayTransfer({ writer, before, plan }: Change): boolean {
  return before === undefined || writer.access.mayDeleteRow(plan.type.name, before);
}

function noTransfer(): Error {
  return fault('TRANSFER_REQUIRES_READ', 'The new owner must have read permission', ['OwnerId']);
}
