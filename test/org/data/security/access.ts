// What one user may see, worked out from the org's own rows: the sets assigned to them (their profile's own, ordinary
// ones, the aggregates of groups, in which muting is already applied), object permissions, field-level security where a
// field has it, and record sharing by owner, default and share rows.

import type { Access, Row, Schema, Tables } from '../../model.ts';
import { canonicalId } from '../../store/ids.ts';
import { SHARING_MODELS } from '../sharing.ts';
import { changingAccess, parentOf, type ObjectGrant } from './changing.ts';
import { governedBy, securableObjects } from './securable.ts';

interface OrgRows {
  readonly schema: Schema;
  readonly tables: Tables;
}

/** A user nobody knows sees nothing. `withheld` permissions count as not granted. */
export function createAccess(org: OrgRows, userId: string, withheld: readonly string[] = []): Access {
  const id = canonicalId(userId) ?? userId;
  const sets = setsOf(org.tables, id);
  const permissions = new Set(
    sets.flatMap((set) => grantedFlags(set)).filter((name) => !withheld.includes(name)),
  );
  const objects = objectGrants(org.tables, sets);
  const readable = grantedFields(org.tables, sets, 'PermissionsRead');
  const editable = grantedFields(org.tables, sets, 'PermissionsEdit');
  const securable = new Set(securableObjects(org.schema));
  const has = (permission: string): boolean => permissions.has(permission);
  const seesAllData = has('ViewAllData') || has('ModifyAllData');
  const governing = (object: string): string | undefined => governedBy(object, (name) => securable.has(name));
  const seesObject = (object: string): boolean => {
    if (sets.length === 0) return false;
    const decides = governing(object);
    return decides === undefined || seesAllData || (objects.get(decides)?.read ?? false);
  };
  // Field-level security exists where the object's fields can be granted at all.
  const allows = (granted: ReadonlySet<string>, object: string, field: string): boolean => {
    const type = org.schema.find(object);
    const describe = type?.field(field);
    if (!type || !describe) return false;
    if (describe['permissionable'] !== true || !securable.has(type.name)) return true;
    return granted.has(`${type.name}.${describe.name}`);
  };
  const seesRow = rowVisibility(
    org.tables,
    id,
    has,
    (object) => seesAllData || (objects.get(object)?.viewAll ?? false),
  );
  return {
    userId: id,
    has,
    seesObject,
    seesField: (object, field) => allows(readable, object, field),
    seesRow,
    ...changingAccess(org.tables, {
      userId: id,
      has,
      governing,
      grant: (object) => objects.get(object),
      editsField: (object, field) => allows(editable, object, field),
      sees: seesRow,
      sharedLevels: (object, row) =>
        [...sharesOf(org.tables, id, object, row)].map((share) => levelOf(object, share)),
    }),
    without: (more) => createAccess(org, id, [...withheld, ...more]),
  };
}

/** The permission sets a user holds now; expired assignments count no more. */
function setsOf(tables: Tables, userId: string): Row[] {
  const sets: Row[] = [];
  for (const { PermissionSetId, IsActive, IsRevoked } of tables
    .of('PermissionSetAssignment')
    .where('AssigneeId', userId)) {
    const set =
      typeof PermissionSetId === 'string' ? tables.of('PermissionSet').get(PermissionSetId) : undefined;
    if (set && IsActive !== false && IsRevoked !== true) sets.push(set);
  }
  return sets;
}

function grantedFlags(set: Row): string[] {
  return Object.entries(set).flatMap(([field, value]) =>
    value === true && field.startsWith('Permissions') ? [field.slice('Permissions'.length)] : [],
  );
}

const NO_GRANT: ObjectGrant = {
  read: false,
  create: false,
  edit: false,
  delete: false,
  viewAll: false,
  modifyAll: false,
};

