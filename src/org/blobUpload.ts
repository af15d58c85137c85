// One row with the body of its base64 field, streamed as multipart/form-data: up to 2 GB for ContentVersion, 500 MB for
// Attachment and Document (REST API Developer Guide, "Insert or Update Blob Data").
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Bytes } from '../kit/bytes.ts';
import { writeHeaders, type WriteHeaders } from './collections.ts';
import { OrgError } from './errors.ts';
import type { Session } from './session.ts';

export interface BlobRow {
  readonly object: string;
  /** The record as JSON, without the body. */
  readonly record: string;
  readonly field: string;
  readonly fileName: string;
  readonly bytes: number;
  /** Called for every try. */
  readonly open: () => Bytes;
}

/** Inserts the row; gives its Id. The call is sent once: whoever loses its answer must look up what arrived. */
export async function createWithBlob(session: Session, row: BlobRow, headers: WriteHeaders): Promise<string> {
  const boundary = `safekeep-${randomUUID()}`;
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="entity_record"\r\nContent-Type: application/json\r\n\r\n` +
      `${row.record}\r\n--${boundary}\r\nContent-Disposition: form-data; name="${row.field}"; ` +
      `filename="${quotable(row.fileName)}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield head;
    yield* row.open();
    yield tail;
  }
  const answer = await session.json<{ id?: string }>(
    session.resource(`sobjects/${encodeURIComponent(row.object)}`),
    {
      method: 'POST',
      headers: {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'content-length': String(head.length + row.bytes + tail.length),
        ...writeHeaders(headers),
      },
      stream: () => Readable.from(whole(), { objectMode: false }),
      idempotent: false,
    },
  );
  if (typeof answer.id !== 'string') throw new OrgError('INVALID_ANSWER', 200, 'The answer has no Id.');
  return answer.id;
}

/** A name that cannot end its quotes or its line; the org takes the file's name from PathOnClient or Name anyway. */
const quotable = (name: string): string => name.replace(/["\\\r\n]/g, '_');
