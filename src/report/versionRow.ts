// One version as a line of a list.

import type { VersionSummary } from '../vault/versions.ts';
import { count, size } from './units.ts';

export interface VersionRow {
  readonly version: string;
  readonly orgId: string;
  readonly org: string;
  readonly kind: string;
  readonly state: 'complete' | 'incomplete' | 'damaged';
  /** Alive; those in the recycle bin are counted apart. */
  readonly rows: number;
  readonly deletedRows: number;
  readonly files: number;
  readonly components: number;
  readonly gaps: number;
  /** Stored bytes of the volumes that this version wrote. */
  readonly bytes: number;
  /** Why the manifest could not be read. */
  readonly damage?: string;
}

export function versionRow({ orgId, version, head, damage }: VersionSummary): VersionRow {
  if (!head) {
    const nothing = { rows: 0, deletedRows: 0, files: 0, components: 0, gaps: 0, bytes: 0 };
    return {
      version,
      orgId,
      org: '',
      kind: '',
      state: 'damaged',
      ...nothing,
      damage: damage?.message ?? 'unreadable',
    };
  }
  const { rows, deletedRows, files, components, gaps, bytes } = head.totals;
  const state = head.complete ? 'complete' : 'incomplete';
  return {
    version,
    orgId,
    org: head.org.name,
    kind: head.kind,
    state,
    rows,
    deletedRows,
    files,
    components,
    gaps,
    bytes,
  };
}

/** The same with figures as people read them. */
export function versionCells(row: VersionRow): Record<string, string> {
  return {
    version: row.version,
    org: row.org === '' ? row.orgId : `${row.org} (${row.orgId})`,
    kind: row.kind,
    state: row.state === 'damaged' ? 'DAMAGED' : row.state,
    rows: count(row.rows),
    files: count(row.files),
    components: count(row.components),
    gaps: count(row.gaps),
    size: size(row.bytes),
  };
}
