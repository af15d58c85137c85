// Rows by REST query, page after page to the end. Where the object's Ids can be sorted and compared, rows come in their
// order, so that a lost cursor is taken up after the last row and not from the start.

import { queryPages, type Query, type RestRow } from '../../org/query.ts';
import { literal } from '../../org/soql.ts';
import { type CaptureContext, type Captured, type ObjectTask, reconcile } from './capture.ts';
import { selectStatement } from './columns.ts';
import { storeRows } from './storeRows.ts';

export async function captureRest(context: CaptureContext, task: ObjectTask): Promise<Captured> {
  const { session, signal } = context;
  let expected = 0;
  const pages = async function* (): AsyncGenerator<readonly RestRow[]> {
    for await (const { rows, totalSize } of queryPages(session, queryOf(task), { deleted: true, signal })) {
      expected = totalSize;
      yield rows;
    }
  };
  const segments = await storeRows(context, task, pages());
  reconcile(task.object.name, segments, expected);
  return { route: 'rest', segments, expected, source: 'totalSize' };
}

function queryOf({ object, columns }: ObjectTask): Query {
  const id = columns.fields[0];
  if (id?.name !== 'Id' || !id.filterable || !id.sortable)
    return selectStatement(object.name, columns.fields);
  return (after) => {
    const where = after === undefined ? undefined : `Id > ${literal(after)}`;
    return `${selectStatement(object.name, columns.fields, where)} ORDER BY Id`;
  };
}
