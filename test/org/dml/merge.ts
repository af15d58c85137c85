// Merging accounts, contacts, leads or cases: what hangs on the losers goes to the master, the losers go to the bin with
// its Id (SOAP API Developer Guide, merge()).
import type { Row, SObjectType } from '../model.ts';
import { fault } from './errors.ts';
import type { Ground } from './ground.ts';
import type { Writer } from './model.ts';
import { stampChanged, stampTouched } from './systemFields.ts';
import { planOf } from './typePlan.ts';

/** Moves one loser's children to the master and bins the loser. */
export function mergeInto(
  ground: Ground,
  type: SObjectType,
  masterId: string,
  loser: Row,
  writer: Writer,
): void {
  if (loser.Id === masterId)
    throw fault('INVALID_FIELD', 'The master record cannot be merged into itself', ['Id']);
  moveChildren(ground, type, String(loser.Id), masterId);
  const plan = planOf(type);
  const draft = { ...loser, IsDeleted: true, MasterRecordId: masterId };
  stampChanged(draft, plan, writer.userId, ground.stamp);
  ground.journal.put(type.name, draft);
  const group = {
    root: String(loser.Id),
    rows: [{ object: type.name, id: String(loser.Id), dropped: undefined }],
    cleared: [],
  };
  ground.journal.onUndo(ground.bin.add(group));
}

/** History, shares and feeds of a loser's own stay with it; a child that the master has already goes away. */
const STAYS = /(?:History|Share|Feed|ChangeEvent)$/;

function moveChildren(ground: Ground, type: SObjectType, from: string, to: string): void {
  const { schema, tables } = ground.state;
  for (const { childSObject, field } of type.describe.childRelationships) {
    const child = schema.find(childSObject);
    if (child === undefined || STAYS.test(childSObject) || field === 'MasterRecordId') continue;
    if (tables.of(childSObject).size === 0) continue;
    for (const row of [...tables.of(childSObject).where(field, from)]) {
      if (row.IsDeleted === true) continue;
      const moved = { ...row, [field]: to };
      stampTouched(moved, planOf(child), ground.stamp);
      if (isThere(ground, childSObject, field, moved)) ground.rows.discard(childSObject, row);
      else ground.journal.put(childSObject, moved);
    }
  }
}

/** Relations that exist once for each pair. */
const PAIRS: Readonly<Partial<Record<string, readonly string[]>>> = {
  AccountContactRelation: ['AccountId', 'ContactId'],
  CampaignMember: ['CampaignId', 'ContactId', 'LeadId'],
  ContentDocumentLink: ['ContentDocumentId', 'LinkedEntityId'],
};

function isThere({ state }: Ground, object: string, field: string, moved: Row): boolean {
  const pair = PAIRS[object];
  if (pair === undefined) return false;
  for (const row of state.tables.of(object).where(field, String(moved[field])))
    if (row.Id !== moved.Id && row.IsDeleted !== true && pair.every((name) => row[name] === moved[name]))
      return true;
  return false;
}
