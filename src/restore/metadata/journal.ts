// What a metadata restore has sent: one JSON document a line, each flushed before the next step, so that a run that was
// killed asks after its job instead of sending again.
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../../vault/store/folders.ts';

export type JobKind = 'validate' | 'deploy' | 'quick';

export type JournalLine =
  /** About to be sent. */
  | { readonly event: 'intent'; readonly kind: JobKind; readonly at: string }
  | { readonly event: 'started'; readonly kind: JobKind; readonly job: string; readonly at: string }
  | { readonly event: 'ended'; readonly job: string; readonly status: string; readonly at: string }
  /** Nothing more will come. */
  | { readonly event: 'closed'; readonly at: string };

const FILE = 'journal.ndjson';

/** Appends a line and flushes it. */
export async function note(folder: string, line: JournalLine): Promise<void> {
  const file = await open(join(folder, FILE), 'a', 0o600);
  try {
    await file.appendFile(`${JSON.stringify(line)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(folder);
}

/** The lines of a journal; one that was torn off by a crash is no line. Undefined when there is none. */
export async function readNotes(folder: string): Promise<JournalLine[] | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalLine);
}

/** Jobs that were started and of which no end is known. */
export function jobsUnderWay(lines: readonly JournalLine[]): string[] {
  const ended = new Set(lines.flatMap((line) => (line.event === 'ended' ? [line.job] : [])));
  return lines.flatMap((line) => (line.event === 'started' && !ended.has(line.job) ? [line.job] : []));
}

export const isClosed = (lines: readonly JournalLine[]): boolean =>
  lines.some(({ event }) => event === 'closed');
