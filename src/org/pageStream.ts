// A Bulk page on its way through: checked, counted and brought to one spelling of numbers, on bytes and at the speed
// of memory, because parsing CSV would be the slowest part of a backup. What comes out is what came in but for
// scientific notation in number columns.
//
// The trick: Bulk quotes every cell, and the first column is Id. A line feed ends a record exactly when it stands
// between a quote and a quote followed by a letter or digit: inside a cell every quote is doubled, so there the
// second quote is followed by another quote or, closing the cell, by a comma or line feed.
import { Failure } from '../kit/failure.ts';
import type { FieldDescribe } from './describe.ts';
import { expandExponents } from './exponentCells.ts';

const LF = 10;
const CR = 13;
const QUOTE = 34;
const COMMA = 44;
const LOWER_T = 116;

/** A column as its describe has it. */
export type PageColumn = Pick<FieldDescribe, 'name' | 'type'>;

export interface CheckedPage {
  /** To be read once, to the end. */
  readonly bytes: AsyncGenerator<Buffer>;
  /** Records counted; final, and equal to Sforce-NumberOfRecords, when `bytes` ended. */
  readonly rows: number;
  /** Records with IsDeleted = true, counted where IsDeleted is the second column. */
  readonly deletedRows: number;
}

// The types that Bulk writes by Java's Double.toString.
const DOUBLES = new Set(['double', 'currency', 'percent']);

/**
 * Checks and passes on one opened page. `columns` in SELECT order, the first of them Id. Reading `bytes` throws
 * Failure('bulkPageMalformed', {reason}) when the header is another, a row does not begin with an 18-character Id,
 * lines end in CR LF, the last record is cut off, or the number of rows is not the one the org gave in its header.
 * Any chunking of the source gives the same bytes.
 */
export function checkedPage(
  page: { readonly rows: number; readonly body: AsyncIterable<Uint8Array> },
  columns: readonly PageColumn[],
): CheckedPage {
  if (columns[0]?.name !== 'Id') throw new Error('The first column of a page must be Id.');
  const tally: Tally = { rows: 0, deletedRows: 0 };
  const bytes = checkedBytes(page, columns, tally);
  return Object.defineProperties({ bytes } as CheckedPage, {
    rows: { get: () => tally.rows, enumerable: true },
    deletedRows: { get: () => tally.deletedRows, enumerable: true },
  });
}

interface Tally {
  rows: number;
  deletedRows: number;
}

async function* checkedBytes(
  page: { readonly rows: number; readonly body: AsyncIterable<Uint8Array> },
  columns: readonly PageColumn[],
  tally: Tally,
): AsyncGenerator<Buffer> {
  const header = Buffer.from(`${columns.map(({ name }) => `"${name}"`).join(',')}\n`);
  const numeric = new Set(columns.flatMap(({ type }, at) => (DOUBLES.has(type) ? [at] : [])));
  const countsDeleted = columns[1]?.name === 'IsDeleted';
  yield header;
  let first = true;
  for await (const records of wholeRecords(page.body, columns.length)) {
    if (first) checkHeader(records, header);
    const rows = first ? records.subarray(header.length) : records;
    first = false;
    const ends = recordEnds(rows);
    checkRows(rows, ends, countsDeleted, tally);
    if (rows.length > 0) yield numeric.size > 0 ? expandExponents(rows, ends, numeric) : rows;
  }
  if (tally.rows !== page.rows) throw malformed('row count', { expected: page.rows, rows: tally.rows });
}

/** What is looked at first of a chunk to find where the record that began before it ends. */
const LOOK_AHEAD = 4096;

