// The index of metadata: one row a file, with the component it belongs to and who changed that last.

import type { Component } from '../../org/metadata/component.ts';
import { METADATA_INDEX_COLUMNS } from '../../vault/formats/columns.ts';
import type { MemberRef } from '../../vault/manifest/manifest.ts';
import type { PackFile } from './packFiles.ts';

/**
 * - `whole`: the file as the org gave it
 * - `part`: a profile's part, whose whole is in the pack of merged profiles
 * - `merged`: a profile put together from its parts
 */
export type FileStatus = 'whole' | 'part' | 'merged';

export interface IndexedFile extends Pick<PackFile, 'path' | 'bytes' | 'sha256'> {
  readonly status: FileStatus;
  readonly component: Component | undefined;
}

export const INDEX_COLUMNS = [
  ...METADATA_INDEX_COLUMNS,
  'Volume',
  'Status',
  'Id',
  'LastModifiedById',
  'LastModifiedByName',
  'LastModifiedDate',
  'CreatedDate',
  'ManageableState',
  'Namespace',
] as const;

export function indexRow(file: IndexedFile, pack: MemberRef): Record<(typeof INDEX_COLUMNS)[number], string> {
  const { component } = file;
  return {
    Type: component?.type ?? '',
    FullName: component?.fullName ?? '',
    Path: file.path,
    Id: component?.id ?? '',
    Bytes: String(file.bytes),
    Sha256: file.sha256,
    Pack: pack.member,
    Volume: pack.volume,
    LastModifiedById: component?.lastModifiedById ?? '',
    LastModifiedByName: component?.lastModifiedByName ?? '',
    LastModifiedDate: component?.lastModifiedDate ?? '',
    CreatedDate: component?.createdDate ?? '',
    ManageableState: component?.manageableState ?? '',
    Namespace: component?.namespacePrefix ?? '',
    Status: file.status,
  };
}

/**
 * Finds the component of a file: by its own path, by the file that a `-meta.xml` stands beside, or by the bundle
 * folder it lies in.
 */
export function componentFinder(components: readonly Component[]): (path: string) => Component | undefined {
  const byPath = new Map(components.map((component) => [component.fileName, component]));
  return (path) => {
    const bare = path.replace(/-meta\.xml$/, '');
    for (let at = bare; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const found = byPath.get(at);
      if (found) return found;
    }
    return undefined;
  };
}
