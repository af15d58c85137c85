// Derives test/fixtures/recorded-describes from describe answers of real orgs:
//   node test/org/schema/derive/recordings.ts <folder of recordings> test/fixtures/recorded-describes
// A recording is `GET_sobjects_<Object>_describe.json`. The recording org's own fields (`__c`) are left out.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildRelationship, FieldDescribe, SObjectDescribe } from '../../model.ts';
import { digest } from '../digest.ts';
import { differences } from '../fieldDescribe.ts';
import { picklist } from '../notation.ts';
import { objectDescribe } from '../objectDescribe.ts';
import type { Recording } from '../recorded.ts';
import { recordedField } from '../recorded.ts';
import { recordedRow } from './recordedRow.ts';

/** Keys that are lists of their own, carry ids or hosts of the recording org, or differ per API version. */
const apart = new Set(['fields', 'childRelationships', 'recordTypeInfos', 'urls']);

const standard = ({ name }: { name: string }): boolean => !/__p?c$/.test(name);

function recordingOf(described: SObjectDescribe): Recording {
  const facts = { family: 'record', prefix: described.keyPrefix } as const;
  const ruled = objectDescribe(described.name, facts).keys;
  const own = Object.entries(described).filter(([key]) => !apart.has(key));
  const urls = described.urls as Partial<Record<string, string>>;
  const fields = described.fields.filter(standard);
  return {
    name: described.name,
    apiVersion: Number(/\/v(\d+)\./.exec(urls.sobject ?? '')?.[1] ?? 0),
    facts,
    keys: Object.fromEntries(own.filter(([key, value]) => digest(value) !== digest(ruled[key]))),
    urlKinds: Object.keys(urls).filter((kind) => !kind.startsWith('ui') && kind !== 'defaultValues'),
    recordTypes: recordTypes(described),
    fields: fields.map(compactField),
    children: described.childRelationships.filter(({ field }) => standard({ name: field })).map(compactChild),
    digests: {
      ...Object.fromEntries(fields.map((field) => [field.name, digest(field)])),
      ' object': digest(Object.fromEntries(own)),
    },
  };
}

function recordTypes(described: SObjectDescribe): string[] {
  const infos = described.recordTypeInfos as ReadonlyArray<{ developerName: string; master: boolean }>;
  return [...new Set(infos.filter(({ master }) => !master).map(({ developerName }) => developerName))];
}

function compactField(field: FieldDescribe): Recording['fields'][number] {
  const particular = noted(differences(field));
  const entry: Recording['fields'][number] =
    Object.keys(particular).length === 0 ? [field.name, field.type] : [field.name, field.type, particular];
  if (digest(recordedField(entry)) !== digest(field))
    throw new Error(`${field.name} cannot be told by differences`);
  return entry;
}

/** With picklist values in notation; what the notation implies is left out. */
function noted(particular: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const values = particular.picklistValues as FieldDescribe['picklistValues'] | undefined;
  if (values === undefined) return particular;
  const text = values.map(
    ({ value, label, defaultValue }) =>
      value + (label === value ? '' : `=${label}`) + (defaultValue ? '*' : ''),
  );
  const implied: Record<string, unknown> = picklist(text.join('|'));
  const rest = Object.entries(particular).filter(
    ([key, held]) => !(key in implied) || digest(held) !== digest(implied[key]),
  );
  return { ...Object.fromEntries(rest), values: text.join('|') };
}

function compactChild(child: ChildRelationship): Recording['children'][number] {
  const rules = [child.cascadeDelete ? 'cascade' : '', child.restrictedDelete ? 'restrict' : '']
    .join(' ')
    .trim();
  const names = child.junctionIdListNames as string[];
  const head = [child.childSObject, child.field, child.relationshipName] as const;
  if (names.length > 0) return [...head, rules, names, child.junctionReferenceTo as string[]];
  return rules === '' ? head : [...head, rules];
}

/** One list entry a line: diffs stay readable. */
function lines(value: object): string {
  const entries = Object.entries(value).map(([key, held]) => {
    if (!Array.isArray(held) || held.length < 2) return `${JSON.stringify(key)}: ${JSON.stringify(held)}`;
    return `${JSON.stringify(key)}: [\n${held.map((item) => `  ${JSON.stringify(item)}`).join(',\n')}\n]`;
  });
  return `{\n${entries.join(',\n')}\n}\n`;
}

const [from = '', to = ''] = process.argv.slice(2);
for (const file of readdirSync(from)) {
  const name = /^GET_sobjects_(\w+)_describe\.json$/.exec(file)?.[1];
  if (name === undefined) continue;
  const recorded = JSON.parse(readFileSync(join(from, file), 'utf8')) as SObjectDescribe & {
    sobjects?: SObjectDescribe[];
  };
  const text =
    recorded.sobjects === undefined
      ? lines(recordingOf(recorded))
      : `[\n${recorded.sobjects.map((row) => JSON.stringify(recordedRow(row))).join(',\n')}\n]\n`;
  writeFileSync(join(to, `${recorded.sobjects === undefined ? name : 'global'}.json`), text);
}
