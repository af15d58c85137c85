// Rows sent by Bulk API 2.0 jobs. The job's Id is written down before its data is uploaded: a run that is killed finds
// the job again and takes up what it did, whatever state it is in. Rows are told apart by a column that no two share.
// Rows that CSV cannot carry, and rows that a job refuses for reasons a smaller call may not meet, are left to REST.
import { encodeRow } from '../../kit/csv.ts';
import { isFailure } from '../../kit/failure.ts';
import type { RowError } from '../../org/collections.ts';
import {
  abortIngest,
  awaitIngest,
  closeIngest,
  createIngest,
  ingestJob,
  ingestResults,
  MOST_UPLOAD_BYTES,
  uploadIngest,
  type IngestJob,
  type JobRef,
} from '../../org/ingest.ts';
import type { BatchRun } from './batchRun.ts';
import { cellCsv, fitsCsv } from './cells.ts';
import { hasBody } from './files.ts';
import { plannedObject, typesOf } from './ground.ts';
import { made } from './madeRows.ts';
import type { Outcome } from './model.ts';
import { failed, written } from './outcomes.ts';
import { callFate, rowFate } from './reactions.ts';
import type { Flight } from './progress.ts';
import type { RowToWrite } from './rows.ts';
import { stoppedBy } from './sendByRest.ts';

/** Jobs that a row is put into before it goes by REST. */
const MOST_JOBS = 3;

/** Sends what Bulk can carry; gives the rows that are left for REST. @throws Failure when the restore cannot go on */
export async function sendByBulk(rows: readonly RowToWrite[], run: BatchRun): Promise<RowToWrite[]> {
  const column = correlationOf(run);
  const [fit, left] = partition(rows, (row) => column !== undefined && fitsBulk(row, column));
  if (column === undefined) return left;
  let waiting: readonly RowToWrite[] = fit;
  for (let job = 1; job <= MOST_JOBS && waiting.length > 0; job++) {
    const again: RowToWrite[] = [];
    for (const upload of uploads(waiting, column, run)) {
      run.ground.signal.throwIfAborted();
      const after = await sendJob(upload, column, run);
      again.push(...after.again);
      left.push(...after.byRest);
    }
    waiting = again;
  }
  return [...left, ...waiting].sort((a, b) => a.at - b.at);
}

/** The column by which the rows of this batch are told apart. */
function correlationOf({ kind, object, ground }: BatchRun): string | undefined {
  return kind.bulk === 'insert' ? plannedObject(ground, object).correlation : 'Id';
}

const keyOf = ({ cells, id }: RowToWrite, column: string): string =>
  (column === 'Id' ? id : cells[column]) ?? '';

const fitsBulk = (row: RowToWrite, column: string): boolean =>
  !hasBody(row) && row.missing.length === 0 && keyOf(row, column) !== '' && fitsCsv(row.cells);

interface Upload {
  readonly rows: readonly RowToWrite[];
  readonly csv: string;
}

/**
 * CSV texts of at most the size of an upload. Rows of the same parents stand together, so that chunks processed side by
 * side do not wait for each other's locks ("Bulk API 2.0 Best Practices").
 */
export function* uploads(rows: readonly RowToWrite[], column: string, run: BatchRun): Generator<Upload> {
  const types = typesOf(run.ground, run.object);
  const written = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
  const columns = run.kind.bulk === 'delete' ? ['Id'] : column === 'Id' ? ['Id', ...written] : written;
  const parents = written.filter((field) => types[field] === 'reference');
  const parentsOf = ({ cells }: RowToWrite): string => parents.map((field) => cells[field] ?? '').join();
  const sorted = rows.map((row) => ({ row, parents: parentsOf(row) }));
  sorted.sort((a, b) => (a.parents < b.parents ? -1 : Number(a.parents > b.parents)));
  const header = encodeRow(columns);
  let upload: { rows: RowToWrite[]; lines: string[]; bytes: number } = {
    rows: [],
    lines: [header],
    bytes: 0,
  };
  for (const { row } of sorted) {
    const line = encodeRow(
      columns.map((field) => (field === 'Id' ? (row.id ?? '') : cellCsv(types[field], row.cells[field]))),
    );
    const bytes = Buffer.byteLength(line);
    if (upload.bytes + bytes + header.length > MOST_UPLOAD_BYTES) {
      yield { rows: upload.rows, csv: upload.lines.join('') };
      upload = { rows: [], lines: [header], bytes: 0 };
    }
    upload.rows.push(row);
    upload.lines.push(line);
    upload.bytes += bytes;
  }
  if (upload.rows.length > 0) yield { rows: upload.rows, csv: upload.lines.join('') };
}

