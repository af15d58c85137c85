// What a source (recording, derived table, custom table) knows of one object type, before the types are joined
// into a schema: child relationships are made of other types' reference fields, so they come last.

import type { ChildRelationship, FieldDescribe } from '../model.ts';
import type { ObjectFacts } from './objectDescribe.ts';
import { objectDescribe } from './objectDescribe.ts';
import { parseField } from './notation.ts';
import { once } from './once.ts';
import { systemFields } from './systemFields.ts';

/** A field that is described when somebody asks. */
export interface FieldSource {
  readonly isReference: boolean;
  readonly describe: () => FieldDescribe;
}

export interface Blueprint {
  readonly name: string;
  /** Object-level keys of the describe, `fields`, `childRelationships`, `recordTypeInfos` and `urls` empty. */
  readonly keys: Readonly<Record<string, unknown>>;
  readonly urlKinds: readonly string[];
  /** The fields in describe order. */
  readonly fields: () => readonly FieldSource[];
  /** The child relationships its reference fields make at their targets: field -> `Contacts cascade`. */
  readonly children: Readonly<Partial<Record<string, string>>>;
  /** Child relationships known from a recording; they win over made ones. */
  readonly recordedChildren?: readonly ChildRelationship[];
  /** Developer names of its record types. */
  readonly recordTypes?: readonly string[];
  readonly tooling?: 'only' | 'also';
}

/** An object as the tables note it; see notation.ts for the fields. An empty note means the system field of that name. */
export interface ObjectEntry extends ObjectFacts {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly children?: Readonly<Partial<Record<string, string>>>;
  readonly recordTypes?: readonly string[];
  readonly tooling?: 'only' | 'also';
}

export function blueprintOf(entry: ObjectEntry): Blueprint {
  const { name, fields, children = {}, recordTypes, tooling } = entry;
  return {
    name,
    ...objectDescribe(name, entry),
    fields: once(() =>
      Object.entries(fields).map(([field, text]) => notedField(field, text || systemNote(name, field))),
    ),
    children,
    recordTypes,
    tooling,
  };
}

/** A field noted as notation.ts has it. */
export function notedField(name: string, text: string): FieldSource {
  return { isReference: text.includes('->'), describe: once(() => parseField(name, text)) };
}

/** All fields of a type, described. */
export function describedFields(blueprint: Blueprint): FieldDescribe[] {
  return blueprint.fields().map(({ describe }) => describe());
}

function systemNote(object: string, field: string): string {
  const note = systemFields[field];
  if (note === undefined) throw new Error(`${object}.${field} is no system field and needs a note`);
  return note;
}
