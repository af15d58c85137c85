// Who asks, through which API, of which org: everything a query depends on besides its text.
import type { Access, OrgState } from '../model.ts';

export interface QueryScope {
  readonly org: Pick<OrgState, 'schema' | 'tables' | 'blobs' | 'now'>;
  readonly access: Access;
  readonly api: 'rest' | 'bulk' | 'tooling';
  /** queryAll: rows in the bin and archived activities as well. */
  readonly allRows: boolean;
  /** `64` for v64.0. */
  readonly apiVersion: number;
}
