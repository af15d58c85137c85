// Rows by REST query, page after page to the end.

import { queryPages, type RestRow } from '../../org/query.ts';
import { type CaptureContext, type Captured, type ObjectTask, reconcile } from './capture.ts';
import { selectStatement } from './columns.ts';
import { storeRows } from './storeRows.ts';

export async function captureRest(context: CaptureContext, task: ObjectTask): Promise<Captured> {
  const soql = selectStatement(task.object.name, task.columns.fields);
  let expected = 0;
  const pages = async function* (): AsyncGenerator<readonly RestRow[]> {
    for await (const page of queryPages(context.session, soql, { deleted: true, signal: context.signal })) {
      expected = page.totalSize;
      yield page.rows;
    }
  };
  const segments = await storeRows(context, task, pages());
  reconcile(task.object.name, segments, expected);
  return { route: 'rest', segments, expected, source: 'totalSize' };
}