/** Regroups chunks so that each block begins and ends with a record; copies only records that lie across chunks. */
async function* wholeRecords(source: AsyncIterable<Uint8Array>, columns: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of source) {
    let chunk = asBuffer(part);
    for (let ahead = LOOK_AHEAD; rest.length > 0; ahead *= 8) {
      const joined = Buffer.concat([rest, chunk.subarray(0, ahead)]);
      const end = lastRecordEnd(joined, Math.max(0, rest.length - 2));
      if (end > 0) yield joined.subarray(0, end);
      chunk = chunk.subarray(Math.max(0, end - rest.length));
      rest = rest.subarray(end);
      if (rest.length > 0 && ahead >= chunk.length) {
        chunk = Buffer.concat([rest, chunk]);
        break;
      }
    }
    const end = lastRecordEnd(chunk, 0);
    if (end > 0) yield chunk.subarray(0, end);
    rest = chunk.subarray(end);
  }
  if (rest.length === 0) return;
  if (!isWholeRecord(rest, columns)) throw malformed('cut off');
  yield rest;
}

const asBuffer = (chunk: Uint8Array): Buffer => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

/** Just after the last line feed at or after `from` that surely ends a record; 0 if there is none. */
function lastRecordEnd(bytes: Buffer, from: number): number {
  for (
    let at = bytes.lastIndexOf(LF, bytes.length - 3);
    at >= Math.max(from, 1);
    at = bytes.lastIndexOf(LF, at - 1)
  ) {
    if (endsRecord(bytes, at)) return at + 1;
  }
  return 0;
}

const endsRecord = (bytes: Buffer, at: number): boolean =>
  (bytes[at - 1] === QUOTE || bytes[at - 1] === CR) &&
  bytes[at + 1] === QUOTE &&
  isAlphanumeric(bytes[at + 2]);

function isAlphanumeric(byte: number | undefined): boolean {
  return (
    byte !== undefined &&
    ((byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122))
  );
}

/** Where each record of a block of whole records ends (just after its line feed). */
function recordEnds(block: Buffer): number[] {
  const ends: number[] = [];
  for (let at = block.indexOf(LF); at !== -1; at = block.indexOf(LF, at + 1)) {
    if (at + 1 === block.length || endsRecord(block, at)) ends.push(at + 1);
  }
  return ends;
}

function checkHeader(records: Buffer, header: Buffer): void {
  if (records.subarray(0, header.length).equals(header)) return;
  const line = records.toString('utf8', 0, Math.min(records.length, 2000)).split('\n', 1)[0] ?? '';
  throw malformed(line.endsWith('\r') ? 'CR LF' : 'header', { header: line.slice(0, 200) });
}

// `"001…18 characters","true"`: where the closing quote of Id and the value of the second column stand.
const ID_END = 19;
const SECOND_VALUE = 22;

function checkRows(rows: Buffer, ends: readonly number[], countsDeleted: boolean, tally: Tally): void {
  let start = 0;
  for (const end of ends) {
    const afterId = rows[start + ID_END + 1];
    if (rows[start] !== QUOTE || rows[start + ID_END] !== QUOTE || (afterId !== COMMA && afterId !== LF)) {
      throw malformed(rows[end - 2] === CR ? 'CR LF' : 'row without Id', { row: tally.rows + 1 });
    }
    if (countsDeleted && rows[start + SECOND_VALUE] === LOWER_T) tally.deletedRows += 1;
    if (rows[end - 2] === CR) throw malformed('CR LF', { row: tally.rows + 1 });
    tally.rows += 1;
    start = end;
  }
}

/** The one record that is read cell by cell: the last, to know that it was not cut off at a line feed inside a cell. */
function isWholeRecord(record: Buffer, columns: number): boolean {
  let quoted = false;
  let cells = 1;
  for (const byte of record) {
    if (byte === QUOTE) quoted = !quoted;
    else if (byte === COMMA && !quoted) cells += 1;
  }
  return record.at(-1) === LF && !quoted && cells === columns;
}

const malformed = (reason: string, facts: Record<string, string | number> = {}): Failure =>
  new Failure('bulkPageMalformed', { reason, ...facts });
