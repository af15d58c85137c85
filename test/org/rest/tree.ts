// Records with their children in one call, all or none (REST API Developer Guide, "sObject Tree": at most 200 records in
// all, of 5 types, 5 deep).
import type { InputRow, SaveResult, Writer } from '../dml/model.ts';
import { json, type Answer, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import type { Route } from '../http/router.ts';
import { OrgFault, type SObjectType } from '../model.ts';
import { seenType } from './describe.ts';
import { rowOf } from './recordBody.ts';
import { exactJson, writerOf } from './writer.ts';

const MOST_RECORDS = 200;
const MOST_TYPES = 5;
const MOST_LEVELS = 5;

export const treeRoutes: readonly Route[] = [
  {
    name: 'treeCreate',
    method: 'POST',
    path: '/services/data/:version/composite/tree/:object',
    protocol: 'rest',
    handle: create,
  },
];

interface Node {
  readonly type: SObjectType;
  readonly referenceId: string;
  readonly row: InputRow;
  /** The field that names the parent, and the parent's reference; absent at the top. */
  readonly parent: { readonly field: string; readonly referenceId: string } | undefined;
}

interface TreeError {
  readonly referenceId: string;
  readonly errors: SaveResult['errors'];
}

async function create(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const type = seenType(call.params.object ?? '', org.accessOf(call.session), org);
  const { records } = rowOf(await exactJson(call)) as { records?: unknown };
  const levels = levelsOf(type, records, org);
  const nodes = levels.flat();
  const wrong = misreferenced(nodes);
  if (wrong !== undefined) return refused([wrong]);
  const ids = new Map<string, string>();
  const failures = saveLevels(levels, ids, writerOf(call, org, true), org);
  if (failures.length > 0) return refused(failures);
  const results = nodes.map(({ referenceId }) => ({ referenceId, id: ids.get(referenceId) }));
  return json({ hasErrors: false, results }, 201);
}

function refused(results: readonly TreeError[]): Answer {
  return json({ hasErrors: true, results }, 400);
}

/** Level by level, parents first; one transaction, which a level with a failing record ends. */
function saveLevels(
  levels: ReadonlyArray<readonly Node[]>,
  ids: Map<string, string>,
  writer: Writer,
  org: PracticeOrg,
): TreeError[] {
  const transaction = org.dml.begin();
  try {
    for (const level of levels) {
      const failures: TreeError[] = [];
      for (const [object, nodes] of Map.groupBy(level, ({ type }) => type.name)) {
        const rows = nodes.map(({ row, parent }) =>
          parent === undefined ? row : { ...row, [parent.field]: ids.get(parent.referenceId)! },
        );
        org.dml.insert(object, rows, { ...writer, allOrNone: false }).forEach(({ id, errors }, at) => {
          const { referenceId } = nodes[at]!;
          if (errors.length > 0) failures.push({ referenceId, errors });
          else ids.set(referenceId, id!);
        });
      }
      if (failures.length === 0) continue;
      transaction.rollback();
      return failures;
    }
    return [];
  } catch (error) {
    transaction.rollback();
    throw error;
  } finally {
    transaction.end();
  }
}

/** The tree flattened. Throws INVALID_INPUT for one that is too large, too deep or of too many types. */
function levelsOf(type: SObjectType, records: unknown, org: PracticeOrg): Node[][] {
  const levels: Node[][] = [];
  const add = (of: SObjectType, list: unknown, level: number, parent: Node['parent']): void => {
    if (!Array.isArray(list)) throw invalid('records must be an array');
    for (const each of list) {
      const record = rowOf(each);
      const referenceId = referenceOf(record);
      const own = Object.entries(record).filter(([name]) => of.childRelationship(name) === undefined);
      (levels[level] ??= []).push({ type: of, referenceId, row: Object.fromEntries(own), parent });
      for (const [name, children] of Object.entries(record)) {
        const relationship = of.childRelationship(name);
        const childType = relationship && org.state.schema.find(relationship.childSObject);
        if (relationship === undefined || childType === undefined) continue;
        add(childType, rowOf(children).records, level + 1, { field: relationship.field, referenceId });
      }
    }
  };
  add(type, records, 0, undefined);
  const nodes = levels.flat();
  if (nodes.length > MOST_RECORDS) throw invalid(`The request has more than ${MOST_RECORDS} records`);
  if (levels.length > MOST_LEVELS) throw invalid(`The tree is more than ${MOST_LEVELS} levels deep`);
  if (new Set(nodes.map((node) => node.type.name)).size > MOST_TYPES)
    throw invalid(`The tree has more than ${MOST_TYPES} types of records`);
  return levels;
}

function referenceOf({ attributes }: InputRow): string {
  const reference =
    typeof attributes === 'object' && attributes !== null && 'referenceId' in attributes
      ? attributes.referenceId
      : undefined;
  return typeof reference === 'string' ? reference : '';
}

function misreferenced(nodes: readonly Node[]): TreeError | undefined {
  const met = new Set<string>();
  for (const { referenceId } of nodes) {
    if (referenceId === '')
      return wrong(referenceId, 'Include a reference ID for each record in the request.');
    if (met.has(referenceId)) return wrong(referenceId, 'Duplicate ReferenceId provided in the request.');
    met.add(referenceId);
  }
  return undefined;
}

function wrong(referenceId: string, message: string): TreeError {
  return { referenceId, errors: [{ statusCode: 'INVALID_INPUT', message, fields: [] }] };
}

function invalid(message: string): OrgFault {
  return new OrgFault('INVALID_INPUT', message);
}
