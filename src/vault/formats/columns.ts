// The columns of the vault's own CSV members that readers rely on, found by name; an index may have more.
// docs/vault-format.md says what stands in each.

/** `tombstones/<SObject>/<nnnnnn>.csv.zst` */
export const TOMBSTONE_COLUMNS = ['Id', 'deletedDate', 'noticedBy'] as const;

/** `index/files….csv.zst`: one row a file version, Attachment, Document … */
export const FILES_INDEX_COLUMNS = [
  'Id',
  'Object',
  'DocumentId',
  'Version',
  'Title',
  'Name',
  'Bytes',
  'Sha256',
  'Md5',
  'Member',
] as const;

/** `index/metadata….csv.zst`: one row a file of a component in a pack. */
export const METADATA_INDEX_COLUMNS = ['Type', 'FullName', 'Path', 'Bytes', 'Sha256', 'Pack'] as const;

/** Empty or missing: the member lies in one of the version's volumes, under a name no other of them has. */
type Placed = { readonly Volume?: string };

export type FilesIndexRow = Placed & Readonly<Record<(typeof FILES_INDEX_COLUMNS)[number], string>>;

/** Status `part` (of a profile whose whole is in another pack) and `manifest` (a pack's package.xml) mark files that
 * are in a pack and not part of the version's metadata. */
export type MetadataIndexRow = Placed &
  Readonly<Record<(typeof METADATA_INDEX_COLUMNS)[number], string>> & { readonly Status?: string };

/** Whether a row's file is part of the org's metadata, rather than of how it was fetched. */
export function isMetadataFile({ Status, Pack }: MetadataIndexRow): boolean {
  return Pack !== '' && Status !== 'part' && Status !== 'manifest';
}
