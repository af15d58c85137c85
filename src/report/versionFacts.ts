// What a version is and holds, as pairs and rows for a table.

import type { Manifest } from '../vault/manifest/manifest.ts';
import { count, duration, size } from './units.ts';

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
    ['rows', `${count(totals.rows)} of ${count(totals.objects)} objects, and ${count(totals.deletedRows)} in the recycle bin`],
    ['files', files ? `${count(files.count)}, ${size(files.bytes)}, ${count(files.bodies)} different` : 'not taken'],
    ['metadata', metadata ? `${count(metadata.components)} components in ${count(metadata.files)} files` : 'not taken'],
    ['volumes', `${count(manifest.volumes.length)}, ${size(totals.bytes)}`],
    ['usage', `${count(usage.apiCalls)} API calls, ${count(usage.bulkJobs)} Bulk jobs, ${duration(usage.durationMs)}`],
    ['parent', parent ? `${parent.version} (manifest ${parent.sha256.slice(0, 12)}…)` : 'none: the first of its chain'],
    ['tool', `${tool.name} ${tool.version}, API ${manifest.apiVersion}`],
  ];
}

/** One row an object; empty objects only when asked for. */
export function objectRows(manifest: Manifest, withEmpty: boolean): Array<Record<string, string>> {
  return manifest.objects
    .filter((object) => withEmpty || object.rows + object.deletedRows > 0)
    .map((object) => ({
      object: object.name,
      rows: count(object.rows),
      inBin: count(object.deletedRows),
      size: size(object.bytes),
      via: object.via,
    }));
}
