// Sets a job to work when its upload is complete, and tells how far it is when somebody asks. A status call waits up to a
// second for an end that is near: the sf CLI polls at once and then only every five seconds.
import { setTimeout as wait } from 'node:timers/promises';
import { LoadFailure } from './failure.ts';
import type { IngestJob, IngestJobs } from './jobs.ts';
import { runLoad, type Load } from './load.ts';

const GRACE_MILLISECONDS = 1_000;

/** Starts the work; it goes on whether or not anybody asks, but for a last batch that is held back by `pollsLeft`. */
export function begin(load: Load, jobs: IngestJobs): void {
  const { job } = load;
  if (job.pollsLeft === 0) job.lastBatch.resolve(undefined);
  job.work = runLoad(load).then(
    () => finish(job, 'JobComplete', jobs),
    (error: unknown) => {
      job.errorMessage =
        error instanceof LoadFailure ? error.message : `InternalServerError : ${String(error)}`;
      finish(job, 'Failed', jobs);
    },
  );
}

/** Brings the job's state up to date for a status call. */
export async function advance(job: IngestJob, jobs: IngestJobs): Promise<void> {
  if (!isRunning(job)) return;
  if (job.state === 'UploadComplete') jobs.move(job, 'InProgress');
  if (job.pollsLeft > 0) {
    job.pollsLeft -= 1;
    if (job.pollsLeft === 0) job.lastBatch.resolve(undefined);
    return;
  }
  const timer = new AbortController();
  await Promise.race([job.work, wait(GRACE_MILLISECONDS, undefined, timer).catch(() => undefined)]);
  timer.abort();
}

export function isRunning({ state }: IngestJob): boolean {
  return state === 'UploadComplete' || state === 'InProgress';
}

/** Somebody may have aborted it meanwhile. */
function finish(job: IngestJob, state: 'JobComplete' | 'Failed', jobs: IngestJobs): void {
  if (isRunning(job)) jobs.move(job, state);
}
