// Rows of objects too wide for one query: several queries over the same rows, joined by Id (org/columnSplit.ts).

import { columnSplitPages } from '../../org/columnSplit.ts';
import { count, type RestRow } from '../../org/query.ts';
import { type CaptureContext, type Captured, type ObjectTask, reconcile } from './capture.ts';
import { storeRows } from './storeRows.ts';

export async function captureColumns(context: CaptureContext, task: ObjectTask): Promise<Captured> {
  const { session, signal } = context;
  const { object, columns } = task;
  const names = columns.fields.map((field) => field.name);
  const stamp =
    ['SystemModstamp', 'LastModifiedDate', 'CreatedDate'].find((name) => names.includes(name)) ?? 'Id';
  const rowsOf = async function* (): AsyncGenerator<readonly RestRow[]> {
    for await (const page of columnSplitPages(session, object.name, names, { deleted: true, stamp, signal }))
      yield page.rows;
  };
  const segments = await storeRows(context, task, rowsOf());
  const expected = await count(session, `SELECT COUNT() FROM ${object.name}`, { deleted: true, signal });
  reconcile(object.name, segments, expected);
  return { route: 'columns', segments, expected, source: 'COUNT()' };
}
