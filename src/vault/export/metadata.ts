// A version's metadata as one folder that can be deployed: each indexed file from the pack that holds its current
// state, and one package.xml for all of them.
import { collect, once, type Bytes } from '../../kit/bytes.ts';
import { isMetadataFile } from '../formats/columns.ts';
import type { Manifest, MemberRef } from '../manifest/manifest.ts';
import { readMetadataIndex } from '../read/indexes.ts';
import type { MemberSource } from '../read/member.ts';
import { isPackageXml, mdapiPath, packOf, readPack } from '../read/packs.ts';
import { addMember, addPackage, writePackage, type PackageMembers } from './packageXml.ts';
import { safePath, type PathRegister } from './safePath.ts';

const PACKAGE_XML_LIMIT = 64 * 1024 * 1024;

/** A file of an export; `original` where its path had to be changed. */
export interface ExportFile {
  readonly path: string;
  readonly original?: string;
  open(): Bytes;
}

/** Yields `metadata/…`, package.xml last. */
export async function* metadataFiles(
  vault: MemberSource,
  manifest: Manifest,
  paths: PathRegister,
): AsyncGenerator<ExportFile> {
  const { metadata, org, version, apiVersion } = manifest;
  if (metadata === undefined) return;
  const members: PackageMembers = new Map();
  const index = await readIndex(vault, manifest, metadata, members);
  for (const pack of metadata.packs) {
    const wanted = index.get(pack) ?? new Set<string>();
    const isOwn = pack.volume.startsWith(`${version}/`);
    for await (const packed of readPack(vault, org.id, pack)) {
      // An older pack's list names what has been deleted since; what stands is in the index.
      if (isPackageXml(packed.path) && isOwn) {
        addPackage(members, (await collect(packed.open(), PACKAGE_XML_LIMIT)).toString('utf8'));
      }
      if (!isPackageXml(packed.path) && wanted.has(packed.path)) yield placed(packed, paths);
    }
  }
  yield { path: 'metadata/package.xml', open: () => once(Buffer.from(writePackage(members, apiVersion))) };
}

function placed(packed: { readonly path: string; open(): Bytes }, paths: PathRegister): ExportFile {
  const original = `metadata/${packed.path}`;
  const path = paths.take(safePath(original), 'other');
  return { path, open: () => packed.open(), ...(path !== original && { original }) };
}

/** Which paths are wanted of which pack, and the components of older packs. */
async function readIndex(
  vault: MemberSource,
  { org, version }: Manifest,
  metadata: NonNullable<Manifest['metadata']>,
  members: PackageMembers,
): Promise<Map<MemberRef, Set<string>>> {
  const index = new Map<MemberRef, Set<string>>();
  for await (const row of readMetadataIndex(vault, org.id, metadata.index)) {
    const pack = packOf(metadata.packs, row);
    if (pack === undefined || !isMetadataFile(row)) continue;
    index.set(pack, (index.get(pack) ?? new Set()).add(mdapiPath(row.Path)));
    if (!pack.volume.startsWith(`${version}/`) && row.Type !== '')
      addMember(members, packageType(row.Type), row.FullName);
  }
  return index;
}

/** Folders have types of their own in listings and none in package.xml, where they stand with what they hold. */
const FOLDER_TYPES: Readonly<Record<string, string>> = {
  ReportFolder: 'Report',
  DashboardFolder: 'Dashboard',
  DocumentFolder: 'Document',
  EmailFolder: 'EmailTemplate',
  EmailTemplateFolder: 'EmailTemplate',
};

function packageType(type: string): string {
  return FOLDER_TYPES[type] ?? type;
}
