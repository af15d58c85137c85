// Bulk API 2.0 query jobs: create, wait for, give up, remove. The results are in bulkPages.ts.
// A job must be spoken to in the API version it was created with, else 409 (api_asynch, query_get_job_results),
// so every call takes the job and not only its Id.
import { Failure } from '../kit/failure.ts';
import { pollDelays } from './backOff.ts';
import { OrgError } from './errors.ts';
import { queryRows } from './query.ts';
import type { Session } from './session.ts';
import { LONGEST_URI, queryPath } from './soql.ts';

export type BulkState = 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Aborted' | 'Failed';

export interface BulkJob {
  readonly id: string;
  readonly state: BulkState;
  readonly object: string;
  readonly operation: 'query' | 'queryAll';
  /** As the org writes it, `67`; see `versionOf`. */
  readonly apiVersion: number;
  readonly createdDate: string;
  readonly numberRecordsProcessed?: number;
  readonly retries?: number;
  readonly errorMessage?: string;
  readonly isPkChunkingSupported?: boolean;
}

/** Enough to find a job again in a later run. */
export type JobRef = Pick<BulkJob, 'id' | 'apiVersion'>;

export interface AwaitOptions {
  /** The job's statement: a failed job does not say why, so the reason is asked for with it. */
  readonly soql: string;
  readonly signal?: AbortSignal;
  readonly listener?: (job: BulkJob) => void;
}

/**
 * Creates a query job; the org checks the statement at once (OrgError). The call may be repeated when its answer is
 * lost: a second job costs one of 10,000 a day and is never read.
 */
export function createJob(session: Session, soql: string, operation: 'query' | 'queryAll'): Promise<BulkJob> {
  return session.json<BulkJob>(session.resource('jobs/query'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      operation,
      query: soql,
      contentType: 'CSV',
      columnDelimiter: 'COMMA',
      lineEnding: 'LF',
    }),
    idempotent: true,
  });
}

/** The job as it stands; Failure('bulkJobGone') when it was deleted or is older than 7 days. */
export function job(session: Session, ref: JobRef, signal?: AbortSignal): Promise<BulkJob> {
  return whileItLives(ref, () => session.json<BulkJob>(jobPath(session, ref), { signal }));
}

/**
 * Polls until the job is complete. A failed job ends in the OrgError that a REST query for one row meets, or in
 * OrgError `BULK_JOB_FAILED` (reaction: split) when one row can be read; an aborted one in Failure('bulkJobAborted').
 */
export async function awaitJob(session: Session, ref: JobRef, options: AwaitOptions): Promise<BulkJob> {
  for (const delay of pollDelays()) {
    const current = await job(session, ref, options.signal);
    options.listener?.(current);
    if (current.state === 'JobComplete') return current;
    if (current.state === 'Aborted') throw new Failure('bulkJobAborted', { id: current.id });
    if (current.state === 'Failed') throw await whyFailed(session, current, options);
    await session.pause(delay, options.signal);
  }
  throw new Error('Polling never ends by itself.');
}

export async function deleteJob(session: Session, ref: JobRef): Promise<void> {
  await whileItLives(ref, () => session.text(jobPath(session, ref), { method: 'DELETE' }));
}

export async function abortJob(session: Session, ref: JobRef): Promise<void> {
  await whileItLives(ref, () =>
    session.text(jobPath(session, ref), {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ state: 'Aborted' }),
      idempotent: true,
    }),
  );
}

/** `67` or `67.0` -> `67.0` */
export const versionOf = (ref: JobRef): string => ref.apiVersion.toFixed(1);

export const jobPath = (session: Session, ref: JobRef): string =>
  session.resource(`jobs/query/${encodeURIComponent(ref.id)}`, versionOf(ref));

/** Runs a call about a job; a 404 means the job is gone. */
export async function whileItLives<T>(ref: JobRef, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof OrgError && error.status === 404)
      throw new Failure('bulkJobGone', { id: ref.id }, { cause: error });
    throw error;
  }
}

async function whyFailed(
  session: Session,
  failed: BulkJob,
  { soql, signal }: AwaitOptions,
): Promise<OrgError> {
  const deleted = failed.operation === 'queryAll';
  const probe = `${soql} LIMIT 1`;
  const short = Buffer.byteLength(queryPath(session.resource('queryAll'), probe)) <= LONGEST_URI;
  if (short && !/\sLIMIT\s+\d+\s*$/i.test(soql)) {
    try {
      await queryRows(session, probe, { deleted, signal });
    } catch (error) {
      if (error instanceof OrgError) return error;
      throw error;
    }
  }
  return new OrgError(
    'BULK_JOB_FAILED',
    200,
    failed.errorMessage ?? `${failed.object}: failed after ${failed.retries ?? 0} retries`,
  );
}
