// Which Apex tests a deploy runs and how they end (Metadata API Developer Guide, "Running Tests in a Deployment"). A
// test method passes unless it asserts false in so many words; coverage is what ApexOrgWideCoverage says.
import type { OrgState } from '../../model.ts';
import type { Draft, DraftComponent } from './draft.ts';
import type { DeployOptions, TestLevel } from './options.ts';
import { isProduction } from './options.ts';

export interface TestMethod {
  readonly className: string;
  readonly methodName: string;
  readonly hasPassed: boolean;
}

export interface TestsOutcome {
  readonly level: TestLevel;
  readonly methods: readonly TestMethod[];
  /** Why the deploy fails although its tests pass. */
  readonly coverageWarning: string | undefined;
}

export const noTests: TestsOutcome = { level: 'NoTestRun', methods: [], coverageWarning: undefined };

const LEAST_COVERAGE = 75;

/** Without a level, a production org runs local tests for packages with Apex and none for others. */
export function testLevelOf(options: DeployOptions, hasApex: boolean, state: OrgState): TestLevel {
  return options.testLevel ?? (hasApex && isProduction(state) ? 'RunLocalTests' : 'NoTestRun');
}

export function runTests(
  level: TestLevel,
  named: readonly string[],
  draft: Draft,
  state: OrgState,
): TestsOutcome {
  if (level === 'NoTestRun') return noTests;
  const classes = draft.ofType('ApexClass').filter((one) => isTest(one) && !one.fullName.includes('__'));
  const chosen =
    level === 'RunSpecifiedTests' ? classes.filter(({ fullName }) => named.includes(fullName)) : classes;
  return { level, methods: chosen.flatMap(methodsOf), coverageWarning: coverageWarning(level, state) };
}

/** Named test classes that are not there. */
export function unknownTests(named: readonly string[], draft: Draft): string[] {
  return named.filter((name) => draft.get('ApexClass', name) === undefined);
}

const sourceOf = ({ body }: DraftComponent): string => body?.toString('utf8') ?? '';

function isTest(apex: DraftComponent): boolean {
  return /@isTest\b/i.test(sourceOf(apex));
}

function methodsOf(apex: DraftComponent): TestMethod[] {
  const [, ...methods] = sourceOf(apex).split(/@isTest\s+(?:private\s+|public\s+)?static\s+void\s+/i);
  return methods.map((rest) => ({
    className: apex.fullName,
    methodName: /^\w+/.exec(rest)?.[0] ?? '',
    hasPassed: !/System\s*\.\s*assert\s*\(\s*false\b/i.test(rest),
  }));
}

function coverageWarning(level: TestLevel, state: OrgState): string | undefined {
  if (level === 'RunSpecifiedTests' || !isProduction(state) || !state.schema.find('ApexOrgWideCoverage'))
    return undefined;
  for (const { PercentCovered } of state.tables.of('ApexOrgWideCoverage').rows()) {
    if (Number(PercentCovered) >= LEAST_COVERAGE) return undefined;
    return `Average test coverage across all Apex Classes and Triggers is ${Number(PercentCovered)}%, at least ${LEAST_COVERAGE}% test coverage is required.`;
  }
  return undefined;
}
