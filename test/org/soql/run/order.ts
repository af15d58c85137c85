// Sorting. Rows already stream in Id order, which is all `ORDER BY Id` wants. With a small limit only the best rows so
// far are held; without one, keys and Ids alone are, and rows are looked up again once their order is known, because
// computed tables can be larger than memory.
import type { Row, Table, Value } from '../../model.ts';
import type { Key } from '../check/families.ts';

export interface SortKey {
  readonly get: (row: Row) => Value;
  readonly key: (value: Value) => Key;
  readonly descending: boolean;
  readonly nullsLast: boolean;
  /** This key alone already decides, and rows come in its order. */
  readonly isRowOrder: boolean;
}

interface Entry {
  readonly keys: ReadonlyArray<Key | null>;
  /** Arrival, which breaks ties. */
  readonly place: number;
  /** The row itself, or its Id when it can be looked up again. */
  readonly held: Row | string;
}

/** Up to this many rows are held as rows. */
const HELD_ROWS = 5_000;

function compareKeys(one: Key | null, other: Key | null, { descending, nullsLast }: SortKey): number {
  if (one === other) return 0;
  if (one === null) return nullsLast ? 1 : -1;
  if (other === null) return nullsLast ? -1 : 1;
  return one < other === descending ? 1 : -1;
}

function comparator(sortKeys: readonly SortKey[]): (one: Entry, other: Entry) => number {
  return (one, other) => {
    for (const [index, sortKey] of sortKeys.entries()) {
      const order = compareKeys(one.keys[index], other.keys[index], sortKey);
      if (order !== 0) return order;
    }
    return one.place - other.place;
  };
}

function keysOf(row: Row, sortKeys: readonly SortKey[]): Array<Key | null> {
  return sortKeys.map(({ get, key }) => {
    const value = get(row);
    return value === null ? null : key(value);
  });
}

function sortedEntries(rows: Iterable<Row>, sortKeys: readonly SortKey[], wanted: number): Entry[] {
  const compare = comparator(sortKeys);
  const holdsRows = wanted <= HELD_ROWS;
  let entries: Entry[] = [];
  let place = 0;
  for (const row of rows) {
    const held = holdsRows || typeof row.Id !== 'string' ? row : row.Id;
    entries.push({ keys: keysOf(row, sortKeys), place: place++, held });
    if (holdsRows && entries.length >= 2 * wanted + 1_000) entries = entries.sort(compare).slice(0, wanted);
  }
  return entries.sort(compare);
}

/** `rows` (in Id order) by `sortKeys`; at least the first `wanted` of them. */
export function* orderRows(
  rows: Iterable<Row>,
  sortKeys: readonly SortKey[],
  wanted: number,
  table: Table,
): Iterable<Row> {
  const decisive = sortKeys.findIndex(({ isRowOrder }) => isRowOrder);
  if (sortKeys.length === 0 || decisive === 0) {
    yield* rows;
    return;
  }
  const keys = decisive === -1 ? sortKeys : sortKeys.slice(0, decisive);
  for (const { held } of sortedEntries(rows, keys, wanted)) {
    const row = typeof held === 'string' ? table.get(held) : held;
    if (row !== undefined) yield row;
  }
}
