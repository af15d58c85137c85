// A table whose rows are all in memory: what the setup of an org holds, and objects that start empty.
// Its rows are made when somebody first asks. Most are kept by Id; some objects have no Id of their own
// (OauthToken's is documented as always null, EntityDefinition's is the same for every row) and name another key.

import type { Row, SObjectType, Table } from '../model.ts';
import { canonicalId } from './ids.ts';
import { lookupValue } from './lookupValue.ts';
import { RowMap } from './rowMap.ts';

export interface KeptRows {
  readonly key: string;
  rows(): Iterable<Row>;
}

export class KeptTable implements Table {
  readonly type: SObjectType;
  readonly #source: KeptRows;
  readonly #changed: () => void;
  #made: RowMap | undefined;

  constructor(type: SObjectType, source: KeptRows, changed: () => void = () => undefined) {
    this.type = type;
    this.#source = source;
    this.#changed = changed;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): Row | undefined {
    return this.#rows.get(this.#key(id));
  }

  /** Rows in key order; `after` always speaks of Ids, so rows without one are not among those after an Id. */
  *rows(after?: string): Iterable<Row> {
    const start = after?.slice(0, 15);
    for (const row of this.#rows.rows()) {
      if (start === undefined || (typeof row['Id'] === 'string' && row['Id'].slice(0, 15) > start)) yield row;
    }
  }

  where(field: string, value: string): Iterable<Row> {
    return this.#rows.where(field, lookupValue(this.type, field, value));
  }

  put(row: Row): void {
    this.#rows.set(row);
    this.#changed();
  }

  drop(id: string): void {
    if (this.#rows.delete(this.#key(id))) this.#changed();
  }

  /** Changes all rows at once, as a changed field of the type does. */
  reshape(change: (row: Row) => Row): void {
    this.#rows.change(change);
    this.#changed();
  }

  get #rows(): RowMap {
    if (!this.#made) {
      this.#made = new RowMap(this.#source.key);
      for (const row of this.#source.rows()) this.#made.set(row);
    }
    return this.#made;
  }

  #key(id: string): string {
    return this.#source.key === 'Id' ? (canonicalId(id) ?? id) : id;
  }
}
