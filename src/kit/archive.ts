// The zip writer, in one place: archiver 8 exports a class its published types (of version 7) do not know.
import type { Readable } from 'node:stream';
import * as archiver from 'archiver';

export interface EntryOptions {
  readonly name: string;
  readonly date: Date;
  /** Unix permission bits. */
  readonly mode: number;
  readonly store?: boolean;
}

/** A readable stream of a zip's bytes. `entry` is emitted once an appended source was read to its end. */
export interface ZipWriter extends Readable {
  append(source: Readable | Buffer, options: EntryOptions): this;
  finalize(): Promise<void>;
}

interface ZipOptions {
  readonly zlib?: { readonly level: number };
}

const { ZipArchive } = archiver as unknown as { ZipArchive: new (options: ZipOptions) => ZipWriter };

export function createZip(options: ZipOptions = {}): ZipWriter {
  const zip = new ZipArchive(options);
  // Who reads or appends learns of an error by that. Between the two, while nobody does, one must not end the process.
  zip.on('error', () => undefined);
  return zip;
}

/** Appends one entry and waits until its source is read: nothing is queued inside the archive. */
export function appendEntry(zip: ZipWriter, source: Readable, options: EntryOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      zip.off('entry', done).off('error', settle).off('close', closed);
      source.off('error', settle);
      if (error) reject(error);
      else resolve();
    };
    const done = (): void => settle();
    const closed = (): void => settle(new Error('The archive was closed before the entry was written.'));
    zip.once('entry', done).once('error', settle).once('close', closed);
    source.once('error', settle);
    zip.append(source, options);
  });
}
