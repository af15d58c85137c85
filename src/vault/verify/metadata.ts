// Metadata packs against their index: every pack opens, every indexed file is in its pack with its size and hash,
// and a pack of this version holds nothing that the index does not know.
import { Tally } from '../../kit/bytes.ts';
import { isMetadataFile } from '../formats/columns.ts';
import type { Manifest, MemberRef } from '../manifest/manifest.ts';
import { volumeKey } from '../names.ts';
import { readMetadataIndex } from '../read/indexes.ts';
import { isPackageXml, mdapiPath, packOf, readPack, type PackFile } from '../read/packs.ts';
import type { Verification } from './verifyVersion.ts';

interface Indexed {
  readonly bytes: number;
  readonly sha256: string;
}

/** By pack, then by path. */
type Index = Map<MemberRef, Map<string, Indexed>>;

export async function checkMetadata(it: Verification): Promise<void> {
  const { metadata } = it.manifest;
  if (metadata === undefined) return;
  const file = volumeKey(it.orgId, metadata.index.volume);
  const index = await it.findings.guard(file, () => readIndex(it, metadata));
  if (index === undefined) return;
  for (const pack of metadata.packs) {
    const indexed = index.get(pack) ?? new Map<string, Indexed>();
    await it.findings.guard(volumeKey(it.orgId, pack.volume), () => checkPack(it, pack, indexed));
  }
}

/** A few hundred bytes a file of metadata: the largest orgs have some hundred thousand. */
async function readIndex(it: Verification, metadata: NonNullable<Manifest['metadata']>): Promise<Index> {
  const index: Index = new Map();
  let files = 0;
  for await (const row of readMetadataIndex(it.source, it.orgId, metadata.index)) {
    it.signal?.throwIfAborted();
    if (isMetadataFile(row)) files += 1;
    if (row.Pack === '') continue;
    const pack = packOf(metadata.packs, row);
    if (pack === undefined) {
      it.findings.add('packUnlisted', it.file, row.Pack);
      continue;
    }
    const paths = index.get(pack) ?? new Map<string, Indexed>();
    index.set(pack, paths.set(mdapiPath(row.Path), { bytes: Number(row.Bytes), sha256: row.Sha256 }));
  }
  if (metadata.files !== files) {
    it.findings.add('count', it.file, `/metadata/files is ${metadata.files}, the index has ${files}`);
  }
  return index;
}

async function checkPack(it: Verification, pack: MemberRef, indexed: Map<string, Indexed>): Promise<void> {
  const file = volumeKey(it.orgId, pack.volume);
  const isOwn = pack.volume.startsWith(`${it.manifest.version}/`);
  for await (const packed of readPack(it.source, it.orgId, pack)) {
    it.signal?.throwIfAborted();
    const expected = indexed.get(packed.path);
    indexed.delete(packed.path);
    if (expected !== undefined) await checkPacked(it, file, pack.member, packed, expected);
    else if (isOwn && !isPackageXml(packed.path))
      it.findings.add('packExtra', file, packed.path, pack.member);
  }
  for (const path of indexed.keys()) it.findings.add('packMissing', file, path, pack.member);
}

async function checkPacked(
  { findings }: Verification,
  file: string,
  member: string,
  packed: PackFile,
  expected: Indexed,
): Promise<void> {
  const wrong = (): void => findings.add('packFile', file, packed.path, member);
  if (packed.bytes !== expected.bytes) {
    wrong();
    return;
  }
  const tally = new Tally();
  for await (const chunk of packed.open()) tally.add(chunk);
  if (tally.sha256 !== expected.sha256) wrong();
}
