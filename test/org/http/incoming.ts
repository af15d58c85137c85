// Reads a node request into a Call. Clients whose instance URL ends with a slash send `//services/…` (`sf org login
// access-token` stores it so); the slashes are collapsed before anything parses the path.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Call } from './call.ts';

/** Longest URI, and longest sum of headers, in bytes (help article 000386264: 414 and 431 beyond). */
export const LONGEST_URI = 16_384;
export const LONGEST_HEADERS = 16_384;

/** The request as a Call; its body is read when first asked for. */
export function readCall(request: IncomingMessage): Call {
  const target = (request.url ?? '/').replace(/^\/{2,}/, '/');
  const mark = target.indexOf('?');
  const path = (mark < 0 ? target : target.slice(0, mark)).replace(/\/{2,}/g, '/');
  let bytes: Promise<Buffer> | undefined;
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers: request.headers,
    body: () => (bytes ??= readAll(request)),
  };
}

/** Whether the client asked for gzip. */
export function acceptsGzip(headers: IncomingHttpHeaders): boolean {
  return /\bgzip\b/.test(headers['accept-encoding'] ?? '');
}

/** 414 for an overlong URI, 431 for overlong headers, nothing when both fit. */
export function tooLong(request: IncomingMessage): 414 | 431 | undefined {
  if (Buffer.byteLength(request.url ?? '') > LONGEST_URI) return 414;
  const headers = request.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, 0);
  return headers > LONGEST_HEADERS ? 431 : undefined;
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
