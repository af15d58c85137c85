// Rows by Bulk API 2.0 query jobs. A job and its pages are journalled, so that an interrupted run goes on with the same
// job at the page it had reached, and a dropped page is read again by itself.

import { mapConcurrently } from '../../kit/concurrency.ts';
import { isFailure } from '../../kit/failure.ts';
import { openPage, resultPages, type BulkPage } from '../../org/bulkPages.ts';
import { awaitJob, createJob, deleteJob, type JobRef } from '../../org/bulkQuery.ts';
import { splitByIdRanges } from '../../org/idRanges.ts';
import { queryRows } from '../../org/query.ts';
import {
  type CaptureContext,
  type Captured,
  type ObjectTask,
  reconcile,
  type StoredRows,
} from './capture.ts';
import { selectStatement } from './columns.ts';
import type { PageCounts } from './pageWorker.ts';
import { readAgain } from '../readAgain.ts';

/** Pages of one job asked for at once; the downloads turnstile bounds them over all jobs. */
const PAGES_AHEAD = 4;
/** Jobs that a job that failed for size is cut into. */
export const RANGES = 16;

interface JobRows {
  readonly segments: readonly StoredRows[];
  readonly expected: number;
}

export async function captureBulk(context: CaptureContext, task: ObjectTask): Promise<Captured> {
  const soql = selectStatement(task.object.name, task.columns.fields);
  return { route: 'bulk', source: 'numberRecordsProcessed', ...(await captureJob(context, task, soql)) };
}

/** One job a range of Ids, one after another, for objects whose single job fails for its size. */
export async function captureRanges(context: CaptureContext, task: ObjectTask): Promise<Captured> {
  const { object, columns } = task;
  const segments: StoredRows[] = [];
  let expected = 0;
  for (const where of await idRanges(context, object.name)) {
    const job = await captureJob(context, task, selectStatement(object.name, columns.fields, where));
    segments.push(...job.segments);
    expected += job.expected;
  }
  return { route: 'ranges', segments, expected, source: 'numberRecordsProcessed' };
}

async function idRanges({ session, signal }: CaptureContext, object: string): Promise<readonly string[]> {
  const end = async (order: 'ASC' | 'DESC'): Promise<string | undefined> => {
    const rows = await queryRows(session, `SELECT Id FROM ${object} ORDER BY Id ${order} LIMIT 1`, {
      deleted: true,
      signal,
    });
    return rows[0]?.Id as string | undefined;
  };
  const [lowest, highest] = [await end('ASC'), await end('DESC')];
  return lowest === undefined || highest === undefined ? [] : splitByIdRanges(lowest, highest, RANGES);
}

async function captureJob(context: CaptureContext, task: ObjectTask, soql: string): Promise<JobRows> {
  const job = await adoptOrCreate(context, task, soql);
  try {
    const rows = await captureResults(context, task, soql, job);
    await deleteJob(context.session, job);
    return rows;
  } catch (error) {
    // A job that is gone (deleted, or older than seven days) takes its pages' places with it: begin anew.
    if (isFailure(error, 'bulkJobGone')) await context.run.note(noteOf(task, soql), null);
    throw error;
  }
}

async function captureResults(
  context: CaptureContext,
  task: ObjectTask,
  soql: string,
  job: JobRef,
): Promise<JobRows> {
  const { session, signal } = context;
  const { numberRecordsProcessed: expected } = await awaitJob(session, job, { soql, signal });
  const segments: StoredRows[] = [];
  const pages = resultPages(session, job, { signal });
  for await (const segment of mapConcurrently(pages, PAGES_AHEAD, (page) =>
    capturePage(context, task, job, page),
  )) {
    if (segment.rows > 0) segments.push(segment);
  }
  segments.sort((one, other) => (one.member.name < other.member.name ? -1 : 1));
  const rows = segments.reduce((sum, segment) => sum + segment.rows, 0);
  reconcile(task.object.name, segments, expected ?? rows);
  return { segments, expected: expected ?? rows };
}

async function capturePage(
  context: CaptureContext,
  task: ObjectTask,
  job: JobRef,
  page: BulkPage,
): Promise<StoredRows> {
  const key = `bulk/${job.id}/${page.locator ?? 'first'}`;
  const { run, session, signal, listener, downloads, pages } = context;
  const before = run.done(key);
  if (before)
    return { member: before, ...(before.facts as { rows: number; deletedRows: number }), isKeyed: true };
  return downloads.hold(() =>
    readAgain(session, signal, async () => {
      const compressed = pages.take(await openPage(session, job, page, signal), task.columns.fields);
      const member = await run.addCompressed(task.names.next(), compressed.bytes, {
        key,
        rawBytes: () => compressed.counts().rawBytes,
        facts: () => rowFacts(compressed.counts()),
      });
      const { rows, deletedRows } = compressed.counts();
      listener({ kind: 'taken', part: 'data', items: rows, bytes: member.rawBytes });
      return { member, rows, deletedRows, isKeyed: true };
    }),
  );
}

async function adoptOrCreate(
  { run, session }: CaptureContext,
  task: ObjectTask,
  soql: string,
): Promise<JobRef> {
  const noted = run.noted(noteOf(task, soql)) as JobRef | null | undefined;
  if (noted) return noted;
  const { id, apiVersion } = await createJob(session, soql, 'queryAll');
  await run.note(noteOf(task, soql), { id, apiVersion });
  return { id, apiVersion };
}

function noteOf(task: ObjectTask, soql: string): string {
  return `job ${task.object.name} ${soql}`;
}

/** What a resumed run must know of a page that it does not read again. */
const rowFacts = ({ rows, deletedRows }: PageCounts): { rows: number; deletedRows: number } => ({
  rows,
  deletedRows,
});
