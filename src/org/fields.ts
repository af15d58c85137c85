// Fields that exist but that this user cannot see. A describe leaves them out without a word (field-level security),
// so a backup would lose whole columns silently; FieldDefinition lists every field whatever the user may see.
import { forEachConcurrently, mapConcurrently } from '../kit/concurrency.ts';
import { describe } from './describe.ts';
import { OrgError } from './errors.ts';
import { queryRows, type RestRow } from './query.ts';
import type { Session } from './session.ts';
import { isIn } from './soql.ts';

export interface HiddenFields {
  /** Object -> names of hidden fields, in the org's order. Objects without any are absent. */
  readonly hidden: ReadonlyMap<string, readonly string[]>;
  /** Objects that could not be compared, and why. */
  readonly unknown: ReadonlyMap<string, OrgError>;
}

// FieldDefinition answers at most 2,000 rows and no queryMore, so a batch stays well below that.
const FIELDS_A_BATCH = 1000;
const OBJECTS_A_BATCH = 50;
const CAP = 2000;
const CALLS_AT_ONCE = 4;

/** Compares the describes of `objects` with FieldDefinition. */
export async function hiddenFields(session: Session, objects: readonly string[]): Promise<HiddenFields> {
  const hidden = new Map<string, readonly string[]>();
  const unknown = new Map<string, OrgError>();
  const visible = await visibleFields(session, objects, unknown);
  const answers = mapConcurrently(batches(visible), CALLS_AT_ONCE, (batch) => definedFields(session, batch));
  for await (const { defined, failed } of answers) {
    for (const [object, error] of failed) unknown.set(object, error);
    for (const [object, names] of defined) {
      const missing = names.filter((name) => !visible.get(object)?.has(name.toLowerCase()));
      if (missing.length > 0) hidden.set(object, missing);
    }
  }
  return { hidden, unknown };
}

/** Lower-case names of the fields each object's describe shows, in the order of `objects`. */
async function visibleFields(
  session: Session,
  objects: readonly string[],
  unknown: Map<string, OrgError>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const visible = new Map<string, ReadonlySet<string>>();
  await forEachConcurrently(objects, CALLS_AT_ONCE, async (object) => {
    try {
      const { fields } = await describe(session, object);
      visible.set(object, new Set(fields.map((field) => field.name.toLowerCase())));
    } catch (error) {
      if (!(error instanceof OrgError)) throw error;
      unknown.set(object, error);
    }
  });
  const described = objects.filter((object) => visible.has(object));
  return new Map(described.map((object) => [object, visible.get(object) ?? new Set()]));
}

/** Groups objects so that their fields stay under the cap. */
export function* batches(visible: ReadonlyMap<string, ReadonlySet<string>>): Generator<readonly string[]> {
  let batch: string[] = [];
  let fields = 0;
  for (const [object, names] of visible) {
    if (batch.length > 0 && (fields + names.size > FIELDS_A_BATCH || batch.length >= OBJECTS_A_BATCH)) {
      yield batch;
      [batch, fields] = [[], 0];
    }
    batch.push(object);
    fields += names.size;
  }
  if (batch.length > 0) yield batch;
}

interface Defined {
  readonly defined: ReadonlyMap<string, readonly string[]>;
  readonly failed: ReadonlyMap<string, OrgError>;
}

async function definedFields(session: Session, objects: readonly string[]): Promise<Defined> {
  try {
    const rows = await queryRows(session, definitionQuery(objects));
    if (rows.length >= CAP && objects.length > 1) return await oneByOne(session, objects);
    return { defined: byObject(objects, rows), failed: new Map() };
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    return objects.length > 1
      ? oneByOne(session, objects)
      : { defined: new Map(), failed: new Map(objects.map((object) => [object, error])) };
  }
}

async function oneByOne(session: Session, objects: readonly string[]): Promise<Defined> {
  const defined = new Map<string, readonly string[]>();
  const failed = new Map<string, OrgError>();
  for (const object of objects) {
    const one = await definedFields(session, [object]);
    for (const [name, fields] of one.defined) defined.set(name, fields);
    for (const [name, error] of one.failed) failed.set(name, error);
  }
  return { defined, failed };
}

const definitionQuery = (objects: readonly string[]): string =>
  `SELECT QualifiedApiName, EntityDefinition.QualifiedApiName FROM FieldDefinition WHERE ${isIn('EntityDefinition.QualifiedApiName', objects)}`;

function byObject(objects: readonly string[], rows: readonly RestRow[]): Map<string, string[]> {
  const spelling = new Map(objects.map((object) => [object.toLowerCase(), object]));
  const fields = new Map<string, string[]>();
  for (const row of rows) {
    const entity = (row.EntityDefinition as RestRow | null)?.QualifiedApiName;
    const object = typeof entity === 'string' ? spelling.get(entity.toLowerCase()) : undefined;
    if (object === undefined || typeof row.QualifiedApiName !== 'string') continue;
    fields.set(object, [...(fields.get(object) ?? []), row.QualifiedApiName]);
  }
  return fields;
}
