// Profiles, permission sets, muting sets and groups: a deploy changes their rows, so that users' access changes, and a
// retrieve reads what they grant from those rows again.
import type { Row } from '../../../model.ts';
import type { XmlTree } from '../../../soap/xml.ts';
import type { StoredComponent } from '../../component.ts';
import { scalarText } from '../../../soap/xml.ts';
import {
  fieldPermissions,
  objectPermissions,
  setupAccesses,
  userPermissions,
} from '../../sources/permissions.ts';
import { allFieldPermissions } from '../../sources/profiles.ts';
import { contextFor, type SourceContext } from '../../sources/source.ts';
import type { DraftChange } from '../draft.ts';
import { texts } from '../tree.ts';
import { commitGrants, GRANT_TABLES, permissionFlags, ROW_BACKED } from './grants.ts';
import type { Ground } from './ground.ts';
import { idBy, newId, putRow, rowBy } from './ground.ts';

/** The row a component goes by from now on, and how its tree is read. */
export interface Seen {
  readonly row?: Row | undefined;
  readonly metadata?: () => XmlTree;
}

const treeOf = (component: DraftChange['before']): XmlTree => component?.tree ?? {};

/** The tree with what rows tell taken from the rows whenever it is read. */
function readFromRows(
  tree: XmlTree,
  rows: (context: SourceContext) => XmlTree,
  ground: Ground,
): () => XmlTree {
  const fixed = Object.fromEntries(Object.entries(tree).filter(([tag]) => !ROW_BACKED.includes(tag)));
  const context = contextFor(ground.state, 0);
  return () => ({ ...fixed, ...rows(context) });
}

function granted(
  table: string,
  id: string,
  fields: typeof fieldPermissions,
): (context: SourceContext) => XmlTree {
  return (context) => ({
    ...setupAccesses(context, id),
    fieldPermissions: fields(context, id),
    objectPermissions: objectPermissions(context, id),
    userPermissions: userPermissions(context.row(table, id) ?? {}),
  });
}

export function commitPermissionSet({ fullName, before, after }: DraftChange, ground: Ground): Seen {
  const known = rowBy(ground, 'PermissionSet', 'Name', fullName);
  if (after === undefined) {
    if (known !== undefined) dropHolder(String(known.Id), 'PermissionSet', ground);
    return {};
  }
  const { tree } = after;
  const row = putRow(ground, 'PermissionSet', known, {
    Name: fullName,
    Label: scalarText(tree.label),
    Description: scalarText(tree.description) || null,
    HasActivationRequired: tree.hasActivationRequired === true,
    ...(known === undefined ? { Type: 'Regular', IsCustom: true, IsOwnedByProfile: false } : {}),
    ...permissionFlags(treeOf(before), tree),
  });
  const id = String(row.Id);
  commitGrants(id, treeOf(before), tree, ground);
  for (const member of [
    ...ground.state.tables.of('PermissionSetGroupComponent').where('PermissionSetId', id),
  ])
    aggregate(String(member.PermissionSetGroupId), ground);
  return { row, metadata: readFromRows(tree, granted('PermissionSet', id, fieldPermissions), ground) };
}

export function commitMutingSet({ fullName, before, after }: DraftChange, ground: Ground): Seen {
  const known = rowBy(ground, 'MutingPermissionSet', 'DeveloperName', fullName);
  if (after === undefined) {
    if (known !== undefined) dropHolder(String(known.Id), 'MutingPermissionSet', ground);
    return {};
  }
  const row = putRow(ground, 'MutingPermissionSet', known, {
    DeveloperName: fullName,
    MasterLabel: scalarText(after.tree.label),
    ...permissionFlags(treeOf(before), after.tree),
  });
  const id = String(row.Id);
  commitGrants(id, treeOf(before), after.tree, ground);
  for (const member of [
    ...ground.state.tables.of('PermissionSetGroupComponent').where('PermissionSetId', id),
  ])
    aggregate(String(member.PermissionSetGroupId), ground);
  return {
    row,
    metadata: readFromRows(after.tree, granted('MutingPermissionSet', id, fieldPermissions), ground),
  };
}

/** A profile's tree with what its rows tell read from them, and the rest as it is now. */
export function profileReader({ properties, metadata }: StoredComponent, ground: Ground): () => XmlTree {
  const owned = rowBy(ground, 'PermissionSet', 'ProfileId', properties.id);
  if (owned === undefined) return metadata;
  return readFromRows(metadata(), granted('PermissionSet', String(owned.Id), allFieldPermissions), ground);
}

