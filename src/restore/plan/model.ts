// What a plan is: a file of lines, a header, then steps in the order they are carried out, each followed by its rows,
// then an end with the hash of everything before it. It says exactly what will be written, so that it can be reviewed,
// refused when it is not the one that was reviewed, and carried out without asking the vault for anything but bodies.

import type { MemberRef } from '../../vault/manifest/manifest.ts';

export const PLAN_FORMAT = 'safekeep-restore-plan';
export const PLAN_FORMAT_VERSION = 1;

/** What is to happen to a row of the version. */
export type Action = 'Skip' | 'Update' | 'Undelete' | 'Create' | 'Conflict' | 'Delete';

/** What became of it. */
export type Result =
  'Updated' | 'Undeleted' | 'Created' | 'Deleted' | 'Skipped' | 'Conflict' | 'Failed' | 'Ambiguous';

/** Cells by field, as a version has them: text, `null` for an empty one; numbers plain, date-times ending in `Z`. */
export type Cells = Readonly<Record<string, string | null>>;

export interface PlanHeader {
  readonly type: 'header';
  readonly format: typeof PLAN_FORMAT;
  readonly formatVersion: typeof PLAN_FORMAT_VERSION;
  /** Also the name of the run. */
  readonly id: string;
  /** Server time. */
  readonly created: string;
  readonly command: string;
  readonly tool: string;
  readonly source: { readonly orgId: string; readonly version: string; readonly manifestSha256: string };
  readonly target: {
    readonly orgId: string;
    readonly instance: string;
    readonly username: string;
    readonly userId: string;
    readonly isSandbox: boolean;
  };
  readonly apiVersion: string;
  readonly options: PlanOptions;
  /** Of every object in the plan: what its rows are written with, so that a changed schema is noticed. */
  readonly objects: readonly PlannedObject[];
  /** Objects of the version whose rows are left out as a whole, and why: history, setup, not in the target … */
  readonly leftOut?: ReadonlyArray<{
    readonly object: string;
    readonly rows: number;
    readonly reason: string;
  }>;
}

export interface PlanOptions {
  readonly crossOrg: boolean;
  readonly onConflict: 'skip' | 'overwrite' | 'fail';
  /** Write archived nulls over live values. */
  readonly restoreNulls: boolean;
  readonly auditFields: boolean;
  readonly allowDuplicates: boolean;
  readonly bypassAutomation: boolean;
}

export interface PlannedObject {
  readonly name: string;
  readonly keyPrefix: string | null;
  /** Field name → describe type, of every field that some row writes. */
  readonly fields: Readonly<Record<string, string>>;
  /** A field that is unique in the target and in the rows, if there is one: what Bulk results are told apart by. */
  readonly correlation?: string;
  /** Fields of the version that are never written, and why: `calculated`, `auto-number`, `audit`, `masked` … */
  readonly unwritten?: Readonly<Record<string, string>>;
}

/** Steps, in the order in which they may stand in a plan for one object. Different objects interleave. */
export type StepKind = 'undelete' | 'update' | 'create' | 'patch' | 'delete' | 'none';

export interface PlanStep {
  readonly type: 'step';
  /** From 1, without holes. */
  readonly step: number;
  readonly kind: StepKind;
  readonly object: string;
  readonly rows: number;
}

interface RowBase {
  readonly type: 'row';
  readonly object: string;
  /** Of the row in the version. */
  readonly id: string;
  /** What a person calls it. */
  readonly name?: string;
}

export interface UndeleteRow extends RowBase {
  readonly action: 'Undelete';
}

export interface CreateRow extends RowBase {
  readonly action: 'Create';
  readonly cells: Cells;
  /** Reference field → Id in the version of a row that this plan creates: replaced by its new Id when written. */
  readonly refs: Readonly<Record<string, string>>;
  /** The file that belongs to the row's base64 field. */
  readonly body?: PlannedBody;
  /**
   * Reference field → Id in the version of a row that the org makes along with this one (ContentDocumentId of a first
   * ContentVersion, PersonContactId of a person account). Not written; read afterwards, into the id map.
   */
  readonly makes?: Readonly<Record<string, string>>;
  /** Fields that do not come back as they were, and why. */
  readonly lost?: Readonly<Record<string, string>>;
}

/** Read with `openBody` of src/vault/read/indexes.ts. */
export interface PlannedBody extends Pick<MemberRef, 'volume' | 'member'> {
  readonly field: string;
  /** Of the file itself. */
  readonly bodySha256: string;
  readonly bodyBytes: number;
  readonly fileName: string;
}

export interface UpdateRow extends RowBase {
  readonly action: 'Update';
  readonly cells: Cells;
  readonly refs: Readonly<Record<string, string>>;
  /** The live values of the same fields when the plan was made: the before-image, and what drift is noticed by. */
  readonly before: Cells;
  /** Live SystemModstamp when the plan was made. */
  readonly stamp: string;
}

/** Second phase: references that could not be written when the row was created, because their targets came later. */
export interface PatchRow extends RowBase {
  readonly action: 'Update';
  readonly phase: 'patch';
  readonly refs: Readonly<Record<string, string>>;
  /** Values that wait for a later phase: a status that locks the row, for one. */
  readonly cells: Cells;
}

export interface DeleteRow extends RowBase {
  readonly action: 'Delete';
  readonly stamp: string;
}

export interface SkippedRow extends RowBase {
  readonly action: 'Skip' | 'Conflict';
  /** A key of messages/restore.reasons: `same`, `newer-live`, `parent-missing`, `not-restorable`, … */
  readonly reason: string;
  readonly detail?: string;
  /** Per field in conflict: what the version has and what the org has (and the version before, in a rollback). */
  readonly values?: Readonly<
    Record<
      string,
      { readonly archived: string | null; readonly live: string | null; readonly base?: string | null }
    >
  >;
}

export type PlanRow = UndeleteRow | CreateRow | UpdateRow | PatchRow | DeleteRow | SkippedRow;

export interface PlanEnd {
  readonly type: 'end';
  readonly steps: number;
  readonly rows: number;
  /** SHA-256 of every byte before this line. */
  readonly sha256: string;
}

export type PlanLine = PlanHeader | PlanStep | PlanRow | PlanEnd;
