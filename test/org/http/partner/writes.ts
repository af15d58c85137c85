// Calls of the partner SOAP API that write: create, update, upsert, delete, undelete, emptyRecycleBin, merge. At most 200
// rows a call; a row that fails is a result and no fault (SOAP API Developer Guide, "Core Calls", "Headers").
import { failed, ROLLED_BACK } from '../../dml/errors.ts';
import type { Dml, InputRow, SaveResult, Writer } from '../../dml/model.ts';
import { OrgFault } from '../../model.ts';
import { child, list, text, type SoapCall } from '../../soap/envelope.ts';
import type { XmlTree } from '../../soap/xml.ts';
import type { RoutedCall } from '../call.ts';
import type { PracticeOrg } from '../practiceOrg.ts';
import { readRecord, readRecords, type TypedRow } from './records.ts';

export type SoapOperation = (call: RoutedCall, org: PracticeOrg, soap: SoapCall) => XmlTree;

type Save = (type: string, rows: readonly InputRow[]) => SaveResult[];

const MOST_ROWS = 200;
/** "merge()": up to ten requests a call, each with one master and one or two to merge into it. */
const MOST_MERGES = 10;
const MOST_LOSERS = 2;

export const writingOperations: Readonly<Record<string, SoapOperation>> = {
  create: (call, org, { body, header }) => {
    const writer = writerOf(call, org, header);
    const save: Save = (type, rows) => org.dml.insert(type, rows, writer);
    return answer(saveByType(readRecords(body, 'sObjects'), save, writer, org), withoutCreated);
  },
  update: (call, org, { body, header }) => {
    const writer = writerOf(call, org, header);
    const save: Save = (type, rows) => org.dml.update(type, rows, writer);
    return answer(saveByType(readRecords(body, 'sObjects'), save, writer, org), withoutCreated);
  },
  upsert: (call, org, { body, header }) => {
    const writer = writerOf(call, org, header);
    const keyField = text(body, 'externalIDFieldName') ?? '';
    const save: Save = (type, rows) => org.dml.upsert(type, keyField, rows, writer);
    return answer(saveByType(readRecords(body, 'sObjects'), save, writer, org), withCreated);
  },
  delete: (call, org, { body, header }) =>
    answer(org.dml.remove(readIds(body), writerOf(call, org, header)), withoutCreated),
  undelete: (call, org, { body, header }) =>
    answer(org.dml.undelete(readIds(body), writerOf(call, org, header)), withoutCreated),
  emptyRecycleBin: (call, org, { body, header }) =>
    answer(org.dml.emptyRecycleBin(readIds(body), writerOf(call, org, header)), withoutCreated),
  merge: (call, org, { body, header }) => {
    const requests = list(body, 'mergeRequests');
    checkCount(requests.length, MOST_MERGES);
    return { result: requests.map((request) => merge(request, writerOf(call, org, header), org)) };
  },
};

/** Unlike REST, SOAP assigns only where the header asks for it. */
function writerOf({ session }: RoutedCall, org: PracticeOrg, header: unknown): Writer {
  return {
    userId: session.userId,
    access: org.accessOf(session),
    allOrNone: text(child(header, 'AllOrNoneHeader'), 'allOrNone') === 'true',
    allowDuplicates: text(child(header, 'DuplicateRuleHeader'), 'allowSave') === 'true',
    autoAssign: child(header, 'AssignmentRuleHeader') !== undefined,
    textCells: true,
  };
}

function readIds(body: unknown): string[] {
  const ids = list(body, 'ids').map(String);
  checkCount(ids.length, MOST_ROWS);
  return ids;
}

function checkCount(count: number, most: number): void {
  if (count <= most) return;
  throw new OrgFault(
    'EXCEEDED_ID_LIMIT',
    `record limit reached. cannot submit more than ${most} records into this call`,
    500,
  );
}

/** Saves neighbours of one type together; the results stay in the order of the call. */
function saveByType(
  records: readonly TypedRow[],
  save: Save,
  writer: Writer,
  org: PracticeOrg,
): SaveResult[] {
  checkCount(records.length, MOST_ROWS);
  const groups: TypedRow[][] = [];
  for (const record of records) {
    const last = groups.at(-1);
    if (last?.[0]?.type === record.type) last.push(record);
    else groups.push([record]);
  }
  const saveGroups = (): SaveResult[] =>
    groups.flatMap((group) =>
      save(
        group[0]!.type,
        group.map(({ row }) => row),
      ),
    );
  return writer.allOrNone ? together(saveGroups, org.dml) : saveGroups();
}

/** All or none, also where the rows are of several types. */
function together(saveGroups: () => SaveResult[], dml: Dml): SaveResult[] {
  const transaction = dml.begin();
  try {
    const results = saveGroups();
    if (results.every(({ success }) => success)) {
      transaction.end();
      return results;
    }
    transaction.rollback();
    return results.map((result) => (result.success ? failed(null, [ROLLED_BACK]) : result));
  } catch (error) {
    transaction.rollback();
    throw error;
  }
}

function merge(request: unknown, writer: Writer, org: PracticeOrg): XmlTree {
  const { type, row } = readRecord(child(request, 'masterRecord'));
  const losers = list(request, 'recordToMergeIds').map(String);
  checkCount(losers.length, MOST_LOSERS);
  const result = org.dml.merge(row, losers, type, writer);
  return { ...withoutCreated(result), mergedRecordIds: result.success ? losers : [] };
}

function answer(results: readonly SaveResult[], tree: (result: SaveResult) => XmlTree): XmlTree {
  return { result: results.map(tree) };
}

function withoutCreated({ id, success, errors }: SaveResult): XmlTree {
  return {
    errors: errors.map(({ statusCode, message, fields }) => ({ fields, message, statusCode })),
    id: id ?? { '@xsi:nil': true },
    success,
  };
}

function withCreated(result: SaveResult): XmlTree {
  return { created: result.created, ...withoutCreated(result) };
}
