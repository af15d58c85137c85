// Carries a plan out, from its beginning or from where an earlier run was interrupted: the journal in the state folder
// tells. Every row of the plan has exactly one outcome at the end, and everything written was read back.
import { Failure } from '../../kit/failure.ts';
import { identify, type OrgIdentity } from '../../org/identity.ts';
import type { Session } from '../../org/session.ts';
import { acquireLock } from '../../vault/lock/lock.ts';
import { localStore } from '../../vault/store/localStore.ts';
import type { PlanStep } from '../plan/model.ts';
import { readPlan, type OpenPlan } from '../plan/readPlan.ts';
import { batchesOf } from './batches.ts';
import { carryOutBatch } from './carryOutBatch.ts';
import { note, type Ground } from './ground.ts';
import { JOURNAL_FORMAT, RestoreJournal } from './journal.ts';
import {
  DEFAULT_BULK_THRESHOLD,
  LONGEST_CALL,
  type CarriedOut,
  type CarryOutListener,
  type CarryOutRequest,
} from './model.ts';
import { checkPlan, readProgress, type Progress } from './progress.ts';
import { verify } from './verify.ts';

/**
 * Carries the plan out, going on where an earlier run stopped. A call under way is heard out before the signal is
 * obeyed, so the session itself should not be given the signal.
 * @throws Failure `restoreWrongOrg` {expected, actual}; `restoreFolderOfOtherPlan` {folder, plan};
 *   `restoreStorageFull` {text}; `restoreStopped` {code, text}; `vaultLocked` when another process is at it; as
 *   `readPlan` and as the session. After each of them it can be resumed.
 */
export async function carryOut(
  session: Session,
  request: CarryOutRequest,
  listener: CarryOutListener,
  signal: AbortSignal,
): Promise<CarriedOut> {
  const plan = await readPlan(request.plan, signal);
  const me = await identify(session);
  const { orgId } = plan.header.target;
  if (me.org.id.slice(0, 15) !== orgId.slice(0, 15))
    throw new Failure('restoreWrongOrg', { expected: orgId, actual: me.org.id });
  const lock = await acquireLock({ store: localStore(request.folder) }, orgId, {
    command: plan.header.command,
  });
  try {
    const either = AbortSignal.any([signal, lock.lost]);
    return await withJournal(session, plan, me, request, listener, either);
  } finally {
    await lock.release();
  }
}

/** As `carryOut`, for a restore that was begun. @throws Failure `restoreNotBegun` {folder}, and as `carryOut` */
export async function resume(
  session: Session,
  request: CarryOutRequest,
  listener: CarryOutListener,
  signal: AbortSignal,
): Promise<CarriedOut> {
  const { start } = await readProgress(request.folder);
  if (start === undefined) throw new Failure('restoreNotBegun', { folder: request.folder });
  return carryOut(session, request, listener, signal);
}

async function withJournal(
  session: Session,
  plan: OpenPlan,
  me: OrgIdentity,
  request: CarryOutRequest,
  listener: CarryOutListener,
  signal: AbortSignal,
): Promise<CarriedOut> {
  const progress = await readProgress(request.folder);
  checkPlan(progress, request.folder, plan.end.sha256);
  const resumed = progress.start !== undefined;
  const journal = await RestoreJournal.open(request.folder, progress.length);
  const ground: Ground = {
    session,
    header: plan.header,
    userId: me.user.id,
    progress,
    journal,
    vault: request.vault,
    longestCall: request.longestCall ?? LONGEST_CALL,
    listener,
    signal,
  };
  try {
    await begin(ground, plan, me, request);
    await carryOutSteps(ground, plan);
    const verified = await verify(plan, request.folder, ground);
    const finished = session.serverNow().toISOString();
    await note(ground, { type: 'end', at: finished, ...verified });
    return { ...summaryOf(progress, plan), verified, resumed, finished };
  } finally {
    await journal.close();
  }
}

function begin(
  ground: Ground,
  { header, end }: OpenPlan,
  me: OrgIdentity,
  { tool, bulkThreshold = DEFAULT_BULK_THRESHOLD }: CarryOutRequest,
): Promise<void> {
  return note(ground, {
    type: 'start',
    format: JOURNAL_FORMAT,
    formatVersion: 1,
    planId: header.id,
    planSha256: end.sha256,
    at: me.serverTime.toISOString(),
    userId: me.user.id,
    username: me.user.username,
    tool: `${tool.name} ${tool.version}`,
    bulkThreshold,
  });
}

async function carryOutSteps(ground: Ground, plan: OpenPlan): Promise<void> {
  const { header, end } = plan;
  const { progress, listener, signal } = ground;
  const threshold = progress.start?.bulkThreshold ?? DEFAULT_BULK_THRESHOLD;
  let told: PlanStep | undefined;
  for await (const work of batchesOf(plan.lines(), header, threshold)) {
    const { step } = work;
    if (step !== told)
      listener({
        type: 'step',
        step: step.step,
        steps: end.steps,
        kind: step.kind,
        object: step.object,
        rows: step.rows,
      });
    told = step;
    if ('named' in work) {
      const results = work.named.map(({ action }) => (action === 'Skip' ? 'Skipped' : 'Conflict'));
      progress.count(
        step.object,
        results.map((result) => ({ result })),
      );
    } else if (!progress.done.has(work.number)) {
      signal.throwIfAborted();
      await carryOutBatch(work, ground);
    }
  }
}

function summaryOf(
  progress: Progress,
  { header }: OpenPlan,
): Pick<CarriedOut, 'planId' | 'counts' | 'objects' | 'started'> {
  return {
    planId: header.id,
    counts: { ...progress.counts },
    objects: [...progress.objects].map(([object, counts]) => ({ object, counts })),
    started: progress.start?.at ?? '',
  };
}
