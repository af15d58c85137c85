// DeployOptions (Metadata API Developer Guide, deploy()), with the defaults of the guide, and what a production org does
// not take.
import type { OrgState } from '../../model.ts';
import { OrgFault } from '../../model.ts';

const TEST_LEVELS = [
  'NoTestRun',
  'RunSpecifiedTests',
  'RunLocalTests',
  'RunAllTestsInOrg',
  'RunRelevantTests',
] as const;
export type TestLevel = (typeof TEST_LEVELS)[number];

export interface DeployOptions {
  readonly allowMissingFiles: boolean;
  readonly autoUpdatePackage: boolean;
  readonly checkOnly: boolean;
  readonly ignoreWarnings: boolean;
  readonly purgeOnDelete: boolean;
  readonly rollbackOnError: boolean;
  readonly singlePackage: boolean;
  readonly runTests: readonly string[];
  readonly testLevel: TestLevel | undefined;
}

const FLAGS = [
  'allowMissingFiles',
  'autoUpdatePackage',
  'checkOnly',
  'ignoreWarnings',
  'purgeOnDelete',
  'rollbackOnError',
  'singlePackage',
] as const;

/** Options as SOAP (text) or REST (JSON) hands them. Throws OrgFault for an unknown test level. */
export function readOptions(given: Readonly<Record<string, unknown>>): DeployOptions {
  const flags = Object.fromEntries(
    FLAGS.map((flag) => [flag, given[flag] === true || given[flag] === 'true']),
  );
  const level = typeof given.testLevel === 'string' && given.testLevel !== '' ? given.testLevel : undefined;
  const testLevel = TEST_LEVELS.find((known) => known === level);
  if (level !== undefined && testLevel === undefined)
    throw new OrgFault('INVALID_TYPE', `'${level}' is not a valid value for the type TestLevel`, 500);
  const runTests = [given.runTests ?? []]
    .flat()
    .map(String)
    .filter((name) => name !== '');
  return { ...(flags as Record<(typeof FLAGS)[number], boolean>), runTests, testLevel };
}

export function isProduction({ schema, tables }: OrgState): boolean {
  if (schema.find('Organization') === undefined) return false;
  for (const row of tables.of('Organization').rows()) return row.IsSandbox !== true;
  return false;
}

/** Throws OrgFault for options this org does not take. */
export function checkOptions(options: DeployOptions, state: OrgState): void {
  const { testLevel, runTests, rollbackOnError } = options;
  if (testLevel === 'RunSpecifiedTests' && runTests.length === 0)
    throw invalid('runTests must not be empty when testLevel is RunSpecifiedTests');
  if (testLevel !== undefined && testLevel !== 'RunSpecifiedTests' && runTests.length > 0)
    throw invalid('runTests can be used only with a testLevel of RunSpecifiedTests');
  if (!isProduction(state)) return;
  if (testLevel === 'NoTestRun')
    throw invalid('testLevel of NoTestRun cannot be used in production organizations');
  if (!rollbackOnError) throw invalid('rollbackOnError must be true for production organizations');
}

function invalid(message: string): OrgFault {
  return new OrgFault('INVALID_OPERATION', message, 500);
}
