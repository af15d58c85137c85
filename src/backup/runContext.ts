// What every part of a running backup works with.

import type { OrgIdentity } from '../org/identity.ts';
import type { Session } from '../org/session.ts';
import type { Run } from '../vault/run/run.ts';
import type { BackupListener } from './progress.ts';
import type { Selection } from './selection.ts';

export interface RunContext {
  readonly session: Session;
  readonly identity: OrgIdentity;
  readonly run: Run;
  readonly selection: Selection;
  /** Objects with more rows than this are read by Bulk. */
  readonly bulkThreshold: number;
  readonly listener: BackupListener;
  readonly signal: AbortSignal;
}
