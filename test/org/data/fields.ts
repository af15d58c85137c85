// Groups of cells several recipes set alike, and picks from a field's own picklist.

import { below, mix, oneIn, pick, saltOf } from './hash.ts';
import { authorOf } from './people.ts';
import type { Draft, World } from './recipe.ts';
import { HOSTILE_CELLS } from './hostile.ts';
import { PLACES, SENTENCES } from './words.ts';

/** An active value of the picklist, or null when it has none; a nillable one is empty for one in six. */
export function chooser(world: World, object: string, field: string): (h: number) => string | null {
  const describe = world.schema.find(object)?.field(field);
  const values = (describe?.picklistValues ?? []).filter(({ active }) => active).map(({ value }) => value);
  const salt = saltOf(world.seed, object, field);
  if (values.length === 0) return () => null;
  const emptyOne = describe?.nillable === true ? 6 : Infinity;
  return (h) =>
    emptyOne !== Infinity && oneIn(emptyOne, mix(salt, h)) ? null : pick(values, mix(salt, h + 1));
}

/** A few sentences; one text in `hostileOne` is one of the cells that break careless readers. */
export function prose(h: number, hostileOne = 10): string | null {
  if (oneIn(hostileOne, mix(h, 31))) return pick(HOSTILE_CELLS, mix(h, 32));
  const sentences = below(4, mix(h, 33));
  if (sentences === 0) return null;
  let text = pick(SENTENCES, mix(h, 34));
  for (let n = 1; n < sentences; n++) text += (n === 2 ? '\n' : ' ') + pick(SENTENCES, mix(h, 34 + n));
  return text;
}

/** A place, or undefined for the one in five who gave none. */
export function placeOf(h: number): (typeof PLACES)[number] | undefined {
  return oneIn(5, mix(h, 41)) ? undefined : pick(PLACES, mix(h, 42));
}

/** The component fields of an address, by prefix: `Billing` or none. */
export function addressFields(
  prefix: string,
): Readonly<
  Record<'street' | 'city' | 'state' | 'code' | 'country' | 'latitude' | 'longitude' | 'accuracy', string>
> {
  return {
    street: `${prefix}Street`,
    city: `${prefix}City`,
    state: `${prefix}State`,
    code: `${prefix}PostalCode`,
    country: `${prefix}Country`,
    latitude: `${prefix}Latitude`,
    longitude: `${prefix}Longitude`,
    accuracy: `${prefix}GeocodeAccuracy`,
  };
}

export function fillAddress(row: Draft, fields: ReturnType<typeof addressFields>, h: number): void {
  const place = placeOf(h);
  const located = place !== undefined && oneIn(2, mix(h, 43));
  row[fields.street] = place?.[0] ?? null;
  row[fields.city] = place?.[1] ?? null;
  row[fields.state] = place?.[2] || null;
  row[fields.code] = place?.[3] ?? null;
  row[fields.country] = place?.[4] ?? null;
  row[fields.latitude] = located ? place[5] : null;
  row[fields.longitude] = located ? place[6] : null;
  row[fields.accuracy] = located ? 'Address' : null;
}

export function phoneNumber(h: number): string {
  return `+${1 + below(98, mix(h, 51))} ${100 + below(900, mix(h, 52))} ${1_000_000 + below(9_000_000, mix(h, 53))}`;
}

/** The Id of the user who owns the record behind an index; the rows of its share object need it too. */
export function ownerOf(world: World, object: string): (index: number) => string {
  const users = world.ids('User');
  const salt = saltOf(world.seed, object);
  return (index) => users.at(authorOf(mix(mix(salt, index), 906)));
}

/** About one in a hundred rows was thrown away by itself, whatever became of its parent. */
export function thrownAway(world: World, object: string): (index: number) => boolean {
  const salt = saltOf(world.seed, object, 'bin');
  return (index) => oneIn(100, mix(salt, index));
}

/** A live row of the object near a hash. */
export function anyLive(world: World, object: string): (h: number) => number {
  const count = world.count(object);
  const isDeleted = world.isDeleted(object);
  return (h) => {
    const index = below(count, h);
    return isDeleted(index) ? 0 : index;
  };
}
