// The rows of the permission objects, derived from what every holder grants.

import { USER_COUNT } from '../people.ts';
import type { Draft, KeptRecipe, World } from '../recipe.ts';
import { holdersOf, readsField, type Holder } from './holders.ts';
import { ASSIGNED, PERMISSION_SET_GROUPS, PERMISSION_SETS, profileOf, PROFILES } from './permissionTable.ts';
import { LICENSES } from './licenses.ts';

/** All permission flags of a holder as the object that lists them has them. */
function flags(world: World, object: string, permissions: ReadonlySet<string>): Draft {
  const names = (world.schema.find(object)?.describe.fields ?? []).filter(
    ({ name, type }) => type === 'boolean' && /^Permissions[A-Z]/.test(name),
  );
  return Object.fromEntries(
    names.map(({ name }) => [name, permissions.has(name.slice('Permissions'.length))]),
  );
}

function licenseId(world: World, name: string): string {
  return world.ids('UserLicense').at(LICENSES.findIndex((license) => license.name === name));
}

export function permissionSetId(world: World, name: string): string {
  return world
    .ids('PermissionSet')
    .at(holdersOf(world).findIndex((holder) => holder.kind !== 'profile' && holder.name === name));
}

export const profiles: KeptRecipe = {
  object: 'Profile',
  rows: (world) =>
    holdersOf(world)
      .filter(({ kind }) => kind === 'profile')
      .map(({ name, permissions, place }) => ({
        Name: name,
        UserType: PROFILES[place].userType,
        UserLicenseId: licenseId(world, PROFILES[place].license),
        Description: PROFILES[place].isCustom ? `Profile of ${name.toLowerCase()}` : null,
        ...flags(world, 'Profile', permissions),
      })),
};

const TYPE_OF = { profile: 'Profile', set: 'Regular', group: 'Group' } as const;

export const permissionSets: KeptRecipe = {
  object: 'PermissionSet',
  rows: (world) => {
    const profileIds = world.ids('Profile');
    return holdersOf(world).map(({ name, label, kind, place, permissions }) => ({
      // Profile-owned sets have generated names, as in an org.
      Name: kind === 'profile' ? `X${profileIds.at(place)}` : name,
      Label: kind === 'profile' ? profileIds.at(place) : label,
      Type: TYPE_OF[kind],
      IsOwnedByProfile: kind === 'profile',
      IsCustom: kind === 'profile' ? PROFILES[place].isCustom : true,
      ProfileId: kind === 'profile' ? profileIds.at(place) : null,
      PermissionSetGroupId: kind === 'group' ? world.ids('PermissionSetGroup').at(place) : null,
      LicenseId: kind === 'profile' ? licenseId(world, PROFILES[place].license) : null,
      HasActivationRequired: false,
      ...flags(world, 'PermissionSet', permissions),
    }));
  },
};

export const permissionSetGroups: KeptRecipe = {
  object: 'PermissionSetGroup',
  rows: () =>
    PERMISSION_SET_GROUPS.map(({ name }) => ({
      DeveloperName: name,
      MasterLabel: name.replaceAll('_', ' '),
      Language: 'en_US',
      Status: 'Updated',
    })),
};

const muting = PERMISSION_SET_GROUPS.filter(({ muted }) => muted.length > 0);

export const mutingPermissionSets: KeptRecipe = {
  object: 'MutingPermissionSet',
  rows: (world) =>
    muting.map(({ name, muted }) => ({
      DeveloperName: `${name}_Muting`,
      MasterLabel: `${name.replaceAll('_', ' ')} muting`,
      Language: 'en_US',
      ...flags(world, 'MutingPermissionSet', new Set(muted)),
    })),
};

