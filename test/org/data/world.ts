// The world recipes are made in: counts, Ids and fates of every object's rows, each worked out when first asked for.

import type { Blob, Schema } from '../model.ts';
import { everyNth, idSeries, type IdSeries } from '../store/ids.ts';
import type { Calendar } from './calendar.ts';
import { thrownAway } from './fields.ts';
import { idLaneOf, idPrefixOf } from './idPrefixes.ts';
import {
  never,
  type BodyRecipe,
  type ComputedRecipe,
  type Draft,
  type KeptRecipe,
  type Plan,
  type World,
} from './recipe.ts';
import { FEED_PARENTS } from './recipes/community.ts';

export interface WorldParts {
  readonly seed: number;
  /** Of the Ids; see store/ids.ts. */
  readonly instance: string;
  readonly schema: Schema;
  readonly calendar: Calendar;
  readonly sizes: ReadonlyMap<string, number>;
  readonly computed: ReadonlyMap<string, ComputedRecipe>;
  readonly kept: ReadonlyMap<string, KeptRecipe>;
  readonly bodies: ReadonlyMap<string, BodyRecipe>;
}

export interface OrgWorld extends World {
  readonly plan: (object: string) => Plan | undefined;
  readonly hasComputed: (object: string) => boolean;
}

export function createWorld(parts: WorldParts): OrgWorld {
  const { seed, instance, schema, sizes } = parts;
  const isKnown = (object: string): boolean => schema.find(object) !== undefined;
  const hasComputed = (object: string): boolean => parts.computed.has(object) && isKnown(object);
  const world: OrgWorld = {
    seed,
    schema,
    calendar: parts.calendar,
    hasComputed,
    count: (object) => (hasComputed(object) ? (sizes.get(object) ?? 0) : world.kept(object).length),
    ids: memo((object) => seriesOf(object, schema, instance, world.ids)),
    isDeleted: memo((object) => fateOf(world, object)),
    plan: memo((object) => (hasComputed(object) ? parts.computed.get(object)!.plan(world) : undefined)),
    kept: memo((object): readonly Draft[] =>
      isKnown(object) ? (parts.kept.get(object)?.rows(world) ?? []) : [],
    ),
    body: bodies(parts.bodies, () => world),
  };
  return world;
}

function memo<Result>(make: (object: string) => Result): (object: string) => Result {
  const made = new Map<string, Result>();
  return (object) => {
    const known = made.get(object);
    if (known !== undefined || made.has(object)) return known as Result;
    const result = make(object);
    made.set(object, result);
    return result;
  };
}

/** Object feeds show rows of FeedItem under the same Ids. */
function seriesOf(
  object: string,
  schema: Schema,
  instance: string,
  ids: (object: string) => IdSeries,
): IdSeries {
  const place = FEED_PARENTS.findIndex((parent) => object === `${parent}Feed`);
  if (place >= 0) return everyNth(ids('FeedItem'), FEED_PARENTS.length, place);
  const type = schema.find(object);
  return idSeries(idPrefixOf(object, type?.keyPrefix ?? null), instance, idLaneOf(object));
}

/**
 * Index 0 always lives, so that every object with rows has one to point at. Worked out at the first question: plans ask
 * for each other's fates while they are made.
 */
function fateOf(world: OrgWorld, object: string): (index: number) => boolean {
  let fate: ((index: number) => boolean) | undefined;
  return (index) => (fate ??= decidedFate(world, object))(index);
}

function decidedFate(world: OrgWorld, object: string): (index: number) => boolean {
  const type = world.schema.find(object);
  if (!world.hasComputed(object) || !type?.field('IsDeleted')) return never;
  const byPlan = world.plan(object)?.deleted;
  if (byPlan === never) return never;
  const fate = byPlan ?? thrownAway(world, object);
  return (index) => index > 0 && fate(index);
}

/** Bodies, each made once: its MD5 is counted when first asked for and kept. */
function bodies(
  recipes: ReadonlyMap<string, BodyRecipe>,
  world: () => World,
): (object: string, index: number) => Blob | undefined {
  const makers = memo((object) => recipes.get(object)?.body(world()));
  const made = new Map<string, Blob | undefined>();
  return (object, index) => {
    const key = `${object}/${index}`;
    if (!made.has(key)) made.set(key, makers(object)?.(index));
    return made.get(key);
  };
}
