// Deploy jobs with a journal: intent, send, Id, end, each written down before the next step. And what a run that was killed
// left behind: its jobs are asked after, never sent again.
import { join } from 'node:path';
import { isFailure } from '../../kit/failure.ts';
import {
  cancelDeploy,
  quickDeploy,
  startDeploy,
  waitForDeploy,
  type DeployRequest,
  type DeployStatus,
} from '../../org/metadata/deploy.ts';
import { openSession, type Session } from '../../org/session.ts';
import { readFolder } from '../../vault/store/folders.ts';
import { isClosed, jobsUnderWay, note, readNotes, type JobKind } from './journal.ts';
import { readPlanFile, type MetadataPlan } from './planFile.ts';
import type { MetadataListener } from './progress.ts';

export interface JobEnd {
  readonly kind: JobKind;
  readonly id: string;
  readonly status: string;
}

export class JobRunner {
  readonly done: JobEnd[] = [];
  readonly #session: Session;
  readonly #folder: string;
  readonly #listener: MetadataListener;
  readonly #signal: AbortSignal | undefined;

  constructor(session: Session, folder: string, listener: MetadataListener, signal?: AbortSignal) {
    this.#session = session;
    this.#folder = folder;
    this.#listener = listener;
    this.#signal = signal;
  }

  /** Sends a package and waits for its end. An abort cancels the job; the org then changes nothing. */
  async run(kind: Exclude<JobKind, 'quick'>, request: DeployRequest): Promise<DeployStatus> {
    await note(this.#folder, { event: 'intent', kind, at: now() });
    return this.#follow(kind, await startDeploy(this.#session, request));
  }

  /** Makes a validation real; undefined when the org wants the whole deploy instead. */
  async quick({ id, runsTests }: DeployStatus): Promise<DeployStatus | undefined> {
    // "You can quick deploy a validation only if Apex tests were run" (Metadata API Developer Guide).
    if (!runsTests) return undefined;
    await note(this.#folder, { event: 'intent', kind: 'quick', at: now() });
    const job = await quickDeploy(this.#session, id);
    return job === undefined ? undefined : this.#follow('quick', job);
  }

  async #follow(kind: JobKind, job: string): Promise<DeployStatus> {
    await note(this.#folder, { event: 'started', kind, job, at: now() });
    const listener = (status: DeployStatus): void => this.#listener({ kind: 'job', job: kind, status });
    try {
      const status = await waitForDeploy(this.#session, job, { signal: this.#signal, listener });
      await note(this.#folder, { event: 'ended', job, status: status.status, at: now() });
      this.done.push({ kind, id: job, status: status.status });
      return status;
    } catch (error) {
      if (this.#signal?.aborted) await this.#cancel(job);
      throw error;
    }
  }

  /** The session of this run may be bound to the signal that ended it. */
  async #cancel(job: string): Promise<void> {
    const session = openSession(this.#session.connection);
    try {
      await cancelDeploy(session, job);
    } finally {
      await session.close();
    }
  }
}

const now = (): string => new Date().toISOString();

export interface SettledRestore {
  readonly planId: string;
  readonly jobs: readonly DeployStatus[];
}

/**
 * Waits for the jobs that interrupted metadata restores of this org left under way, and closes their journals. A plan
 * made after this sees what they did.
 */
export async function settleInterrupted(
  session: Session,
  restores: string,
  orgId: string,
  signal?: AbortSignal,
): Promise<SettledRestore[]> {
  const settled: SettledRestore[] = [];
  for (const { name: planId } of await readFolder(restores)) {
    const folder = join(restores, planId);
    const plan = await planIn(folder);
    const lines = plan?.target.orgId === orgId ? await readNotes(folder) : undefined;
    if (lines === undefined || isClosed(lines)) continue;
    const jobs: DeployStatus[] = [];
    for (const job of jobsUnderWay(lines)) {
      const status = await waitForDeploy(session, job, { signal });
      await note(folder, { event: 'ended', job, status: status.status, at: now() });
      jobs.push(status);
    }
    await note(folder, { event: 'closed', at: now() });
    settled.push({ planId, jobs });
  }
  return settled;
}

/** Other restores' folders have none, and a run that was killed while it planned has sent nothing. */
async function planIn(folder: string): Promise<MetadataPlan | undefined> {
  try {
    return await readPlanFile(folder);
  } catch (error) {
    if (isFailure(error, 'planNotFound')) return undefined;
    throw error;
  }
}
