// The whole org from a seed: tables whose rows are computed or made when asked for, bodies, a clock, and what each user
// may see. Starting it builds nothing but names; memory does not grow with scale.

import type { Access, Blob, OrgState, Row, Schema, SObjectType, Tables } from '../model.ts';
import { livingSchema } from '../schema/living.ts';
import { loadSchema } from '../schema/schema.ts';
import { OrgBlobs } from '../store/blobs.ts';
import { ComputedTable } from '../store/computedTable.ts';
import { instanceOf } from '../store/ids.ts';
import { KeptTable } from '../store/keptTable.ts';
import { Calendar } from './calendar.ts';
import { BODIES, COMPUTED, KEPT, SCHEMA_ROWS } from './registry.ts';
import { emptyOrgSizes, isSetup } from './emptyOrg.ts';
import { createAccess } from './security/access.ts';
import { computedRowMaker, keptRows } from './rowMaker.ts';
import { sizesFor } from './sizes.ts';
import { orgStructure, type StructuredTables } from './structure.ts';
import { createWorld, type OrgWorld } from './world.ts';

export interface OrgOptions {
  /** Same seed, scale and day: same rows, Ids and bodies. */
  readonly seed: number;
  /** 1 is about 25,000 rows of business data, 400 about ten million. */
  readonly scale: number;
  /** `none`: an org of the same metadata, users and setup, without business rows, under Ids of its own. */
  readonly rows?: 'seeded' | 'none';
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
  const isEmpty = options.rows === 'none';
  const schema = livingSchema(options.schema ?? loadSchema(isEmpty ? { instance: 'PE0' } : {}));
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
  const now = options.clock ?? ((): Date => new Date(start.getTime() + Date.now() - started));
  let structureChangedAt: Date | undefined;
  const structure = orgStructure(schema, tables, () => {
    writes.all += 1;
    writes.access += 1;
    structureChangedAt = now();
    for (const { object } of SCHEMA_ROWS) tables.remake(object);
  });
  return {
    id: world.ids('Organization').at(0),
    seed,
    scale,
    schema,
    tables,
    blobs,
    world,
    now,
    structure,
    get structureChangedAt() {
      return structureChangedAt;
    },
    access,
    userId: (username) => {
      for (const user of tables.of('User').where('Username', username)) return String(user['Id']);
      return undefined;
    },
  };
}

function worldOf({ seed, rows, ...sizes }: OrgOptions, schema: Schema, start: Date): OrgWorld {
  const isEmpty = rows === 'none';
  const listed = isEmpty ? KEPT.filter(isSetup) : KEPT;
  return createWorld({
    seed,
    instance: instanceOf(seed, isEmpty),
    schema,
    calendar: new Calendar(start),
    sizes: isEmpty ? emptyOrgSizes() : sizesFor(sizes),
    computed: new Map(COMPUTED.map((recipe) => [recipe.object, recipe])),
    kept: new Map(listed.map((recipe) => [recipe.object, recipe])),
    bodies: new Map(BODIES.map((recipe) => [recipe.object, recipe])),
  });
}

function createTables(
  world: OrgWorld,
  changed: (object: string) => void,
  generation: () => number,
): OrgTables & StructuredTables & { remake(object: string): void } {
  const tables = new Map<string, ReshapedTable>();
  /** Objects whose seeded rows went with the object; one of the same name starts empty. */
  const forgotten = new Set<string>();
  const of = (name: string): ReshapedTable => {
    const type = world.schema.find(name);
    if (!type) throw new Error(`The practice org has no object ${name}.`);
    const known = tables.get(type.name);
    if (known) return known;
    const onChange = (): void => changed(type.name);
    const table = forgotten.has(type.name) ? emptyTable(type, onChange) : createTable(type, world, onChange);
    tables.set(type.name, table);
    return table;
  };
  const minted = new Map<string, number>();
  return {
    get generation() {
      return generation();
    },
    of,
    reshape: (object, change, field) => of(object).reshape(change, field),
    forget(object) {
      tables.delete(object);
      forgotten.add(object);
    },
    remake: (object) => tables.delete(object),
    newId(object) {
      const name = world.schema.find(object)?.name ?? object;
      const next = minted.get(name) ?? world.count(name);
      minted.set(name, next + 1);
      return world.ids(name).at(next);
    },
  };
}

type ReshapedTable = ComputedTable | KeptTable;

function emptyTable(type: SObjectType, changed: () => void): ReshapedTable {
  return new KeptTable(type, { key: 'Id', rows: () => [] }, changed);
}

function createTable(type: SObjectType, world: OrgWorld, changed: () => void): ReshapedTable {
  const ids = world.ids(type.name);
  const plan = world.plan(type.name);
  if (!plan) {
    const recipe = KEPT.find(({ object }) => object === type.name);
    const rows = (): Row[] =>
      keptRows(
        type,
        recipe && SCHEMA_ROWS.includes(recipe) ? recipe.rows(world) : world.kept(type.name),
        ids,
        world,
      );
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
