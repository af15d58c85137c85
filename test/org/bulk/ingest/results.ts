// The three result sets of a job, whole files each: rows saved, rows failed, and rows never processed. They can be read
// when the job has ended, whichever way; a failed or aborted job may well have saved rows.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Answer, RoutedCall } from '../../http/call.ts';
import type { PracticeOrg } from '../../http/practiceOrg.ts';
import { OrgFault } from '../../model.ts';
import { DELIMITERS, LINE_ENDINGS } from '../format.ts';
import type { IngestJob } from './jobs.ts';
import { outcomeHeader } from './outcome.ts';
import { isRunning } from './progress.ts';

export async function successfulResults(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  return outcomes(await ended(call, org), 'successful');
}

export async function failedResults(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  return outcomes(await ended(call, org), 'failed');
}

/** The upload's own header and rows, as they were uploaded. */
export async function unprocessedRecords(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { upload, lineEnding } = await ended(call, org);
  if (upload === undefined) return csv('');
  async function* parts({ path, header, rest }: typeof upload & object): AsyncIterable<Buffer> {
    yield Buffer.from(header + LINE_ENDINGS[lineEnding]);
    yield* createReadStream(path, { start: rest }) as AsyncIterable<Buffer>;
  }
  return csv(Readable.from(parts(upload), { objectMode: false }));
}

function outcomes(
  { upload, delimiter, lineEnding, results }: IngestJob,
  set: 'successful' | 'failed',
): Answer {
  const header = outcomeHeader(set, upload?.header ?? '', DELIMITERS[delimiter]);
  return csv(results[set].read(header + LINE_ENDINGS[lineEnding]));
}

function csv(body: Answer['body']): Answer {
  return { status: 200, headers: { 'content-type': 'text/csv' }, body };
}

/** Results are the creator's only, as those of a query job are. */
async function ended(call: RoutedCall, org: PracticeOrg): Promise<IngestJob> {
  const job = org.ingest.get(call.params.job!);
  if (job.createdById !== call.session.userId)
    throw new OrgFault('INSUFFICIENT_ACCESS', 'insufficient access rights on entity', 403);
  if (job.state === 'Open' || isRunning(job))
    throw new OrgFault('INVALIDJOBSTATE', `Job is not complete. Current state: ${job.state}`);
  await job.work;
  return job;
}
