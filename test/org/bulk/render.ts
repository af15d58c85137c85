// Renders a query's result once, into a file of gzipped pages that downloads are cut from: a download then costs no
// more than reading the file. The event loop breathes between slices, and a page is compressed (on another thread)
// while the next one is written.
import { open } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Cells, Writer } from './format.ts';

const SLICE_ROWS = 1_000;
const compress = promisify(gzip);

/** A page in the file: one whole gzip member, header line included. */
export interface ResultPage {
  /** Place and length in the file, in bytes. */
  readonly start: number;
  readonly length: number;
  readonly rawBytes: number;
  readonly rows: number;
}

export interface ResultFile {
  readonly path: string;
  readonly pages: readonly ResultPage[];
  readonly rows: number;
  /** Rows of every page but the last. */
  readonly pageRows: number;
}

/** Writes the rows to `path`. An empty result has one page with the header alone. Rejects when `signal` aborts. */
export async function renderResult(
  rows: Iterable<Cells>,
  writer: Writer,
  options: { path: string; pageRows: number; signal: AbortSignal },
): Promise<ResultFile> {
  const file = await open(options.path, 'w');
  const pages: ResultPage[] = [];
  let start = 0;
  const append = async (page: RawPage): Promise<void> => {
    const packed = await compress(page.bytes, { level: 1 });
    await file.write(packed);
    pages.push({ start, length: packed.length, rawBytes: page.bytes.length, rows: page.rows });
    start += packed.length;
  };
  try {
    let writing = Promise.resolve();
    for await (const page of rawPages(rows, writer, options)) {
      await writing;
      writing = append(page);
      writing.catch(() => undefined);
    }
    await writing;
  } finally {
    await file.close();
  }
  const total = pages.reduce((sum, page) => sum + page.rows, 0);
  return { path: options.path, pages, rows: total, pageRows: options.pageRows };
}

interface RawPage {
  readonly bytes: Buffer;
  readonly rows: number;
}

async function* rawPages(
  rows: Iterable<Cells>,
  writer: Writer,
  { pageRows, signal }: { pageRows: number; signal: AbortSignal },
): AsyncIterable<RawPage> {
  let parts: Buffer[] = [];
  let text = writer.header;
  let inPage = 0;
  let pageCount = 0;
  const finish = (): RawPage => {
    const page = { bytes: Buffer.concat([...parts, Buffer.from(text)]), rows: inPage };
    parts = [];
    text = writer.header;
    inPage = 0;
    pageCount += 1;
    return page;
  };
  for (const cells of rows) {
    // A page is handed on only when another row follows it, so that no result ends with an empty page.
    if (inPage === pageRows) yield finish();
    text += writer.line(cells);
    inPage += 1;
    if (inPage % SLICE_ROWS !== 0) continue;
    parts.push(Buffer.from(text));
    text = '';
    await breathe();
    signal.throwIfAborted();
  }
  if (inPage > 0 || pageCount === 0) yield finish();
}
