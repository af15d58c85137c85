// What every command that carries out a plan of rows has in common: the plan is shown, somebody agrees, it is carried
// out, and what became of every row is shown and kept.

import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { EXIT } from './exitCodes.ts';
import { Failure } from './kit/failure.ts';
import type { Session } from './org/session.ts';
import {
  automationRows,
  costRows,
  doneRows,
  isPartlyDone,
  isProblem,
  plannedRows,
  problemRow,
  timeTaken,
  type ProblemRow,
  type RestoreWords,
  type RestoreResult,
} from './report/restored.ts';
import { count, plural } from './report/units.ts';
import type { CarriedOut, CarryOutEvent } from './restore/carryOut/model.ts';
import type { ReportRow } from './restore/carryOut/report.ts';
import type { PlanEvent } from './restore/plan/context.ts';
import type { OpenPlan } from './restore/plan/readPlan.ts';
import { SafekeepCommand } from './safekeepCommand.ts';
import type { Vault } from './vault/vault.ts';
import { restoresFolder, TOOL } from './wire.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'restore');

/** Problems shown on the screen; all of them are in the report. */
const MOST_SHOWN = 20;
const MINUTE = 60_000;

/** Flags of every command that writes rows into an org. */
export const writingFlags = {
  'target-org': Flags.requiredOrg(),
  'api-version': Flags.orgApiVersion(),
  'bulk-threshold': Flags.integer({
    min: 0,
    default: 10_000,
    summary: messages.getMessage('flags.bulk-threshold.summary'),
  }),
  'longest-call': Flags.integer({
    min: 0,
    default: 10,
    summary: messages.getMessage('flags.longest-call.summary'),
    description: messages.getMessage('flags.longest-call.description'),
  }),
  'no-prompt': Flags.boolean({ summary: messages.getMessage('flags.no-prompt.summary') }),
};

export const restoreIdFlag = Flags.string({
  char: 'i',
  summary: messages.getMessage('flags.restore-id.summary'),
});

export interface CarryOutFlags {
  readonly 'bulk-threshold': number;
  readonly 'longest-call': number;
  readonly 'no-prompt': boolean;
}

/** A plan with what is known of it before it is carried out. */
export type Planned = Omit<RestoreResult, 'stage' | 'outcome' | 'report' | 'evidence' | 'stillOff'>;

export abstract class RestoreCommand extends SafekeepCommand<RestoreResult> {
  protected hearPlan(event: PlanEvent): void {
    if (event.kind === 'stage') this.log(messages.getMessage(`stage.${event.stage}`));
  }

  protected showPlan(planned: Planned): void {
    const { target, source, estimate, leftOut, automation, cannotUndo } = planned;
    this.table({
      title: messages.getMessage('title.plan', [source.version, target.username, target.orgId]),
      data: plannedRows(planned.planned, WORDS),
      columns: columnsOf(['object', 'action', 'rows', 'note']),
      overflow: 'wrap',
    });
    if (leftOut.length > 0)
      this.table({
        title: messages.getMessage('title.leftOut'),
        data: leftOut.map(({ object, rows, reason }) => ({
          object,
          rows: count(rows),
          note: sayReason(reason),
        })),
        columns: columnsOf(['object', 'rows', 'note']),
        overflow: 'wrap',
      });
    if (automation.length > 0)
      this.table({
        title: messages.getMessage('title.automation'),
        data: automationRows(automation),
        columns: columnsOf(['object', 'automation']),
        overflow: 'wrap',
      });
    if (estimate)
      this.table({
        title: messages.getMessage('title.cost'),
        data: costRows(estimate, (key) => messages.getMessage(`cost.${key}`)),
        columns: columnsOf(['what', 'value']),
      });
    for (const key of cannotUndo) this.log(messages.getMessage(`cannot-undo.${key}`));
    this.log(messages.getMessage('info.plan', [planned.plan]));
  }

  /** @throws Failure `notConfirmed`, `noPromptNeeded` */
  protected async agree({ target, planned }: Planned, isWithoutPrompt: boolean): Promise<void> {
    if (isWithoutPrompt || !changesSomething(planned)) return;
    if (this.jsonEnabled() || !process.stdin.isTTY) throw new Failure('noPromptNeeded');
    const message = messages.getMessage('confirm', [target.username, target.orgId]);
    if (!(await this.confirm({ message, ms: 600_000 }))) throw new Failure('notConfirmed');
  }

