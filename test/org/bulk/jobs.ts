// Bulk API 2.0 query jobs and their life: UploadComplete -> InProgress -> JobComplete, or Aborted, or Failed. A failed
// query job tells no reason (DS api_asynch, query_get_one_job). Jobs and results are gone after seven days.
import type { Session } from '../auth/sessions.ts';
import type { Faults } from '../faults/faults.ts';
import { OrgFault } from '../model.ts';
import type { Delimiter, LineEnding } from './format.ts';
import { createJobIds } from './jobIds.ts';
import type { ResultFile } from './render.ts';
import type { Rendering } from './renderings.ts';

const DAY = 24 * 3600 * 1000;
const LIFETIME = 7 * DAY;
/** Salesforce gives a query job up after so many tries. */
const RETRIES = 15;

export type JobState = 'UploadComplete' | 'InProgress' | 'Aborted' | 'JobComplete' | 'Failed';

export interface BulkJob {
  readonly id: string;
  /** The Id its result locators carry. */
  readonly resultId: string;
  readonly operation: 'query' | 'queryAll';
  readonly query: string;
  readonly object: string;
  readonly createdById: string;
  readonly createdAt: Date;
  readonly apiVersion: number;
  readonly delimiter: Delimiter;
  readonly lineEnding: LineEnding;
  readonly pkChunking: boolean;
  state: JobState;
  changedAt: Date;
  retries: number;
  /** Status calls still to be answered InProgress. */
  pollsLeft: number;
  /** Set when a fault will end the job. */
  readonly doomed: { readonly retries: number } | undefined;
  readonly rendering: Rendering;
  file: ResultFile | undefined;
}

export type NewJob = Pick<
  BulkJob,
  'operation' | 'query' | 'object' | 'apiVersion' | 'delimiter' | 'lineEnding' | 'pkChunking' | 'rendering'
>;

export interface BulkJobs {
  create(job: NewJob, session: Session): BulkJob;
  /** By 15- or 18-character Id, whoever's it is; expired ones are gone. */
  find(id: string): BulkJob | undefined;
  /** As `find`; throws NOT_FOUND. */
  get(id: string): BulkJob;
  all(): BulkJob[];
  drop(id: string): void;
  move(job: BulkJob, state: JobState): void;
  /** Jobs created in the last 24 hours, and the megabytes they hold: the org's daily Bulk limits. */
  today(): { readonly jobs: number; readonly megabytes: number };
}

/** No jobs. `polls` is how many status calls answer InProgress before a job may be complete. */
export function createBulkJobs(options: { now: () => Date; faults: Faults; polls: number }): BulkJobs {
  const jobs = new Map<string, BulkJob>();
  const ids = createJobIds();
  const find = (id: string): BulkJob | undefined => {
    const job = jobs.get(id.slice(0, 15));
    const expired = job !== undefined && options.now().getTime() - job.createdAt.getTime() > LIFETIME;
    return expired ? undefined : job;
  };
  return {
    find,
    create(job, session) {
      const doom = options.faults.faultFor('failJob', job.object);
      const now = options.now();
      const created: BulkJob = {
        ...job,
        id: ids.next('750'),
        resultId: ids.next('0Ga'),
        createdById: session.userId,
        createdAt: now,
        changedAt: now,
        state: 'UploadComplete',
        retries: 0,
        pollsLeft: doom?.afterPolls ?? options.polls,
        doomed: doom && { retries: doom.retries ?? RETRIES },
        file: undefined,
      };
      jobs.set(created.id.slice(0, 15), created);
      return created;
    },
    get(id) {
      const job = find(id);
      if (job === undefined) throw new OrgFault('NOT_FOUND', 'The requested resource does not exist', 404);
      return job;
    },
    all: () => [...jobs.values()].filter((job) => find(job.id) !== undefined),
    drop: (id) => void jobs.delete(id.slice(0, 15)),
    move(job, state) {
      job.state = state;
      job.changedAt = options.now();
    },
    today() {
      const recent = [...jobs.values()].filter(
        (job) => options.now().getTime() - job.createdAt.getTime() < DAY,
      );
      const bytes = recent
        .flatMap((job) => job.file?.pages ?? [])
        .reduce((sum, page) => sum + page.rawBytes, 0);
      return { jobs: recent.length, megabytes: Math.ceil(bytes / 2 ** 20) };
    },
  };
}
