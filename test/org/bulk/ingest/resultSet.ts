// The lines of one kind of outcome, on disk: each internal batch adds a stretch, and they are read back in a shuffled
// order of stretches, so that a client that trusts the order of results is found out.
import { createReadStream } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { shuffled } from './shuffle.ts';

export interface ResultSet {
  /** Adds the lines of one internal batch, line endings included. */
  append(lines: readonly string[]): Promise<void>;
  /** The header, then every line. */
  read(header: string): Readable;
}

interface Stretch {
  readonly start: number;
  readonly length: number;
}

/** An empty set that will lie at `path`; `salt` decides the order. */
export function createResultSet(path: string, salt: number): ResultSet {
  const stretches: Stretch[] = [];
  let size = 0;
  async function* parts(header: string): AsyncIterable<Buffer> {
    yield Buffer.from(header);
    for (const { start, length } of shuffled(stretches, salt)) {
      yield* createReadStream(path, { start, end: start + length - 1 }) as AsyncIterable<Buffer>;
    }
  }
  return {
    async append(lines) {
      if (lines.length === 0) return;
      const bytes = Buffer.from(shuffled(lines, salt + stretches.length).join(''));
      await appendFile(path, bytes);
      stretches.push({ start: size, length: bytes.length });
      size += bytes.length;
    },
    read: (header) => Readable.from(parts(header), { objectMode: false }),
  };
}
