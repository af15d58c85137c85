// Small describes for tests of what decides on them.

import type { FieldDescribe, GlobalDescribeEntry, ObjectDescribe } from '../../src/org/describe.ts';

export function aField(name: string, more: Partial<FieldDescribe> = {}): FieldDescribe {
  return {
    name,
    type: 'string',
    referenceTo: [],
    calculated: false,
    compoundFieldName: null,
    ...more,
  } as FieldDescribe;
}

/** An object with an Id and the reference fields given as field → targets. */
export function anObject(name: string, references: Readonly<Record<string, string[]>> = {}): ObjectDescribe {
  const fields = Object.entries(references).map(([field, referenceTo]) =>
    aField(field, { type: 'reference', referenceTo }),
  );
  return {
    name,
    queryable: true,
    fields: [aField('Id', { type: 'id' }), ...fields],
  } as unknown as ObjectDescribe;
}

export function anEntry(name: string, more: Partial<GlobalDescribeEntry> = {}): GlobalDescribeEntry {
  return { name, queryable: true, ...more } as GlobalDescribeEntry;
}
