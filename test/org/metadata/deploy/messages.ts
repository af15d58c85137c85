// What a deploy says of each component: DeployMessage of the Metadata API. Problems come first as plain values; rows are
// made of them when the result is written.

export interface Named {
  readonly componentType: string;
  readonly fullName: string;
  /** Inside the zip. */
  readonly fileName: string;
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface DeployProblem extends Named {
  readonly problem: string;
  readonly problemType: 'Error' | 'Warning';
  readonly place: Place | undefined;
}

export function deployError(named: Named, problem: string, place?: Place): DeployProblem {
  const { componentType, fullName, fileName } = named;
  return { componentType, fullName, fileName, problem, problemType: 'Error', place };
}

/** What became of a component that did not fail. */
export type Fate = 'created' | 'changed' | 'deleted' | 'unchanged';

export interface DeploySuccess extends Named {
  readonly fate: Fate;
  readonly id: string | undefined;
  /** Something worth knowing that stopped nothing: a component to delete that was not there. */
  readonly warning: string | undefined;
}