function objectGrants(tables: Tables, sets: readonly Row[]): ReadonlyMap<string, ObjectGrant> {
  const grants = new Map<string, ObjectGrant>();
  for (const set of sets) {
    for (const row of tables.of('ObjectPermissions').where('ParentId', String(set['Id']))) {
      const object = String(row['SobjectType']);
      const before = grants.get(object) ?? NO_GRANT;
      const modifyAll = before.modifyAll || row['PermissionsModifyAllRecords'] === true;
      grants.set(object, {
        read: before.read || row['PermissionsRead'] === true,
        create: before.create || row['PermissionsCreate'] === true,
        edit: before.edit || row['PermissionsEdit'] === true,
        delete: before.delete || row['PermissionsDelete'] === true,
        viewAll: before.viewAll || modifyAll || row['PermissionsViewAllRecords'] === true,
        modifyAll,
      });
    }
  }
  return grants;
}

/** `Account.Industry` … for every field some set grants so. */
function grantedFields(
  tables: Tables,
  sets: readonly Row[],
  grant: 'PermissionsRead' | 'PermissionsEdit',
): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const set of sets) {
    for (const row of tables.of('FieldPermissions').where('ParentId', String(set['Id']))) {
      if (row[grant] === true) fields.add(String(row['Field']));
    }
  }
  return fields;
}

/** `PublishStatus` R is the owner's private library (Object Reference, ContentVersion). */
const PRIVATE_LIBRARY = 'R';
const FILES = new Set(['ContentDocument', 'ContentVersion', 'ContentDocumentLink']);

function rowVisibility(
  tables: Tables,
  userId: string,
  has: (permission: string) => boolean,
  seesAllOf: (object: string) => boolean,
): (object: string, row: Row) => boolean {
  const sees = (object: string, row: Row): boolean => {
    if (FILES.has(object)) return seesFile(object, row);
    if (seesAllOf(object) || row['OwnerId'] === userId) return true;
    const parent = parentOf(tables, object, row);
    if (parent) return sees(parent.object, parent.row);
    return SHARING_MODELS[object] === undefined || !isPrivate(object) || isShared(object, row);
  };
  // View All Data does not open private libraries; Query All Files does (Object Reference, ContentDocument).
  const seesFile = (object: string, row: Row): boolean => {
    if (has('QueryAllFiles')) return true;
    const document =
      object === 'ContentDocument' ? row : tables.of('ContentDocument').get(String(row['ContentDocumentId']));
    if (!document || document['OwnerId'] === userId) return document !== undefined;
    if (document['PublishStatus'] !== PRIVATE_LIBRARY)
      return has('ViewAllData') || has('ModifyAllData') || isLinkedTo(String(document['Id']));
    return isLinkedTo(String(document['Id']));
  };
  const isLinkedTo = (documentId: string): boolean => {
    for (const link of tables.of('ContentDocumentLink').where('ContentDocumentId', documentId))
      if (link['LinkedEntityId'] === userId) return true;
    return false;
  };
  const isShared = (object: string, row: Row): boolean =>
    sharesOf(tables, userId, object, row).next().done !== true;
  return sees;
}

const SHARE_OBJECTS: Readonly<
  Partial<Record<string, readonly [object: string, field: string, level: string]>>
> = {
  Account: ['AccountShare', 'AccountId', 'AccountAccessLevel'],
  Opportunity: ['OpportunityShare', 'OpportunityId', 'OpportunityAccessLevel'],
  Project__c: ['Project__Share', 'ParentId', 'AccessLevel'],
};

/** The share rows that give the user the record. */
function* sharesOf(tables: Tables, userId: string, object: string, row: Row): Generator<Row> {
  const share = SHARE_OBJECTS[object];
  if (!share) return;
  for (const grant of tables.of(share[0]).where(share[1], String(row['Id'])))
    if (grant['UserOrGroupId'] === userId) yield grant;
}

function levelOf(object: string, share: Row): string {
  return String(share[SHARE_OBJECTS[object]?.[2] ?? '']);
}

function isPrivate(object: string): boolean {
  return SHARING_MODELS[object] === 'Private' || SHARING_MODELS[object] === 'ControlledByParent';
}
