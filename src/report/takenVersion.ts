// What a backup run leaves to say: the summary for a person, the result for a machine.

import type { TakenVersion } from '../backup/takeVersion.ts';
import { isMissing, type Gap } from '../vault/gaps.ts';
import type { Manifest } from '../vault/manifest/manifest.ts';
import { count, duration, plural, size } from './units.ts';

export interface BackupRunResult {
  readonly vault: string;
  readonly version: string;
  readonly orgId: string;
  readonly org: string;
  readonly kind: 'full' | 'incremental';
  /** No gap that somebody could have avoided. */
  readonly complete: boolean;
  readonly resumed: boolean;
  /** Server times. */
  readonly started: string;
  readonly finished: string;
  readonly totals: Manifest['totals'];
  readonly volumes: Manifest['volumes'];
  readonly gaps: readonly Gap[];
  readonly usage: Manifest['usage'];
}

export function takenResult({ manifest, resumed }: TakenVersion, vault: string): BackupRunResult {
  const { version, org, kind, complete, started, finished, totals, volumes, gaps, usage } = manifest;
  return {
    vault,
    version,
    orgId: org.id,
    org: org.name,
    kind,
    complete,
    resumed,
    started,
    finished,
    totals,
    volumes,
    gaps,
    usage,
  };
}

export type TakenRow = 'objects' | 'rows' | 'files' | 'metadata' | 'gaps' | 'size' | 'cost';

export function takenRows({
  totals,
  files,
  metadata,
  gaps,
  volumes,
  usage,
}: Manifest): Array<readonly [TakenRow, string]> {
  const missing = gaps.filter(isMissing).length;
  return [
    ['objects', count(totals.objects)],
    ['rows', `${count(totals.rows)}, and ${count(totals.deletedRows)} in the recycle bin`],
    ...(files ? [['files', `${count(files.count)}, ${size(files.bytes)}`] as const] : []),
    ...(metadata
      ? [['metadata', `${count(metadata.components)} components in ${count(metadata.files)} files`] as const]
      : []),
    ['gaps', `${count(missing)} to look at, ${count(gaps.length - missing)} that lie in the platform`],
    ['size', `${size(totals.bytes)} in ${plural(volumes.length, 'volume')}`],
    [
      'cost',
      `${plural(usage.apiCalls, 'API call')}, ${plural(usage.bulkJobs, 'Bulk job')}, ${duration(usage.durationMs)}`,
    ],
  ];
}