/** Members of groups, their muting set among them. */
export const permissionSetGroupComponents: KeptRecipe = {
  object: 'PermissionSetGroupComponent',
  rows: (world) =>
    PERMISSION_SET_GROUPS.flatMap((group, place) => {
      const mute = muting.indexOf(group);
      const parts = group.members.map((name) => permissionSetId(world, name));
      if (mute >= 0) parts.push(world.ids('MutingPermissionSet').at(mute));
      return parts.map((part) => ({
        PermissionSetGroupId: world.ids('PermissionSetGroup').at(place),
        PermissionSetId: part,
      }));
    }),
};

/** Profiles' sets first, as users get them, then what was assigned; inactive users keep their assignments. */
export const permissionSetAssignments: KeptRecipe = {
  object: 'PermissionSetAssignment',
  rows: (world) => {
    const sets = world.ids('PermissionSet');
    const users = world.ids('User');
    const everybody = Array.from({ length: USER_COUNT }, (_, user) => user);
    const byProfile = everybody.map((user) => ({
      AssigneeId: users.at(user),
      PermissionSetId: sets.at(PROFILES.findIndex(({ name }) => name === profileOf(user))),
      IsActive: true,
    }));
    const assigned = [...PERMISSION_SETS, ...PERMISSION_SET_GROUPS].flatMap(({ name }) =>
      everybody
        .filter((user) => ASSIGNED[name]?.(user) ?? false)
        .map((user) => ({
          AssigneeId: users.at(user),
          PermissionSetId: permissionSetId(world, name),
          PermissionSetGroupId: groupId(world, name),
          IsActive: true,
        })),
    );
    return [...byProfile, ...assigned];
  },
};

function groupId(world: World, name: string): string | null {
  const place = PERMISSION_SET_GROUPS.findIndex((group) => group.name === name);
  return place < 0 ? null : world.ids('PermissionSetGroup').at(place);
}

export const objectPermissions: KeptRecipe = {
  object: 'ObjectPermissions',
  rows: (world) =>
    holdersOf(world).flatMap((holder, place) =>
      [...holder.objects].map(([object, letters]) => ({
        ParentId: world.ids('PermissionSet').at(place),
        SobjectType: object,
        PermissionsCreate: letters.includes('C'),
        PermissionsRead: letters.includes('R'),
        PermissionsEdit: letters.includes('U'),
        PermissionsDelete: letters.includes('D'),
        PermissionsViewAllRecords: letters.includes('V'),
        PermissionsModifyAllRecords: letters.includes('M'),
      })),
    ),
};

export const fieldPermissions: KeptRecipe = {
  object: 'FieldPermissions',
  rows: (world) =>
    holdersOf(world).flatMap((holder, place) =>
      fieldRows(world, holder, world.ids('PermissionSet').at(place)),
    ),
};

/** Only fields that have field-level security get rows: required and system fields are seen by all who see the object. */
function fieldRows(world: World, holder: Holder, parentId: string): Draft[] {
  return [...holder.objects].flatMap(([object, letters]) =>
    world.schema
      .find(object)!
      .describe.fields.filter(
        (field) => field['permissionable'] === true && readsField(holder, object, field),
      )
      .map((field) => ({
        ParentId: parentId,
        SobjectType: object,
        Field: `${object}.${field.name}`,
        PermissionsRead: true,
        PermissionsEdit: letters.includes('U') && (field.updateable || field.createable),
      })),
  );
}

/** The running user's permissions: one row, which the server fills for whoever asks. */
export const userPermissionAccess: KeptRecipe = {
  object: 'UserPermissionAccess',
  rows: (world) => [{ LastCacheUpdate: world.calendar.moment(100_000) }],
};

export const tabSettings: KeptRecipe = {
  object: 'PermissionSetTabSetting',
  rows: (world) =>
    ['Project_Manager', 'Invoice_Editor'].flatMap((set) => [
      { ParentId: permissionSetId(world, set), Name: 'Project__c', Visibility: 'DefaultOn' },
      { ParentId: permissionSetId(world, set), Name: 'standard-Account', Visibility: 'DefaultOff' },
    ]),
};