  /** Carries the plan out, or goes on with it, and shows what became of it. */
  protected async carryOut(
    session: Session,
    planned: Planned,
    flags: CarryOutFlags,
    vault?: Vault,
  ): Promise<RestoreResult> {
    const { carryOut } = await import('./restore/carryOut/carryOut.ts');
    const request = {
      plan: planned.plan,
      folder: planned.folder,
      vault,
      tool: TOOL,
      bulkThreshold: flags['bulk-threshold'],
      longestCall: flags['longest-call'] * MINUTE,
    };
    const work = (): Promise<CarriedOut> =>
      carryOut(session, request, (event) => this.hearCarryOut(event), this.signal);
    const { value: outcome, stillOff } = await this.withoutAutomation(session, planned, work);
    const { writeReport, writeEvidence } = await import('./restore/carryOut/report.ts');
    const report = await writeReport(planned.plan, planned.folder);
    const evidence = await writeEvidence(planned.plan, planned.folder, outcome);
    const result: RestoreResult = { ...planned, stage: 'done', outcome, report, evidence, stillOff };
    await this.showOutcome(result);
    return result;
  }

  /** What an earlier restore of this org had switched off when it died is switched on before anything else. */
  protected async recover(session: Session): Promise<void> {
    const { recoverAll } = await import('./restore/metadata/automation/recoverAll.ts');
    for (const { folder, switches, stillOff } of await recoverAll(session, restoresFolder())) {
      if (stillOff.length === 0)
        this.warn(messages.getMessage('warning.recovered', [count(switches), folder]));
      else this.warn(messages.getMessage('warning.stillOff', [named(stillOff), folder]));
    }
  }

  protected async showOutcome(result: RestoreResult): Promise<void> {
    const { outcome, report } = result;
    if (!outcome || !report) return;
    this.table({
      title: messages.getMessage('title.done'),
      data: doneRows(outcome, WORDS),
      columns: columnsOf(['object', 'done']),
      overflow: 'wrap',
    });
    const problems = await firstProblems(report.lines);
    if (problems.length > 0)
      this.table({
        title: messages.getMessage('title.problems'),
        data: problems,
        columns: columnsOf(['row', 'result', 'why']),
        overflow: 'wrap',
      });
    const { rows, differences } = outcome.verified;
    if (differences > 0)
      this.warn(messages.getMessage('warning.differences', [count(differences), result.folder]));
    if (result.stillOff.length > 0)
      this.warn(messages.getMessage('warning.stillOff', [result.stillOff.join(', '), result.folder]));
    this.log(messages.getMessage('info.report', [report.csv]));
    if (isPartlyDone(result)) process.exitCode = EXIT.partlyDone;
    const done = isPartlyDone(result) ? 'result.partly' : 'result.done';
    this.logSuccess(messages.getMessage(done, [plural(rows, 'row'), timeTaken(outcome)]));
  }

  private async withoutAutomation(
    session: Session,
    { plan, folder }: Planned,
    work: () => Promise<CarriedOut>,
  ): Promise<{ readonly value: CarriedOut; readonly stillOff: string[] }> {
    const { readHeader } = await import('./restore/plan/readPlan.ts');
    const header = await readHeader(plan);
    if (!header.options.bypassAutomation) return { value: await work(), stillOff: [] };
    const { listAutomation } = await import('./restore/metadata/automation/listAutomation.ts');
    const { bypassAutomation } = await import('./restore/metadata/automation/bypassAutomation.ts');
    const objects = new Set(header.objects.map(({ name }) => name));
    const { automation } = await listAutomation(session, objects, this.signal);
    const { value, stillOff } = await bypassAutomation(session, automation, folder, work, (event) => {
      if (event.kind !== 'still-off')
        this.log(messages.getMessage(`progress.${event.kind}`, [count(event.count)]));
    });
    return { value, stillOff: stillOff.map(({ type, fullName }) => `${type}:${fullName}`) };
  }

