// From a recipe to whole rows: every field of the describe, system fields in a plausible order of time, defaults for
// what is required, the org's own custom fields from their describes, and on top what the recipe says.

import type { FieldDescribe, Row, SObjectType, Value } from '../model.ts';
import type { IdSeries } from '../store/ids.ts';
import { DAY, HOUR } from './calendar.ts';
import { genericCell, type Cell } from './generic.ts';
import { below, mix, oneIn, saltOf } from './hash.ts';
import { authorOf } from './people.ts';
import type { Draft, Plan, World } from './recipe.ts';

/** Records go back three years and a half; the newest were touched a day before midnight. */
const HISTORY = 1280 * DAY;
const NEWEST = DAY + HOUR;
/** Every so many neighbours were loaded in one go and share their dates. */
const BULK_LOAD = 200;
/** When the nightly recalculation last touched what it touches: many rows share this SystemModstamp. */
const NIGHTLY_RUN = DAY + 2 * HOUR;

/** A row of this type with nothing but defaults; the shape all its rows share. */
export function blankRow(type: SObjectType, world: World): Draft {
  const cells = type.describe.fields.map((field) => [field.name, defaultValue(field, world)] as const);
  // Through JSON, so that the engine lays the object out as a fast one and copies of it are cheap.
  return JSON.parse(JSON.stringify(Object.fromEntries(cells))) as Draft;
}

const REQUIRED: Readonly<Partial<Record<string, (world: World) => Value>>> = {
  boolean: () => false,
  string: () => '',
  textarea: () => '',
  int: () => 0,
  long: () => 0,
  double: () => 0,
  currency: () => 0,
  percent: () => 0,
  date: ({ calendar }) => calendar.day(30),
  datetime: ({ calendar }) => calendar.moment(30 * DAY),
  time: () => '00:00:00.000Z',
};

function defaultValue(field: FieldDescribe, world: World): Value {
  if (field.nillable && field.type !== 'boolean') return null;
  if (field.type === 'picklist' || field.type === 'combobox') {
    const values = field.picklistValues.filter(({ active }) => active);
    return (values.find(({ defaultValue: isDefault }) => isDefault) ?? values.at(0))?.value ?? null;
  }
  return REQUIRED[field.type]?.(world) ?? null;
}

/** Makes the row behind an index of a growing object. */
export function computedRowMaker(
  type: SObjectType,
  plan: Plan,
  ids: IdSeries,
  world: World,
): (index: number) => Row {
  const blank = blankRow(type, world);
  const salt = saltOf(world.seed, type.name);
  const isDeleted = world.isDeleted(type.name);
  const stamp = stamper(type, world);
  const custom = plan.fillsCustomFields ? [] : customCells(type, world);
  const recordType = recordTypeCell(type);
  return (index) => {
    const h = mix(salt, index);
    const row = { ...blank };
    row.Id = ids.at(index);
    stamp(row, index, h);
    if ('IsDeleted' in blank) row.IsDeleted = isDeleted(index);
    if (recordType) row.RecordTypeId = recordType(h, index);
    for (const { name, cell, salt: own } of custom) row[name] = cell(mix(h, own), index);
    plan.fill(row, index, h);
    return row;
  };
}

/** Completes the rows of a setup object: defaults below, the recipe's cells above. */
export function keptRows(type: SObjectType, drafts: readonly Draft[], ids: IdSeries, world: World): Row[] {
  const blank = blankRow(type, world);
  const salt = saltOf(world.seed, type.name);
  const stamp = stamper(type, world);
  const custom = customCells(type, world);
  return drafts.map((draft, index) => {
    const h = mix(salt, index);
    const row: Draft = { ...blank, Id: ids.at(index) };
    stamp(row, index * Math.ceil(1000 / drafts.length), h);
    for (const { name, cell, salt: own } of custom) row[name] = cell(mix(h, own), index);
    return Object.assign(row, draft);
  });
}

function customCells(type: SObjectType, world: World): Array<{ name: string; cell: Cell; salt: number }> {
  return type.describe.fields
    .filter(({ custom, name, autoNumber }) => custom || (autoNumber && name === 'Name'))
    .map((field) => ({
      name: field.name,
      cell: genericCell(field, world, type.name),
      salt: saltOf(world.seed, type.name, field.compoundFieldName ?? field.name),
    }));
}

/** The record types a describe lists, the master left out. */
export function ownRecordTypes(
  type: SObjectType,
): ReadonlyArray<{ recordTypeId: string; developerName: string; name: string; active: boolean }> {
  const infos = (type.describe['recordTypeInfos'] ?? []) as Array<{
    recordTypeId: string;
    developerName: string;
    name: string;
    active: boolean;
    master: boolean;
  }>;
  return infos.filter(({ master }) => !master);
}

function recordTypeCell(type: SObjectType): Cell | undefined {
  const own = ownRecordTypes(type);
  if (own.length === 0 || !type.field('RecordTypeId')) return undefined;
  return (h) => own[below(own.length, mix(h, 77))].recordTypeId;
}

/** Created <= modified <= stamped <= a day before midnight; older rows have lower Ids. */
function stamper(type: SObjectType, world: World): (row: Draft, index: number, h: number) => void {
  const has = (field: string): boolean => type.field(field) !== undefined;
  const [created, modified, stamped] = [has('CreatedDate'), has('LastModifiedDate'), has('SystemModstamp')];
  const [creator, modifier] = [has('CreatedById'), has('LastModifiedById')];
  const owned = has('OwnerId');
  const { calendar } = world;
  const users = world.ids('User');
  const salt = saltOf(world.seed, type.name, 'loads');
  const count = Math.max(1, world.count(type.name));
  return (row, index, h) => {
    const load = Math.floor(index / BULK_LOAD);
    const isLoad = oneIn(5, mix(salt, load));
    const place = isLoad ? load * BULK_LOAD : index;
    const birth =
      NEWEST + Math.floor(HISTORY * (1 - Math.min(1, place / count))) + (isLoad ? 0 : below(HOUR, h));
    const change = isLoad || oneIn(2, mix(h, 901)) ? birth : NEWEST + below(birth - NEWEST + 1, mix(h, 902));
    if (created) row.CreatedDate = calendar.moment(birth);
    if (modified) row.LastModifiedDate = calendar.moment(change);
    if (stamped)
      row.SystemModstamp = calendar.moment(
        !isLoad && oneIn(9, mix(h, 903)) ? Math.min(change, NIGHTLY_RUN) : change,
      );
    const author = users.at(authorOf(isLoad ? mix(salt, load) : mix(h, 904)));
    if (creator) row.CreatedById = author;
    if (modifier) row.LastModifiedById = change === birth ? author : users.at(authorOf(mix(h, 905)));
    if (owned) row.OwnerId = users.at(authorOf(mix(h, 906)));
  };
}