interface AfterJob {
  /** For another job: this one ended without touching them. */
  readonly again: readonly RowToWrite[];
  readonly byRest: readonly RowToWrite[];
}

async function sendJob({ rows, csv }: Upload, column: string, run: BatchRun): Promise<AfterJob> {
  const intent = await run.intend(rows, 'bulk');
  const job = await filledJob(csv, intent.send, run);
  if (typeof job === 'object') {
    await close(job, run);
    return takeResults(job, rows, column, intent, run);
  }
  await run.settle([], intent.send);
  return job === 'unsure' ? { again: rows, byRest: [] } : { again: [], byRest: rows };
}

/**
 * A job that holds the rows and is still open; or that Bulk has `refused` them, or that the upload's answer was lost:
 * then it is `unsure` what the job holds, and it was given up. A job that is not closed does nothing.
 */
async function filledJob(csv: string, send: number, run: BatchRun): Promise<JobRef | 'refused' | 'unsure'> {
  const { object, kind } = run;
  const { session } = run.ground;
  let job: JobRef | undefined;
  try {
    const { id, apiVersion } = await createIngest(session, object, kind.bulk ?? 'insert');
    job = { id, apiVersion };
    await run.noteJob(send, job);
    await uploadIngest(session, job, csv);
    return job;
  } catch (error) {
    const fate = callFate(error);
    if (fate === 'thrown' || fate === 'ends' || (fate === 'unknown' && job === undefined)) throw error;
    if (job !== undefined) await abortIngest(session, job);
    return fate === 'unknown' ? 'unsure' : 'refused';
  }
}

/** Sets the job to work. From here on only its results tell what became of the rows. */
async function close(job: JobRef, { ground }: BatchRun): Promise<void> {
  const { session } = ground;
  try {
    await closeIngest(session, job);
  } catch (error) {
    if (['thrown', 'ends'].includes(callFate(error))) throw error;
    if ((await ingestJob(session, job)).state === 'Open') await closeIngest(session, job);
  }
}

/** Waits for a job and settles its rows. */
async function takeResults(
  job: JobRef,
  rows: readonly RowToWrite[],
  column: string,
  intent: Flight['intent'],
  run: BatchRun,
): Promise<AfterJob> {
  const { session, listener, signal, header } = run.ground;
  const tell = ({ id, state, numberRecordsProcessed: processed = 0 }: IngestJob): void =>
    listener({ type: 'job', object: run.object, id, state, processed });
  await awaitIngest(session, job, tell, signal);
  const { answers, unprocessed } = await ingestResults(session, job, column);
  const outcomes: Outcome[] = [];
  const [again, byRest, untold]: [RowToWrite[], RowToWrite[], RowToWrite[]] = [[], [], []];
  let stopped: RowError | undefined;
  for (const row of rows) {
    const answer = answers.get(keyOf(row, column));
    const [error] = answer?.errors ?? [];
    if (answer === undefined) (unprocessed.has(keyOf(row, column)) ? again : untold).push(row);
    else if (error === undefined) outcomes.push(written(row, answer, run.kind));
    else {
      const fate = rowFate(error);
      const withHeader = error.code === 'DUPLICATES_DETECTED' && header.options.allowDuplicates;
      if (fate === 'stop') stopped = error;
      if (fate === 'failed' && !withHeader) outcomes.push(failed(row, error));
      else byRest.push(row);
    }
  }
  const found =
    untold.length > 0 ? await run.kind.resolve(run.object, untold, intent, run.ground) : undefined;
  await run.settle(await made([...outcomes, ...(found?.settled ?? [])], rows, run), intent.send);
  if (stopped !== undefined) throw stoppedBy(stopped);
  return { again: [...again, ...(found?.send ?? [])], byRest };
}

/** Takes up the job of a run that was killed. What it did not do is left without an outcome. */
export async function landJob(
  rows: readonly RowToWrite[],
  { intent, job }: Flight,
  run: BatchRun,
): Promise<void> {
  const { session } = run.ground;
  const column = correlationOf(run);
  if (job === undefined || column === undefined) {
    await run.settle([], intent.send);
    return;
  }
  try {
    const { state } = await ingestJob(session, job);
    if (state === 'Open') {
      // Never closed, so never worked on, whatever was uploaded.
      await abortIngest(session, job);
      await run.settle([], intent.send);
    } else await takeResults(job, rows, column, intent, run);
  } catch (error) {
    if (!isFailure(error, 'bulkJobGone')) throw error;
    const { settled } = await run.kind.resolve(run.object, rows, intent, run.ground);
    await run.settle(settled, intent.send);
  }
}

function partition<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  const [yes, no]: [Item[], Item[]] = [[], []];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}
