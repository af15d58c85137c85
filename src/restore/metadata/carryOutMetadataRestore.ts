// Carries a metadata plan out: keeps the data that goes, checks the package with the org's own rules and tests, makes it
// real, and holds the org against the version once more. Whatever is left then is explained, or the restore is not done.
//
//   drift? → keep data → validate → quick deploy, or deploy → retrieve and compare → evidence
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../kit/failure.ts';
import { identify } from '../../org/identity.ts';
import type { DeployStatus } from '../../org/metadata/deploy.ts';
import type { DeployProblem, TestProblem } from '../../org/metadata/deployAnswer.ts';
import type { Session } from '../../org/session.ts';
import type { Manifest } from '../../vault/manifest/manifest.ts';
import type { MemberSource } from '../../vault/read/member.ts';
import { makeFolders } from '../../vault/store/folders.ts';
import type { Result } from '../plan/model.ts';
import { compareWithOrg } from './compareWithOrg.ts';
import { keepData } from './dataLoss.ts';
import type { PlannedComponent } from './decide.ts';
import { checkDrift } from './drift.ts';
import type { Difference } from './findings.ts';
import { JobRunner } from './jobs.ts';
import { note } from './journal.ts';
import { readPackage, readPlanFile, writeDurably, type MetadataPlan } from './planFile.ts';
import type { MetadataListener } from './progress.ts';
import { parseSelector } from './selectors.ts';
import { keyOf } from './state.ts';

export interface RestoredComponent extends PlannedComponent {
  readonly result: Extract<Result, 'Updated' | 'Created' | 'Deleted' | 'Skipped' | 'Failed'>;
  readonly problem?: string;
}

export interface MetadataOutcome {
  readonly planId: string;
  /** `done`, or `validation` or `deploy`: where the org refused. */
  readonly stage: 'done' | 'validation' | 'deploy';
  readonly components: readonly RestoredComponent[];
  /** Everything the org said against it, what no component of the plan accounts for included. */
  readonly problems: readonly DeployProblem[];
  readonly testProblems: readonly TestProblem[];
  readonly coverage: readonly string[];
  /** What still differs without a reason. */
  readonly remaining: readonly Difference[];
  /** Files with the data that went. */
  readonly keptData: readonly string[];
  readonly jobs: ReadonlyArray<{ readonly kind: string; readonly id: string; readonly status: string }>;
}

export interface CarryOutOptions {
  /** Fields and objects may be deleted with what they hold. */
  readonly allowDataLoss: boolean;
}

/**
 * @param folder of the plan
 * @throws Failure `planNotFound`, `planDamaged`; `wrongOrg`; `planDrifted` {components}; `dataLossNotAllowed` {components};
 *   `deployNotFinished` {id}
 */
export async function carryOutMetadataRestore(
  session: Session,
  vault: MemberSource,
  manifest: Manifest,
  folder: string,
  options: CarryOutOptions,
  listener: MetadataListener,
  signal?: AbortSignal,
): Promise<MetadataOutcome> {
  const plan = await readPlanFile(folder);
  await checkTarget(session, plan, options);
  if (plan.package === undefined) return finish(folder, plan, nothingDone(plan));
  const zip = await readPackage(folder, plan);
  await checkDrift(session, plan, signal);
  listener({ kind: 'keeping', losses: plan.dataLoss.length });
  const keptData = await keepData(session, plan.dataLoss, join(folder, 'data'));
  const jobs = new JobRunner(session, folder, listener, signal);
  const { testLevel, tests } = plan.options;
  const validated = await jobs.run('validate', { zip, checkOnly: true, testLevel, tests });
  if (!validated.isSuccess)
    return finish(folder, plan, { ...refused(plan, 'validation', validated), keptData, jobs: jobs.done });
  const deployed =
    (await jobs.quick(validated)) ?? (await jobs.run('deploy', { zip, checkOnly: false, testLevel, tests }));
  if (!deployed.isSuccess)
    return finish(folder, plan, { ...refused(plan, 'deploy', deployed), keptData, jobs: jobs.done });
  const remaining = await compareAgain(session, vault, manifest, plan, folder, signal);
  const components = plan.components.map(resultOf);
  return finish(folder, plan, {
    planId: plan.id,
    stage: 'done',
    components,
    problems: deployed.warnings,
    testProblems: [],
    coverage: [],
    remaining,
    keptData,
    jobs: jobs.done,
  });
}

