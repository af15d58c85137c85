// Up to 200 records in one call, results in their order (REST API Developer Guide, "sObject Collections").
import { rolledBack } from '../dml/errors.ts';
import type { InputRow, SaveResult, Writer } from '../dml/model.ts';
import { json, type Answer, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import type { Route } from '../http/router.ts';
import { OrgFault } from '../model.ts';
import { seenType } from './describe.ts';
import { rowOf } from './recordBody.ts';
import { collectionResult, exactJson, writerOf } from './writer.ts';

const PATH = '/services/data/:version/composite/sobjects';
const MOST_RECORDS = 200;
/** Changes of type within one call. */
const MOST_GROUPS = 10;

export const collectionWriteRoutes: readonly Route[] = [
  { name: 'collectionCreate', method: 'POST', path: PATH, protocol: 'rest', handle: create },
  { name: 'collectionUpdate', method: 'PATCH', path: PATH, protocol: 'rest', handle: update },
  { name: 'collectionDelete', method: 'DELETE', path: PATH, protocol: 'rest', handle: remove },
  {
    name: 'collectionUpsert',
    method: 'PATCH',
    path: `${PATH}/:object/:field`,
    protocol: 'rest',
    handle: upsert,
  },
];

interface Collection {
  readonly rows: readonly InputRow[];
  readonly writer: Writer;
}

async function collectionOf(call: RoutedCall, org: PracticeOrg): Promise<Collection> {
  const { records = [], allOrNone = false } = rowOf(await exactJson(call)) as {
    records?: unknown;
    allOrNone?: unknown;
  };
  if (!Array.isArray(records)) throw new OrgFault('JSON_PARSER_ERROR', 'records must be an array');
  checkCount(records.length);
  return { rows: records.map(rowOf), writer: writerOf(call, org, allOrNone === true) };
}

function checkCount(count: number): void {
  if (count > MOST_RECORDS)
    throw new OrgFault('EXCEEDED_MAX_COLLECTION_RECORDS', `record limit reached: ${MOST_RECORDS}`);
}

async function create(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { rows, writer } = await collectionOf(call, org);
  return answer(byObject(rows, writer, org, (object, group) => org.dml.insert(object, group, writer)));
}

async function update(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { rows, writer } = await collectionOf(call, org);
  return answer(byObject(rows, writer, org, (object, group) => org.dml.update(object, group, writer)));
}

function remove(call: RoutedCall, org: PracticeOrg): Answer {
  const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  checkCount(ids.length);
  return answer(org.dml.remove(ids, writerOf(call, org, call.query.get('allOrNone') === 'true')));
}

async function upsert(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { rows, writer } = await collectionOf(call, org);
  const type = seenType(call.params.object ?? '', org.accessOf(call.session), org);
  for (const row of rows) {
    if (objectOf(row).toLowerCase() !== type.name.toLowerCase())
      throw new OrgFault('INVALID_INPUT', `All records must be of type ${type.name}`);
  }
  return answer(org.dml.upsert(type.name, call.params.field ?? '', rows, writer), true);
}

function answer(results: readonly SaveResult[], tellsCreated = false): Answer {
  return json(results.map((result) => collectionResult(result, tellsCreated)));
}

function objectOf(row: InputRow): string {
  const attributes = row.attributes;
  const type =
    typeof attributes === 'object' && attributes !== null && 'type' in attributes ? attributes.type : null;
  if (typeof type !== 'string')
    throw new OrgFault('INVALID_INPUT', 'The attributes.type of each record must name its object');
  return type;
}

/**
 * Neighbours of one object are saved together, all of the call in one transaction; with `allOrNone` one failing row
 * takes all of them back.
 */
function byObject(
  rows: readonly InputRow[],
  { allOrNone }: Writer,
  org: PracticeOrg,
  save: (object: string, group: readonly InputRow[]) => SaveResult[],
): SaveResult[] {
  const groups = neighbours(rows);
  const transaction = org.dml.begin();
  try {
    const results = groups.flatMap(([object, group]) => save(object, group));
    if (!allOrNone || results.every(({ success }) => success)) return results;
    transaction.rollback();
    return rolledBack(results);
  } catch (error) {
    transaction.rollback();
    throw error;
  } finally {
    transaction.end();
  }
}

function neighbours(rows: readonly InputRow[]): Array<[object: string, group: InputRow[]]> {
  const groups: Array<[string, InputRow[]]> = [];
  for (const row of rows) {
    const object = objectOf(row);
    const last = groups.at(-1);
    if (last?.[0].toLowerCase() === object.toLowerCase()) last[1].push(row);
    else groups.push([object, [row]]);
  }
  if (groups.length > MOST_GROUPS)
    throw new OrgFault('INVALID_INPUT', `The records change their type more than ${MOST_GROUPS} times`);
  return groups;
}
