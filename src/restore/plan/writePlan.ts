// Writes a plan file: header, steps with their rows, and the end that seals them with a hash. Rows come as lines that
// are spooled already, so that a plan of any length is written without holding it.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { Tally } from '../../kit/bytes.ts';
import type { PlanEnd, PlanHeader, PlanLine, PlanRow, PlanStep } from './model.ts';

/** A step of a plan to be written; the writer numbers it. */
export interface StepToWrite extends Pick<PlanStep, 'kind' | 'object' | 'rows'> {
  /** `planLine` of each of its rows, cut anywhere. */
  readonly lines: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

/** One line of a plan file. */
export function planLine(line: PlanLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** A step whose rows are at hand. */
export function stepOf(kind: PlanStep['kind'], object: string, rows: readonly PlanRow[]): StepToWrite {
  return { kind, object, rows: rows.length, lines: rows.map(planLine) };
}

/**
 * Writes the plan whole or not at all: to a temporary file, flushed, then renamed. Steps without rows are left out.
 * The hash in the answer is the plan's: what a reviewer signs off.
 */
export async function writePlan(
  path: string,
  header: PlanHeader,
  steps: Iterable<StepToWrite> | AsyncIterable<StepToWrite>,
): Promise<PlanEnd> {
  const partial = `${path}.partial`;
  try {
    const end = await writeLines(partial, header, steps);
    await flush(partial);
    await rename(partial, path);
    return end;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function writeLines(
  path: string,
  header: PlanHeader,
  steps: Iterable<StepToWrite> | AsyncIterable<StepToWrite>,
): Promise<PlanEnd> {
  const file = createWriteStream(path, { mode: 0o600 });
  const tally = new Tally();
  const put = async (piece: string | Uint8Array): Promise<void> => {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    tally.add(bytes);
    if (!file.write(bytes)) await once(file, 'drain');
  };
  let step = 0;
  let rows = 0;
  await put(planLine(header));
  for await (const { lines, ...next } of steps) {
    if (next.rows === 0) continue;
    await put(planLine({ type: 'step', step: ++step, ...next }));
    for await (const piece of lines) await put(piece);
    rows += next.rows;
  }
  const end: PlanEnd = { type: 'end', steps: step, rows, sha256: tally.sha256 };
  file.end(planLine(end));
  await finished(file);
  return end;
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
