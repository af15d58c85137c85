// A value for any field from its describe alone: what the org's own custom fields are filled with.
// Values fit length, precision, scale and picklist; about one in eight nillable cells is null.
// Whole numbers of 18 digits are kept as exact decimal text, because a JS number ends at 2^53; readers print text and
// number alike as they stand.

import type { FieldDescribe, Value } from '../model.ts';
import { between, below, mix, oneIn, pick, saltOf } from './hash.ts';
import type { World } from './recipe.ts';
import { HOSTILE_CELLS } from './hostile.ts';
import { FIRM_NAMES, PLACES, SENTENCES } from './words.ts';

/** From the row's hash and index to the cell. */
export type Cell = (h: number, index: number) => Value;

type CellMaker = (field: FieldDescribe, world: World, object: string) => Cell;

const empty: CellMaker = () => () => null;
const words: CellMaker = (field) =>
  text(field, (h) => `${pick(FIRM_NAMES, h)} ${between(1, 999, mix(h, 1))}`);
const sentence: CellMaker = (field) =>
  text(field, (h) => (oneIn(25, h) ? pick(HOSTILE_CELLS, mix(h, 2)) : pick(SENTENCES, mix(h, 3))));

const CELLS: Readonly<Record<string, CellMaker>> = {
  boolean: () => (h) => (h & 1) === 1,
  string: (field, world) => (field.unique || field.externalId ? serial(field) : words(field, world, '')),
  textarea: sentence,
  encryptedstring: (field) => text(field, (h) => `PL-${between(10_000_000, 99_999_999, h)}`),
  email: (field) =>
    text(
      field,
      (h) => `${pick(FIRM_NAMES, h).replaceAll(/[^A-Za-z]/g, '')}.${below(1000, mix(h, 1))}@example.com`,
    ),
  phone: (field) => text(field, (h) => `+49 30 ${between(100_000, 999_999, h)}`),
  url: (field) => text(field, (h) => `https://www.example.com/${below(100_000, h)}?a=1&b=%20`),
  picklist: (field) => {
    const values = activeValues(field);
    return values.length === 0 ? () => null : (h) => pick(values, h);
  },
  combobox: (field, world) => CELLS['picklist'](field, world, ''),
  multipicklist: (field) => {
    const values = activeValues(field);
    return (h) => values.filter((_, at) => (h >>> (at % 30)) & 1).join(';') || (values[0] ?? null);
  },
  int: (field) => (h) => below(10 ** Math.min(9, wholeDigits(field)), h),
  long: (field) => (h) => below(10 ** Math.min(9, wholeDigits(field)), h),
  double: number,
  currency: number,
  percent: (field) => (h) => round(below(10_001, h) / 100, field.scale),
  date:
    (_, { calendar }) =>
    (h) =>
      calendar.day(between(-200, 1400, h)),
  datetime:
    (_, { calendar }) =>
    (h) =>
      calendar.moment(between(86_400, 120_000_000, h)),
  time: () => (h) =>
    `${String(below(24, h)).padStart(2, '0')}:${String(below(60, mix(h, 1))).padStart(2, '0')}:00.000Z`,
  reference,
};

/**
 * The cell of a row's field by its index. Compound, binary and opaque fields hold nothing of their own; the parts of a
 * compound share one hash, so that a latitude and its longitude belong together.
 */
export function fieldCell(world: World, object: string, field: FieldDescribe): (index: number) => Value {
  const salt = saltOf(world.seed, object);
  const own = saltOf(world.seed, object, field.compoundFieldName ?? field.name);
  const cell = genericCell(field, world, object);
  return (index) => cell(mix(mix(salt, index), own), index);
}

/** A cell function that is given a hash of its own, as fieldCell makes it. */
export function genericCell(field: FieldDescribe, world: World, object: string): Cell {
  const cell = (CELLS[field.type] ?? empty)(field, world, object);
  if (field.autoNumber)
    return (_, index) => `${field.name.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(6, '0')}`;
  if (!field.nillable || field.unique || field.type === 'boolean') return cell;
  const salt = saltOf(world.seed, 'null', field.compoundFieldName ?? field.name);
  return (h, index) => (oneIn(8, mix(salt, h)) ? null : cell(h, index));
}

function activeValues(field: FieldDescribe): string[] {
  return field.picklistValues.filter(({ active }) => active).map(({ value }) => value);
}

function text(field: FieldDescribe, make: (h: number) => string): Cell {
  const length = field.length || 255;
  return (h) => fit(make(h), length);
}

/** Cut to `length` UTF-16 units, never through a surrogate pair. */
export function fit(value: string, length: number): string {
  if (value.length <= length) return value;
  const cut = value.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

function serial(field: FieldDescribe): Cell {
  return (_, index) =>
    fit(`${field.name.slice(0, 4)}-${String(index + 1).padStart(8, '0')}`, field.length || 255);
}

function wholeDigits(field: FieldDescribe): number {
  const digits = Number(field['digits'] ?? 0);
  return digits > 0 ? digits : Math.max(1, field.precision - field.scale || 6);
}

function number(field: FieldDescribe): Cell {
  if (field.name.endsWith('__Latitude__s')) return (h) => pick(PLACES, h)[5];
  if (field.name.endsWith('__Longitude__s')) return (h) => pick(PLACES, h)[6];
  const whole = Math.max(1, field.precision - field.scale);
  if (field.unique) return (_, index) => FIRST_NUMBER + index;
  if (field.scale === 0 && whole >= 18 && !field.calculated) return exactWhole;
  const small = 10 ** Math.min(whole, 5);
  const large = 10 ** Math.min(whole, 11);
  return (h) => {
    const limit = oneIn(20, h) ? large : small;
    return round((mix(h, 4) / 4294967296) * (limit - 1) * (oneIn(10, mix(h, 5)) ? -1 : 1), field.scale);
  };
}

/** Numbers of unique fields count from here: beyond the 10,000,000 from which Java prints exponents. */
const FIRST_NUMBER = 16_147_805_000_000;

/** One in two needs all of 18 digits and is text; the other is an everyday number. */
function exactWhole(h: number): Value {
  if ((h & 1) === 0) return below(100_000_000, mix(h, 6));
  return `${100_000_000 + below(900_000_000, mix(h, 7))}${String(below(1_000_000_000, mix(h, 8))).padStart(9, '0')}`;
}

export function round(value: number, scale: number): number {
  const unit = 10 ** Math.min(scale, 6);
  return Math.round(value * unit) / unit || 0;
}

/** A live row of the first object the field may point at that has rows; of its own object an earlier one. */
function reference(field: FieldDescribe, world: World, object: string): Cell {
  const target = field.referenceTo.find((candidate) => world.count(candidate) > 0);
  if (target === undefined) return () => null;
  const count = world.count(target);
  const ids = world.ids(target);
  const isDeleted = world.isDeleted(target);
  return (h, at) => {
    if (target === object && at === 0) return null;
    const index = below(target === object ? at : count, h);
    return ids.at(isDeleted(index) ? 0 : index);
  };
}
