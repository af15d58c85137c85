// One deploy from its zip to its outcome: unpack, read the manifests, judge, test, and make it real unless it was only to
// be checked.
import type { OrgState } from '../../model.ts';
import type { ComponentStore } from '../store.ts';
import { metadataTypes } from '../types.ts';
import type { TestsOutcome } from './apexTests.ts';
import { noTests, runTests, testLevelOf, unknownTests } from './apexTests.ts';
import { commit, type PartRows } from './commit/commit.ts';
import { readContents, type Put } from './contents.ts';
import type { Draft } from './draft.ts';
import type { Deletion, Verdict, Work } from './judge.ts';
import { judge } from './judge.ts';
import type { DeployPackage } from './manifests.ts';
import { readPackages } from './manifests.ts';
import type { DeployProblem, DeploySuccess } from './messages.ts';
import { deployError } from './messages.ts';
import type { DeployOptions } from './options.ts';
import type { DeployLimits } from './zipIn.ts';
import { DeployRefused, unpack } from './zipIn.ts';

export type FinalStatus = 'Succeeded' | 'SucceededPartial' | 'Failed';

export interface Outcome {
  readonly status: FinalStatus;
  readonly successes: readonly DeploySuccess[];
  readonly failures: readonly DeployProblem[];
  readonly tests: TestsOutcome;
  /** When the whole deploy was refused. */
  readonly refusal?: DeployRefused;
}

export interface DeployGround {
  readonly state: OrgState;
  readonly store: ComponentStore;
  readonly limits: DeployLimits;
  readonly parts: PartRows;
  /** Called after the components changed. */
  changed(): void;
}

export interface DeployRequest {
  readonly id: string;
  readonly zip: Buffer;
  readonly options: DeployOptions;
  readonly userId: string;
  /** A validated deploy is made real without its tests. */
  readonly isQuick: boolean;
}

/** Runs a deploy. Rejects only for defects of this org; what is wrong with the deploy is in the outcome. */
export async function runDeploy(request: DeployRequest, ground: DeployGround): Promise<Outcome> {
  let files: Map<string, Buffer>;
  try {
    files = await unpack(request.zip, ground.limits);
  } catch (error) {
    if (!(error instanceof DeployRefused)) throw error;
    return { status: 'Failed', successes: [], failures: [], tests: noTests, refusal: error };
  }
  const { packages, problems } = readPackages(files, request.options.singlePackage);
  const read = packages.map((pack) => readContents(pack, request.options));
  const deletions = packages.map(deletionsOf);
  const found = [...problems, ...[...read, ...deletions].flatMap((part) => part.problems)];
  const work = {
    puts: read.flatMap(({ puts }) => puts),
    deletions: deletions.flatMap((part) => part.deletions),
  };
  return decide(work, found, request, ground);
}

/** Judges work that is read already, and commits it when it passes. */
export function decide(
  work: Work,
  found: readonly DeployProblem[],
  request: Omit<DeployRequest, 'zip'>,
  ground: DeployGround,
): Outcome {
  const { options } = request;
  const judged = judge(work, options.rollbackOnError, ground);
  const tests = request.isQuick ? noTests : testsOf(work, judged.draft, options, ground);
  const failures = [...found, ...judged.failures, ...missingTests(options, judged.draft)];
  const status = statusOf(failures, judged, tests, options);
  if (status !== 'Failed' && !options.checkOnly) makeReal(judged, request, ground);
  return { status, successes: judged.successes.map((row) => withId(row, ground.store)), failures, tests };
}

function makeReal(verdict: Verdict, request: Omit<DeployRequest, 'zip'>, ground: DeployGround): void {
  const { state, store, parts } = ground;
  const now = state.now().toISOString().replace('Z', '+0000');
  const { id, userId, options } = request;
  commit(verdict, parts, { state, store, userId, deployId: id, now, purges: options.purgeOnDelete });
  ground.changed();
}

function statusOf(
  failures: readonly DeployProblem[],
  { successes }: Verdict,
  { methods, coverageWarning }: TestsOutcome,
  { rollbackOnError }: DeployOptions,
): FinalStatus {
  if (methods.some(({ hasPassed }) => !hasPassed) || coverageWarning !== undefined) return 'Failed';
  if (failures.length === 0) return 'Succeeded';
  return rollbackOnError || successes.length === 0 ? 'Failed' : 'SucceededPartial';
}

const isApex = (type: string): boolean => type === 'ApexClass' || type === 'ApexTrigger';

function testsOf(
  { puts, deletions }: Work,
  draft: Draft,
  options: DeployOptions,
  { state }: DeployGround,
): TestsOutcome {
  const hasApex =
    puts.some(({ component }: Put) => isApex(component.type.name)) ||
    deletions.some(({ type }) => isApex(type));
  return runTests(testLevelOf(options, hasApex, state), options.runTests, draft, state);
}

function missingTests({ runTests: named }: DeployOptions, draft: Draft): DeployProblem[] {
  return unknownTests(named, draft).map((name) =>
    deployError(
      { componentType: 'ApexClass', fullName: name, fileName: '' },
      `Test class ${name} was not found`,
    ),
  );
}

function deletionsOf({ destructive, root }: DeployPackage): {
  deletions: Deletion[];
  problems: DeployProblem[];
} {
  const deletions: Deletion[] = [];
  const problems: DeployProblem[] = [];
  for (const { when, manifest } of destructive) {
    const manifestName = manifest.fileName.slice(root.length);
    for (const { name: type, members } of manifest.types) {
      const named = { componentType: '', fullName: manifestName, fileName: manifest.fileName };
      if (metadataTypes().find(type) === undefined && metadataTypes().findChild(type) === undefined)
        problems.push(deployError(named, `Unknown type name '${type}' specified in ${manifestName}`));
      else if (members.includes('*'))
        problems.push(deployError(named, `Wildcards are not supported in ${manifestName}`));
      else
        for (const fullName of members) deletions.push({ type, fullName, manifest: manifest.fileName, when });
    }
  }
  return { deletions, problems };
}

function withId(success: DeploySuccess, store: ComponentStore): DeploySuccess {
  const { componentType: type, fullName } = success;
  const found =
    store.find(type, fullName)?.properties ??
    (metadataTypes().findChild(type) &&
      store.children(type).find(({ properties }) => properties.fullName === fullName)?.properties);
  return { ...success, id: found?.id === '' ? undefined : found?.id };
}
