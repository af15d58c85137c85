// Members on their way into a volume, one file each: several are compressed and hashed at once, while the volume
// takes finished ones one after another. A spool file goes when its volume is safe.
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { beginning, continued, sha256, Tally, type Bytes } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import { compressed, compressedBytes } from '../../kit/zstd.ts';
import type { MemberRecord } from './journal.ts';

export type Compression = 'zstd' | 'stored';

export type Spooled = Pick<MemberRecord, 'bytes' | 'rawBytes' | 'sha256'> & {
  readonly spool: number;
  /** What the file holds, where it is small. */
  readonly body?: Buffer;
};

/** Up to this size a source is compressed and written in one go: a stream for each small file costs ten times as much. */
const SMALL = 256 * 1024;
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

  /** Takes a source through compression and hashing into a file of its own; a source that throws leaves none. */
  async take(source: Bytes, compression: Compression, signal?: AbortSignal): Promise<Spooled> {
    const { head, rest } = await beginning(source, SMALL);
    return rest
      ? this.#takeStream(continued(head, rest), compression, signal)
      : this.#takeWhole(head, compression);
  }

  async #takeWhole(raw: Buffer, compression: Compression): Promise<Spooled> {
    const spool = this.#next++;
    const body = compression === 'zstd' ? await compressedBytes(raw) : raw;
    try {
      await writeFile(this.#path(spool), body, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      await this.remove(spool);
      throw this.#explained(error);
    }
    return { spool, body, bytes: body.length, rawBytes: raw.length, sha256: sha256(body) };
  }

  async #takeStream(source: Bytes, compression: Compression, signal?: AbortSignal): Promise<Spooled> {
    const spool = this.#next++;
    const stored = new Tally();
    let rawBytes = 0;
    const raw = counted(source, (bytes) => (rawBytes += bytes));
    try {
      await this.#write(spool, stored.through(compression === 'zstd' ? compressed(raw) : raw), signal);
    } catch (error) {
      await this.remove(spool);
      throw this.#explained(error);
    }
    return { spool, bytes: stored.bytes, rawBytes, sha256: stored.sha256 };
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

  #explained(error: unknown): unknown {
    return FULL.has((error as NodeJS.ErrnoException).code ?? '')
      ? new Failure('storeFull', { place: this.#folder }, { cause: error })
      : error;
  }

  #path(spool: number): string {
    return join(this.#folder, String(spool));
  }
}

async function* counted(source: Bytes, add: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    add(chunk.length);
    yield chunk;
  }
}
