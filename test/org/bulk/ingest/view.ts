// An ingest job as the API tells it: a short form when it is created or changed, a long one when it is asked about
// ("Create a Job", "Get Information About an Ingest Job"; recorded in amp-labs/connectors#118 and #42).
import { restTime } from '../../http/clock.ts';
import type { IngestJob } from './jobs.ts';

/** What POST and PATCH answer, and one row of the job list. */
export function shortView(job: IngestJob): object {
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.createdById,
    createdDate: restTime(job.createdAt),
    systemModstamp: restTime(job.changedAt),
    state: job.state,
    externalIdFieldName: job.externalIdFieldName,
    assignmentRuleId: job.assignmentRuleId,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: job.apiVersion,
    ...(job.state === 'Open' && {
      contentUrl: `services/data/v${job.apiVersion.toFixed(1)}/jobs/ingest/${job.id}/batches`,
    }),
    lineEnding: job.lineEnding,
    columnDelimiter: job.delimiter,
  };
}

export function listView(job: IngestJob): object {
  return { ...shortView(job), jobType: 'V2Ingest' };
}

/** What GET of one job answers. */
export function fullView(job: IngestJob): object {
  const milliseconds = Math.max(0, job.changedAt.getTime() - job.createdAt.getTime());
  return {
    ...listView(job),
    numberRecordsProcessed: job.processed,
    numberRecordsFailed: job.failed,
    retries: 0,
    totalProcessingTime: milliseconds,
    apiActiveProcessingTime: milliseconds,
    apexProcessingTime: 0,
    errorMessage: job.errorMessage,
  };
}
