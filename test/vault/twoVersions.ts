// A vault with two versions, the second one the child of the first, and its verification.
import { acquireLock } from '../../src/vault/lock/lock.ts';
import type { Manifest } from '../../src/vault/manifest/manifest.ts';
import { encodeManifest } from '../../src/vault/manifest/text.ts';
import { createOrOpenVault, openVault } from '../../src/vault/vault.ts';
import type { VerifyResult } from '../../src/vault/verify/findings.ts';
import { verifyVersion } from '../../src/vault/verify/verifyVersion.ts';
import { readManifestFile } from '../../src/vault/versions.ts';
import { ORG_ID, takeSynthetic } from './syntheticVersion.ts';

export const OLD = '2026-11-21T03-40-00Z';
export const VERSION = '2026-11-22T03-40-00Z';

/** Takes them in a new vault. */
export async function twoVersions(place: string, volumeBytes?: number): Promise<void> {
  const vault = await createOrOpenVault(place);
  const lock = await acquireLock(vault, ORG_ID, { command: 'test' });
  await takeSynthetic(vault, lock, OLD, 1);
  const parent = { version: OLD, sha256: (await readManifestFile(vault, ORG_ID, OLD)).sha256 };
  await takeSynthetic(vault, lock, VERSION, 2, { volumeBytes, parent });
  await lock.release();
}

export async function verify(place: string, version = VERSION, deep = false): Promise<VerifyResult> {
  return verifyVersion(await openVault(place), ORG_ID, version, { deep });
}

/** The bytes of a manifest with changes and a right digest: what a forger without a signing key can write. */
export function forge(manifest: Manifest, changes: Partial<Manifest>): Buffer {
  return encodeManifest({ ...manifest, ...changes });
}
