// What the org says of a deploy, from the JSON of the REST resource (Metadata API Developer Guide, DeployResult and
// DeployMessage). Pure.

export interface DeployProblem {
  readonly type: string;
  readonly fullName: string;
  readonly fileName: string;
  readonly problem: string;
  /** `Error` or `Warning`. */
  readonly kind: string;
  readonly line?: number;
  readonly column?: number;
}

export interface DeployedComponent {
  readonly type: string;
  readonly fullName: string;
  readonly fate: 'created' | 'changed' | 'deleted' | 'unchanged';
}

export interface TestProblem {
  readonly className: string;
  readonly method: string;
  readonly message: string;
}

export interface DeployStatus {
  readonly id: string;
  /** `Pending`, `InProgress`, `Succeeded`, `SucceededPartial`, `Failed`, `Canceling`, `Canceled`, … */
  readonly status: string;
  readonly isDone: boolean;
  readonly isSuccess: boolean;
  /** Nothing was changed: the deploy was only checked. */
  readonly isCheckOnly: boolean;
  /** Apex tests are part of it. */
  readonly runsTests: boolean;
  /** Why it failed as a whole. */
  readonly error?: { readonly code: string; readonly text: string };
  readonly components: { readonly total: number; readonly done: number; readonly failed: number };
  readonly tests: { readonly total: number; readonly done: number; readonly failed: number };
  readonly problems: readonly DeployProblem[];
  readonly warnings: readonly DeployProblem[];
  readonly deployed: readonly DeployedComponent[];
  readonly testProblems: readonly TestProblem[];
  /** Of code coverage. */
  readonly coverage: readonly string[];
}

interface Message {
  readonly componentType: string | null;
  readonly fullName: string;
  readonly fileName: string;
  readonly problem?: string | null;
  readonly problemType?: string | null;
  readonly lineNumber?: number | null;
  readonly columnNumber?: number | null;
  readonly created: boolean;
  readonly changed: boolean;
  readonly deleted: boolean;
}

type OneOrMany<Item> = Item | readonly Item[] | null | undefined;

/** `deployResult` of the REST resource, as far as it is read. */
export interface DeployResult {
  readonly id: string;
  readonly status: string;
  readonly done?: boolean;
  readonly success?: boolean;
  readonly checkOnly?: boolean;
  readonly runTestsEnabled?: boolean;
  readonly errorMessage?: string | null;
  readonly errorStatusCode?: string | null;
  readonly numberComponentsTotal?: number;
  readonly numberComponentsDeployed?: number;
  readonly numberComponentErrors?: number;
  readonly numberTestsTotal?: number;
  readonly numberTestsCompleted?: number;
  readonly numberTestErrors?: number;
  readonly details?: {
    readonly componentFailures?: OneOrMany<Message>;
    readonly componentSuccesses?: OneOrMany<Message>;
    readonly runTestResult?: {
      readonly failures?: OneOrMany<{
        readonly name: string;
        readonly methodName: string;
        readonly message: string;
      }>;
      readonly codeCoverageWarnings?: OneOrMany<{ readonly message: string }>;
    } | null;
  } | null;
}

export function readDeployResult(result: DeployResult): DeployStatus {
  const { id, status, details } = result;
  const successes = list(details?.componentSuccesses);
  const tests = details?.runTestResult;
  return {
    id,
    status,
    isDone: result.done === true,
    isSuccess: result.success === true,
    isCheckOnly: result.checkOnly === true,
    runsTests: result.runTestsEnabled === true,
    ...(result.errorMessage && {
      error: { code: result.errorStatusCode ?? '', text: result.errorMessage },
    }),
    components: {
      total: result.numberComponentsTotal ?? 0,
      done: result.numberComponentsDeployed ?? 0,
      failed: result.numberComponentErrors ?? 0,
    },
    tests: {
      total: result.numberTestsTotal ?? 0,
      done: result.numberTestsCompleted ?? 0,
      failed: result.numberTestErrors ?? 0,
    },
    problems: list(details?.componentFailures).map(toProblem),
    warnings: successes.filter(({ problem }) => problem).map(toProblem),
    deployed: successes.filter(({ componentType }) => componentType).map(toDeployed),
    testProblems: list(tests?.failures).map(({ name, methodName, message }) => ({
      className: name,
      method: methodName,
      message,
    })),
    coverage: list(tests?.codeCoverageWarnings).map(({ message }) => message),
  };
}

function toProblem(message: Message): DeployProblem {
  const { componentType, fullName, fileName, problem, problemType, lineNumber, columnNumber } = message;
  return {
    type: componentType ?? '',
    fullName,
    fileName,
    problem: problem ?? '',
    kind: problemType ?? 'Error',
    ...(typeof lineNumber === 'number' && { line: lineNumber }),
    ...(typeof columnNumber === 'number' && { column: columnNumber }),
  };
}

function toDeployed({ componentType, fullName, created, changed, deleted }: Message): DeployedComponent {
  const fate = created ? 'created' : deleted ? 'deleted' : changed ? 'changed' : 'unchanged';
  return { type: componentType ?? '', fullName, fate };
}

const list = <Item>(given: OneOrMany<Item>): readonly Item[] =>
  given === null || given === undefined ? [] : ([given].flat() as readonly Item[]);
