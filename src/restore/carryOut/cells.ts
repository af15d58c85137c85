// A cell of the plan on its way to the org and back: as JSON, as CSV, and as the one spelling by which what was sent
// and what is read back are compared. Everything follows from the field's describe type.
import { plainDecimal } from '../../kit/decimal.ts';
import type { RestValue } from '../../org/query.ts';

const NUMBERS: ReadonlySet<string> = new Set(['int', 'long', 'double', 'currency', 'percent']);
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
/** Types whose values an org does not give back, or not as they were given. */
const UNREADABLE: ReadonlySet<string> = new Set(['base64', 'encryptedstring', 'address', 'location']);

/** The cell as JSON text, numbers with all their digits: whole ones without `.0`, or an org reads them as doubles. */
export function cellJson(type: string | undefined, cell: string | null): string {
  if (cell === null) return 'null';
  if (type === 'boolean' && (cell === 'true' || cell === 'false')) return cell;
  const plain = plainDecimal(cell).replace(/\.0+$/, '');
  return NUMBERS.has(type ?? '') && JSON_NUMBER.test(plain) ? plain : JSON.stringify(cell);
}

/** `#N/A` is what the Bulk API takes for null; an empty cell leaves a field alone ("Prepare CSV Files"). */
export const CSV_NULL = '#N/A';
const MOST_CSV_CHARACTERS = 32_000;
const MOST_RECORD_CHARACTERS = 400_000;

/** Whether a row's cells mean in CSV what they mean in JSON. */
export function fitsCsv(cells: Readonly<Record<string, string | null>>): boolean {
  let total = 0;
  for (const cell of Object.values(cells)) {
    if (cell === CSV_NULL || cell === '' || (cell?.length ?? 0) > MOST_CSV_CHARACTERS) return false;
    total += (cell?.length ?? CSV_NULL.length) + 1;
  }
  return total <= MOST_RECORD_CHARACTERS;
}

/** The cell as CSV text; a field that the row does not write is the empty cell. */
export function cellCsv(type: string | undefined, cell: string | null | undefined): string {
  if (cell === undefined) return '';
  return cell ?? (type === 'boolean' ? 'false' : CSV_NULL);
}

export const isComparable = (type: string | undefined): boolean => !UNREADABLE.has(type ?? '');

/** A value as a cell: REST gives numbers as text here, booleans as such, date-times with `+0000`. */
export function liveCell(value: RestValue | undefined): string | null {
  if (value === undefined || value === null || typeof value === 'object') return null;
  return String(value);
}

/** One spelling for equal values of a field. Salesforce keeps no empty text, and trims what is no long text. */
export function sameSpelling(type: string | undefined, cell: string | null): string | null {
  if (type === 'boolean') return cell === 'true' ? 'true' : 'false';
  if (cell === null || cell === '') return null;
  return (SPELLINGS[type ?? ''] ?? trimmed)(cell);
}

/** Whether a field that holds `live` holds what `sent` made it hold. */
export function sameCell(type: string | undefined, sent: string | null, live: string | null): boolean {
  return sameSpelling(type, sent) === sameSpelling(type, live);
}

type Spelling = (cell: string) => string | null;

const trimmed: Spelling = (cell) => cell.trim() || null;
const decimal: Spelling = (cell) => {
  const [, sign = '', whole = '', decimals = ''] =
    /^([+-]?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(plainDecimal(cell)) ?? [];
  if (whole === '') return cell;
  const digits = decimals === '' ? whole : `${whole}.${decimals}`;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
};
const moment: Spelling = (cell) => {
  const time = Date.parse(cell);
  return Number.isNaN(time) ? cell : String(time);
};
const choices: Spelling = (cell) =>
  cell
    .split(';')
    .map((choice) => choice.trim())
    .sort()
    .join(';');
const id: Spelling = (cell) => (/^[A-Za-z0-9]{15}(?:[A-Z0-5]{3})?$/.test(cell) ? cell.slice(0, 15) : cell);

const SPELLINGS: Readonly<Partial<Record<string, Spelling>>> = {
  ...Object.fromEntries([...NUMBERS].map((type) => [type, decimal])),
  datetime: moment,
  time: (cell) => cell.replace(/Z$/, '').replace(/\.0+$/, ''),
  multipicklist: choices,
  reference: id,
  id,
  textarea: (cell) => cell,
};
