// Small bricks for streams of bytes: counting and hashing on the way through, gathering with a limit,
// and cutting a stream into pieces of a useful size. Everything here keeps one chunk in memory, no more.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Failure } from './failure.ts';

export type Bytes = AsyncIterable<Uint8Array>;

/** Counts bytes and takes their SHA-256 while they pass. */
export class Tally {
  bytes = 0;
  readonly #hash = createHash('sha256');
  #hex: string | undefined;

  add(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.#hash.update(chunk);
  }

  through(source: Bytes): AsyncGenerator<Uint8Array> {
    return seen(source, (chunk) => this.add(chunk));
  }

  /** Lower-case hex; nothing can be added once it was asked for. */
  get sha256(): string {
    this.#hex ??= this.#hash.digest('hex');
    return this.#hex;
  }
}

/** A stream whose chunks are shown to `see` before they are passed on. */
export async function* seen(source: Bytes, see: (chunk: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    see(chunk);
    yield chunk;
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads a stream to its end. @throws Failure `tooLarge` {limit} as soon as it is longer than `limit` bytes. */
export async function collect(source: Bytes, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > limit) throw new Failure('tooLarge', { limit });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The first bytes of a stream: all of them where there are at most `limit`, else also the rest still to be read. */
export async function beginning(
  source: Bytes,
  limit: number,
): Promise<{ readonly head: Buffer; readonly rest?: AsyncIterator<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  for (let bytes = 0; bytes <= limit;) {
    const step = await iterator.next();
    if (step.done) return { head: Buffer.concat(chunks) };
    chunks.push(step.value);
    bytes += step.value.length;
  }
  return { head: Buffer.concat(chunks), rest: iterator };
}

/** A stream put together again from what `beginning` took off. */
export async function* continued(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
  } finally {
    await rest.return?.();
  }
}

/** The same bytes in pieces of at least `size` bytes (but for the last one). */
export async function* inPiecesOf(size: number, source: Bytes): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < size) continue;
    yield held.length === 1 ? chunk : Buffer.concat(held);
    held = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(held);
}

/** A buffer as the stream of its only chunk. */
export function once(bytes: Uint8Array): Bytes {
  return Readable.from([bytes]);
}

/** Reads a stream to its end for its errors alone; answers how many bytes it had. */
export async function drain(source: Bytes, signal?: AbortSignal): Promise<number> {
  let bytes = 0;
  for await (const chunk of source) {
    signal?.throwIfAborted();
    bytes += chunk.length;
  }
  return bytes;
}
