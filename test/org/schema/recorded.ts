// Object types whose describes are recorded from real orgs (CumulusCI's test recordings, BSD-3-Clause), kept in
// test/fixtures/recorded-describes as what differs from the rules in fieldDescribe.ts and objectDescribe.ts.

import { readFileSync } from 'node:fs';
import type { ChildRelationship, FieldDescribe } from '../model.ts';
import type { Blueprint } from './blueprint.ts';
import { fieldDescribe } from './fieldDescribe.ts';
import { picklist } from './notation.ts';
import { once } from './once.ts';
import type { ObjectFacts } from './objectDescribe.ts';
import { objectDescribe } from './objectDescribe.ts';

type Keys = Readonly<Record<string, unknown>>;

/** One recorded describe in compact form. */
export interface Recording {
  readonly name: string;
  readonly apiVersion: number;
  readonly facts: ObjectFacts;
  /** Object-level keys the rules would not give. */
  readonly keys: Keys;
  readonly urlKinds: readonly string[];
  /** Name, type, keys the rules would not give; `values` is a picklist in notation. */
  readonly fields: ReadonlyArray<readonly [string, string, Keys?]>;
  /** Child object, field, relationship name, `cascade restrict`, junction names, junction targets. */
  readonly children: ReadonlyArray<readonly [string, string, string | null, string?, string[]?, string[]?]>;
  readonly recordTypes: readonly string[];
  /** What the full recording was, to prove that the compact form loses nothing: field -> digest (see digest.ts). */
  readonly digests: Readonly<Partial<Record<string, string>>>;
}

/** A global describe row in compact form with the digest of the row as recorded. */
export interface RecordedRow extends ObjectFacts {
  readonly name: string;
  readonly digest: string;
}

const folder = new URL('../../fixtures/recorded-describes/', import.meta.url);

export function readRecording(file: string): Recording {
  return JSON.parse(readFileSync(new URL(`${file}.json`, folder), 'utf8')) as Recording;
}

export function readRecordedRows(): readonly RecordedRow[] {
  return JSON.parse(readFileSync(new URL('global.json', folder), 'utf8')) as readonly RecordedRow[];
}

/** `children`: names of the relationships its fields make at types that are not recorded, from the derived table. */
export function recordedBlueprint(
  recording: Recording,
  children: Readonly<Record<string, string>>,
): Blueprint {
  const { name, facts, keys, urlKinds, fields, recordTypes } = recording;
  return {
    name,
    keys: { ...objectDescribe(name, facts).keys, ...keys },
    urlKinds,
    fields: once(() =>
      fields.map((field) => ({
        isReference: field[1] === 'reference',
        describe: once(() => recordedField(field)),
      })),
    ),
    children,
    recordedChildren: recording.children.map(childRelationship),
    recordTypes,
  };
}

/** The full describe of a compact field. */
export function recordedField([name, type, particular = {}]: Recording['fields'][number]): FieldDescribe {
  const { values, ...keys } = particular;
  return fieldDescribe(name, type, typeof values === 'string' ? { ...keys, ...picklist(values) } : keys);
}

function childRelationship(entry: Recording['children'][number]): ChildRelationship {
  const [childSObject, field, relationshipName, rules = '', names = [], targets = []] = entry;
  return {
    cascadeDelete: rules.includes('cascade'),
    childSObject,
    deprecatedAndHidden: false,
    field,
    junctionIdListNames: names,
    junctionReferenceTo: targets,
    relationshipName,
    restrictedDelete: rules.includes('restrict'),
  };
}
