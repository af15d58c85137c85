// The memory of a restore: one JSON document a line, appended and flushed before the next thing is done. An intent is
// durable before its call is sent, and what came of it before anything builds on it; so whatever a crash leaves, the
// rows that may have reached the org are known by name.
import { createReadStream, writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../kit/failure.ts';
import type { JobRef } from '../../org/ingest.ts';
import { makeFolders, syncFolder } from '../../vault/store/folders.ts';
import { lineBatches } from '../plan/lines.ts';
import type { StepKind } from '../plan/model.ts';
import type { Outcome } from './model.ts';

export const JOURNAL_FORMAT = 'safekeep-restore-journal';

/** A run begins, or goes on. */
export interface StartLine {
  readonly type: 'start';
  readonly format: typeof JOURNAL_FORMAT;
  readonly formatVersion: 1;
  readonly planId: string;
  readonly planSha256: string;
  /** The org's time. */
  readonly at: string;
  readonly userId: string;
  readonly username: string;
  readonly tool: string;
  /** Decides how the plan falls into batches, so it stays what it was in the first run. */
  readonly bulkThreshold: number;
}

/** Rows are about to be sent. */
export interface IntentLine {
  readonly type: 'intent';
  readonly batch: number;
  /** From 1 within the batch. */
  readonly send: number;
  readonly via: 'rest' | 'bulk';
  /** Their places in the batch. */
  readonly rows: readonly number[];
  /** SHA-256 of what is sent. */
  readonly sha256: string;
  /** The org's time, at most a second behind. */
  readonly at: string;
  readonly userId: string;
}

/** The Bulk job that will get the rows of an intent; nothing was uploaded yet. */
export interface JobLine {
  readonly type: 'job';
  readonly batch: number;
  readonly send: number;
  readonly job: JobRef;
}

/** What became of rows. Rows of the send that are not among them did not reach the org, or are to be sent again. */
export interface ResultLine {
  readonly type: 'result';
  readonly batch: number;
  /** Absent for rows that were never sent. */
  readonly send?: number;
  readonly kind: StepKind;
  readonly object: string;
  readonly rows: readonly Outcome[];
}

/** Every row of the batch has its outcome. */
export interface DoneLine {
  readonly type: 'done';
  readonly batch: number;
}

/** The plan is carried out and verified. */
export interface EndLine {
  readonly type: 'end';
  readonly at: string;
  readonly rows: number;
  readonly differences: number;
}

export type JournalLine = StartLine | IntentLine | JobLine | ResultLine | DoneLine | EndLine;

const FILE = 'journal.ndjson';

export class RestoreJournal {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Opens the journal behind its first `length` bytes; what came after them is cut off. */
  static async open(folder: string, length: number): Promise<RestoreJournal> {
    await makeFolders(folder);
    const file = await open(join(folder, FILE), 'a', 0o600);
    await file.truncate(length);
    await syncFolder(folder);
    return new RestoreJournal(file);
  }

  /**
   * Appends a line; it is durable when the promise resolves. That a batch is done is not flushed: it follows from the
   * results of its rows. @throws Failure `storeFull` {place}
   */
  async append(line: JournalLine): Promise<void> {
    try {
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      for (let at = 0; at < bytes.length;) at += writeSync(this.#file.fd, bytes, at);
      if (line.type !== 'done') await this.#file.sync();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) throw error;
      throw new Failure('storeFull', { place: FILE }, { cause: error });
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/**
 * The lines of a journal, each with the byte behind it; none when there is no journal. What a crash tore off at the
 * end is left out. @throws Failure `restoreJournalDamaged` {file, line}
 */
export async function* readJournal(folder: string): AsyncGenerator<{ line: JournalLine; end: number }> {
  const file = join(folder, FILE);
  let end = 0;
  let number = 0;
  let torn = false;
  try {
    for await (const batch of lineBatches(createReadStream(file))) {
      for (const bytes of batch) {
        if (torn) throw new Failure('restoreJournalDamaged', { file, line: number });
        number += 1;
        const line = parse(bytes);
        if (line === undefined) torn = true;
        else yield { line, end: (end += bytes.length) };
      }
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Undefined for a line that was not written to its end. */
function parse(bytes: Buffer): JournalLine | undefined {
  if (bytes.at(-1) !== 10) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8')) as JournalLine;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
