// Scientific notation in number cells of a Bulk page, found and expanded on bytes. Java writes doubles from 10^7 up
// and below 10^-3 with an exponent (forcedotcom/cli#3367); text cells that look the same are left alone.
import { expanded } from '../kit/decimal.ts';

const UPPER_E = 69;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const MOST_EXPONENT_DIGITS = 3;

/**
 * The block with exponents expanded in the columns at the `numeric` positions; the same buffer when there are none.
 * `block` holds whole records that end at `ends`.
 */
export function expandExponents(
  block: Buffer,
  ends: readonly number[],
  numeric: ReadonlySet<number>,
): Buffer {
  const columns = new ColumnFinder(block, ends);
  const cells: NumberCell[] = [];
  let growth = 0;
  for (let at = block.indexOf(UPPER_E); at !== -1; at = block.indexOf(UPPER_E, at + 1)) {
    const cell = numberCellAround(block, at);
    if (!cell || !numeric.has(columns.at(cell.start))) continue;
    const plain = expanded(block.toString('latin1', cell.start, cell.end));
    cells.push({ ...cell, plain });
    growth += plain.length - (cell.end - cell.start);
  }
  return cells.length === 0 ? block : rewritten(block, cells, growth);
}

interface NumberCell {
  readonly start: number;
  readonly end: number;
  readonly plain: string;
}

function rewritten(block: Buffer, cells: readonly NumberCell[], growth: number): Buffer {
  const out = Buffer.allocUnsafe(block.length + growth);
  let read = 0;
  let written = 0;
  for (const { start, end, plain } of cells) {
    written += block.copy(out, written, read, start);
    written += out.write(plain, written, 'latin1');
    read = end;
  }
  block.copy(out, written, read);
  return out;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/** The bounds of the cell whose whole content is a number with its `E` at `at`. */
function numberCellAround(block: Buffer, at: number): { start: number; end: number } | undefined {
  if (!isDigit(block[at - 1])) return undefined;
  let end = block[at + 1] === MINUS ? at + 2 : at + 1;
  const firstDigit = end;
  while (isDigit(block[end]) && end - firstDigit <= MOST_EXPONENT_DIGITS) end += 1;
  if (end === firstDigit || block[end] !== QUOTE || block[end + 1] === QUOTE) return undefined;
  let start = at - 1;
  while (isDigit(block[start - 1]) || block[start - 1] === POINT || block[start - 1] === MINUS) start -= 1;
  // A comma and one quote before a digit open a cell: inside a cell the quote would be doubled.
  return block[start - 1] === QUOTE && block[start - 2] === COMMA ? { start, end } : undefined;
}

/** Tells in which column a byte lies, for rising positions; reads only records that are asked about. */
class ColumnFinder {
  readonly #block: Buffer;
  readonly #ends: readonly number[];
  #record = 0;
  #position = 0;
  #column = 0;
  #quoted = false;

  constructor(block: Buffer, ends: readonly number[]) {
    this.#block = block;
    this.#ends = ends;
  }

  at(position: number): number {
    this.#enterRecordOf(position);
    for (; this.#position < position; this.#position++) {
      const byte = this.#block[this.#position];
      if (byte === QUOTE) this.#quoted = !this.#quoted;
      else if (byte === COMMA && !this.#quoted) this.#column += 1;
    }
    return this.#column;
  }

  #enterRecordOf(position: number): void {
    const before = this.#record;
    while ((this.#ends[this.#record] ?? Infinity) <= position) this.#record += 1;
    if (this.#record === before) return;
    this.#position = this.#ends.at(this.#record - 1) ?? 0;
    this.#column = 0;
    this.#quoted = false;
  }
}
