// Members on their way into a volume, one file each: several are compressed and hashed at once, while the volume
// takes finished ones one after another. A spool file goes when its volume is safe.
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Tally, type Bytes } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import { compressed } from '../../kit/zstd.ts';
import type { MemberRecord } from './journal.ts';

export type Compression = 'zstd' | 'stored';

export type Spooled = Pick<MemberRecord, 'bytes' | 'rawBytes' | 'sha256' | 'rawSha256'> & {
  readonly spool: number;
};

const READ_PIECE = 1024 * 1024;
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export class Spool {
  readonly #folder: string;
  #next: number;

  private constructor(folder: string, next: number) {
    this.#folder = folder;
    this.#next = next;
  }

  /** Opens the spool of a run; new files are numbered from `next`. */
  static async open(workFolder: string, next: number): Promise<Spool> {
    const folder = join(workFolder, 'spool');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Spool(folder, next);
  }

  /** Streams a source through compression and hashing into a file of its own; a source that throws leaves none. */
  async take(source: Bytes, compression: Compression, signal?: AbortSignal): Promise<Spooled> {
    const spool = this.#next++;
    const raw = new Tally();
    const stored = new Tally();
    // A stored member is hashed once: what comes out is what went in.
    const out = compression === 'zstd' ? compressed(raw.through(source)) : source;
    try {
      await this.#write(spool, stored.through(out), signal);
    } catch (error) {
      await this.remove(spool);
      throw FULL.has((error as NodeJS.ErrnoException).code ?? '')
        ? new Failure('storeFull', { place: this.#folder }, { cause: error })
        : error;
    }
    const before = compression === 'zstd' ? raw : stored;
    return {
      spool,
      bytes: stored.bytes,
      rawBytes: before.bytes,
      sha256: stored.sha256,
      rawSha256: before.sha256,
    };
  }

  read(spool: number): Readable {
    return createReadStream(this.#path(spool), { highWaterMark: READ_PIECE });
  }

  /** Whether a file still holds what its journal line says. */
  async holds(spool: number, { bytes, sha256 }: Pick<MemberRecord, 'bytes' | 'sha256'>): Promise<boolean> {
    const tally = new Tally();
    try {
      for await (const chunk of this.read(spool)) tally.add(chunk as Buffer);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
    return tally.bytes === bytes && tally.sha256 === sha256;
  }

  async remove(spool: number): Promise<void> {
    await rm(this.#path(spool), { force: true });
  }

  /** Removes every file but these. */
  async keepOnly(spools: ReadonlySet<number>): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (!spools.has(Number(name))) await rm(join(this.#folder, name), { force: true });
    }
  }

  async #write(spool: number, chunks: Bytes, signal?: AbortSignal): Promise<void> {
    const file = await open(this.#path(spool), 'wx', 0o600);
    try {
      for await (const chunk of chunks) {
        signal?.throwIfAborted();
        for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten;
      }
    } finally {
      await file.close();
    }
  }

  #path(spool: number): string {
    return join(this.#folder, String(spool));
  }
}
