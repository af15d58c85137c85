// Is everything a version needs there, and exactly what was written? In this order: manifest (digest, schema, place),
// chain to its parent and from its children, the version's folder, every volume, every member; with `deep` every row,
// file body and metadata file is read and compared with what manifest, schema and indexes say of it.
// Nothing is written, nothing thrown because of damage, and hostile archives cost bounded memory.
import type { Manifest } from '../manifest/manifest.ts';
import { manifestKey, volumeKey } from '../names.ts';
import { VolumeDirectories } from '../read/directories.ts';
import type { MemberSource } from '../read/member.ts';
import type { Vault } from '../vault.ts';
import { readManifestFile } from '../versions.ts';
import { checkChain } from './chain.ts';
import { checkFiles } from './files.ts';
import { Findings, type VerifyProgress, type VerifyResult } from './findings.ts';
import { checkMembers } from './members.ts';
import { checkMetadata } from './metadata.ts';
import { checkRows } from './rows.ts';
import { checkSums } from './sums.ts';
import { checkVolume } from './volumes.ts';

export interface VerifyOptions {
  readonly deep?: boolean;
  readonly signal?: AbortSignal;
  readonly listener?: (progress: VerifyProgress) => void;
}

/** What every check works with. */
export interface Verification {
  readonly source: MemberSource;
  readonly orgId: string;
  readonly manifest: Manifest;
  readonly file: string;
  readonly deep: boolean;
  readonly findings: Findings;
  readonly signal?: AbortSignal;
  readonly listener: (progress: VerifyProgress) => void;
}

/** Verifies one version. Only an aborted signal makes it throw. */
export async function verifyVersion(
  vault: Vault,
  orgId: string,
  version: string,
  { deep = false, signal, listener = () => undefined }: VerifyOptions = {},
): Promise<VerifyResult> {
  const findings = new Findings(signal);
  const file = manifestKey(orgId, version);
  const read = await findings.guard(file, () => readManifestFile(vault, orgId, version));
  if (read === undefined) return findings.result();
  // Its own view of the tables of contents: what another reader remembers may be older than the damage.
  const source = { store: vault.store, directories: new VolumeDirectories(vault.store) };
  const it: Verification = { source, orgId, manifest: read.manifest, file, deep, findings, signal, listener };
  checkSums(it);
  await checkChain(vault, it, read.sha256);
  await checkFolder(it);
  for (const volume of read.manifest.volumes) {
    listener({ volume: volume.name, checked: findings.checked });
    await findings.guard(volumeKey(orgId, volume.name), () => checkVolume(it, volume));
  }
  await checkMembers(it);
  await checkFiles(it);
  if (deep) {
    await checkRows(it);
    await checkMetadata(it);
  }
  return findings.result();
}

/** Nothing may lie in a version's folder but its manifest, a signature and the volumes the manifest names. */
async function checkFolder({ source, orgId, manifest, file, findings }: Verification): Promise<void> {
  const expected = new Set([file, `${orgId}/${manifest.version}/manifest.sig`]);
  for (const { name } of manifest.volumes) expected.add(volumeKey(orgId, name));
  await findings.guard(file, async () => {
    for await (const { key } of source.store.list(`${orgId}/${manifest.version}/`)) {
      if (!expected.has(key)) findings.add('foreignFile', key, 'not named by the manifest');
    }
  });
}
