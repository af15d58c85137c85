// Derives standard.json, the standard objects that no recorded describe covers:
//   node test/org/schema/derive/main.ts <table of standard objects (.tsv.gz)> <standard-schema.d.ts> test/org/schema/standard.json
// From the table come fields and kinds, from the typings order and nillability, from the recorded global describe
// the objects' flags, and from objects.ts and fields/ what only the documentation tells.

import { writeFileSync } from 'node:fs';
import { describedFields, type ObjectEntry } from '../blueprint.ts';
import { customObjects } from '../custom.ts';
import type { FieldDescribe } from '../../model.ts';
import type { ObjectFacts } from '../objectDescribe.ts';
import type { RecordedRow } from '../recorded.ts';
import { readRecordedRows, readRecording, recordedBlueprint } from '../recorded.ts';
import { systemFields } from '../systemFields.ts';
import { curated } from './fields/index.ts';
import { listedObjects } from './objects.ts';
import { References } from './references.ts';
import { standardObject } from './standardObject.ts';
import { readStandardObjects } from './standardTable.ts';
import { readTypings } from './typings.ts';

const [tablePath = '', typingsPath = '', output = ''] = process.argv.slice(2);
const recordedNames = [
  'Account',
  'Case',
  'Contact',
  'Event',
  'Lead',
  'Opportunity',
  'OpportunityContactRole',
];

const recordedFields = new Map(
  recordedNames.map((name) => [name, describedFields(recordedBlueprint(readRecording(name), {}))] as const),
);
const facts = new Map<string, ObjectFacts>([...listedObjects, ...readRecordedRows().map(factsOf)]);
for (const name of recordedNames) facts.delete(name);

const table = readStandardObjects(tablePath);
const present = new Set([...facts.keys(), ...recordedNames, ...customObjects.map(({ name }) => name)]);
const typings = readTypings(typingsPath);
const sources = {
  table,
  typings,
  references: new References(table, present),
  recorded: new Map(
    [...recordedFields].map(([name, fields]) => [
      name,
      new Map(fields.map((field) => [field.name, reportNote(field)])),
    ]),
  ),
};

const objects = [...facts]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, known]) => standardObject(name, known, sources));
const recordedChildren = Object.fromEntries(recordedNames.map((name) => [name, childrenOf(name)]));
writeFileSync(output, text(objects, recordedChildren));
reportLeftovers();

/** A recorded field as a change event shows it. */
function reportNote({
  name,
  type,
  length,
  precision,
  scale,
  compoundFieldName,
  picklistValues,
}: FieldDescribe): string {
  if (name in systemFields) return '';
  const size = precision > 0 ? `(${precision},${scale})` : length > 0 ? `(${length})` : '';
  const values =
    picklistValues.length > 0 && picklistValues.length < 20
      ? ` {${picklistValues.map(({ value }) => value).join('|')}}`
      : '';
  return `${type}${size}${values} readonly${compoundFieldName === null ? '' : ` in:${compoundFieldName}`}`;
}

function factsOf(row: RecordedRow): [string, ObjectFacts] {
  const { name, family, prefix, label, plural, flags, urls, parent } = row;
  return [name, { family, prefix, label, plural, flags, urls, parent }];
}

function childrenOf(object: string): Record<string, string> {
  const references = (recordedFields.get(object) ?? []).filter(({ referenceTo }) => referenceTo.length > 0);
  const notes = references.map(
    ({ name, referenceTo }) => [name, sources.references.childNote(object, name, referenceTo)] as const,
  );
  return Object.fromEntries(notes.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** One object a line, so that a change shows where it is. */
function text(entries: readonly ObjectEntry[], children: Record<string, Record<string, string>>): string {
  const lines = entries.map((entry) => JSON.stringify(entry)).join(',\n');
  return `{"objects":[\n${lines}\n],\n"recordedChildren":${JSON.stringify(children, null, 1)}}\n`;
}

/** Curated notes that no object took are mistakes of the curator. */
function reportLeftovers(): void {
  const byName = new Map(objects.map((entry) => [entry.name, entry]));
  const unknown = Object.keys(curated).filter((name) => !byName.has(name));
  const empty = objects.filter(({ fields }) => Object.keys(fields).length === 0).map(({ name }) => name);
  console.log(
    `${objects.length} objects; curated but absent: ${unknown.join()}; without fields: ${empty.join()}`,
  );
  for (const { name, fields } of objects) {
    const strange = Object.keys(curated[name] ?? {}).filter(
      (field) =>
        !(table.get(name)?.kinds.has(field) ?? false) &&
        !(typings.get(name)?.has(field) ?? false) &&
        field in fields,
    );
    if (strange.length > 0) console.log(`${name}: in neither source: ${strange.join()}`);
  }
}
