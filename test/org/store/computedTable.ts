// A table whose rows are computed from their index whenever they are asked for, so that ten million of them cost no
// memory. What was written since lies over them: changed and new rows in a RowMap, and the indexes they hide.

import type { Row, SObjectType, Table } from '../model.ts';
import { canonicalId, type IdSeries } from './ids.ts';
import { lookupValue } from './lookupValue.ts';
import { RowMap } from './rowMap.ts';

/** Rows as a function of their index; index order is Id order. */
export interface ComputedRows {
  readonly count: number;
  readonly ids: IdSeries;
  row(index: number): Row;
  /** For fields whose children can be computed from the parent's Id: their indexes, ascending. */
  readonly inverse?: Readonly<Record<string, (id: string) => Iterable<number>>>;
}

export class ComputedTable implements Table {
  readonly type: SObjectType;
  #base: ComputedRows;
  readonly #changed: () => void;
  readonly #overlay = new RowMap('Id');
  /** Indexes of computed rows that were replaced or dropped. */
  readonly #hidden = new Set<number>();
  readonly #indexes = new Map<string, Map<unknown, number[]>>();

  constructor(type: SObjectType, base: ComputedRows, changed: () => void = () => undefined) {
    this.type = type;
    this.#base = base;
    this.#changed = changed;
  }

  get size(): number {
    return this.#base.count - this.#hidden.size + this.#overlay.size;
  }

  get(id: string): Row | undefined {
    const key = canonicalId(id);
    if (key === undefined) return undefined;
    const index = this.#indexOf(key);
    return index === undefined || this.#hidden.has(index) ? this.#overlay.get(key) : this.#base.row(index);
  }

  rows(after?: string): Iterable<Row> {
    const start = after?.slice(0, 15);
    const base = this.#baseRows(start === undefined ? 0 : this.#firstAfter(start));
    return this.#overlay.size === 0 ? base : inIdOrder(base, this.#overlayRows(start));
  }

  where(field: string, value: string): Iterable<Row> {
    const held = lookupValue(this.type, field, value);
    return inIdOrder(this.#baseWhere(field, held), this.#overlay.where(field, held));
  }

  put(row: Row): void {
    this.#hide(this.#overlay.keyOf(row));
    this.#overlay.set(row);
    this.#changed();
  }

  drop(id: string): void {
    const key = canonicalId(id) ?? id;
    if (this.#hide(key) || this.#overlay.delete(key)) this.#changed();
  }

  /** Changes all rows at once, as a changed `field` of the type does; computed ones when they are next asked for. */
  reshape(change: (row: Row) => Row, field: string): void {
    const { inverse = {}, ...base } = this.#base;
    const kept = Object.entries(inverse).filter(([name]) => name !== field);
    this.#base = { ...base, row: (index) => change(base.row(index)), inverse: Object.fromEntries(kept) };
    this.#overlay.change(change);
    this.#indexes.clear();
    this.#changed();
  }

  /** Whether a computed row went out of sight by this. */
  #hide(key: string): boolean {
    const index = this.#indexOf(key);
    if (index === undefined || this.#hidden.has(index)) return false;
    this.#hidden.add(index);
    return true;
  }

  #indexOf(key: string): number | undefined {
    const index = this.#base.ids.indexOf(key);
    return index !== undefined && index < this.#base.count ? index : undefined;
  }

  *#baseRows(first: number): Iterable<Row> {
    const { count } = this.#base;
    for (let index = first; index < count; index++) if (!this.#hidden.has(index)) yield this.#base.row(index);
  }

  *#overlayRows(start: string | undefined): Iterable<Row> {
    for (const row of this.#overlay.rows()) if (start === undefined || id15(row) > start) yield row;
  }

  *#baseWhere(field: string, value: string): Iterable<Row> {
    const inverse = this.#base.inverse?.[field];
    const indexes = inverse ? inverse(value) : (this.#index(field).get(value) ?? []);
    for (const index of indexes) if (!this.#hidden.has(index)) yield this.#base.row(index);
  }

  #index(field: string): Map<unknown, number[]> {
    let index = this.#indexes.get(field);
    if (!index) {
      index = new Map();
      for (let at = 0; at < this.#base.count; at++) {
        const value = this.#base.row(at)[field];
        const known = index.get(value);
        if (known) known.push(at);
        else index.set(value, [at]);
      }
      this.#indexes.set(field, index);
    }
    return index;
  }

  /** The first index whose Id is greater, by halving. */
  #firstAfter(start: string): number {
    let low = 0;
    let high = this.#base.count;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#base.ids.at(middle).slice(0, 15) > start) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function id15(row: Row): string {
  return String(row['Id']).slice(0, 15);
}

/** Two sequences in Id order as one. */
function* inIdOrder(one: Iterable<Row>, other: Iterable<Row>): Iterable<Row> {
  const others = other[Symbol.iterator]();
  let next = others.next();
  for (const row of one) {
    const id = id15(row);
    while (!next.done && id15(next.value) < id) {
      yield next.value;
      next = others.next();
    }
    yield row;
  }
  while (!next.done) {
    yield next.value;
    next = others.next();
  }
}
