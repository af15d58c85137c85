// A run's memory: one JSON document a line, appended. What a crash tears off at the end is dropped when it is read
// again. Lines are not flushed one by one: at resume every spooled member is hashed against its line, so a line or a
// spool file that a power cut took is simply work to do again; only before spool files are deleted must the line
// that says where their members went be safe, and then the journal is flushed.
import { writeSync } from 'node:fs';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../kit/failure.ts';
import type { JsonValue } from '../../kit/json.ts';
import { syncFolder } from '../store/folders.ts';

export interface RunLine {
  readonly type: 'run';
  readonly format: 1;
  readonly version: string;
  readonly fingerprint: string;
}

export interface MemberRecord {
  /** The caller's name for the piece of work, unique in the run. */
  readonly key: string;
  /** The member's name in the volume. */
  readonly name: string;
  readonly bytes: number;
  readonly rawBytes: number;
  /** Of the stored bytes. */
  readonly sha256: string;
  readonly crc32: number;
  /** Of the raw bytes, where the name was made of it. */
  readonly rawSha256?: string;
  /** Whatever the caller wants to find again. */
  readonly facts?: JsonValue;
}

/** Where a member waits: the number of a spool file, and where in it. */
export interface SpoolPlace {
  readonly file: number;
  readonly offset: number;
}

/** A member whose name was there already has no place of its own. */
export type MemberLine = MemberRecord & { readonly type: 'member'; readonly spool?: SpoolPlace };

export interface VolumeLine {
  readonly type: 'volume';
  /** From the org's folder. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly members: readonly string[];
}

export interface NoteLine {
  readonly type: 'note';
  readonly key: string;
  readonly value: JsonValue;
}

export type JournalLine = RunLine | MemberLine | VolumeLine | NoteLine;

const FILE = 'journal.ndjson';

/** Appends lines in the order they were given. After a failure it takes no more: what follows would not be readable. */
export class Journal {
  readonly #file: FileHandle;
  #tail: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Opens a run's journal behind its first `length` bytes; what came after them is cut off. */
  static async open(folder: string, length = 0): Promise<Journal> {
    const file = await open(join(folder, FILE), 'a', 0o600);
    await file.truncate(length);
    if (length === 0) await syncFolder(folder);
    return new Journal(file);
  }

  append(line: JournalLine): Promise<void> {
    // A line is a copy into the page cache: done at once, it need not wait for a thread that is compressing.
    return this.#next(() => {
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      for (let at = 0; at < bytes.length;) at += writeSync(this.#file.fd, bytes, at);
    });
  }

  /** Makes every line so far durable. */
  sync(): Promise<void> {
    return this.#next(() => this.#file.sync());
  }

  async close(): Promise<void> {
    await this.#tail.catch(() => undefined);
    await this.#file.close();
  }

  #next(work: () => void | Promise<void>): Promise<void> {
    this.#tail = this.#tail.then(work).catch((error: unknown) => {
      throw explained(error);
    });
    this.#tail.catch(() => undefined);
    return this.#tail;
  }
}

function explained(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const full = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code);
  return full ? new Failure('storeFull', { place: FILE }, { cause: error }) : error;
}

/** The readable lines from the start of a run's journal, and how many bytes they take; none when there is no file. */
export async function readJournal(folder: string): Promise<{ lines: JournalLine[]; length: number }> {
  const bytes = await readFile(join(folder, FILE)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const lines: JournalLine[] = [];
  let length = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, length)) {
    const line = parseLine(bytes.toString('utf8', length, end));
    if (line === undefined) break;
    lines.push(line);
    length = end + 1;
  }
  return { lines, length };
}

function parseLine(text: string): JournalLine | undefined {
  try {
    return JSON.parse(text) as JournalLine;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
