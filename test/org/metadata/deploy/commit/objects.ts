// What a deployed object changes beyond its component: objects and fields of the schema with their rows, record types,
// list views, and the permissions that go with what is deleted.
import type { FieldDescribe, OrgStructure, Row, Value } from '../../../model.ts';
import { blueprintOf, describedFields } from '../../../schema/blueprint.ts';
import type { XmlTree } from '../../../soap/xml.ts';
import { scalarText } from '../../../soap/xml.ts';
import type { Draft, DraftChange } from '../draft.ts';
import { isSamePart } from '../draft.ts';
import { trees } from '../tree.ts';
import { componentFields, describedField, type Elsewhere } from './fieldDescribe.ts';
import type { Ground } from './ground.ts';
import { dropRow, putRow } from './ground.ts';
import { newObject } from './newObject.ts';

/** Applies a new, changed or deleted object to schema and rows. Throws a plain Error where the schema stands still. */
export function commitObject({ fullName, before, after }: DraftChange, draft: Draft, ground: Ground): void {
  const structure = structureOf(ground);
  if (after === undefined) {
    dropObject(fullName, ground, structure);
    return;
  }
  if (ground.state.schema.find(fullName) === undefined)
    structure.addObject(newObject(fullName, after.tree, ground));
  const is = (tree: XmlTree | undefined): XmlTree => tree ?? {};
  if (fullName.includes('__') && before !== undefined)
    structure.describeObject(fullName, {
      label: scalarText(after.tree.label),
      labelPlural: scalarText(after.tree.pluralLabel),
    });
  for (const [was, now] of differing(is(before?.tree), after.tree, 'fields'))
    commitField(fullName, was, now, elsewhereIn(draft, ground), ground);
  commitRecordTypes(fullName, is(before?.tree), after.tree, ground);
  for (const [was, now] of differing(is(before?.tree), after.tree, 'listViews'))
    commitNamed(
      'ListView',
      fullName,
      was,
      now,
      ({ label }) => ({ Name: scalarText(label), IsSoqlCompatible: true }),
      ground,
    );
}

function structureOf({ state }: Ground): OrgStructure {
  if (state.structure === undefined) throw new Error('The schema of this org stands still.');
  return state.structure;
}

/** Parts that were added, changed or taken away. */
function differing(
  before: XmlTree,
  after: XmlTree,
  tag: string,
): Array<readonly [was: XmlTree | undefined, now: XmlTree | undefined]> {
  const was = new Map(trees(before, tag).map((part) => [scalarText(part.fullName), part]));
  const now = new Map(trees(after, tag).map((part) => [scalarText(part.fullName), part]));
  return [...new Set([...was.keys(), ...now.keys()])]
    .map((name) => [was.get(name), now.get(name)] as const)
    .filter(([one, other]) => !isSamePart(one, other));
}

function elsewhereIn(draft: Draft, { state }: Ground): Elsewhere {
  return {
    valuesOf: (name) => trees(draft.get('GlobalValueSet', name)?.tree ?? {}, 'customValue'),
    scaleOf: (path) => {
      const [object = '', field = ''] = path.split('.');
      return state.schema.find(object)?.field(field)?.scale ?? 0;
    },
  };
}

function commitField(
  object: string,
  was: XmlTree | undefined,
  now: XmlTree | undefined,
  elsewhere: Elsewhere,
  ground: Ground,
): void {
  const structure = structureOf(ground);
  const name = scalarText((now ?? was)?.fullName);
  if (!name.endsWith('__c')) return;
  if (now === undefined) {
    const components = ground.state.schema.find(object)?.describe.fields ?? [];
    for (const field of components.filter(({ compoundFieldName }) => compoundFieldName === name))
      structure.dropField(object, field.name);
    structure.dropField(object, name);
    dropWhere('FieldPermissions', 'Field', `${object}.${name}`, ground);
    return;
  }
  const field = describedField(object, now, elsewhere);
  const known = ground.state.schema.find(object)?.field(name);
  const child = scalarText(now.relationshipName);
  structure.putField(object, field, valuesOf(field, known), child === '' ? undefined : `${child}__r`);
  if (field.type === 'location')
    for (const part of componentFields(field))
      structure.putField(object, part, (row) => row[part.name] ?? null);
}

