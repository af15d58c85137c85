// Reads the client library's standard-schema typings: the fields of 474 objects of a real org, in describe order,
// with nillability (which matches every recorded describe).

import { readFileSync } from 'node:fs';

export interface TypedField {
  readonly nillable: boolean;
  /** As the table of standard objects would call it, so far as the typings tell (dates are all `datetime`). */
  readonly kind: string;
}

/** Fields in describe order. */
export type TypedFields = ReadonlyMap<string, TypedField>;

const kinds: Readonly<Partial<Record<string, string>>> = {
  Address: 'address',
  BlobString: 'blob',
  boolean: 'boolean',
  DateString: 'datetime',
  number: 'decimal',
};

export function readTypings(path: string): ReadonlyMap<string, TypedFields> {
  const text = readFileSync(path, 'utf8');
  const types = text.matchAll(/^type Fields\$(\w+) = \{\n([^}]*)\};/gm);
  return new Map(Array.from(types, ([, name = '', body = '']) => [name, fieldsOf(body)]));
}

function fieldsOf(body: string): TypedFields {
  const lines = body.matchAll(/^\s*(\w+): (\w+)([^;]*);/gm);
  return new Map(
    Array.from(lines, ([, name = '', type = '', rest = '']) => [
      name,
      { nillable: rest.includes('null'), kind: kinds[type] ?? 'string' },
    ]),
  );
}
