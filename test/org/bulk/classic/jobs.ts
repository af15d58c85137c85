// Bulk API v1 (`/services/async/`) query jobs: a job holds batches, a query batch's body is SOQL, and its outcome is
// Completed or Failed with a message (unlike 2.0, v1 tells why).
import { createJobIds } from '../jobIds.ts';
import type { ResultFile } from '../render.ts';

export interface ClassicBatch {
  readonly id: string;
  readonly jobId: string;
  readonly createdAt: Date;
  state: 'Queued' | 'InProgress' | 'Completed' | 'Failed';
  stateMessage: string | undefined;
  file: ResultFile | undefined;
  /** One Id a result page. */
  resultIds: readonly string[];
}

export interface ClassicJob {
  readonly id: string;
  readonly operation: 'query' | 'queryAll';
  readonly object: string;
  readonly createdById: string;
  readonly createdAt: Date;
  readonly apiVersion: number;
  readonly concurrencyMode: string;
  state: 'Open' | 'Closed' | 'Aborted';
  readonly batches: ClassicBatch[];
}

export interface ClassicJobs {
  create(job: Omit<ClassicJob, 'id' | 'state' | 'batches'>): ClassicJob;
  addBatch(job: ClassicJob, now: Date): ClassicBatch;
  find(id: string): ClassicJob | undefined;
  /** Ids for the result pages of a batch. */
  resultIds(count: number): string[];
}

/** No jobs. */
export function createClassicJobs(): ClassicJobs {
  const jobs = new Map<string, ClassicJob>();
  const ids = createJobIds('1');
  return {
    create(job) {
      const created: ClassicJob = { ...job, id: ids.next('750'), state: 'Open', batches: [] };
      jobs.set(created.id.slice(0, 15), created);
      return created;
    },
    addBatch(job, now) {
      const batch: ClassicBatch = {
        id: ids.next('751'),
        jobId: job.id,
        createdAt: now,
        state: 'Queued',
        stateMessage: undefined,
        file: undefined,
        resultIds: [],
      };
      job.batches.push(batch);
      return batch;
    },
    find: (id) => jobs.get(id.slice(0, 15)),
    resultIds: (count) => Array.from({ length: count }, () => ids.next('752')),
  };
}