  private hearCarryOut(event: CarryOutEvent): void {
    if (event.type === 'step' && event.kind !== 'none')
      this.log(
        messages.getMessage(`progress.${event.kind}`, [
          String(event.step),
          String(event.steps),
          plural(event.rows, 'row'),
          event.object,
        ]),
      );
    if (event.type === 'looking') this.log(messages.getMessage('progress.looking', [event.object]));
    if (event.type === 'verifying')
      this.log(messages.getMessage('progress.verifying', [plural(event.rows, 'row')]));
  }
}

export const PLAN_FILE = 'plan.ndjson';
const PLAN_ID = /^[\w-]{1,100}$/;

/** What an opened plan says of itself. */
export async function plannedOf(plan: OpenPlan): Promise<Planned> {
  const { tallyPlan } = await import('./restore/plan/tally.ts');
  const { header, end } = plan;
  return {
    planId: header.id,
    plan: plan.path,
    sha256: end.sha256,
    folder: folderOf(plan),
    source: header.source,
    target: header.target,
    planned: await tallyPlan(plan),
    leftOut: header.leftOut ?? [],
    automation: [],
    cannotUndo: [],
  };
}

/** A restore by its Id, or by the path of its plan file. @throws as `readPlan` */
export async function openRestore(idOrPath: string): Promise<OpenPlan> {
  const { readPlan } = await import('./restore/plan/readPlan.ts');
  const isPath = idOrPath.includes(path.sep) || idOrPath.endsWith('.ndjson');
  return readPlan(isPath ? path.resolve(idOrPath) : path.join(restoresFolder(), idOrPath, PLAN_FILE));
}

/** Ids begin with the time they were made at, so the newest comes last. @throws Failure `noRestore` {state} */
export async function newestRestore(
  orgId: string | undefined,
  state: 'begun' | 'unfinished',
): Promise<string> {
  const { restoreStates } = await import('./restore/carryOut/restoreStates.ts');
  const found = (await restoreStates(restoresFolder())).findLast(
    (one) =>
      (orgId === undefined || one.orgId.slice(0, 15) === orgId.slice(0, 15)) &&
      !(state === 'unfinished' && one.isFinished),
  );
  if (found === undefined) throw new Failure('noRestore', { state });
  return found.id;
}

/**
 * The one folder of a plan, wherever its file lies: a copy of a plan must find the journal of the first one, or its rows
 * would be written twice. @throws Failure `planDamaged` for an Id that is no name
 */
export function folderOf({ header, path: file }: OpenPlan): string {
  if (!PLAN_ID.test(header.id)) throw new Failure('planDamaged', { file, line: 1, detail: 'id' });
  return path.join(restoresFolder(), header.id);
}

/** @throws Failure `restoreNotBegun` {folder}: nobody has agreed to what the plan would write */
export async function requireBegun({ folder }: Planned): Promise<void> {
  if (!(await isBegun(folder))) throw new Failure('restoreNotBegun', { folder });
}

export async function isBegun(folder: string): Promise<boolean> {
  const { readProgress } = await import('./restore/carryOut/progress.ts');
  return (await readProgress(folder)).start !== undefined;
}

export async function newRestoreFolder(id: string): Promise<string> {
  const folder = path.join(restoresFolder(), id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

export function columnsOf<const Key extends string>(keys: readonly Key[]): Array<{ key: Key; name: string }> {
  return keys.map((key) => ({ key, name: messages.getMessage(`column.${key}`) }));
}

function changesSomething(planned: Planned['planned']): boolean {
  return planned.some(({ action }) => action !== 'Skip' && action !== 'Conflict');
}

const WORDS: RestoreWords = {
  reason: sayReason,
  objects: (number) => messages.getMessage('objects', [number]),
};

/** Reasons are keys; one without words of its own is shown as it is. */
function sayReason(reason: string): string {
  return messages.messages.has(`reason.${reason}`) ? messages.getMessage(`reason.${reason}`) : reason;
}

function named(stuck: ReadonlyArray<{ readonly type: string; readonly fullName: string }>): string {
  return stuck.map(({ type, fullName }) => `${type}:${fullName}`).join(', ');
}

async function firstProblems(file: string): Promise<ProblemRow[]> {
  const problems: ProblemRow[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const row = JSON.parse(line) as ReportRow;
    if (isProblem(row)) problems.push(problemRow(row));
    if (problems.length === MOST_SHOWN) break;
  }
  return problems;
}
