// One record by Id or external id, all its fields or the asked ones. It is read through the query room, so that a
// record looks the same whichever way it is fetched.
import { jsonText, type Answer, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import { scopeFor } from '../http/queryScope.ts';
import { OrgFault, type FieldDescribe, type SObjectType } from '../model.ts';
import { toJson, type JsonRecord } from '../soql/json.ts';
import { prepare } from '../soql/soql.ts';

/** Columns of one SELECT: a record may have more formula fields than one query may name. */
const COLUMNS_AT_ONCE = 200;

/** `GET /sobjects/X/<id>?fields=a,b`. Throws NOT_FOUND, ENTITY_IS_DELETED, INVALID_FIELD. */
export function recordAnswer(
  type: SObjectType,
  id: string,
  call: RoutedCall,
  org: PracticeOrg,
  tooling = false,
): Answer {
  const access = org.accessOf(call.session);
  const names =
    call.query
      .get('fields')
      ?.split(',')
      .map((name) => name.trim()) ?? visibleFields(type, org, call).map(({ name }) => name);
  for (const name of names) {
    if (name.includes('.') || (type.field(name) !== undefined && access.seesField(type.name, name))) continue;
    throw new OrgFault('INVALID_FIELD', `No such column '${name}' on sobject of type ${type.name}`);
  }
  const record = readRecord(type, id, names, call, org, tooling);
  return jsonText(toJson(record), 200, lastModified(record));
}

/** The record's fields under the wanted names. Throws as `recordAnswer`. */
export function readRecord(
  type: SObjectType,
  id: string,
  names: readonly string[],
  call: RoutedCall,
  org: PracticeOrg,
  tooling = false,
): JsonRecord {
  const row = org.state.tables.of(type.name).get(id);
  if (row === undefined) throw notFound();
  if (row.IsDeleted === true) throw new OrgFault('ENTITY_IS_DELETED', 'entity is deleted', 404);
  let record: JsonRecord = {};
  for (let start = 0; start < Math.max(1, names.length); start += COLUMNS_AT_ONCE) {
    const columns = [...new Set([...names.slice(start, start + COLUMNS_AT_ONCE), 'Id'])];
    const prepared = prepare(
      `SELECT ${columns.join(',')} FROM ${type.name} WHERE Id = '${String(row.Id)}'`,
      scopeFor(call, org, tooling ? 'tooling' : 'rest', true),
    );
    const [part] = prepared.records();
    if (part === undefined) throw notFound();
    record = { ...record, ...part };
  }
  return record;
}

/** The fields a user sees of an object, in the describe's order. */
export function visibleFields(type: SObjectType, org: PracticeOrg, call: RoutedCall): FieldDescribe[] {
  const access = org.accessOf(call.session);
  return type.describe.fields.filter(({ name }) => access.seesField(type.name, name));
}

/** The refusal for an Id that names nothing the user sees. */
export function notFound(): OrgFault {
  return new OrgFault('NOT_FOUND', 'Provided external ID field does not exist or is not accessible: Id', 404);
}

function lastModified(record: JsonRecord): Record<string, string> {
  const stamp = record.LastModifiedDate ?? record.SystemModstamp;
  return typeof stamp === 'string' ? { 'last-modified': new Date(stamp).toUTCString() } : {};
}
