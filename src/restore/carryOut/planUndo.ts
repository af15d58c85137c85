// The plan that takes a restore back, made from its own plan and its journal: steps in reverse, created rows deleted,
// changed rows put back as they were. It is a plan like any other: it can be read, refused, resumed, and undone.
import { join } from 'node:path';
import { Failure } from '../../kit/failure.ts';
import { describe } from '../../org/describe.ts';
import type { RestRow } from '../../org/query.ts';
import type { Session } from '../../org/session.ts';
import type { PlanEnd, PlannedObject } from '../plan/model.ts';
import { readPlan, type OpenPlan } from '../plan/readPlan.ts';
import { Spool, type Tallied } from '../plan/spool.ts';
import { writePlan } from '../plan/writePlan.ts';
import { liveRows } from './live.ts';
import type { Counts, Outcome } from './model.ts';
import { workDone, type WorkDone } from './outcomeLines.ts';
import { checkPlan, readProgress, type Progress } from './progress.ts';
import { isOutcome, prepareRow } from './rows.ts';
import { undoRow } from './undoRow.ts';

export interface UndoRequest {
  /** Of the restore that is to be undone. */
  readonly plan: string;
  readonly folder: string;
  /** Where the new plan goes, and what it is called. */
  readonly undoPlan: string;
  readonly undoId: string;
}

export interface PlannedUndo {
  readonly plan: string;
  readonly end: PlanEnd;
  readonly counts: readonly Tallied[];
  /** Keys of what stays as it is, whatever is undone. */
  readonly cannot: readonly string[];
}

/** What Salesforce offers no way back from, and for which results it matters. */
export const IRREVERSIBLE: ReadonlyArray<{ key: string; after: keyof Counts; source: string }> = [
  {
    key: 'automation',
    after: 'Created',
    source: 'what triggers and flows did elsewhere is not known to anybody',
  },
  { key: 'automation', after: 'Updated', source: 'as above' },
  {
    key: 'mails-sent',
    after: 'Created',
    source: 'Help, Deliverability: a mail that was sent cannot be recalled',
  },
  { key: 'history', after: 'Updated', source: 'Object Reference, History: rows are read-only' },
  { key: 'audit-fields', after: 'Updated', source: 'Set Audit Fields upon Record Creation: on insert only' },
  { key: 'in-bin', after: 'Created', source: 'Help, Recycle Bin: deleted rows stay in it for 15 days' },
  { key: 'auto-numbers', after: 'Created', source: 'Object Reference, autonumber: numbers are used up' },
];

/**
 * Writes the plan that undoes what a restore has done so far.
 * @throws Failure `restoreNotBegun` {folder}; as `readPlan` and as the session
 */
export async function planUndo(
  session: Session,
  request: UndoRequest,
  signal: AbortSignal,
): Promise<PlannedUndo> {
  const plan = await readPlan(request.plan, signal);
  const progress = await readProgress(request.folder);
  if (progress.start === undefined) throw new Failure('restoreNotBegun', { folder: request.folder });
  checkPlan(progress, request.folder, plan.end.sha256);
  const spool = await Spool.open(join(request.folder, 'undo-spool'));
  try {
    let step = 0;
    for await (const work of workDone(plan, request.folder, progress)) {
      signal.throwIfAborted();
      if (work.step.step !== step) await closeAll(spool);
      step = work.step.step;
      await spoolWork(work, { session, plan, progress, spool });
    }
    await closeAll(spool);
    const steps = spool.steps().toSorted((a, b) => b.turn - a.turn);
    const end = await writePlan(request.undoPlan, await headerOf(session, plan, steps, request), steps);
    const cannot = IRREVERSIBLE.filter(({ after }) => progress.counts[after] > 0).map(({ key }) => key);
    return { plan: request.undoPlan, end, counts: spool.counts, cannot: [...new Set(cannot)] };
  } finally {
    await spool.remove();
  }
}

interface Undoing {
  readonly session: Session;
  readonly plan: OpenPlan;
  readonly progress: Progress;
  readonly spool: Spool;
}

const ENDED: ReadonlySet<string> = new Set(['Updated', 'Undeleted', 'Deleted', 'Ambiguous']);
const STAMPS = ['Id', 'IsDeleted', 'SystemModstamp', 'LastModifiedById'];

async function spoolWork(work: WorkDone, { session, plan, progress, spool }: Undoing): Promise<void> {
  if ('named' in work) return;
  const { rows, outcomes, step } = work;
  const undoable = [...outcomes.values()].filter(
    ({ result, newId }) => newId !== undefined || ENDED.has(result),
  );
  const object = objectOf(step.object, undoable);
  const withIds = undoable.flatMap((outcome) => {
    const row = rows[outcome.row];
    return row === undefined || 'phase' in row ? [] : [{ row, outcome, id: idOf(outcome, object) }];
  });
  if (withIds.length === 0) return;
  const fields = [...new Set(withIds.flatMap(({ row }) => ('before' in row ? Object.keys(row.before) : [])))];
  const ids = withIds.map(({ id }) => id);
  const live: ReadonlyMap<string, RestRow> = await liveRows(session, object, ids, [...STAMPS, ...fields]);
  const { deletable: isDeletable } = await describe(session, object);
  const types = plan.header.objects.find(({ name }) => name === step.object)?.fields ?? {};
  for (const { row, outcome, id } of withIds.reverse()) {
    const prepared = prepareRow(row, outcome.row, progress);
    const cells = isOutcome(prepared) ? {} : prepared.cells;
    const userId = progress.start?.userId ?? '';
    const undo = undoRow({ object, row, outcome, id, cells, live: live.get(id), types, userId, isDeletable });
    if (undo) await spool.put(undo.kind, undo.row, step.step);
  }
}

/** An org has more steps than a process may open files. */
async function closeAll(spool: Spool): Promise<void> {
  for (const { object } of spool.steps()) await spool.close(object);
}

/** Files are deleted by their documents; a version alone cannot be (Object Reference, ContentVersion). */
const DELETED_BY: Readonly<Partial<Record<string, string>>> = { ContentVersion: 'ContentDocument' };

const objectOf = (object: string, outcomes: readonly Outcome[]): string =>
  outcomes.some(({ made }) => made !== undefined) ? (DELETED_BY[object] ?? object) : object;

function idOf({ id, newId, made }: Outcome, object: string): string {
  const document = object === 'ContentDocument' ? Object.values(made ?? {})[0] : undefined;
  return document ?? newId ?? id;
}

async function headerOf(
  session: Session,
  { header }: OpenPlan,
  steps: ReadonlyArray<{ readonly object: string }>,
  { undoId }: UndoRequest,
): Promise<OpenPlan['header']> {
  const known = new Set(header.objects.map(({ name }) => name));
  const added: PlannedObject[] = [];
  for (const object of new Set(steps.map((step) => step.object))) {
    if (known.has(object)) continue;
    const { keyPrefix } = await describe(session, object);
    added.push({ name: object, keyPrefix, fields: {} });
  }
  return {
    ...header,
    id: undoId,
    created: session.serverNow().toISOString(),
    command: 'restore undo',
    options: { ...header.options, onConflict: 'skip' },
    objects: [...header.objects, ...added],
  };
}
