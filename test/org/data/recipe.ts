// How the rows of an object are made. Growing objects have a computed recipe: a pure function from an index to a row,
// and arithmetic for "the children of this parent". Setup objects have a kept recipe: a list.
// Either fills what it knows; rowMaker.ts adds Id, system fields, defaults and the org's own custom fields.

import type { Blob, Schema, Value } from '../model.ts';
import type { IdSeries } from '../store/ids.ts';
import type { Calendar } from './calendar.ts';

/** A row in the making. */
export type Draft = Record<string, Value>;

/** What recipes know of the org they make rows for. */
export interface World {
  readonly seed: number;
  readonly schema: Schema;
  readonly calendar: Calendar;
  /** Rows of an object, 0 when it has no recipe. */
  readonly count: (object: string) => number;
  readonly ids: (object: string) => IdSeries;
  /** Whether the computed row lies in the recycle bin. */
  readonly isDeleted: (object: string) => (index: number) => boolean;
  /** The cells a setup object's recipe lists, in order of their Ids; none for other objects. */
  readonly kept: (object: string) => readonly Draft[];
  /** The body behind the row's base64 field, when the object has bodies. */
  readonly body: (object: string, index: number) => Blob | undefined;
}

export interface Plan {
  /** Sets fields of `row`, always the same ones. `h` is the row's own hash. */
  fill(row: Draft, index: number, h: number): void;
  /** In the bin by fate or with its parent. Left out: about one in a hundred where the object has a bin. */
  readonly deleted?: (index: number) => boolean;
  /** The recipe fills the object's custom fields too; left out, they are filled from their describes. */
  readonly fillsCustomFields?: boolean;
  /** Reference fields whose children are arithmetic: the parent's object and its children's indexes, ascending. */
  readonly children?: Readonly<
    Record<string, { readonly parent: string; readonly of: (parent: number) => Iterable<number> }>
  >;
}

export interface ComputedRecipe {
  readonly object: string;
  plan(world: World): Plan;
}

export interface KeptRecipe {
  readonly object: string;
  /** The field rows are kept by; `Id` when left out. */
  readonly key?: string;
  /** Rows in order of their Ids; a row may bring an Id of its own. */
  rows(world: World): readonly Draft[];
}

/** The bodies behind an object's base64 field, by index. */
export interface BodyRecipe {
  readonly object: string;
  readonly field: string;
  body(world: World): (index: number) => Blob | undefined;
}

/** For objects whose generated rows are never in the bin. */
export const never = (): boolean => false;
