// File bodies: ContentVersion.VersionData, Attachment.Body, Document.Body, StaticResource.Body, EventLogFile.LogFile.
// Streamed, never held; a body whose size or MD5 is not what the org's own record says is never taken for good.
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Failure } from '../kit/failure.ts';
import type { Session } from './session.ts';

export interface OpenBlob {
  readonly body: Readable;
  /** Content-Length, where the org gives one. */
  readonly bytes?: number;
}

export interface ExpectedBlob {
  /** ContentSize, BodyLength, … in bytes. */
  readonly bytes?: number;
  /** ContentVersion.Checksum: MD5 in hexadecimal. Attachments have none. */
  readonly md5?: string;
}

/** Opens the body behind a base64 field. OrgError as the org refuses. */
export async function openBlob(
  session: Session,
  object: string,
  id: string,
  field: string,
  signal?: AbortSignal,
): Promise<OpenBlob> {
  const path = session.resource(`sobjects/${[object, id, field].map(encodeURIComponent).join('/')}`);
  // No gzip: most bodies are compressed already, and Content-Length then tells their true size.
  const headers = { accept: '*/*', 'accept-encoding': 'identity' };
  const answer = await session.open(path, { headers, signal });
  const length = answer.headers['content-length'];
  return { body: answer.body, bytes: length === undefined ? undefined : Number(length) };
}

/** Passes a body on; throws Failure('blobMismatch', {what, expected, actual}) at its end, or as soon as it is too long. */
export async function* checkedBlob(
  body: AsyncIterable<Buffer>,
  expected: ExpectedBlob,
): AsyncGenerator<Buffer> {
  const md5 = expected.md5 === undefined ? undefined : createHash('md5');
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (expected.bytes !== undefined && bytes > expected.bytes)
      throw mismatch('bytes', expected.bytes, bytes);
    md5?.update(chunk);
    yield chunk;
  }
  if (expected.bytes !== undefined && bytes !== expected.bytes)
    throw mismatch('bytes', expected.bytes, bytes);
  const actual = md5?.digest('hex');
  if (actual !== undefined && actual !== expected.md5?.toLowerCase())
    throw mismatch('md5', expected.md5 ?? '', actual);
}

const mismatch = (what: string, expected: string | number, actual: string | number): Failure =>
  new Failure('blobMismatch', { what, expected, actual });
