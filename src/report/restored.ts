// What a restore leaves to say: what is planned and what became of it, as tables for a person and one result for a machine.
import type { CarriedOut } from '../restore/carryOut/model.ts';
import type { ReportFiles, ReportRow } from '../restore/carryOut/report.ts';
import type { PlanHeader } from '../restore/plan/model.ts';
import type { Estimate } from '../restore/plan/estimate.ts';
import type { Tallied } from '../restore/plan/spool.ts';
import type { Automation } from '../restore/metadata/automation/model.ts';
import { count, duration, size } from './units.ts';

export interface RestoreResult {
  readonly planId: string;
  /** The plan file, and what it must still hash to when it is carried out. */
  readonly plan: string;
  readonly sha256: string;
  /** Of the restore: plan, journal, report, evidence. */
  readonly folder: string;
  readonly source: PlanHeader['source'];
  readonly target: PlanHeader['target'];
  /** `planned`: nothing was sent. */
  readonly stage: 'planned' | 'done';
  readonly planned: readonly Tallied[];
  readonly estimate?: Estimate;
  /** Objects of the version whose rows are left out as a whole, and why. */
  readonly leftOut: NonNullable<PlanHeader['leftOut']>;
  /** What is active on the objects and would act on the rows that are written. */
  readonly automation: ReadonlyArray<Pick<Automation, 'kind' | 'object' | 'fullName'>>;
  /** Of an undo: keys of what stays as it is. */
  readonly cannotUndo: readonly string[];
  readonly outcome?: CarriedOut;
  readonly report?: ReportFiles;
  readonly evidence?: string;
  /** Automation that the org would not switch on again. */
  readonly stillOff: readonly string[];
}

/** Whether somebody has to look at something. */
export function isPartlyDone({ outcome, stillOff }: RestoreResult): boolean {
  if (stillOff.length > 0) return true;
  if (!outcome) return false;
  const { Failed, Conflict, Ambiguous } = outcome.counts;
  return Failed + Conflict + Ambiguous + outcome.verified.differences > 0;
}

export interface PlannedRow extends Record<string, unknown> {
  readonly object: string;
  readonly action: string;
  readonly rows: string;
  readonly note: string;
}

/** What changes comes first, object by object; rows that are left alone are one line a reason, over all objects. */
export function plannedRows(planned: readonly Tallied[], words: RestoreWords): PlannedRow[] {
  const [skipped, acting] = split(planned, ({ action }) => action === 'Skip');
  const byReason = Map.groupBy(skipped, ({ reason }) => reason ?? '');
  return [
    ...acting.map(({ object, action, rows, reason }) => ({
      object,
      action,
      rows: count(rows),
      note: reason === undefined ? '' : words.reason(reason),
    })),
    ...[...byReason].map(([reason, some]) => ({
      object: some.length === 1 ? (some[0]?.object ?? '') : words.objects(count(some.length)),
      action: 'Skip',
      rows: count(sum(some.map(({ rows }) => rows))),
      note: words.reason(reason),
    })),
  ];
}

/** Words come from messages, which this room does not read. */
export interface RestoreWords {
  reason(key: string): string;
  /** `12 objects` */
  objects(number: string): string;
}

export interface CostRow extends Record<string, unknown> {
  readonly what: string;
  readonly value: string;
}

export function costRows(
  { apiCalls, dataBytes, fileBytes }: Estimate,
  label: (key: string) => string,
): CostRow[] {
  return [
    { what: label('apiCalls'), value: count(apiCalls) },
    { what: label('data'), value: size(dataBytes) },
    { what: label('files'), value: size(fileBytes) },
  ];
}

/** `3 validation-rule, 1 flow`, by object. */
export function automationRows(
  automation: RestoreResult['automation'],
): Array<{ readonly object: string; readonly automation: string }> {
  const byObject = Map.groupBy(automation, ({ object }) => object);
  return [...byObject].map(([object, all]) => {
    const kinds = Map.groupBy(all, ({ kind }) => kind);
    return { object, automation: [...kinds].map(([kind, some]) => `${some.length} ${kind}`).join(', ') };
  });
}

export interface DoneRow extends Record<string, unknown> {
  readonly object: string;
  readonly done: string;
}

/** Objects of which something became; those that were only left alone are one line. */
export function doneRows({ objects }: CarriedOut, words: RestoreWords): DoneRow[] {
  const [alone, touched] = split(objects, ({ counts }) =>
    resultsOf(counts).every(([result]) => result === 'Skipped'),
  );
  const skipped = sum(alone.map(({ counts }) => counts.Skipped));
  return [
    ...touched.map(({ object, counts }) => ({ object, done: said(counts) })),
    ...(alone.length > 0
      ? [{ object: words.objects(count(alone.length)), done: `${count(skipped)} Skipped` }]
      : []),
  ];
}

const resultsOf = (counts: CarriedOut['counts']): Array<[string, number]> =>
  Object.entries(counts).filter(([, rows]) => rows > 0);

const said = (counts: CarriedOut['counts']): string =>
  resultsOf(counts)
    .map(([result, rows]) => `${count(rows)} ${result}`)
    .join(', ');

function split<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

export interface ProblemRow extends Record<string, unknown> {
  readonly row: string;
  readonly result: string;
  readonly why: string;
}

const PROBLEMS: ReadonlySet<string | null> = new Set(['Failed', 'Conflict', 'Ambiguous']);

export const isProblem = ({ result }: ReportRow): boolean => PROBLEMS.has(result);

export function problemRow({ object, oldId, name, result, code, message, fields }: ReportRow): ProblemRow {
  return {
    row: [object, name ?? oldId].join(' '),
    result: result ?? '',
    why: [code, message, fields].filter((part) => part).join(' · '),
  };
}

/** `12 min 3 s`, by the org's own clock. */
export function timeTaken({ started, finished }: CarriedOut): string {
  return duration(Date.parse(finished) - Date.parse(started));
}
