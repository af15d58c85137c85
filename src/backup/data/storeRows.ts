// Rows of REST answers written as members: the same columns, order and form as Bulk pages have.

import { encodeRow } from '../../kit/csv.ts';
import { IdSet, isRecordId } from '../../kit/idSet.ts';
import type { FieldDescribe } from '../../org/describe.ts';
import type { RestRow } from '../../org/query.ts';
import type { CaptureContext, ObjectTask, StoredRows } from './capture.ts';

/** A member is closed at the end of the page that brings it to this many rows. */
const MEMBER_ROWS = 50_000;

/**
 * Writes pages of rows into as many members as they need. No rows, no member.
 * @param pages in the order they are to be kept
 */
export async function storeRows(
  context: CaptureContext,
  task: ObjectTask,
  pages: AsyncIterable<readonly RestRow[]>,
): Promise<StoredRows[]> {
  const source = pages[Symbol.asyncIterator]();
  const ids = new IdSet();
  const stored: StoredRows[] = [];
  for (let first = await source.next(); !first.done; first = await source.next()) {
    if (first.value.length === 0) continue;
    stored.push(await storeOne(context, task, first.value, source, ids));
  }
  return stored;
}

async function storeOne(
  { run, listener }: CaptureContext,
  { columns, names }: ObjectTask,
  first: readonly RestRow[],
  more: AsyncIterator<readonly RestRow[]>,
  ids: IdSet,
): Promise<StoredRows> {
  const { fields } = columns;
  let rows = 0;
  let deletedRows = 0;
  let isKeyed = true;
  const csv = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from(encodeRow(fields.map((field) => field.name)));
    for (let page: readonly RestRow[] | undefined = first; page !== undefined;) {
      const text = page.map((row) => encodeRow(fields.map((field) => cellOf(row, field)))).join('');
      rows += page.length;
      deletedRows += page.filter((row) => row.IsDeleted === true).length;
      isKeyed &&= page.every(({ Id }) => typeof Id === 'string' && isRecordId(Id) && ids.add(Id));
      yield Buffer.from(text);
      listener({ kind: 'taken', part: 'data', items: page.length, bytes: text.length });
      page = rows < MEMBER_ROWS ? await nextOf(more) : undefined;
    }
  };
  const name = names.next();
  const member = await run.addMember(name, csv(), { key: name, compression: 'zstd' });
  return { member, rows, deletedRows, isKeyed };
}

async function nextOf<Item>(iterator: AsyncIterator<Item>): Promise<Item | undefined> {
  const step = await iterator.next();
  return step.done ? undefined : step.value;
}

/** A cell as Bulk gives it: null is empty, booleans are words, date-times end in Z. Numbers are plain decimals. */
function cellOf(row: RestRow, field: FieldDescribe): string | null {
  const value = row[field.name];
  if (value === null) return null;
  if (typeof value === 'string') return field.type === 'datetime' ? inUtc(value) : value;
  if (typeof value === 'boolean') return String(value);
  return JSON.stringify(value);
}

/** REST writes `2026-01-31T08:00:00.000+0000` where Bulk writes `2026-01-31T08:00:00.000Z`. */
function inUtc(dateTime: string): string {
  return dateTime.replace(/\+0000$/, 'Z');
}
