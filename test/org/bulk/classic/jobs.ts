// Bulk API v1 (`/services/async/`) jobs: a job holds batches, whose body is SOQL or the CSV of a load, and whose outcome
// is Completed or Failed with a message (of queries too, unlike 2.0).
import { createJobIds } from '../jobIds.ts';
import type { LoadOperation } from '../ingest/columns.ts';
import type { ResultFile } from '../render.ts';
import type { LoadOutcome } from './loads.ts';

const DAY = 24 * 3600 * 1000;

export interface ClassicBatch {
  readonly id: string;
  readonly jobId: string;
  readonly createdAt: Date;
  state: 'Queued' | 'InProgress' | 'Completed' | 'Failed';
  stateMessage: string | undefined;
  file: ResultFile | undefined;
  /** One Id a result page. */
  resultIds: readonly string[];
  /** What became of the rows of a load. */
  outcome: LoadOutcome | undefined;
}

export interface ClassicJob {
  readonly id: string;
  readonly operation: 'query' | 'queryAll' | LoadOperation;
  readonly object: string;
  readonly createdById: string;
  readonly createdAt: Date;
  readonly apiVersion: number;
  readonly concurrencyMode: string;
  readonly externalIdFieldName: string | undefined;
  readonly assignmentRuleId: string | undefined;
  state: 'Open' | 'Closed' | 'Aborted';
  readonly batches: ClassicBatch[];
}

export interface ClassicJobs {
  create(job: Omit<ClassicJob, 'id' | 'state' | 'batches'>): ClassicJob;
  addBatch(job: ClassicJob): ClassicBatch;
  find(id: string): ClassicJob | undefined;
  /** Ids for the result pages of a batch. */
  resultIds(count: number): string[];
  /** Batches of loads in the last 24 hours, which the org's daily allowance counts. */
  batchesToday(): number;
}

/** No jobs. */
export function createClassicJobs(now: () => Date): ClassicJobs {
  const jobs = new Map<string, ClassicJob>();
  const ids = createJobIds('1');
  return {
    create(job) {
      const created: ClassicJob = { ...job, id: ids.next('750'), state: 'Open', batches: [] };
      jobs.set(created.id.slice(0, 15), created);
      return created;
    },
    addBatch(job) {
      const batch: ClassicBatch = {
        id: ids.next('751'),
        jobId: job.id,
        createdAt: now(),
        state: 'Queued',
        stateMessage: undefined,
        file: undefined,
        resultIds: [],
        outcome: undefined,
      };
      job.batches.push(batch);
      return batch;
    },
    find: (id) => jobs.get(id.slice(0, 15)),
    batchesToday: () =>
      [...jobs.values()]
        .filter(({ operation }) => !isQuery(operation))
        .flatMap(({ batches }) => batches)
        .filter(({ createdAt }) => now().getTime() - createdAt.getTime() < DAY).length,
    resultIds: (count) => Array.from({ length: count }, () => ids.next('752')),
  };
}

export function isQuery(operation: ClassicJob['operation']): operation is 'query' | 'queryAll' {
  return operation === 'query' || operation === 'queryAll';
}
