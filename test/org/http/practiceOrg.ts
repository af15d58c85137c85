// The running org as its HTTP rooms see it: the data, who is logged in, what is under way, what is to go wrong.
import type { BulkJobs } from '../bulk/jobs.ts';
import type { Renderings } from '../bulk/renderings.ts';
import type { ClassicJobs } from '../bulk/classic/jobs.ts';
import type { IngestJobs } from '../bulk/ingest/jobs.ts';
import type { Doorway } from '../auth/doorway.ts';
import type { Session } from '../auth/sessions.ts';
import type { Dml } from '../dml/model.ts';
import type { Faults } from '../faults/faults.ts';
import type { MetadataRoom } from '../metadata/room.ts';
import type { Access, OrgState } from '../model.ts';
import type { Cursors } from '../rest/cursors.ts';
import type { Clock } from './clock.ts';
import type { RequestLog } from './requestLog.ts';
import type { Router } from './router.ts';
import type { ApiUsage } from './usage.ts';

/** The newest API version the org speaks: what current clients write into new projects. */
export const NEWEST_API_VERSION = 67;
/** Versions before 31 are retired (Legacy API retirement, Summer '25). */
export const OLDEST_API_VERSION = 31;

export interface Settings {
  /** Rows of a REST query page when the client names no size. */
  readonly restPageRows: number;
  /** Child rows that come with their parent; more are fetched by the child's own nextRecordsUrl. */
  readonly restChildRows: number;
  /** Rows of a Bulk result page. */
  readonly bulkPageRows: number;

  readonly gzip: boolean;
}

export interface PracticeOrg {
  readonly state: OrgState;
  readonly settings: Settings;
  readonly door: Doorway;
  readonly faults: Faults;
  readonly usage: ApiUsage;
  readonly clock: Clock;
  readonly log: RequestLog;
  readonly cursors: Cursors;
  readonly bulk: BulkJobs;
  readonly ingest: IngestJobs;
  readonly classic: ClassicJobs;
  readonly renderings: Renderings;
  readonly metadata: MetadataRoom;
  /** The rules under which rows change. */
  readonly dml: Dml;
  readonly router: Router;
  /** Base URL without a slash at the end. */
  url(): string;
  /** What the caller may see, less what faults have taken away. */
  accessOf(session: Session): Access;
  /** When the schema last changed: the org's start, or the fault that changed it. */
  schemaChangedAt(): Date;
  /** Asks the org to stop after the answer under way. */
  requestStop(): void;
}
