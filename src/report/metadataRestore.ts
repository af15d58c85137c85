// What a metadata restore leaves to say: tables for a person, one result for a machine, from its plan to its end.
import type { MetadataOutcome, RestoredComponent } from '../restore/metadata/carryOutMetadataRestore.ts';
import type { DataLoss } from '../restore/metadata/dataLoss.ts';
import type { PlannedComponent } from '../restore/metadata/decide.ts';
import type { MetadataPlan } from '../restore/metadata/planFile.ts';
import { count } from './units.ts';

export interface RestoreMetadataResult {
  readonly planId: string;
  /** Where plan, package, the org's state before, journal and evidence are. */
  readonly folder: string;
  readonly orgId: string;
  readonly version: string;
  /** `planned`: nothing was sent. `validation`, `deploy`: where the org refused; nothing was changed. */
  readonly stage: 'planned' | MetadataOutcome['stage'];
  readonly components: ReadonlyArray<PlannedComponent | RestoredComponent>;
  readonly dataLoss: MetadataPlan['dataLoss'];
  readonly needsPerson: MetadataPlan['needsPerson'];
  readonly notCompared: MetadataPlan['notCompared'];
  readonly problems: MetadataOutcome['problems'];
  readonly testProblems: MetadataOutcome['testProblems'];
  readonly coverage: MetadataOutcome['coverage'];
  /** What still differs without a reason. */
  readonly remaining: MetadataOutcome['remaining'];
  readonly keptData: MetadataOutcome['keptData'];
  readonly jobs: MetadataOutcome['jobs'];
}

export function plannedResult(plan: MetadataPlan, folder: string): RestoreMetadataResult {
  return {
    planId: plan.id,
    folder,
    orgId: plan.target.orgId,
    version: plan.source.version,
    stage: 'planned',
    components: plan.components,
    dataLoss: plan.dataLoss,
    needsPerson: plan.needsPerson,
    notCompared: plan.notCompared,
    problems: [],
    testProblems: [],
    coverage: [],
    remaining: [],
    keptData: [],
    jobs: [],
  };
}

export function restoredResult(
  plan: MetadataPlan,
  folder: string,
  outcome: MetadataOutcome,
): RestoreMetadataResult {
  return { ...plannedResult(plan, folder), ...outcome };
}

export interface ComponentRow extends Record<string, unknown> {
  readonly action: string;
  readonly component: string;
  readonly note: string;
}

/** One row a component; what stays as it is comes last. */
export function componentRows(
  components: readonly PlannedComponent[],
  reasonText: (reason: NonNullable<PlannedComponent['reason']>) => string,
): ComponentRow[] {
  const rows = components.map(({ action, type, fullName, reason, entries = [] }) => ({
    action,
    component: `${type}:${fullName}`,
    note: [
      ...entries.slice(0, ENTRIES_SHOWN),
      ...more(entries.length),
      ...(reason ? [reasonText(reason)] : []),
    ].join('; '),
  }));
  return rows.sort((one, other) => Number(one.action === 'Skip') - Number(other.action === 'Skip'));
}

const ENTRIES_SHOWN = 3;
const more = (entries: number): string[] =>
  entries > ENTRIES_SHOWN ? [`and ${count(entries - ENTRIES_SHOWN)} more`] : [];

export interface LossRow extends Record<string, unknown> {
  readonly component: string;
  readonly rows: string;
  readonly why: string;
}

export function lossRows(
  losses: readonly DataLoss[],
  reasonText: (reason: DataLoss['reason']) => string,
): LossRow[] {
  return losses.map(({ type, fullName, reason, rows, detail }) => ({
    component: `${type}:${fullName}`,
    rows: rows === undefined ? '?' : count(rows),
    why: [reasonText(reason), ...(detail === undefined ? [] : [detail])].join('; '),
  }));
}

export interface ProblemRow extends Record<string, unknown> {
  readonly component: string;
  readonly problem: string;
}

export function problemRows({ problems, testProblems, coverage }: RestoreMetadataResult): ProblemRow[] {
  return [
    ...problems.map(({ type, fullName, problem, line }) => ({
      component: type === '' ? fullName : `${type}:${fullName}`,
      problem: line === undefined ? problem : `${problem} (line ${line})`,
    })),
    ...testProblems.map(({ className, method, message }) => ({
      component: `${className}.${method}`,
      problem: message,
    })),
    ...coverage.map((problem) => ({ component: '', problem })),
  ];
}
