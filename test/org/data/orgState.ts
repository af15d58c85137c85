// The whole org from a seed: tables whose rows are computed or made when asked for, bodies, a clock, and what each user
// may see. Starting it builds nothing but names; memory does not grow with scale.

import type { Access, Blob, OrgState, Row, Schema, SObjectType, Table, Tables } from '../model.ts';
import { loadSchema } from '../schema/schema.ts';
import { OrgBlobs } from '../store/blobs.ts';
import { ComputedTable } from '../store/computedTable.ts';
import { KeptTable } from '../store/keptTable.ts';
import { Calendar } from './calendar.ts';
import { BODIES, COMPUTED, KEPT } from './registry.ts';
import { createAccess } from './security/access.ts';
import { computedRowMaker, keptRows } from './rowMaker.ts';
import { sizesFor } from './sizes.ts';
import { createWorld, type OrgWorld } from './world.ts';

export interface OrgOptions {
  /** Same seed, scale and day: same rows, Ids and bodies. */
  readonly seed: number;
  /** 1 is about 25,000 rows of business data, 400 about ten million. */
  readonly scale: number;
  readonly ledgerRows?: number;
  /** Documents under Files, whatever the scale. */
  readonly files?: number;
  /** When the org was started; data end a day before the midnight before it. Left out: the machine's time. */
  readonly now?: Date;
  /** The org's time from then on; left out, it moves on from `now`. */
  readonly clock?: () => Date;
  readonly schema?: Schema;
}

/** What the org offers beyond the nouns its rooms share. */
export interface SeededOrg extends OrgState {
  readonly tables: OrgTables;
  /** For what builds on generated rows: planted incidents and tests. */
  readonly world: OrgWorld;
  /** The Id of a user by username. */
  userId(username: string): string | undefined;
}

export interface OrgTables extends Tables {
  /** Counts writes; what was rendered at the same number is still true. */
  readonly generation: number;
  /** An Id no row of the object has had, greater than all before it. */
  newId(object: string): string;
}

/** Objects whose rows decide who sees what. */
const DECIDES_ACCESS = new Set([
  'User',
  'PermissionSet',
  'PermissionSetAssignment',
  'PermissionSetGroup',
  'ObjectPermissions',
  'FieldPermissions',
  'AccountShare',
  'OpportunityShare',
  'Project__Share',
]);

export function createOrgState(options: OrgOptions): SeededOrg {
  const { seed, scale } = options;
  const started = Date.now();
  const start = options.now ?? options.clock?.() ?? new Date();
  const schema = options.schema ?? loadSchema();
  const world = worldOf(options, schema, start);
  const writes = { all: 0, access: 0 };
  const changed = (object: string): void => {
    writes.all += 1;
    if (DECIDES_ACCESS.has(object)) writes.access += 1;
  };
  const tables = createTables(world, changed, () => writes.all);
  const blobs = new OrgBlobs(
    (object, id, field) => generatedBody(world, object, id, field),
    () => (writes.all += 1),
  );
  const access = cachedAccess(
    (userId) => createAccess({ schema, tables }, userId),
    () => writes.access,
  );
  return {
    id: world.ids('Organization').at(0),
    seed,
    scale,
    schema,
    tables,
    blobs,
    world,
    now: options.clock ?? (() => new Date(start.getTime() + Date.now() - started)),
    access,
    userId: (username) => {
      for (const user of tables.of('User').where('Username', username)) return String(user['Id']);
      return undefined;
    },
  };
}

function worldOf({ seed, scale, ledgerRows, files }: OrgOptions, schema: Schema, start: Date): OrgWorld {
  return createWorld({
    seed,
    schema,
    calendar: new Calendar(start),
    sizes: sizesFor({ scale, ledgerRows, files }),
    computed: new Map(COMPUTED.map((recipe) => [recipe.object, recipe])),
    kept: new Map(KEPT.map((recipe) => [recipe.object, recipe])),
    bodies: new Map(BODIES.map((recipe) => [recipe.object, recipe])),
  });
}

function createTables(
  world: OrgWorld,
  changed: (object: string) => void,
  generation: () => number,
): OrgTables {
  const tables = new Map<string, Table>();
  const minted = new Map<string, number>();
  return {
    get generation() {
      return generation();
    },
    of(name) {
      const type = world.schema.find(name);
      if (!type) throw new Error(`The practice org has no object ${name}.`);
      const known = tables.get(type.name);
      if (known) return known;
      const table = createTable(type, world, () => changed(type.name));
      tables.set(type.name, table);
      return table;
    },
    newId(object) {
      const name = world.schema.find(object)?.name ?? object;
      const next = minted.get(name) ?? world.count(name);
      minted.set(name, next + 1);
      return world.ids(name).at(next);
    },
  };
}

function createTable(type: SObjectType, world: OrgWorld, changed: () => void): Table {
  const ids = world.ids(type.name);
  const plan = world.plan(type.name);
  if (!plan) {
    const recipe = KEPT.find(({ object }) => object === type.name);
    const rows = (): Row[] => keptRows(type, world.kept(type.name), ids, world);
    return new KeptTable(type, { key: recipe?.key ?? 'Id', rows }, changed);
  }
  const inverse = Object.entries(plan.children ?? {}).map(([field, { parent, of }]) => {
    const parents = world.ids(parent);
    const count = world.count(parent);
    const children = (id: string): Iterable<number> => {
      const index = parents.indexOf(id);
      return index === undefined || index >= count ? [] : of(index);
    };
    return [field, children] as const;
  });
  return new ComputedTable(
    type,
    {
      count: world.count(type.name),
      ids,
      row: computedRowMaker(type, plan, ids, world),
      inverse: Object.fromEntries(inverse),
    },
    changed,
  );
}

function generatedBody(world: OrgWorld, object: string, id: string, field: string): Blob | undefined {
  const name = world.schema.find(object)?.name;
  const recipe = BODIES.find(
    (body) => body.object === name && body.field.toLowerCase() === field.toLowerCase(),
  );
  const index = recipe && world.ids(recipe.object).indexOf(id);
  return index === undefined || index >= world.count(recipe!.object)
    ? undefined
    : world.body(recipe!.object, index);
}

/** Worked out once a user, again after permission rows changed. */
function cachedAccess(make: (userId: string) => Access, version: () => number): (userId: string) => Access {
  const known = new Map<string, { readonly at: number; readonly access: Access }>();
  return (userId) => {
    const cached = known.get(userId);
    if (cached && cached.at === version()) return cached.access;
    const access = make(userId);
    known.set(userId, { at: version(), access });
    return access;
  };
}
