// What profiles and permission sets grant, as rows: a deployed entry becomes, changes or takes away the row that says the
// same (Object Reference, ObjectPermissions, FieldPermissions, SetupEntityAccess, PermissionSetTabSetting).
import type { Row, Value } from '../../../model.ts';
import type { XmlTree } from '../../../soap/xml.ts';
import { scalarText } from '../../../soap/xml.ts';
import { PROFILE_KEYS } from '../merge.ts';
import { trees } from '../tree.ts';
import type { Ground } from './ground.ts';
import { idBy, putRow } from './ground.ts';

interface Grant {
  readonly table: string;
  /** The cells that tell the row among its parent's. */
  readonly key: (entry: XmlTree, ground: Ground) => Record<string, Value>;
  /** The rest of the row; undefined where nothing is granted, and so no row is. */
  readonly cells: (entry: XmlTree) => Record<string, Value> | undefined;
}

const is = (entry: XmlTree, tag: string): boolean => entry[tag] === true;

/** An entry that opens something of the setup: a class, a page. */
function entity(type: string, nameColumn: string, tag: string): Grant {
  return {
    table: 'SetupEntityAccess',
    key: (entry, ground) => ({
      SetupEntityId: idBy(ground, type, nameColumn, scalarText(entry[tag])),
      SetupEntityType: type,
    }),
    cells: (entry) => (is(entry, 'enabled') ? {} : undefined),
  };
}

const tab: Grant = {
  table: 'PermissionSetTabSetting',
  key: (entry) => ({ Name: scalarText(entry.tab) }),
  cells: ({ visibility }) =>
    visibility === 'Hidden' || visibility === 'None' ? undefined : { Visibility: scalarText(visibility) },
};

/** Tag -> the rows behind it. */
const GRANTS: Readonly<Record<string, Grant>> = {
  objectPermissions: {
    table: 'ObjectPermissions',
    key: ({ object }) => ({ SobjectType: scalarText(object) }),
    cells: (entry) =>
      is(entry, 'allowRead')
        ? {
            PermissionsCreate: is(entry, 'allowCreate'),
            PermissionsRead: true,
            PermissionsEdit: is(entry, 'allowEdit'),
            PermissionsDelete: is(entry, 'allowDelete'),
            PermissionsViewAllRecords: is(entry, 'viewAllRecords'),
            PermissionsModifyAllRecords: is(entry, 'modifyAllRecords'),
            PermissionsViewAllFields: is(entry, 'viewAllFields'),
          }
        : undefined,
  },
  fieldPermissions: {
    table: 'FieldPermissions',
    key: ({ field }) => ({ SobjectType: scalarText(field).split('.')[0], Field: scalarText(field) }),
    cells: (entry) =>
      is(entry, 'readable') || is(entry, 'editable')
        ? { PermissionsRead: true, PermissionsEdit: is(entry, 'editable') }
        : undefined,
  },
  classAccesses: entity('ApexClass', 'Name', 'apexClass'),
  pageAccesses: entity('ApexPage', 'Name', 'apexPage'),
  customPermissions: entity('CustomPermission', 'DeveloperName', 'name'),
  externalCredentialPrincipalAccesses: entity(
    'NamedCredential',
    'DeveloperName',
    'externalCredentialPrincipal',
  ),
  tabSettings: tab,
  tabVisibilities: tab,
};

/** Tables whose rows belong to a permission set. */
export const GRANT_TABLES: readonly string[] = [...new Set(Object.values(GRANTS).map(({ table }) => table))];

/** Tags whose content the rows tell, and which a retrieve therefore reads from them. */
export const ROW_BACKED: readonly string[] = [
  'objectPermissions',
  'fieldPermissions',
  'userPermissions',
  'classAccesses',
  'pageAccesses',
  'customPermissions',
  'externalCredentialPrincipalAccesses',
];

/** Brings the rows of one permission set from what the tree before said to what the one after says. */
export function commitGrants(parentId: string, before: XmlTree, after: XmlTree, ground: Ground): void {
  for (const [tag, grant] of Object.entries(GRANTS)) {
    const keyOf = tag === 'tabSettings' ? PROFILE_KEYS.tabVisibilities : PROFILE_KEYS[tag];
    const was = new Map(trees(before, tag).map((entry) => [keyOf(entry), entry]));
    const now = new Map(trees(after, tag).map((entry) => [keyOf(entry), entry]));
    for (const [key, entry] of now)
      if (JSON.stringify(entry) !== JSON.stringify(was.get(key))) put(parentId, grant, entry, ground);
    for (const [key, entry] of was) if (!now.has(key)) take(parentId, grant, entry, ground);
  }
}

function rowOf(parentId: string, { table, key }: Grant, entry: XmlTree, ground: Ground): Row | undefined {
  const cells = Object.entries(key(entry, ground));
  for (const row of ground.state.tables.of(table).where('ParentId', parentId))
    if (cells.every(([column, value]) => row[column] === value)) return row;
  return undefined;
}

function put(parentId: string, grant: Grant, entry: XmlTree, ground: Ground): void {
  const cells = grant.cells(entry);
  const row = rowOf(parentId, grant, entry, ground);
  if (cells === undefined) take(parentId, grant, entry, ground);
  else putRow(ground, grant.table, row, { ParentId: parentId, ...grant.key(entry, ground), ...cells });
}

function take(parentId: string, grant: Grant, entry: XmlTree, ground: Ground): void {
  const row = rowOf(parentId, grant, entry, ground);
  if (row !== undefined) ground.state.tables.of(grant.table).drop(String(row.Id));
}

/** The permission columns of both trees' user permissions: on where the tree after switches them on. */
export function permissionFlags(before: XmlTree, after: XmlTree): Record<string, boolean> {
  const flags: Record<string, boolean> = {};
  for (const { name } of trees(before, 'userPermissions')) flags[`Permissions${scalarText(name)}`] = false;
  for (const { name, enabled } of trees(after, 'userPermissions'))
    flags[`Permissions${scalarText(name)}`] = enabled === true;
  return flags;
}