/** What rows hold of a field from now on. A new checkbox is its default, anything else new is empty. */
function valuesOf(field: FieldDescribe, known: FieldDescribe | undefined): (row: Row) => Value {
  if (known === undefined) {
    const preset = field.type === 'boolean' && !field.calculated ? field['defaultValue'] === true : null;
    return () => preset;
  }
  const convert = known.type === field.type ? undefined : conversions[field.type];
  return (row) => {
    const value = row[field.name] ?? null;
    return convert === undefined || value === null ? value : convert(value);
  };
}

const asText = (value: Value): Value => String(value);
const conversions: Readonly<Record<string, ((value: Value) => Value) | undefined>> = {
  string: asText,
  textarea: asText,
  boolean: (value) => value === true || value === 'true',
  datetime: (value) => `${String(value)}T00:00:00.000+0000`,
};

function dropObject(name: string, ground: Ground, structure: OrgStructure): void {
  const { schema } = ground.state;
  const associated = schema.types.filter(({ describe }) => describe.associateParentEntity === name);
  for (const type of associated) structure.dropObject(type.name);
  for (const table of ['ObjectPermissions', 'FieldPermissions', 'RecordType', 'ListView'])
    dropWhere(table, 'SobjectType', name, ground);
  structure.dropObject(name);
}

function dropWhere(table: string, column: string, value: string, { state }: Ground): void {
  const target = state.tables.of(table);
  for (const row of [...target.where(column, value)]) target.drop(String(row.Id));
}

type Cells = (part: XmlTree) => Record<string, Value>;

/** A part that is also a row, by object and developer name. */
function commitNamed(
  table: string,
  object: string,
  was: XmlTree | undefined,
  now: XmlTree | undefined,
  cells: Cells,
  ground: Ground,
): void {
  const DeveloperName = scalarText((now ?? was)?.fullName);
  const rows = [...ground.state.tables.of(table).where('SobjectType', object)];
  const row = rows.find((one) => one.DeveloperName === DeveloperName);
  if (now !== undefined) putRow(ground, table, row, { DeveloperName, SobjectType: object, ...cells(now) });
  else if (row !== undefined) dropRow(ground, table, row);
}

function commitRecordTypes(object: string, before: XmlTree, after: XmlTree, ground: Ground): void {
  const changes = differing(before, after, 'recordTypes');
  if (changes.length === 0) return;
  for (const [was, now] of changes)
    commitNamed(
      'RecordType',
      object,
      was,
      now,
      ({ label, active, description }) => ({
        Name: scalarText(label),
        IsActive: active === true,
        Description: scalarText(description) || null,
      }),
      ground,
    );
  const structure = structureOf(ground);
  if (ground.state.schema.find(object)?.field('RecordTypeId') === undefined)
    structure.putField(object, recordTypeField(), () => null);
  structure.describeObject(object, { recordTypeInfos: recordTypeInfos(object, ground) });
}

function recordTypeField(): FieldDescribe {
  const [field] = describedFields(
    blueprintOf({
      name: '',
      family: 'customObject',
      fields: { RecordTypeId: 'reference ->RecordType defaulted' },
    }),
  );
  return field;
}

/** What a describe lists: known ones as they were, with the rows' names, then new ones, the master last. */
function recordTypeInfos(object: string, { state }: Ground): unknown[] {
  const known = (state.schema.find(object)?.describe.recordTypeInfos ?? []) as Array<Record<string, unknown>>;
  const master = known.find((info) => info.master === true);
  const own = [...state.tables.of('RecordType').where('SobjectType', object)].map((row) => ({
    ...(known.find((info) => info.recordTypeId === row.Id) ?? {
      ...master,
      defaultRecordTypeMapping: false,
      master: false,
      recordTypeId: row.Id,
    }),
    active: row.IsActive === true,
    developerName: row.DeveloperName,
    name: row.Name,
  }));
  return [...own, ...(master === undefined ? [] : [master])];
}
