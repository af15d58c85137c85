// One page of a rendered result as an answer: a slice of the file when the page is asked for whole, gzipped as it lies
// there or unpacked on the way; cut to size in memory when maxRecords asks for less than a page.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import { rowEnds } from './csvRows.ts';
import type { ResultFile, ResultPage } from './render.ts';

const CHUNK_BYTES = 256 * 1024;
const unpack = promisify(gunzip);

/** A part of a result, ready to be sent. */
export interface Part {
  readonly body: Buffer | Readable;
  /** Whether the body is gzip already. */
  readonly gzipped: boolean;
  readonly rows: number;
}

/** Rows from `row` on, at most `maxRecords`, and never beyond the page that holds `row` (the API promises "at most"). */
export async function takePart(
  file: ResultFile,
  row: number,
  maxRecords: number,
  acceptsGzip: boolean,
): Promise<Part> {
  const index = Math.min(Math.floor(row / file.pageRows), file.pages.length - 1);
  const page = file.pages[index]!;
  const skip = row - index * file.pageRows;
  if (skip > 0 || maxRecords < page.rows) return cut(await whole(file, page), skip, maxRecords);
  const slice = createReadStream(file.path, {
    start: page.start,
    end: page.start + page.length - 1,
    highWaterMark: CHUNK_BYTES,
  });
  if (acceptsGzip) return { body: slice, gzipped: true, rows: page.rows };
  const plain = createGunzip({ chunkSize: CHUNK_BYTES });
  // A failure of the slice destroys `plain`, and with it the answer that reads from it.
  pipeline(slice, plain, () => undefined);
  return { body: plain, gzipped: false, rows: page.rows };
}

async function whole(file: ResultFile, page: ResultPage): Promise<Buffer> {
  const handle = await open(file.path);
  try {
    const packed = Buffer.alloc(page.length);
    await handle.read(packed, 0, page.length, page.start);
    return await unpack(packed);
  } finally {
    await handle.close();
  }
}

/** The header line and `count` rows after `skip`. */
function cut(page: Buffer, skip: number, count: number): Part {
  const ends = rowEnds(page);
  const header = page.subarray(0, ends[0]);
  const last = Math.min(skip + count, ends.length - 1);
  const rows = page.subarray(ends[skip], ends[last]);
  return { body: Buffer.concat([header, rows]), gzipped: false, rows: last - skip };
}
