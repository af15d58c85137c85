// Rows that Salesforce gives out only by their parents' Ids, or only so many at a time: the parents' Ids first, then
// one query a slice of them.

import { count, queryPages, type RestRow } from '../../org/query.ts';
import { isIn, slices } from '../../org/soql.ts';
import { type CaptureContext, type Captured, type ObjectTask, reconcile } from './capture.ts';
import { selectStatement } from './columns.ts';
import { READ_BY_PARENTS, type ParentFilter } from './objectRules.ts';
import { storeRows } from './storeRows.ts';

/** Ids in one IN list: 200 of them and the select list of a wide object stay below the longest URI. */
const PARENTS_AT_ONCE = 200;

export async function captureByParents(context: CaptureContext, task: ObjectTask): Promise<Captured> {
  const filter = READ_BY_PARENTS[task.object.name];
  if (!filter) throw new Error(`${task.object.name} is not read by parents.`);
  let expected = 0;
  const rowsOf = async function* (): AsyncGenerator<readonly RestRow[]> {
    for await (const ids of parentSlices(context, filter)) {
      for await (const page of childPages(context, task, filter, ids)) {
        expected += page.counted;
        yield page.rows;
      }
    }
  };
  const segments = await storeRows(context, task, rowsOf());
  reconcile(task.object.name, segments, expected);
  return { route: 'byParents', segments, expected, source: 'sum over parents' };
}

interface CountedPage {
  readonly rows: readonly RestRow[];
  /** Rows the server counts for the query, told once with its first page. */
  readonly counted: number;
}

async function* parentSlices(
  { session, signal }: CaptureContext,
  { parent }: ParentFilter,
): AsyncGenerator<readonly string[]> {
  const soql = `SELECT Id FROM ${parent}`;
  for await (const page of queryPages(session, soql, { deleted: true, signal })) {
    yield* slices(
      page.rows.map(({ Id }) => Id).filter((id) => typeof id === 'string'),
      PARENTS_AT_ONCE,
    );
  }
}

async function* childPages(
  context: CaptureContext,
  task: ObjectTask,
  filter: ParentFilter,
  ids: readonly string[],
): AsyncGenerator<CountedPage> {
  const { session, signal } = context;
  const where = isIn(filter.field, ids);
  if (filter.silentCap !== undefined && ids.length > 1) {
    const rows = await count(session, `SELECT COUNT() FROM ${task.object.name} WHERE ${where}`, { signal });
    if (rows > filter.silentCap) {
      const middle = Math.ceil(ids.length / 2);
      yield* childPages(context, task, filter, ids.slice(0, middle));
      yield* childPages(context, task, filter, ids.slice(middle));
      return;
    }
  }
  const soql = selectStatement(task.object.name, task.columns.fields, where);
  let isFirst = true;
  for await (const page of queryPages(session, soql, { deleted: true, signal })) {
    yield { rows: page.rows, counted: isFirst ? page.totalSize : 0 };
    isFirst = false;
  }
}
