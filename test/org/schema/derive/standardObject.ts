// One standard object as an entry of standard.json: its fields in describe order, each with the note that curation
// and inference give it.

import type { ObjectEntry } from '../blueprint.ts';
import { objectDescribe, type ObjectFacts } from '../objectDescribe.ts';
import { systemFields } from '../systemFields.ts';
import { curated } from './fields/index.ts';
import { inferNote, type FieldContext } from './infer.ts';
import { isUserPermission, permissionFields } from './permissions.ts';
import type { References } from './references.ts';
import type { StandardObjects } from './standardTable.ts';
import type { TypedField, TypedFields } from './typings.ts';

/** Object -> field -> note; a note that begins with `& ` adds words to the inferred one. */
export type FieldNotes = Readonly<Partial<Record<string, Readonly<Partial<Record<string, string>>>>>>;

/** Fields that only exist with a feature this org does not have: currencies, divisions, state picklists, … */
const featureFields =
  /^(CurrencyIsoCode|Division|Connection(Received|Sent)Id|\w*(State|Country)Code|IsPersonAccount|Person[A-Z]\w*|\w+__pc|NetworkScope|Managed(Collection|SetupPointer|Type)|UserPreferences\w*GuestUsers)$/;

const leading = [
  'Id',
  'OwnerId',
  'IsDeleted',
  'Name',
  'DeveloperName',
  'Language',
  'MasterLabel',
  'RecordTypeId',
  'NamespacePrefix',
];
/** Never null where the typings do not tell. */
const required: ReadonlySet<string> = new Set([
  'OwnerId',
  'Name',
  'DeveloperName',
  'MasterLabel',
  'Language',
  'UserOrGroupId',
  'AccessLevel',
]);

const auditing = [
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
  'LastViewedDate',
  'LastReferencedDate',
];

/** Objects whose `Permissions…` fields are not user permissions. */
const grants: ReadonlySet<string> = new Set(['FieldPermissions', 'ObjectPermissions']);

export interface Sources {
  readonly table: StandardObjects;
  readonly typings: ReadonlyMap<string, TypedFields>;
  readonly references: References;
  /** Notes of the fields of objects that are recorded: what change events report about them. */
  readonly recorded: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export function standardObject(name: string, facts: ObjectFacts, sources: Sources): ObjectEntry {
  const { typings } = sources;
  const fields: Record<string, string> = {};
  const children: Record<string, string> = {};
  for (const field of fieldNames(name, facts, sources)) {
    const targets = sources.references.targets(name, field);
    const note = noteOf(name, field, targets, facts, sources);
    if (note === undefined) continue;
    fields[field] = nulled(written(note, name, facts), typings.get(name)?.get(field));
    const child = sources.references.childNote(name, field, targetsIn(note) ?? targets);
    if (child !== undefined && facts.family !== 'ChangeEvent') children[field] = child;
  }
  return {
    name,
    ...facts,
    fields: withNameField(fields),
    ...(Object.keys(children).length === 0 ? {} : { children }),
  };
}

function noteOf(
  object: string,
  field: string,
  targets: readonly string[],
  facts: ObjectFacts,
  sources: Sources,
): string | undefined {
  const chosen = curated[object]?.[field];
  if (chosen !== undefined && !chosen.startsWith('& ')) return withTargets(chosen, targets);
  if (field in systemFields) return '';
  if (sources.references.isReference(object, field) && targets.length === 0) return undefined;
  const reported =
    facts.family === 'ChangeEvent' ? sources.recorded.get(facts.parent ?? '')?.get(field) : undefined;
  if (reported !== undefined && targets.length === 0) return reported;
  const inferred = inferNote({
    name: field,
    ...known(object, field, sources),
    targets,
    family: facts.family,
  });
  return chosen === undefined ? inferred : withTargets(`${inferred}${chosen.slice(1)}`, targets);
}

function known(
  object: string,
  field: string,
  { table, typings }: Sources,
): Pick<FieldContext, 'kind' | 'nillable' | 'compounds'> {
  const tabled = table.get(object);
  const typed = typings.get(object);
  const addresses = [...(tabled?.kinds ?? [])].filter(([, kind]) => kind === 'address').map(([name]) => name);
  return {
    kind: isUserPermission(object, field)
      ? 'boolean'
      : (tabled?.kinds.get(field) ?? typed?.get(field)?.kind ?? 'string'),
    nillable: typed?.get(field)?.nillable ?? !required.has(field),
    compounds: typed === undefined ? addresses : addresses.filter((name) => typed.has(name)),
  };
}

/** The typings' word on null stands above curation: it agrees with every recorded describe. */
function nulled(note: string, typed: TypedField | undefined): string {
  if (typed === undefined || note === '' || /^(id|boolean)\b|\bauto\b/.test(note)) return note;
  const plain = note.replace(' required', '');
  return typed.nillable ? plain : `${plain} required`;
}

/** A field cannot be written in a way that its object cannot. */
function written(note: string, object: string, facts: ObjectFacts): string {
  if (note === '' || /\breadonly\b/.test(note)) return note;
  const { createable, updateable } = objectDescribe(object, facts).keys;
  if (createable !== true && updateable !== true) return `${note} readonly`;
  if (createable !== true && !/\bupdateonly\b/.test(note)) return `${note} updateonly`;
  return updateable !== true && !/\bcreateonly\b/.test(note) ? `${note} createonly` : note;
}

/** Every object with something like a name has one name field; numbers that are names count by themselves. */
function withNameField(fields: Record<string, string>): Record<string, string> {
  if (Object.values(fields).some((note) => /\bname\b/.test(note))) return fields;
  const name = Object.keys(fields).find((field) =>
    /^(Title|Subject|MasterLabel|DeveloperName|\w+Number)$/.test(field),
  );
  if (name === undefined) return fields;
  const counted = name.endsWith('Number') ? ' auto ungroupable' : '';
  return { ...fields, [name]: `${fields[name] ?? ''} name${counted}` };
}

/** A curated reference without targets has those that the table tells. */
function withTargets(note: string, targets: readonly string[]): string {
  return note.startsWith('reference') && !note.includes('->')
    ? note.replace('reference', `reference ->${targets.join()}`)
    : note;
}

function targetsIn(note: string): string[] | undefined {
  return /->(\S+)/.exec(note)?.[1]?.split(',');
}

/** In describe order where the typings know it, else identity, name, audit fields, the rest. */
function fieldNames(object: string, facts: ObjectFacts, { table, typings, recorded }: Sources): string[] {
  const tabled = [...(table.get(object)?.kinds.keys() ?? [])];
  const parent = facts.family === 'ChangeEvent' ? recorded.get(facts.parent ?? '') : undefined;
  if (parent !== undefined)
    return [
      'Id',
      'ReplayId',
      'ChangeEventHeader',
      ...[...parent.keys()].filter((name) => name !== 'Id' && tabled.includes(name)),
    ];
  const base = [...(typings.get(object)?.keys() ?? ordered(tabled))];
  const plain = [...base, ...Object.keys(curated[object] ?? {})].filter(
    (name) => !name.startsWith('Permissions') || grants.has(object),
  );
  const all = [...new Set([...plain, ...permissionFields(object, typings)])];
  return all.filter((name) => !featureFields.test(name));
}

function ordered(names: readonly string[]): string[] {
  const first = leading.filter((name) => names.includes(name));
  const audit = auditing.filter((name) => names.includes(name));
  return [...first, ...audit, ...names.filter((name) => !first.includes(name) && !audit.includes(name))];
}
