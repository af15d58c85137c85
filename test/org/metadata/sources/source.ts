// What a source of components gets and gives. Each file in this folder knows one part of the org and yields its
// components; what is also a row in a table is derived from the row, so that both always tell the same.
import type { OrgState, Row } from '../../model.ts';
import type { Definition } from '../component.ts';

export interface SourceContext {
  readonly state: OrgState;
  /** Top-level components wanted; sources without rows behind them grow to reach it. */
  readonly components: number;
  /** Rows of a table; none when the schema does not have the type. */
  rows(table: string): Iterable<Row>;
  /** Rows whose `field` is `value`. */
  rowsWhere(table: string, field: string, value: string): Iterable<Row>;
  row(table: string, id: string): Row | undefined;
}

export type Source = (context: SourceContext) => Iterable<Definition>;

export function contextFor(state: OrgState, components: number): SourceContext {
  const has = (table: string): boolean => state.schema.find(table) !== undefined;
  return {
    state,
    components,
    rows: (table) => (has(table) ? state.tables.of(table).rows() : []),
    rowsWhere: (table, field, value) => (has(table) ? state.tables.of(table).where(field, value) : []),
    row: (table, id) => (has(table) ? state.tables.of(table).get(id) : undefined),
  };
}

/** A column as text; null and absent columns are the fallback. */
export function column(row: Row, name: string, fallback = ''): string {
  const value = row[name] ?? null;
  return value === null ? fallback : String(value);
}

/** The first of some rows; undefined when there are none. */
export function first<T>(rows: Iterable<T>): T | undefined {
  for (const row of rows) return row;
  return undefined;
}

/** A name as metadata file names carry it: what is not a letter, digit, `_`, `.`, `-` or space is percent-encoded. */
export function encodeName(name: string): string {
  return name.replace(/[^\p{L}\p{N}_ .-]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
}

/** A developer name from a label: words joined by underscores. */
export function developerName(label: string): string {
  return label
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .replace(/^(\d)/, 'X$1');
}