async function checkTarget(
  session: Session,
  plan: MetadataPlan,
  { allowDataLoss }: CarryOutOptions,
): Promise<void> {
  const { org } = await identify(session);
  if (org.id !== plan.target.orgId)
    throw new Failure('wrongOrg', { version: plan.target.orgId, org: org.id });
  if (plan.dataLoss.length > 0 && !allowDataLoss)
    throw new Failure('dataLossNotAllowed', { components: plan.dataLoss.map(keyOf).join(', ') });
}

/** What differs now and is not explained by the plan. */
async function compareAgain(
  session: Session,
  vault: MemberSource,
  manifest: Manifest,
  plan: MetadataPlan,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<Difference[]> {
  const after = join(folder, 'after');
  await makeFolders(after);
  try {
    const selectors = plan.options.components.map(parseSelector);
    const { findings } = await compareWithOrg(session, vault, manifest, selectors, { folder: after, signal });
    return findings
      .map(({ difference }) => difference)
      .filter((difference) => !isExplained(difference, plan));
  } finally {
    await rm(after, { recursive: true, force: true });
  }
}

/** Pure. */
export function isExplained(
  difference: Difference,
  { components }: Pick<MetadataPlan, 'components'>,
): boolean {
  const planned = components.find((component) => keyOf(component) === keyOf(difference));
  if (planned?.reason === undefined) return false;
  if (planned.left === undefined) return true;
  return (difference.entries ?? []).every((entry) => planned.left?.includes(entry));
}

const RESULTS = { Update: 'Updated', Create: 'Created', Delete: 'Deleted', Skip: 'Skipped' } as const;

const resultOf = (component: PlannedComponent): RestoredComponent => ({
  ...component,
  result: RESULTS[component.action],
});

const nothingDone = (plan: MetadataPlan): MetadataOutcome => ({
  planId: plan.id,
  stage: 'done',
  components: plan.components.map(resultOf),
  problems: [],
  testProblems: [],
  coverage: [],
  remaining: [],
  keptData: [],
  jobs: [],
});

/** A deploy is made real whole or not at all: what the org names has failed, the rest was left as it is. */
function refused(
  plan: MetadataPlan,
  stage: MetadataOutcome['stage'],
  { problems, testProblems, coverage, error }: DeployStatus,
): MetadataOutcome {
  const said = new Map(problems.map((problem) => [keyOf(problem), problem.problem]));
  const components = plan.components.map((component): RestoredComponent => {
    const problem = said.get(keyOf(component));
    return problem === undefined
      ? { ...component, result: 'Skipped' }
      : { ...component, result: 'Failed', problem };
  });
  const whole = error && {
    type: '',
    fullName: '',
    fileName: '',
    problem: `${error.code}: ${error.text}`,
    kind: 'Error',
  };
  return {
    ...nothingDone(plan),
    stage,
    components,
    problems: [...problems, ...(whole ? [whole] : [])],
    testProblems,
    coverage,
  };
}

async function finish(
  folder: string,
  plan: MetadataPlan,
  outcome: MetadataOutcome,
): Promise<MetadataOutcome> {
  const evidence = {
    ...outcome,
    finished: new Date().toISOString(),
    source: plan.source,
    target: plan.target,
  };
  await writeDurably(folder, 'evidence.json', Buffer.from(`${JSON.stringify(evidence, null, 2)}\n`));
  await note(folder, { event: 'closed', at: evidence.finished });
  return outcome;
}
