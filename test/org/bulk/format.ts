// How a Bulk result is written: delimiter and line ending by name, every cell quoted, null as `""`, date-times with
// `Z` (the CSV of Bulk writes 2026-01-31T08:00:00.000Z where REST writes +0000), decimals like Java's Double.toString.
import { OrgFault } from '../model.ts';
import { bulkNumber, isDecimalType } from '../soql/numbers.ts';

export const DELIMITERS = {
  BACKQUOTE: '`',
  CARET: '^',
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t',
} as const;
export const LINE_ENDINGS = { LF: '\n', CRLF: '\r\n' } as const;

export type Delimiter = keyof typeof DELIMITERS;
export type LineEnding = keyof typeof LINE_ENDINGS;

/** The named delimiter; throws API_ERROR for a name the API does not have. */
export function readDelimiter(name: unknown): Delimiter {
  return oneOf(DELIMITERS, name ?? 'COMMA', 'columnDelimiter');
}

/** The named line ending; throws API_ERROR for a name the API does not have. */
export function readLineEnding(name: unknown): LineEnding {
  return oneOf(LINE_ENDINGS, name ?? 'LF', 'lineEnding');
}

function oneOf<T extends object>(table: T, name: unknown, property: string): keyof T {
  if (typeof name === 'string' && Object.hasOwn(table, name)) return name as keyof T;
  throw new OrgFault(
    'API_ERROR',
    `${String(name)} is not a valid value for ${property}. Allowed values are ${Object.keys(table).join(', ')}`,
  );
}

export type Cells = ReadonlyArray<string | number | boolean | null>;

export interface Writer {
  readonly header: string;
  line(cells: Cells): string;
}

/** A column of a result: its name in the header, and the describe type of its values. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** A writer of CSV lines for these columns, line endings included. */
export function createWriter(
  columns: readonly Column[],
  delimiter: Delimiter,
  lineEnding: LineEnding,
): Writer {
  const between = `"${DELIMITERS[delimiter]}"`;
  const end = `"${LINE_ENDINGS[lineEnding]}`;
  const printers = columns.map(({ type }) => printerOf(type));
  return {
    header: `"${columns.map(({ name }) => name).join(between)}${end}`,
    line(cells) {
      let line = '"';
      for (let index = 0; index < cells.length; index++) {
        if (index > 0) line += between;
        const value = cells[index] ?? null;
        if (value !== null) line += printers[index]!(value);
      }
      return line + end;
    },
  };
}

type Printer = (value: string | number | boolean) => string;

function printerOf(type: string): Printer {
  if (type === 'datetime') return zulu;
  if (isDecimalType(type)) return decimal;
  return (value) =>
    typeof value === 'string' && value.includes('"') ? value.replaceAll('"', '""') : String(value);
}

/** Whole numbers too large for JavaScript are kept as text, and are decimals all the same. */
function decimal(value: string | number | boolean): string {
  if (typeof value === 'number' && isEveryday(value)) return everydayDecimal(value);
  return typeof value === 'boolean' ? String(value) : bulkNumber(value, 'double');
}

/** Decimals that JavaScript and Java print alike, but for the `.0`; nearly all are, and this is the fast way. */
function isEveryday(value: number): boolean {
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e7;
}

function everydayDecimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function zulu(value: string | number | boolean): string {
  const text = String(value);
  return text.endsWith('+0000') ? `${text.slice(0, -5)}Z` : text;
}
