// Deploy jobs: started by deploy(), run when they have been watched often enough, or by themselves when nobody watches,
// one after the other; cancelled, validated, and validated ones made real within ten days (Metadata API Developer Guide,
// deploy(), checkDeployStatus(), cancelDeploy(), deployRecentValidation()).
import { OrgFault } from '../../model.ts';
import { madeUpId } from '../identity.ts';
import { checkOptions, type DeployOptions } from './options.ts';
import type { DeployGround, Outcome } from './run.ts';
import { runDeploy } from './run.ts';

export interface DeployJob {
  readonly id: string;
  readonly options: DeployOptions;
  readonly userId: string;
  readonly created: Date;
  readonly started: Date | undefined;
  readonly ended: Date | undefined;
  readonly status: 'Pending' | 'InProgress' | 'Canceling' | 'Canceled' | Outcome['status'];
  readonly outcome: Outcome | undefined;
  readonly canceledBy: string | undefined;
  /** The validation a quick deploy makes real. */
  readonly validationId: string | undefined;
}

export interface Deploys {
  /** Starts a job. Throws OrgFault `LIMIT_EXCEEDED` for too big a zip and what checkOptions says. */
  start(zip: Buffer, options: DeployOptions, userId: string): DeployJob;
  /** Where a job is. Rejects with OrgFault `INVALID_CROSS_REFERENCE_KEY` for an unknown id. */
  check(id: string): Promise<DeployJob>;
  /** Throws OrgFault for an unknown id and for a job that has ended. */
  cancel(id: string, userId: string): DeployJob;
  /** Throws OrgFault for an id that is no validation to be made real. */
  quick(validationId: string, userId: string): DeployJob;
}

type Mutable = { -readonly [Key in keyof DeployJob]: DeployJob[Key] } & {
  readonly zip: Buffer;
  polls: number;
  run?: Promise<void>;
};

/** How long a job waits for somebody to watch it. */
const UNWATCHED_MILLISECONDS = 1500;
const QUICK_DEPLOY_DAYS = 10;
const DAY = 86_400_000;

export function createDeploys(ground: DeployGround, polls: () => number): Deploys {
  const jobs = new Map<string, Mutable>();
  const used = new Set<string>();
  let last: Promise<void> = Promise.resolve();

  const find = (id: string): Mutable => {
    const job = jobs.get(id.slice(0, 15));
    if (job === undefined)
      throw new OrgFault('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', 500);
    return job;
  };
  /** A job waits for all that were sent before it (Salesforce Help, "Deployment Status": one at a time, in order). */
  const run = (job: Mutable): Promise<void> => {
    for (const one of jobs.values()) {
      one.run ??= last = last.then(() => execute(one, ground));
      if (one === job) break;
    }
    return job.run ?? last;
  };
  const open = (zip: Buffer, options: DeployOptions, userId: string, validationId?: string): Mutable => {
    const job: Mutable = {
      id: madeUpId(ground.state, '0Af', `deploy ${jobs.size + 1}`),
      options,
      userId,
      created: ground.state.now(),
      started: undefined,
      ended: undefined,
      status: 'Pending',
      outcome: undefined,
      canceledBy: undefined,
      validationId,
      zip,
      polls: polls(),
    };
    jobs.set(job.id.slice(0, 15), job);
    setTimeout(() => void run(job), UNWATCHED_MILLISECONDS).unref();
    return job;
  };

  return {
    start(zip, options, userId) {
      checkOptions(options, ground.state);
      if (zip.length > ground.limits.zipBytes)
        throw new OrgFault(
          'LIMIT_EXCEEDED',
          `The zip file exceeded the limit of ${ground.limits.zipBytes} bytes`,
          500,
        );
      return open(zip, options, userId);
    },
    async check(id) {
      const job = find(id);
      if (job.status === 'Canceling') job.status = 'Canceled';
      else if (job.polls > 0) watch(job, ground.state.now());
      else if (job.status !== 'Canceled') await run(job);
      return job;
    },
    cancel(id, userId) {
      const job = find(id);
      if (job.ended !== undefined)
        throw new OrgFault('INVALID_ID_FIELD', 'Deployment already completed', 500);
      Object.assign(job, { status: 'Canceling', canceledBy: userId, ended: ground.state.now() });
      return job;
    },
    quick(validationId, userId) {
      const validation = find(validationId);
      if (!isDeployable(validation, ground.state.now()) || used.has(validation.id))
        throw new OrgFault(
          'INVALID_ID_FIELD',
          `${validationId} is not a validation that can be quick deployed`,
          500,
        );
      used.add(validation.id);
      return open(validation.zip, { ...validation.options, checkOnly: false }, userId, validation.id);
    },
  };
}

function watch(job: Mutable, now: Date): void {
  if (job.ended !== undefined) return;
  job.polls -= 1;
  if (job.started !== undefined) job.status = 'InProgress';
  job.started ??= now;
}

async function execute(job: Mutable, ground: DeployGround): Promise<void> {
  if (job.canceledBy !== undefined) return;
  job.started ??= ground.state.now();
  const { id, zip, options, userId } = job;
  const outcome = await runDeploy(
    { id, zip, options, userId, isQuick: job.validationId !== undefined },
    ground,
  );
  Object.assign(job, { outcome, status: outcome.status, ended: ground.state.now(), polls: 0 });
}

/** A validation that passed with tests, not longer ago than ten days. */
function isDeployable({ options, status, outcome, ended }: DeployJob, now: Date): boolean {
  return (
    options.checkOnly &&
    status === 'Succeeded' &&
    outcome?.tests.level !== 'NoTestRun' &&
    ended !== undefined &&
    now.getTime() - ended.getTime() <= QUICK_DEPLOY_DAYS * DAY
  );
}
