// DeployResult as both protocols write it: the same plain object, with SOAP's or REST's dates, and with what is empty
// left out (SOAP) or shown as null and empty lists (REST).
import type { OrgState } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import type { TestsOutcome } from './apexTests.ts';
import type { DeployJob } from './jobs.ts';
import type { DeployProblem, DeploySuccess } from './messages.ts';

type Plain = string | number | boolean | undefined;
interface Details {
  readonly componentFailures: ReadonlyArray<Readonly<Record<string, Plain>>>;
  readonly componentSuccesses: ReadonlyArray<Readonly<Record<string, Plain>>>;
  readonly runTestResult: Readonly<Record<string, Plain | ReadonlyArray<Readonly<Record<string, Plain>>>>>;
}

/** How a protocol writes a date. */
export type WriteDate = (date: Date) => string;
export const soapDate: WriteDate = (date) => date.toISOString();
export const restDate: WriteDate = (date) => date.toISOString().replace('Z', '+0000');

function personName(userId: string | undefined, { tables }: OrgState): string | undefined {
  return userId === undefined ? undefined : String(tables.of('User').get(userId)?.Name ?? '');
}

function summary(job: DeployJob, state: OrgState, write: WriteDate): Readonly<Record<string, Plain>> {
  const { id, options, outcome, status, created, started, ended, userId, canceledBy } = job;
  const methods = outcome?.tests.methods ?? [];
  const failed = methods.filter(({ hasPassed }) => !hasPassed).length;
  const isDone = ended !== undefined && status !== 'Canceling';
  return {
    id,
    status,
    done: isDone,
    success: status === 'Succeeded' || status === 'SucceededPartial',
    checkOnly: options.checkOnly,
    ignoreWarnings: options.ignoreWarnings,
    rollbackOnError: options.rollbackOnError,
    runTestsEnabled: (outcome?.tests.level ?? 'NoTestRun') !== 'NoTestRun',
    createdBy: userId,
    createdByName: personName(userId, state),
    createdDate: write(created),
    startDate: started && write(started),
    completedDate: isDone ? write(ended) : undefined,
    lastModifiedDate: write(ended ?? started ?? created),
    canceledBy,
    canceledByName: personName(canceledBy, state),
    errorMessage: outcome?.refusal?.message,
    errorStatusCode: outcome?.refusal?.code,
    numberComponentErrors: outcome?.failures.length ?? 0,
    numberComponentsDeployed: outcome?.successes.length ?? 0,
    numberComponentsTotal: (outcome?.failures.length ?? 0) + (outcome?.successes.length ?? 0),
    numberTestErrors: failed,
    numberTestsCompleted: methods.length - failed,
    numberTestsTotal: methods.length,
  };
}

function message(
  { componentType, fullName, fileName }: DeploySuccess | DeployProblem,
  date: string,
): Readonly<Record<string, Plain>> {
  return {
    componentType,
    fullName,
    fileName,
    createdDate: date,
    changed: false,
    created: false,
    deleted: false,
    knownPackagingProblem: false,
    requiresProductionTestRun: false,
    success: false,
    warning: false,
  };
}

function successRow(success: DeploySuccess, date: string): Readonly<Record<string, Plain>> {
  const { fate, id, warning } = success;
  return {
    ...message(success, date),
    id,
    changed: fate !== 'unchanged',
    created: fate === 'created',
    deleted: fate === 'deleted',
    success: true,
    ...(warning === undefined ? {} : { warning: true, problem: warning, problemType: 'Warning' }),
  };
}

function failureRow(failure: DeployProblem, date: string): Readonly<Record<string, Plain>> {
  const { problem, problemType, place } = failure;
  return {
    ...message(failure, date),
    problem,
    problemType,
    lineNumber: place?.line,
    columnNumber: place?.column,
  };
}

function testRows({ methods, coverageWarning }: TestsOutcome): Details['runTestResult'] {
  const named = ({ className, methodName }: TestsOutcome['methods'][number]): Record<string, Plain> => ({
    id: undefined,
    methodName,
    name: className,
    time: 1,
  });
  const failed = methods.filter(({ hasPassed }) => !hasPassed);
  return {
    numFailures: failed.length,
    numTestsRun: methods.length,
    totalTime: methods.length,
    failures: failed.map((method) => ({
      ...named(method),
      message: 'System.AssertException: Assertion Failed',
      packageName: method.className,
      stackTrace: `Class.${method.className}.${method.methodName}: line 1, column 1`,
      type: 'Class',
    })),
    successes: methods.filter(({ hasPassed }) => hasPassed).map(named),
    codeCoverageWarnings: coverageWarning === undefined ? [] : [{ message: coverageWarning }],
  };
}

/** The package's own row; it closes the list and counts for nothing. */
const manifestRow = (date: string): Readonly<Record<string, Plain>> => ({
  ...message(
    {
      componentType: '',
      fullName: 'package.xml',
      fileName: 'package.xml',
      fate: 'changed',
      id: undefined,
      warning: undefined,
    },
    date,
  ),
  changed: true,
  success: true,
});

function details({ outcome, ended }: DeployJob, write: WriteDate): Details | undefined {
  if (outcome === undefined || ended === undefined) return undefined;
  const date = write(ended);
  return {
    componentFailures: outcome.failures.map((failure) => failureRow(failure, date)),
    componentSuccesses: [...outcome.successes.map((success) => successRow(success, date)), manifestRow(date)],
    runTestResult: testRows(outcome.tests),
  };
}

/** The result of checkDeployStatus. */
export function soapResult(job: DeployJob, state: OrgState, includeDetails: boolean): XmlTree {
  const found = includeDetails ? details(job, soapDate) : undefined;
  return {
    ...summary(job, state, soapDate),
    details: found === undefined ? undefined : { ...found, runTestResult: { ...found.runTestResult } },
  };
}

/** `deployResult` of the REST resource. */
export function restResult(
  job: DeployJob,
  state: OrgState,
  includeDetails: boolean,
): Readonly<Record<string, unknown>> {
  const empty: Details = {
    componentFailures: [],
    componentSuccesses: [],
    runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0 },
  };
  const found = { allComponentMessages: [], ...(details(job, restDate) ?? empty) };
  return nulled({ ...summary(job, state, restDate), ...(includeDetails ? { details: found } : {}) });
}

function nulled(result: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, value ?? null]));
}
