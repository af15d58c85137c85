// Reads uploaded CSV by the strict rules of the Bulk API ("Prepare CSV Files", "Valid CSV Record Rows", "Line Ending
// Header"): one delimiter and one line ending for the whole file, line breaks, delimiters and quotes inside quotes only.
import type { LineEnding } from '../format.ts';
import { LoadFailure } from './failure.ts';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Most of each in one record ("General Limits"). */
const MOST_FIELDS = 5_000;
const MOST_RECORD_CHARACTERS = 400_000;
const MOST_FIELD_CHARACTERS = 32_000;

export interface CsvRow {
  readonly cells: readonly string[];
  /** Where the row lies in the file, in bytes; its line ending is not part of it. */
  readonly start: number;
  readonly end: number;
}

/** The rows one after the other, the header first; empty lines are none. Throws LoadFailure where the rules are broken. */
export function* csvRows(file: Buffer, delimiter: string, lineEnding: LineEnding): Generator<CsvRow> {
  const separator = delimiter.charCodeAt(0);
  let columns: number | undefined;
  for (let start = 0; start < file.length;) {
    const { row, next } = readRow(file, start, separator, lineEnding);
    start = next;
    if (row.end === row.start) continue;
    columns ??= row.cells.length;
    checkSize(row, columns);
    yield row;
  }
}

function readRow(
  file: Buffer,
  start: number,
  separator: number,
  lineEnding: LineEnding,
): { row: CsvRow; next: number } {
  const cells: string[] = [];
  for (let at = start; ; at += 1) {
    const cell = file[at] === QUOTE ? quotedCell(file, at) : plainCell(file, at, separator);
    cells.push(cell.text);
    at = cell.end;
    if (at < file.length && file[at] === separator) continue;
    return { row: { cells, start, end: at }, next: afterLineEnding(file, at, lineEnding) };
  }
}

interface Cell {
  readonly text: string;
  readonly end: number;
}

function quotedCell(file: Buffer, start: number): Cell {
  let doubled = false;
  let close = file.indexOf(QUOTE, start + 1);
  for (; close >= 0 && file[close + 1] === QUOTE; close = file.indexOf(QUOTE, close + 2)) doubled = true;
  if (close < 0) throw new LoadFailure('ClientInputError', 'Failed to parse CSV: a quoted field never ends');
  const text = file.toString('utf8', start + 1, close);
  return { text: doubled ? text.replaceAll('""', '"') : text, end: close + 1 };
}

function plainCell(file: Buffer, start: number, separator: number): Cell {
  let end = start;
  for (; end < file.length; end++) {
    const byte = file[end];
    if (byte === separator || byte === LINE_FEED || byte === CARRIAGE_RETURN) break;
    if (byte === QUOTE)
      throw new LoadFailure('ClientInputError', 'Failed to parse CSV: a quote in a field without quotes');
  }
  return { text: file.toString('utf8', start, end), end };
}

/** Where the next row begins; the only thing that may follow a row is the job's own line ending. */
function afterLineEnding(file: Buffer, at: number, lineEnding: LineEnding): number {
  if (at >= file.length) return at;
  const returned = file[at] === CARRIAGE_RETURN;
  const feed = returned ? at + 1 : at;
  const broken = file[feed] === LINE_FEED;
  if (!broken && !returned)
    throw new LoadFailure('ClientInputError', 'Failed to parse CSV: text after a closing quote');
  if (!broken || returned !== (lineEnding === 'CRLF')) {
    throw new LoadFailure(
      'ClientInputError',
      `LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`,
    );
  }
  return feed + 1;
}

function checkSize({ cells, start, end }: CsvRow, columns: number): void {
  if (cells.length !== columns) {
    throw new LoadFailure(
      'ClientInputError',
      `Failed to parse CSV: found ${cells.length} fields where the header has ${columns}`,
    );
  }
  if (columns > MOST_FIELDS)
    throw new LoadFailure('InvalidBatch', `a record can have at most ${MOST_FIELDS} fields`);
  // Characters are never more than bytes: short rows need no count.
  if (end - start <= MOST_FIELD_CHARACTERS) return;
  if (cells.some(({ length }) => length > MOST_FIELD_CHARACTERS)) {
    throw new LoadFailure('InvalidBatch', `a field can have at most ${MOST_FIELD_CHARACTERS} characters`);
  }
  if (cells.reduce((sum, { length }) => sum + length, 0) > MOST_RECORD_CHARACTERS) {
    throw new LoadFailure('InvalidBatch', `a record can have at most ${MOST_RECORD_CHARACTERS} characters`);
  }
}
