// CSV as the vault writes and reads it: RFC 4180, UTF-8, LF, every cell quoted. The parser is strict (a quote out
// of place is an error, never a guess), streams, and resumes at any chunk boundary inside any cell.
import { TextDecoder } from 'node:util';
import type { Bytes } from './bytes.ts';
import { Failure } from './failure.ts';

const COMMA = 44;
const LF = 10;
const CR = 13;
const QUOTE = 34;

/** One record, ended by LF: every cell quoted, quotes doubled; null becomes the empty cell. */
export function encodeRow(cells: readonly (string | null)[]): string {
  const quoted = cells.map((cell) => (cell === null ? '""' : `"${cell.replaceAll('"', '""')}"`));
  return `${quoted.join(',')}\n`;
}

/** A header and one row a record, its cells found by the names of the columns. */
export function encodeTable<Column extends string>(
  columns: readonly Column[],
  rows: ReadonlyArray<Readonly<Record<Column, string | null>>>,
): string {
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))].map(encodeRow).join('');
}

/** Yields the records of a CSV stream, the header included. LF and CR LF end a record; a BOM is dropped.
 * @throws Failure `csvMalformed` {record, what}; record counts from 1. */
export async function* parseCsv(stream: Bytes): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = new CsvParser();
  for await (const chunk of stream) yield* parser.push(decodeUtf8(decoder, parser, chunk));
  yield* parser.finish(decodeUtf8(decoder, parser));
}

/** Splits a CSV stream into its header and its rows. An empty stream has no columns. Close `rows` to stop early. */
export async function openCsv(stream: Bytes): Promise<{ columns: string[]; rows: AsyncGenerator<string[]> }> {
  const rows = parseCsv(stream);
  const header = await rows.next();
  return { columns: header.done === true ? [] : header.value, rows };
}

function decodeUtf8(decoder: TextDecoder, parser: CsvParser, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (cause) {
    throw new Failure('csvMalformed', { record: parser.records + 1, what: 'not-utf8' }, { cause });
  }
}

/** The grammar, one cell at a time over a text that grows: `push` what came, get the records that are complete. */
export class CsvParser {
  /** Records handed out so far. */
  records = 0;
  #text = '';
  #cell = 0; // where the cell under way starts in #text
  #scanned = 0; // inside a quoted cell: quotes before this are known to be doubled
  #doubled = false;
  #row: string[] = [];
  #complete: string[][] = [];

  push(text: string): string[][] {
    this.#grow(text);
    while (this.#readCell(false));
    return this.#take();
  }

  /** The rest of the input: a last record may lack its line end, a quoted cell may not lack its quote. */
  finish(text: string): string[][] {
    this.#grow(text);
    while (this.#readCell(true));
    return this.#take();
  }

  #grow(text: string): void {
    this.#text = this.#text.slice(this.#cell) + text;
    this.#scanned = Math.max(0, this.#scanned - this.#cell);
    this.#cell = 0;
  }

  #take(): string[][] {
    const rows = this.#complete;
    this.#complete = [];
    return rows;
  }

  /** Reads one cell; false when the text so far does not hold all of it. */
  #readCell(last: boolean): boolean {
    if (this.#cell >= this.#text.length) {
      if (!last || this.#row.length === 0) return false;
      this.#row.push('');
      this.#endRecord(this.#text.length);
      return false;
    }
    return this.#text.charCodeAt(this.#cell) === QUOTE ? this.#readQuoted(last) : this.#readBare(last);
  }

  #readQuoted(last: boolean): boolean {
    const text = this.#text;
    let close = text.indexOf('"', Math.max(this.#scanned, this.#cell + 1));
    while (close !== -1 && text.charCodeAt(close + 1) === QUOTE) {
      this.#doubled = true;
      close = text.indexOf('"', close + 2);
    }
    if (close === -1) return this.#needMore(text.length, last);
    if (close + 1 === text.length && !last) return this.#needMore(close, last);
    const inner = text.slice(this.#cell + 1, close);
    return this.#endCell(this.#doubled ? inner.replaceAll('""', '"') : inner, close + 1, last);
  }

  #needMore(scanned: number, last: boolean): boolean {
    if (last) this.#fail('open-quote');
    this.#scanned = scanned;
    return false;
  }

  #readBare(last: boolean): boolean {
    const text = this.#text;
    let at = this.#cell;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === COMMA || code === LF) break;
      if (code === QUOTE) this.#fail('quote-in-bare-cell');
    }
    if (at === text.length && !last) return false;
    const lineEnd =
      text.charCodeAt(at) === LF && at > this.#cell && text.charCodeAt(at - 1) === CR ? at - 1 : at;
    return this.#endCell(text.slice(this.#cell, lineEnd), lineEnd, last);
  }

  /** `at` is where the comma, the line end or the end of input must be. */
  #endCell(value: string, at: number, last: boolean): boolean {
    const code = this.#text.charCodeAt(at);
    if (code === CR && at + 1 === this.#text.length && !last) return false;
    const crlf = code === CR && this.#text.charCodeAt(at + 1) === LF;
    if (code !== COMMA && code !== LF && !crlf && at < this.#text.length) this.#fail('text-after-quote');
    this.#row.push(value);
    this.#scanned = 0;
    this.#doubled = false;
    if (code === COMMA) this.#cell = at + 1;
    else this.#endRecord(Math.min(at + (crlf ? 2 : 1), this.#text.length));
    return true;
  }

  #endRecord(next: number): void {
    this.#complete.push(this.#row);
    this.#row = [];
    this.#cell = next;
    this.records += 1;
  }

  #fail(what: string): never {
    throw new Failure('csvMalformed', { record: this.records + 1, what });
  }
}
