// Members on their way into a volume: several are compressed and hashed at once, while the volume takes finished ones
// one after another. A large member has a file of its own; small ones share one, because making a file costs more than
// writing it. A file goes when all its members are safe in volumes.
import { closeSync, createReadStream, openSync, rmSync, writeSync } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { beginning, continued, seen, sha256, Tally, type Bytes } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import { compressed, compressedBytes } from '../../kit/zstd.ts';
import type { MemberRecord, SpoolPlace } from './journal.ts';

export type Compression = 'zstd' | 'stored';

export type Spooled = Pick<MemberRecord, 'bytes' | 'rawBytes' | 'sha256' | 'crc32'> & {
  readonly spool: SpoolPlace;
  /** The member itself, where it is small. */
  readonly body?: Buffer;
};

/** Up to this size a source is compressed and written in one go: a stream for each small file costs ten times as much. */
const SMALL = 256 * 1024;
/** A shared file takes small members up to this many bytes. */
const SHARED_BYTES = 64 * 1024 * 1024;
const READ_PIECE = 1024 * 1024;
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

interface SharedFile {
  readonly file: number;
  readonly descriptor: number;
  bytes: number;
}

export class Spool {
  readonly #folder: string;
  #next: number;
  #shared: SharedFile | undefined;
  /** Members of each file that are in no volume yet. */
  readonly #waiting = new Map<number, number>();

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

  /** Takes a source through compression and hashing into the spool; a source that throws leaves nothing. */
  async take(source: Bytes, compression: Compression, signal?: AbortSignal): Promise<Spooled> {
    const { head, rest } = await beginning(source, SMALL);
    if (!rest) return this.#keep(compression === 'zstd' ? compressedBytes(head) : head, head.length);
    let rawBytes = 0;
    const raw = seen(continued(head, rest), (chunk) => (rawBytes += chunk.length));
    return this.#keepStream(compression === 'zstd' ? compressed(raw) : raw, () => rawBytes, signal);
  }

  /** Takes a source that is a zstd frame already; `rawBytes` is asked for at its end. */
  async takeCompressed(source: Bytes, rawBytes: () => number, signal?: AbortSignal): Promise<Spooled> {
    const { head, rest } = await beginning(source, SMALL);
    return rest ? this.#keepStream(continued(head, rest), rawBytes, signal) : this.#keep(head, rawBytes());
  }

  /** Reads a member back. */
  read({ file, offset }: SpoolPlace, bytes: number): Readable {
    if (bytes === 0) return Readable.from([]);
    const range = { start: offset, end: offset + bytes - 1 };
    return createReadStream(this.#path(file), { ...range, highWaterMark: READ_PIECE });
  }

  /** Whether a place still holds what its journal line says. */
  async holds(
    place: SpoolPlace,
    { bytes, sha256: hash }: Pick<MemberRecord, 'bytes' | 'sha256'>,
  ): Promise<boolean> {
    const tally = new Tally();
    try {
      for await (const chunk of this.read(place, bytes)) tally.add(chunk as Buffer);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
    return tally.bytes === bytes && tally.sha256 === hash;
  }

  /** Gives a place up; its file goes with its last member. */
  remove({ file }: SpoolPlace): void {
    const left = (this.#waiting.get(file) ?? 1) - 1;
    this.#waiting.set(file, left);
    if (left > 0) return;
    if (file === this.#shared?.file) this.close();
    this.#waiting.delete(file);
    rmSync(this.#path(file), { force: true });
  }

  /** Keeps these places of an interrupted run and removes every file that holds none of them. */
  async keepOnly(places: readonly SpoolPlace[]): Promise<void> {
    for (const { file } of places) this.#hold(file);
    for (const name of await readdir(this.#folder)) {
      if (!this.#waiting.has(Number(name))) await rm(join(this.#folder, name), { force: true });
    }
  }

  close(): void {
    if (this.#shared) closeSync(this.#shared.descriptor);
    this.#shared = undefined;
  }

  #keep(body: Buffer, rawBytes: number): Spooled {
    const measures = { bytes: body.length, rawBytes, sha256: sha256(body), crc32: crc32(body) };
    return { spool: this.#share(body), body, ...measures };
  }

  async #keepStream(source: Bytes, rawBytes: () => number, signal?: AbortSignal): Promise<Spooled> {
    const spool = { file: this.#next++, offset: 0 };
    const stored = new Tally();
    let crc = 0;
    const measured = seen(source, (chunk) => {
      stored.add(chunk);
      crc = crc32(chunk, crc);
    });
    this.#hold(spool.file);
    try {
      await this.#write(spool.file, measured, signal);
    } catch (error) {
      this.remove(spool);
      throw this.#explained(error);
    }
    return { spool, bytes: stored.bytes, rawBytes: rawBytes(), sha256: stored.sha256, crc32: crc };
  }

  /**
   * Writes a small body behind the others. Not handed to libuv's threads, which are busy compressing: this is a copy
   * into the page cache, and takes less time than the wait for one of them. A place whose writing failed is never read.
   */
  #share(body: Buffer): SpoolPlace {
    const shared = this.#sharedFile();
    const offset = shared.bytes;
    shared.bytes += body.length;
    try {
      for (let at = 0; at < body.length;)
        at += writeSync(shared.descriptor, body, at, body.length - at, offset + at);
    } catch (error) {
      throw this.#explained(error);
    }
    this.#hold(shared.file);
    return { file: shared.file, offset };
  }

  #sharedFile(): SharedFile {
    if (this.#shared && this.#shared.bytes < SHARED_BYTES) return this.#shared;
    this.close();
    const file = this.#next++;
    try {
      this.#shared = { file, descriptor: openSync(this.#path(file), 'wx', 0o600), bytes: 0 };
    } catch (error) {
      throw this.#explained(error);
    }
    return this.#shared;
  }

  #hold(file: number): void {
    this.#waiting.set(file, (this.#waiting.get(file) ?? 0) + 1);
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

  #path(file: number): string {
    return join(this.#folder, String(file));
  }
}
