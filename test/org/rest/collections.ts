// Reading several records of one type by Id: results in the order asked, `null` where there is nothing to see
// (REST API Developer Guide, "sObject Collections": GET up to 800 Ids by URL, POST up to 2,000).
import { jsonBody, jsonText, type Answer, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import { scopeFor } from '../http/queryScope.ts';
import type { Route } from '../http/router.ts';
import { OrgFault } from '../model.ts';
import { toJson, type JsonRecord } from '../soql/json.ts';
import { prepare } from '../soql/soql.ts';
import { seenType } from './describe.ts';

const PATH = '/services/data/:version/composite/sobjects/:object';
const MOST_BY_URL = 800;
const MOST_BY_BODY = 2_000;

export const collectionRoutes: readonly Route[] = [
  { name: 'collectionRead', method: 'GET', path: PATH, protocol: 'rest', handle: byUrl },
  { name: 'collectionRead', method: 'POST', path: PATH, protocol: 'rest', handle: byBody },
];

function byUrl(call: RoutedCall, org: PracticeOrg): Answer {
  const list = (name: string): string[] =>
    (call.query.get(name) ?? '').split(',').filter((part) => part !== '');
  return collection(list('ids'), list('fields'), MOST_BY_URL, call, org);
}

async function byBody(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { ids = [], fields = [] } = (await jsonBody(call)) as { ids?: string[]; fields?: string[] };
  return collection(ids, fields, MOST_BY_BODY, call, org);
}

function collection(
  ids: readonly string[],
  fields: readonly string[],
  most: number,
  call: RoutedCall,
  org: PracticeOrg,
): Answer {
  if (ids.length > most)
    throw new OrgFault('EXCEEDED_MAX_COLLECTION_RECORDS', `number of records cannot exceed ${most}`);
  const type = seenType(call.params.object ?? '', org.accessOf(call.session), org);
  const table = org.state.tables.of(type.name);
  const known = ids
    .map((id) => table.get(id))
    .filter((row) => row !== undefined)
    .map((row) => String(row.Id));
  const found = new Map<string, JsonRecord>();
  if (known.length > 0) {
    const columns = [...new Set(['Id', ...fields])];
    const prepared = prepare(
      `SELECT ${columns.join(',')} FROM ${type.name} WHERE Id IN ('${known.join("','")}')`,
      scopeFor(call, org, 'rest'),
    );
    for (const record of prepared.records()) found.set((record.Id as string).slice(0, 15), record);
  }
  return jsonText(toJson(ids.map((id) => found.get(id.slice(0, 15)) ?? null)));
}
