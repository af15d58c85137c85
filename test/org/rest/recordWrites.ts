// One record created, updated, deleted, or upserted by an external id (REST API Developer Guide, "sObject Basic
// Information", "sObject Rows", "sObject Rows by External ID").
import type { InputRow, SaveResult } from '../dml/model.ts';
import { empty, json, type Answer, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import type { Handler, Route } from '../http/router.ts';
import { OrgFault, type SObjectType } from '../model.ts';
import { seenType } from './describe.ts';
import { recordBody } from './recordBody.ts';
import { refusedRecord, writerOf } from './writer.ts';

const OBJECT = '/services/data/:version/sobjects/:object';

export const recordWriteRoutes: readonly Route[] = [
  writing('recordCreate', 'POST', OBJECT, create),
  writing('recordUpdate', 'PATCH', `${OBJECT}/:id`, update),
  writing('recordDelete', 'DELETE', `${OBJECT}/:id`, remove),
  writing('recordUpsert', 'PATCH', `${OBJECT}/:field/:value`, upsert),
];

function writing(
  name: string,
  method: string,
  path: string,
  write: (type: SObjectType, call: RoutedCall, org: PracticeOrg) => Promise<Answer>,
): Route {
  const handle: Handler = (call, org) =>
    write(seenType(call.params.object ?? '', org.accessOf(call.session), org), call, org);
  return { name, method, path, protocol: 'rest', handle };
}

/** 201 with the Id, or the row's first error. */
async function create(type: SObjectType, call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const row = await recordBody(call);
  return created(single(org.dml.insert(type.name, [row], writerOf(call, org))));
}

async function update(type: SObjectType, call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const row = await recordBody(call);
  refuseId(row);
  single(org.dml.update(type.name, [{ ...row, Id: call.params.id ?? '' }], writerOf(call, org)));
  return empty(204);
}

async function remove(type: SObjectType, call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const id = call.params.id ?? '';
  ofType(type, id);
  single(org.dml.remove([id], writerOf(call, org)));
  return Promise.resolve(empty(204));
}

/** 201 for a new record, 200 for a known one (204 before API 46). */
async function upsert(type: SObjectType, call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const row = await recordBody(call);
  refuseId(row);
  const { field = '', value = '' } = call.params;
  const keyed = { ...without(row, field), [field]: value };
  const result = single(org.dml.upsert(type.name, field, [keyed], writerOf(call, org)));
  if (result.created) return json({ id: result.id, success: true, errors: [], created: true }, 201);
  return call.apiVersion < 46
    ? empty(204)
    : json({ id: result.id, success: true, errors: [], created: false }, 200);
}

function created(result: SaveResult): Answer {
  return json({ id: result.id, success: true, errors: [] }, 201);
}

/** The one result, when it is a success. */
function single([result]: readonly SaveResult[]): SaveResult {
  if (result === undefined || !result.success) throw refusedRecord(result?.errors ?? []);
  return result;
}

function refuseId(row: InputRow): void {
  if (Object.keys(row).some((name) => name.toLowerCase() === 'id'))
    throw new OrgFault('INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
}

function ofType(type: SObjectType, id: string): void {
  if (type.keyPrefix !== null && id.startsWith(type.keyPrefix)) return;
  throw new OrgFault('NOT_FOUND', 'The requested resource does not exist', 404);
}

function without(row: InputRow, field: string): InputRow {
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => name.toLowerCase() !== field.toLowerCase()),
  );
}
