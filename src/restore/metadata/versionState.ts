// A version's metadata as a state to compare with: its index says what there is, its packs hold the files.
import { collect } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import { packageType } from '../../org/metadata/component.ts';
import { isMetadataFile, type MetadataIndexRow } from '../../vault/formats/columns.ts';
import type { Manifest, MemberRef } from '../../vault/manifest/manifest.ts';
import { readMetadataIndex } from '../../vault/read/indexes.ts';
import type { MemberSource } from '../../vault/read/member.ts';
import { mdapiPath, packOf, readPack } from '../../vault/read/packs.ts';
import { StateBuilder, type MetadataState } from './state.ts';

/** A file inside a pack: the Metadata API's own limit for a whole retrieve, unzipped. */
export const FILE_LIMIT = 629_145_600;

type NamedRow = MetadataIndexRow & { readonly ManageableState?: string; readonly Namespace?: string };

/** @throws Failure `versionWithoutMetadata` {version}; as reading the index and the packs */
export async function versionState(vault: MemberSource, manifest: Manifest): Promise<MetadataState> {
  const { metadata, org, version } = manifest;
  if (metadata === undefined) throw new Failure('versionWithoutMetadata', { version });
  const builder = new StateBuilder();
  const places = new Map<MemberRef, Set<string>>();
  for await (const row of readMetadataIndex(vault, org.id, metadata.index)) {
    const pack = packOf(metadata.packs, row);
    if (pack === undefined || row.Type === '' || !isMetadataFile(row)) continue;
    const path = mdapiPath(row.Path);
    places.set(pack, (places.get(pack) ?? new Set()).add(path));
    builder.add({ path, sha256: row.Sha256 }, ownerOf(row));
  }
  const read: MetadataState['read'] = async (paths) => {
    const found = new Map<string, Buffer>();
    for (const [pack, held] of places) {
      if (![...paths].some((path) => held.has(path))) continue;
      for await (const file of readPack(vault, org.id, pack))
        if (held.has(file.path) && paths.has(file.path))
          found.set(file.path, await collect(file.open(), FILE_LIMIT));
    }
    return found;
  };
  return { components: builder.components, read };
}

function ownerOf(row: NamedRow): Parameters<StateBuilder['add']>[1] {
  return {
    type: packageType(row.Type),
    fullName: row.FullName,
    isManaged: row.ManageableState === 'installed',
    namespace: row.Namespace ?? '',
  };
}
