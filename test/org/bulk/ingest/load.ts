// The work of a job: read the upload, change rows chunk by chunk, write down what became of each. It is done in internal
// batches of 10,000 rows, the event loop breathes between chunks, and whatever ends it early leaves committed what was
// committed ("How Requests Are Processed", "Bulk API 2.0 Ingest Limits").
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import type { SaveResult } from '../../dml/model.ts';
import type { Access, Schema, SObjectType } from '../../model.ts';
import { DELIMITERS, LINE_ENDINGS } from '../format.ts';
import { applyChunk, CHUNK_ROWS, type LoadTarget } from './apply.ts';
import { readColumns, type Columns } from './columns.ts';
import { csvRows, type CsvRow } from './csv.ts';
import { LoadFailure } from './failure.ts';
import type { IngestJob, Upload } from './jobs.ts';
import { outcomeLine } from './outcome.ts';

export const BATCH_ROWS = 10_000;

export interface Load {
  readonly job: IngestJob;
  readonly upload: Upload;
  readonly type: SObjectType;
  readonly schema: Schema;
  readonly access: Access;
  readonly target: LoadTarget;
  /** A fault: the job fails when so many rows are processed. */
  readonly failure: { readonly afterRows: number; readonly message: string } | undefined;
}

/** Processes the upload until its end, or until the job is ended. Rejects with LoadFailure for what fails the job. */
export async function runLoad(load: Load): Promise<void> {
  const { job, upload } = load;
  const file = await readFile(upload.path);
  if (!isUtf8(file)) throw new LoadFailure('ClientInputError', 'The uploaded data is not UTF-8');
  const rows = csvRows(file, DELIMITERS[job.delimiter], job.lineEnding);
  const header = rows.next();
  if (header.done === true) throw new LoadFailure('InvalidBatch', 'The uploaded data has no header row');
  const columns = readColumns(header.value.cells, { ...load, operation: job.operation });
  const end = file.length - LINE_ENDINGS[job.lineEnding].length;
  for (const batch of batchesOf(rows, end)) {
    if (batch.isLast) await job.lastBatch.promise;
    await runBatch(batch.rows, columns, file, load);
    if (job.ending.signal.aborted) return;
  }
  if (rowsUntilFailure(load) <= 0) throw injected(load);
}

/** A batch is handed on before the row after it is read: that row may be broken. `end` is where the last row ends. */
function* batchesOf(
  rows: Generator<CsvRow>,
  end: number,
): Generator<{ rows: readonly CsvRow[]; isLast: boolean }> {
  let batch: CsvRow[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH_ROWS || row.end >= end) continue;
    yield { rows: batch, isLast: false };
    batch = [];
  }
  yield { rows: batch, isLast: true };
}

async function runBatch(rows: readonly CsvRow[], columns: Columns, file: Buffer, load: Load): Promise<void> {
  const { job, upload } = load;
  const lines: OutcomeLines = { successful: [], failed: [] };
  if (rows.length > 0) job.batches += 1;
  try {
    for (let from = 0; from < rows.length && !job.ending.signal.aborted;) {
      const left = rowsUntilFailure(load);
      if (left <= 0) throw injected(load);
      const chunk = rows.slice(from, from + Math.min(CHUNK_ROWS, left));
      const inputs = chunk.map(({ cells }) => columns.toInput(cells));
      note(applyChunk(inputs, load.target), chunk, file, job, lines);
      from += chunk.length;
      upload.rest = rows[from]?.start ?? chunk.at(-1)!.end + LINE_ENDINGS[job.lineEnding].length;
      await breathe();
    }
  } finally {
    await job.results.successful.append(lines.successful);
    await job.results.failed.append(lines.failed);
  }
}

interface OutcomeLines {
  readonly successful: string[];
  readonly failed: string[];
}

function note(
  results: readonly SaveResult[],
  chunk: readonly CsvRow[],
  file: Buffer,
  job: IngestJob,
  lines: OutcomeLines,
): void {
  results.forEach((result, index) => {
    const { start, end } = chunk[index]!;
    const line = outcomeLine(result, file.toString('utf8', start, end), DELIMITERS[job.delimiter]);
    lines[result.success ? 'successful' : 'failed'].push(line + LINE_ENDINGS[job.lineEnding]);
    if (!result.success) job.failed += 1;
  });
  job.processed += results.length;
}

function rowsUntilFailure({ job, failure }: Load): number {
  return (failure?.afterRows ?? Infinity) - job.processed;
}

function injected({ failure }: Load): LoadFailure {
  return new LoadFailure('InternalServerError', failure?.message ?? '');
}
