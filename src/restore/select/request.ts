// What somebody asks of a restore.

/** Which parents of revived rows come along when they are gone too: all they point at, those they cannot be without, or none. */
export type ParentMode = 'all' | 'required' | 'none';
/** Which children of chosen rows come along: all, those that are deleted with their parent, or none. */
export type ChildMode = 'all' | 'cascade' | 'none';

/** What becomes of a reference to a user, queue, record type … that the target has no counterpart of. */
export type Unmatched = 'fail' | 'null' | 'skip';

export interface Wanted {
  /** API names; without `ids` and `where`, all their rows. Nothing at all is everything that can be restored. */
  readonly objects: readonly string[];
  /** 15 or 18 characters, of any objects. */
  readonly ids: readonly string[];
  /** A SOQL condition, without the word WHERE, over the archived rows of the one object that is named. */
  readonly where?: string;
}

export interface RestoreRequest {
  readonly wanted: Wanted;
  readonly parents: ParentMode;
  readonly children: ChildMode;
  /** Generations of children. */
  readonly depth: number;
  /** Rows that may be selected by Id, relations included; more are refused. */
  readonly cap: number;
  readonly crossOrg: boolean;
  readonly onConflict: 'skip' | 'overwrite' | 'fail';
  readonly restoreNulls: boolean;
  readonly auditFields: boolean;
  readonly allowDuplicates: boolean;
  readonly bypassAutomation: boolean;
  readonly unmatched: Unmatched;
  /** What becomes of rows to be created whose owner is not active. `keep` needs a permission in the org. */
  readonly inactiveOwners: 'keep' | 'fallback' | 'fail';
  /** Id of the target's user who stands in for users it does not have, and for inactive owners. */
  readonly fallbackUser?: string;
}
