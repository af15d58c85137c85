// Values that only one live row may hold. Most unique fields compare without case, which the tables' own indexes do
// not, so those have indexes here: built at the first question, told of every row that is saved, and checked against
// the row itself, so that what was undone or changed since does no harm.
import type { FieldDescribe, Row, Tables } from '../model.ts';

export interface UniqueIndex {
  /** The Id of another live row that holds the value. */
  holder(object: string, field: FieldDescribe, value: string, ownId: string | null): string | undefined;
  /** Ids of live rows that hold the value, by the field's own sense of case. */
  holders(object: string, field: FieldDescribe, value: string): string[];
  saved(object: string, row: Row): void;
}

export function createUniqueIndex(tables: Tables): UniqueIndex {
  const byObject = new Map<string, Map<string, Map<string, Set<string>>>>();
  const add = (index: Map<string, Set<string>>, field: string, row: Row): void => {
    const value = row[field];
    if (value === null || value === undefined) return;
    const key = String(value).toLowerCase();
    const ids = index.get(key);
    if (ids) ids.add(String(row.Id));
    else index.set(key, new Set([String(row.Id)]));
  };
  const indexOf = (object: string, field: string): Map<string, Set<string>> => {
    const fields = byObject.get(object) ?? new Map<string, Map<string, Set<string>>>();
    byObject.set(object, fields);
    let index = fields.get(field);
    if (!index) {
      index = new Map();
      for (const row of tables.of(object).rows()) add(index, field, row);
      fields.set(field, index);
    }
    return index;
  };
  const holders = (object: string, field: FieldDescribe, value: string): string[] => {
    const same = (held: unknown): boolean =>
      field.caseSensitive ? String(held) === value : String(held).toLowerCase() === value.toLowerCase();
    const ids = indexOf(object, field.name).get(value.toLowerCase()) ?? [];
    return [...ids].filter((id) => {
      const row = tables.of(object).get(id);
      return row !== undefined && row.IsDeleted !== true && same(row[field.name]);
    });
  };
  return {
    holders,
    holder: (object, field, value, ownId) => holders(object, field, value).find((id) => id !== ownId),
    saved(object, row) {
      for (const [field, index] of byObject.get(object) ?? []) add(index, field, row);
    },
  };
}