export function commitProfile({ fullName, before, after }: DraftChange, ground: Ground): Seen {
  const { store, state } = ground;
  const profiles = state.tables.of('Profile');
  const knownId = store.find('Profile', fullName)?.properties.id;
  const known = knownId === undefined ? undefined : profiles.get(knownId);
  const owned = known && rowBy(ground, 'PermissionSet', 'ProfileId', String(known.Id));
  if (after === undefined) {
    if (owned !== undefined) dropHolder(String(owned.Id), 'PermissionSet', ground);
    if (known !== undefined) profiles.drop(String(known.Id));
    return {};
  }
  const { tree } = after;
  const flags = permissionFlags(treeOf(before), tree);
  const license = scalarText(tree.userLicense);
  const row = putRow(ground, 'Profile', known, {
    Description: scalarText(tree.description) || null,
    ...(known === undefined
      ? {
          Name: decodeURIComponent(fullName),
          UserType: 'Standard',
          UserLicenseId: idBy(ground, 'UserLicense', 'Name', license),
        }
      : {}),
    ...flags,
  });
  const set = putRow(ground, 'PermissionSet', owned, {
    ...(owned === undefined
      ? {
          Name: `X${String(row.Id)}`,
          Label: String(row.Id),
          Type: 'Profile',
          IsOwnedByProfile: true,
          IsCustom: true,
          ProfileId: row.Id,
        }
      : {}),
    ...flags,
  });
  const id = String(set.Id);
  commitGrants(id, treeOf(before), tree, ground);
  return { row, metadata: readFromRows(tree, granted('PermissionSet', id, allFieldPermissions), ground) };
}

export function commitGroup({ fullName, after }: DraftChange, ground: Ground): Seen {
  const { tables } = ground.state;
  const known = rowBy(ground, 'PermissionSetGroup', 'DeveloperName', fullName);
  const members = tables.of('PermissionSetGroupComponent');
  for (const row of known === undefined ? [] : [...members.where('PermissionSetGroupId', String(known.Id))])
    members.drop(String(row.Id));
  const whole = known && rowBy(ground, 'PermissionSet', 'PermissionSetGroupId', String(known.Id));
  if (after === undefined) {
    if (whole !== undefined) dropHolder(String(whole.Id), 'PermissionSet', ground);
    if (known !== undefined) tables.of('PermissionSetGroup').drop(String(known.Id));
    return {};
  }
  const { tree } = after;
  const row = putRow(ground, 'PermissionSetGroup', known, {
    DeveloperName: fullName,
    MasterLabel: scalarText(tree.label),
    Description: scalarText(tree.description) || null,
    Status: 'Updated',
  });
  const id = String(row.Id);
  if (whole === undefined)
    putRow(ground, 'PermissionSet', undefined, {
      Name: fullName,
      Label: scalarText(tree.label),
      Type: 'Group',
      IsCustom: true,
      IsOwnedByProfile: false,
      PermissionSetGroupId: id,
    });
  const parts = [
    ...texts(tree, 'permissionSets').map((name) => idBy(ground, 'PermissionSet', 'Name', name)),
    ...texts(tree, 'mutingPermissionSets').map((name) =>
      idBy(ground, 'MutingPermissionSet', 'DeveloperName', name),
    ),
  ];
  for (const part of parts)
    putRow(ground, 'PermissionSetGroupComponent', undefined, {
      PermissionSetGroupId: id,
      PermissionSetId: part,
    });
  aggregate(id, ground);
  return { row };
}

/** Works out anew what a group's members grant together, without what it mutes. */
function aggregate(groupId: string, ground: Ground): void {
  const { tables } = ground.state;
  const whole = rowBy(ground, 'PermissionSet', 'PermissionSetGroupId', groupId);
  if (whole === undefined) return;
  const ids = [...tables.of('PermissionSetGroupComponent').where('PermissionSetGroupId', groupId)].map(
    (row) => String(row.PermissionSetId),
  );
  const found = (table: string): Row[] =>
    ids.map((id) => tables.of(table).get(id)).filter((row) => row !== undefined);
  const members = found('PermissionSet');
  const muted = found('MutingPermissionSet');
  const flags = Object.keys(whole).filter((column) => /^Permissions[A-Z]/.test(column));
  putRow(ground, 'PermissionSet', whole, {
    ...Object.fromEntries(
      flags.map((flag) => [
        flag,
        members.some((row) => row[flag] === true) && !muted.some((row) => row[flag] === true),
      ]),
    ),
  });
  for (const [table, key] of [
    ['ObjectPermissions', 'SobjectType'],
    ['FieldPermissions', 'Field'],
  ] as const) {
    const target = tables.of(table);
    const united = new Map<unknown, Row>();
    for (const member of members)
      for (const row of target.where('ParentId', String(member.Id)))
        united.set(row[key], union(united.get(row[key]), row));
    for (const row of [...target.where('ParentId', String(whole.Id))]) target.drop(String(row.Id));
    for (const row of united.values())
      putRow(ground, table, undefined, {
        ...row,
        Id: newId(ground, table, `${groupId}:${String(row[key])}`),
        ParentId: whole.Id,
      });
  }
}

function union(one: Row | undefined, other: Row): Row {
  if (one === undefined) return other;
  return Object.fromEntries(
    Object.entries(other).map(([column, value]) => [column, value === true || one[column] === true || value]),
  );
}

/** A permission set or muting set with all it grants and whom it is assigned to. */
function dropHolder(id: string, table: string, { state }: Ground): void {
  for (const grants of GRANT_TABLES) dropWhere(grants, 'ParentId');
  dropWhere('PermissionSetAssignment', 'PermissionSetId');
  dropWhere('PermissionSetGroupComponent', 'PermissionSetId');
  state.tables.of(table).drop(id);

  function dropWhere(name: string, column: string): void {
    const target = state.tables.of(name);
    for (const row of [...target.where(column, id)]) target.drop(String(row.Id));
  }
}
