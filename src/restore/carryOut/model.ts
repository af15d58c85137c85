// What carrying out a plan is asked, what it tells on the way, and what it comes to.
import type { MemberSource } from '../../vault/read/member.ts';
import type { Result, StepKind } from '../plan/model.ts';

export interface CarryOutRequest {
  /** The plan file. */
  readonly plan: string;
  /** The state folder of this restore: the journal, the id map, the report. One plan has one folder. */
  readonly folder: string;
  /** Where the bodies of files are read from; only plans with files need it. */
  readonly vault?: MemberSource;
  readonly tool: { readonly name: string; readonly version: string };
  /** Steps with at least so many rows go by Bulk where they can; `DEFAULT_BULK_THRESHOLD` unless given. */
  readonly bulkThreshold?: number;
  /** How long the org may work on a call whose answer was lost, in milliseconds; `LONGEST_CALL` unless given. */
  readonly longestCall?: number;
}

export const DEFAULT_BULK_THRESHOLD = 10_000;
/** A REST request ends after ten minutes, whatever it does (Salesforce Developer Limits, "API Query Cursor Limits"). */
export const LONGEST_CALL = 600_000;

/** What became of one row of the plan. */
export interface Outcome {
  /** Its place in its batch, from 0. */
  readonly row: number;
  /** In the version. */
  readonly id: string;
  readonly result: Result;
  /** In the org, where it is another one than in the version. */
  readonly newId?: string;
  /** Rows that the org made along with it: Id in the version → Id in the org. */
  readonly made?: Readonly<Record<string, string>>;
  /** Salesforce's, or one of this house in lower case (`parent-failed`, `changed-since`, …). */
  readonly code?: string;
  readonly message?: string;
  readonly fields?: readonly string[];
  /** The Id of the row that it would have been a duplicate of. */
  readonly other?: string;
  /** Times it was sent. */
  readonly attempts: number;
}

export type Counts = Readonly<Record<Result, number>>;

/** A value read back that is not the one written, and that nothing explains. */
export interface Difference {
  readonly object: string;
  /** In the org. */
  readonly id: string;
  readonly field: string;
  readonly sent: string | null;
  readonly live: string | null;
}

export interface CarriedOut {
  readonly planId: string;
  readonly counts: Counts;
  /** Rows by object and result, objects in the order of the plan. */
  readonly objects: ReadonlyArray<{ readonly object: string; readonly counts: Counts }>;
  /** Rows read back, and values that differ. */
  readonly verified: { readonly rows: number; readonly differences: number };
  /** Went on with what an earlier run had begun. */
  readonly resumed: boolean;
  /** The org's time. */
  readonly started: string;
  readonly finished: string;
}

export type CarryOutEvent =
  | {
      readonly type: 'step';
      readonly step: number;
      readonly steps: number;
      readonly kind: StepKind;
      readonly object: string;
      readonly rows: number;
    }
  /** So many rows of the plan have an outcome. */
  | { readonly type: 'progress'; readonly done: number; readonly counts: Counts }
  /** An answer was lost; the org is asked what arrived, again after `milliseconds`. */
  | { readonly type: 'looking'; readonly object: string; readonly milliseconds: number }
  | {
      readonly type: 'job';
      readonly object: string;
      readonly id: string;
      readonly state: string;
      readonly processed: number;
    }
  | { readonly type: 'verifying'; readonly rows: number };

export type CarryOutListener = (event: CarryOutEvent) => void;

export const RESULTS = [
  'Updated',
  'Undeleted',
  'Created',
  'Deleted',
  'Skipped',
  'Conflict',
  'Failed',
  'Ambiguous',
] as const satisfies readonly Result[];

export function noCounts(): Record<Result, number> {
  return Object.fromEntries(RESULTS.map((result) => [result, 0])) as Record<Result, number>;
}
