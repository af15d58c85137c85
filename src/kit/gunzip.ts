// Gzip undone while streaming.
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The usual 16 KiB would cost a turn of the event loop for each. */
const CHUNK = 1024 * 1024;

/** An error of the source, or of its compression, comes out of the stream that is returned. */
export function gunzipped(source: Readable): Readable {
  // pipeline hands a broken source on to the reader; the callback only keeps it from throwing.
  return pipeline(source, createGunzip({ chunkSize: CHUNK }), () => undefined).on('error', () => undefined);
}
