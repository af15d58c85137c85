// What a version is and holds, as pairs and rows for a table.

import type { Manifest } from '../vault/manifest/manifest.ts';
import { count, duration, plural, size } from './units.ts';

export type Fact =
  | 'org'
  | 'user'
  | 'kind'
  | 'started'
  | 'finished'
  | 'state'
  | 'rows'
  | 'files'
  | 'metadata'
  | 'volumes'
  | 'usage'
  | 'parent'
  | 'tool';

export function versionFacts(manifest: Manifest): Array<readonly [Fact, string]> {
  const { org, user, totals, usage, parent, tool, files, metadata } = manifest;
  return [
    ['org', `${org.name} (${org.id}), ${org.edition}${org.sandbox ? ', sandbox' : ''}`],
    ['user', user.username],
    ['kind', manifest.kind],
    ['started', manifest.started],
    ['finished', manifest.finished],
    ['state', manifest.complete ? 'complete' : 'incomplete'],
    [
      'rows',
      `${count(totals.rows)} of ${count(totals.objects)} objects, and ${count(totals.deletedRows)} in the recycle bin`,
    ],
    [
      'files',
      files ? `${count(files.count)}, ${size(files.bytes)}, ${count(files.bodies)} different` : 'not taken',
    ],
    [
      'metadata',
      metadata ? `${count(metadata.components)} components in ${count(metadata.files)} files` : 'not taken',
    ],
    ['volumes', `${plural(manifest.volumes.length, 'volume')}, ${size(totals.bytes)}`],
    [
      'usage',
      `${plural(usage.apiCalls, 'API call')}, ${plural(usage.bulkJobs, 'Bulk job')}, ${duration(usage.durationMs)}`,
    ],
    [
      'parent',
      parent ? `${parent.version} (manifest ${parent.sha256.slice(0, 12)}…)` : 'none: the first of its chain',
    ],
    ['tool', `${tool.name} ${tool.version}, API ${manifest.apiVersion}`],
  ];
}

/** Objects in a table that is not asked for all of them. */
const LARGEST = 20;

/** One row an object: all of them by name, or the largest ones. */
export function objectRows({ objects }: Manifest, all: boolean): Array<Record<string, string>> {
  const shown = all ? objects : objects.toSorted((one, other) => other.rows - one.rows).slice(0, LARGEST);
  return shown.map((object) => ({
    object: object.name,
    rows: count(object.rows),
    inBin: count(object.deletedRows),
    size: size(object.bytes),
    via: object.via,
  }));
}
