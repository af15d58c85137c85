// Moves a job on when somebody asks about it. A status call waits up to a second for a result that is about to be
// there: the sf CLI polls at once and then only every five seconds.
import { setTimeout as wait } from 'node:timers/promises';
import type { BulkJob, BulkJobs } from './jobs.ts';

const GRACE_MILLISECONDS = 1_000;

/** Brings the job's state up to date. A result that cannot be rendered fails the job, without a word, as real ones do. */
export async function advance(job: BulkJob, jobs: BulkJobs): Promise<void> {
  if (!isRunning(job)) return;
  if (job.pollsLeft > 0) {
    job.pollsLeft -= 1;
    jobs.move(job, 'InProgress');
    return;
  }
  if (job.doomed !== undefined) {
    job.retries = job.doomed.retries;
    jobs.move(job, 'Failed');
    return;
  }
  const next = await outcome(job);
  // Somebody may have aborted it meanwhile.
  if (isRunning(job)) jobs.move(job, next);
}

function isRunning({ state }: BulkJob): boolean {
  return state === 'UploadComplete' || state === 'InProgress';
}

async function outcome(job: BulkJob): Promise<'JobComplete' | 'Failed' | 'InProgress'> {
  const timer = new AbortController();
  const rendered = job.rendering.file.then(
    (file) => {
      job.file = file;
      return 'JobComplete' as const;
    },
    () => 'Failed' as const,
  );
  const late = wait(GRACE_MILLISECONDS, 'InProgress' as const, { signal: timer.signal }).catch(
    () => 'InProgress' as const,
  );
  const first = await Promise.race([rendered, late]);
  timer.abort();
  return first;
}
