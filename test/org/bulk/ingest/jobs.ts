// Bulk API 2.0 ingest jobs and their life: Open -> UploadComplete -> InProgress -> JobComplete, or Failed (which tells
// why, unlike a query job), or Aborted. Uploads and results lie in one temporary folder; jobs are gone after seven days.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saltOf } from '../../data/hash.ts';
import { OrgFault } from '../../model.ts';
import type { Delimiter, LineEnding } from '../format.ts';
import { createJobIds } from '../jobIds.ts';
import type { LoadOperation } from './columns.ts';
import { createResultSet, type ResultSet } from './resultSet.ts';

const DAY = 24 * 3600 * 1000;
const LIFETIME = 7 * DAY;

export type IngestState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

export interface NewIngestJob {
  readonly operation: LoadOperation;
  readonly object: string;
  readonly externalIdFieldName: string | undefined;
  readonly assignmentRuleId: string | undefined;
  readonly delimiter: Delimiter;
  readonly lineEnding: LineEnding;
}

/** What was uploaded, on disk. */
export interface Upload {
  readonly path: string;
  /** The first line, as it was uploaded. */
  readonly header: string;
  /** Where the rows begin that are not processed, in bytes; the end of the file when there are none. */
  rest: number;
}

export interface IngestJob extends NewIngestJob {
  readonly id: string;
  readonly createdById: string;
  readonly createdAt: Date;
  readonly apiVersion: number;
  state: IngestState;
  changedAt: Date;
  errorMessage: string | undefined;
  upload: Upload | undefined;
  processed: number;
  failed: number;
  /** Internal batches begun. */
  batches: number;
  /** Status calls still to be answered InProgress. The last internal batch waits for them. */
  pollsLeft: number;
  readonly lastBatch: PromiseWithResolvers<undefined>;
  readonly ending: AbortController;
  readonly results: Readonly<Record<'successful' | 'failed', ResultSet>>;
  /** Settles when no row is being processed any more. */
  work: Promise<void>;
}

export interface IngestJobs {
  create(job: NewIngestJob, caller: { userId: string; apiVersion: number }): Promise<IngestJob>;
  /** By 15- or 18-character Id, whoever's it is; expired ones are gone. */
  find(id: string): IngestJob | undefined;
  /** As `find`; throws NOT_FOUND. */
  get(id: string): IngestJob;
  all(): IngestJob[];
  keep(job: IngestJob, bytes: Buffer): Promise<void>;
  move(job: IngestJob, state: IngestState): void;
  /** Ends its work, and forgets it. */
  drop(job: IngestJob): void;
  /** Internal batches begun in the last 24 hours, which the org's daily allowance counts. */
  batchesToday(): number;
  /** Ends all work and deletes every file. */
  stop(): Promise<void>;
}

/** No jobs. `polls` is how many status calls answer InProgress before a job may be complete. */
export function createIngestJobs(options: { now: () => Date; polls: number; seed: number }): IngestJobs {
  const jobs = new Map<string, IngestJob>();
  const ids = createJobIds('2');
  let folder: Promise<string> | undefined;
  const place = async (name: string): Promise<string> => {
    folder ??= mkdtemp(join(tmpdir(), 'practice-org-loads-'));
    return join(await folder, name);
  };
  const age = ({ createdAt }: IngestJob): number => options.now().getTime() - createdAt.getTime();
  const find = (id: string): IngestJob | undefined => {
    const job = jobs.get(id.slice(0, 15));
    return job !== undefined && age(job) <= LIFETIME ? job : undefined;
  };
  const end = (job: IngestJob): void => {
    job.ending.abort();
    job.lastBatch.resolve(undefined);
  };
  return {
    find,
    async create(job, { userId, apiVersion }) {
      const id = ids.next('750');
      const now = options.now();
      const results = async (set: string): Promise<ResultSet> =>
        createResultSet(await place(`${id}.${set}.csv`), saltOf(options.seed, id, set));
      const created: IngestJob = {
        ...job,
        id,
        apiVersion,
        createdById: userId,
        createdAt: now,
        changedAt: now,
        state: 'Open',
        errorMessage: undefined,
        upload: undefined,
        processed: 0,
        failed: 0,
        batches: 0,
        pollsLeft: options.polls,
        lastBatch: Promise.withResolvers<undefined>(),
        ending: new AbortController(),
        results: { successful: await results('successful'), failed: await results('failed') },
        work: Promise.resolve(),
      };
      jobs.set(id.slice(0, 15), created);
      return created;
    },
    get(id) {
      const job = find(id);
      if (job === undefined) throw new OrgFault('NOT_FOUND', 'The requested resource does not exist', 404);
      return job;
    },
    all: () => [...jobs.values()].filter((job) => age(job) <= LIFETIME),
    async keep(job, bytes) {
      const path = await place(`${job.id}.csv`);
      await writeFile(path, bytes);
      job.upload = { path, ...firstLine(bytes) };
    },
    move(job, state) {
      job.state = state;
      job.changedAt = options.now();
      if (state === 'Aborted') end(job);
    },
    drop(job) {
      end(job);
      jobs.delete(job.id.slice(0, 15));
    },
    batchesToday: () =>
      [...jobs.values()].filter((job) => age(job) < DAY).reduce((sum, { batches }) => sum + batches, 0),
    async stop() {
      for (const job of jobs.values()) end(job);
      await Promise.all([...jobs.values()].map(({ work }) => work));
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true });
    },
  };
}

function firstLine(bytes: Buffer): Pick<Upload, 'header' | 'rest'> {
  const feed = bytes.indexOf('\n');
  const end = feed < 0 ? bytes.length : feed;
  return { header: bytes.toString('utf8', 0, end).replace(/\r$/, ''), rest: Math.min(end + 1, bytes.length) };
}
