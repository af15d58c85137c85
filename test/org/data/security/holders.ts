// What each permission set of the org grants, worked out: profiles' own sets, the ordinary ones, and for every group the
// aggregate set that users really get, with what the group mutes already taken away (Object Reference, PermissionSet:
// Type `Group`).

import type { FieldDescribe } from '../../model.ts';
import type { World } from '../recipe.ts';
import {
  CONFIDENTIAL_FIELDS,
  PERMISSION_SET_GROUPS,
  PERMISSION_SETS,
  PROFILES,
  type Grants,
} from './permissionTable.ts';
import { securableObjects } from './securable.ts';

export interface Holder {
  readonly name: string;
  readonly label: string;
  readonly kind: 'profile' | 'set' | 'group';
  /** Place among its kind. */
  readonly place: number;
  readonly permissions: ReadonlySet<string>;
  /** Letters by object. */
  readonly objects: ReadonlyMap<string, string>;
  readonly grants: readonly Grants[];
}

/** All permission sets in the order of their rows. */
export function holdersOf(world: World): readonly Holder[] {
  const known = KNOWN.get(world);
  if (known) return known;
  const every = everyPermission(world);
  const securable = securableObjects(world.schema);
  const single = (kind: 'profile' | 'set') => (grants: Grants, place: number) => ({
    name: grants.name,
    label: grants.label,
    kind,
    place,
    permissions: permissionsOf(grants, every),
    objects: objectsOf(grants, securable),
    grants: [grants],
  });
  const sets = PERMISSION_SETS.map(single('set'));
  const holders = [
    ...PROFILES.map(single('profile')),
    ...sets,
    ...PERMISSION_SET_GROUPS.map((_, place) => aggregate(place, sets)),
  ];
  KNOWN.set(world, holders);
  return holders;
}

const KNOWN = new WeakMap<World, readonly Holder[]>();

/** Names of all user permissions the schema knows, without `Permissions`. */
function everyPermission(world: World): string[] {
  const fields = world.schema.find('PermissionSet')?.describe.fields ?? [];
  return fields
    .filter(({ name }) => /^Permissions[A-Z]/.test(name))
    .map(({ name }) => name.slice('Permissions'.length));
}

function permissionsOf({ permissions }: Grants, every: readonly string[]): ReadonlySet<string> {
  if ('everythingBut' in permissions)
    return new Set(every.filter((name) => !permissions.everythingBut.includes(name)));
  return new Set(permissions);
}

function objectsOf({ objects }: Grants, securable: readonly string[]): ReadonlyMap<string, string> {
  if (typeof objects === 'string') return new Map(securable.map((object) => [object, objects]));
  return new Map(Object.entries(objects).filter(([object]) => securable.includes(object)));
}

function aggregate(place: number, sets: readonly Holder[]): Holder {
  const { name, members, muted } = PERMISSION_SET_GROUPS[place];
  const parts = sets.filter((set) => members.includes(set.name));
  const objects = new Map<string, string>();
  for (const [object, letters] of parts.flatMap((part) => [...part.objects])) {
    objects.set(object, [...new Set((objects.get(object) ?? '') + letters)].join(''));
  }
  const permissions = new Set(
    parts.flatMap((part) => [...part.permissions]).filter((permission) => !muted.includes(permission)),
  );
  return {
    name,
    label: name.replaceAll('_', ' '),
    kind: 'group',
    place,
    permissions,
    objects,
    grants: parts.flatMap((part) => part.grants),
  };
}

/** Whether a holder reads a field of an object it is granted. */
export function readsField(holder: Holder, object: string, field: FieldDescribe): boolean {
  const name = `${object}.${field.name}`;
  const isConfidential = (CONFIDENTIAL_FIELDS as readonly string[]).includes(name);
  return holder.grants.some(({ fields }) =>
    fields === 'all' ? !isConfidential : fields !== 'none' && fields.includes(name),
  );
}
