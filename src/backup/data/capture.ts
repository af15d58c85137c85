// What the capturing of one object's rows needs and what it yields, whatever the route.

import type { Turnstile } from '../../kit/concurrency.ts';
import { Failure } from '../../kit/failure.ts';
import type { ObjectDescribe } from '../../org/describe.ts';
import type { Session } from '../../org/session.ts';
import type { MemberRecord } from '../../vault/run/journal.ts';
import type { Run } from '../../vault/run/run.ts';
import type { BackupListener } from '../progress.ts';
import type { Columns } from './columns.ts';
import type { PageThread } from './pageThread.ts';
import type { RowMemberNames } from '../memberNames.ts';
import type { Route } from './route.ts';

export interface CaptureContext {
  readonly session: Session;
  readonly run: Run;
  /** Result pages read at once, over all objects. */
  readonly downloads: Turnstile;
  readonly pages: PageThread;
  readonly listener: BackupListener;
  readonly signal: AbortSignal;
}

export interface ObjectTask {
  readonly object: ObjectDescribe;
  readonly columns: Columns;
  readonly names: RowMemberNames;
}

/** One member of rows that is safe in the run. */
export interface StoredRows {
  readonly member: MemberRecord;
  readonly rows: number;
  /** Those of them that are in the recycle bin. */
  readonly deletedRows: number;
  /** Whether each has a record Id of its own. Bulk has no others. */
  readonly isKeyed: boolean;
}

export interface Captured {
  readonly route: Route;
  readonly segments: readonly StoredRows[];
  /** The server's own count, and where it stood. */
  readonly expected: number;
  readonly source: string;
}

/** Fails where the rows that came are not as many as the server says there are. */
export function reconcile(object: string, segments: readonly StoredRows[], expected: number): void {
  const rows = segments.reduce((sum, segment) => sum + segment.rows, 0);
  if (rows !== expected) throw new Failure('rowsMissing', { object, rows, expected });
}
