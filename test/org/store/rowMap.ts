// Rows in memory under their keys, walked in key order and found by value. Both kinds of table are built on it:
// a kept table is one, a computed table lays one over its computed rows.

import type { Row } from '../model.ts';

export class RowMap {
  readonly #keyField: string;
  readonly #rows = new Map<string, Row>();
  readonly #indexes = new Map<string, Map<unknown, Set<string>>>();
  #order: string[] | undefined = [];

  constructor(keyField: string) {
    this.#keyField = keyField;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  set(row: Row): void {
    const key = this.keyOf(row);
    const before = this.#rows.get(key);
    if (before) this.#unindex(key, before);
    else this.#append(key);
    this.#rows.set(key, row);
    for (const [field, index] of this.#indexes) addTo(index, row[field], key);
  }

  delete(key: string): boolean {
    const before = this.#rows.get(key);
    if (!before) return false;
    this.#unindex(key, before);
    this.#rows.delete(key);
    this.#order = undefined;
    return true;
  }

  /** The row's own key. Throws a plain Error when the row has none: nobody could find it again. */
  keyOf(row: Row): string {
    const key = row[this.#keyField];
    if (typeof key !== 'string') throw new Error(`A row without ${this.#keyField} cannot be kept.`);
    return key;
  }

  /** Replaces every row by what `change` makes of it; keys stay. */
  change(change: (row: Row) => Row): void {
    for (const [key, row] of this.#rows) this.#rows.set(key, change(row));
    this.#indexes.clear();
  }

  /** All rows in key order. A row dropped while walking is passed over. */
  *rows(): Iterable<Row> {
    for (const key of this.#keys()) {
      const row = this.#rows.get(key);
      if (row) yield row;
    }
  }

  /** Rows whose `field` is `value`, in key order. The index of a field is built when it is first asked for. */
  where(field: string, value: string): Row[] {
    const keys = this.#index(field).get(value);
    return keys ? [...keys].sort(byText).map((key) => this.#rows.get(key)!) : [];
  }

  #index(field: string): Map<unknown, Set<string>> {
    let index = this.#indexes.get(field);
    if (!index) {
      index = new Map();
      for (const [key, row] of this.#rows) addTo(index, row[field], key);
      this.#indexes.set(field, index);
    }
    return index;
  }

  #unindex(key: string, row: Row): void {
    for (const [field, index] of this.#indexes) {
      const keys = index.get(row[field]);
      if (keys?.delete(key) && keys.size === 0) index.delete(row[field]);
    }
  }

  /** Keeps the order when keys come ascending, as new Ids do; otherwise it is sorted again on the next walk. */
  #append(key: string): void {
    const last = this.#order?.at(-1);
    if (this.#order && (last === undefined || last < key)) this.#order.push(key);
    else this.#order = undefined;
  }

  #keys(): readonly string[] {
    return (this.#order ??= [...this.#rows.keys()].sort(byText));
  }
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function addTo(index: Map<unknown, Set<string>>, value: unknown, key: string): void {
  const keys = index.get(value);
  if (keys) keys.add(key);
  else index.set(value, new Set([key]));
}
