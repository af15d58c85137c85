// A job as the API tells it: a short form when it is created or changed, a long one when it is asked about, and the
// list's form in between (DS api_asynch: query_create_job, query_get_one_job, query_get_all_jobs).
import { restTime } from '../http/clock.ts';
import type { BulkJob } from './jobs.ts';

/** What POST and PATCH answer. */
export function shortView(job: BulkJob): object {
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.createdById,
    createdDate: restTime(job.createdAt),
    systemModstamp: restTime(job.changedAt),
    state: job.state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: job.apiVersion,
    lineEnding: job.lineEnding,
    columnDelimiter: job.delimiter,
  };
}

/** One row of the job list. */
export function listView(job: BulkJob): object {
  return { ...shortView(job), jobType: 'V2Query' };
}

/** What GET of one job answers; the query's text is not told back. */
export function fullView(job: BulkJob): object {
  const done = job.state === 'JobComplete';
  return {
    ...listView(job),
    numberRecordsProcessed: done ? (job.file?.rows ?? 0) : 0,
    retries: job.retries,
    totalProcessingTime: Math.max(0, job.changedAt.getTime() - job.createdAt.getTime()),
    isPkChunkingSupported: job.pkChunking,
  };
}
