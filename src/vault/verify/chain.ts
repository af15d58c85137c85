// The chain: a version names the hash of its parent's manifest, so an older or other manifest put in a version's
// place is noticed by every version after it, and looked for here from both ends.
import { Tally } from '../../kit/bytes.ts';
import { isFailure } from '../../kit/failure.ts';
import { manifestKey } from '../names.ts';
import { prunedSha256 } from '../pruned.ts';
import type { Vault } from '../vault.ts';
import { listVersions } from '../versions.ts';
import type { Verification } from './verifyVersion.ts';

/** `sha256` is of the version's own manifest file. */
export async function checkChain(vault: Vault, it: Verification, sha256: string): Promise<void> {
  await checkParent(vault, it);
  await it.findings.guard(it.file, () => checkChildren(vault, it, sha256));
}

async function checkParent(vault: Vault, { orgId, manifest, findings }: Verification): Promise<void> {
  const { parent } = manifest;
  if (parent === undefined) return;
  const file = manifestKey(orgId, parent.version);
  await findings.guard(file, async () => {
    const found = (await fileSha256(vault, file)) ?? (await prunedSha256(vault, orgId, parent.version));
    if (found === undefined) findings.add('parentMissing', file, 'neither there nor noted as pruned');
    else if (found !== parent.sha256)
      findings.add('chainBroken', file, `not the parent of ${manifest.version}`);
  });
}

async function checkChildren(
  vault: Vault,
  { orgId, manifest, file, findings }: Verification,
  sha256: string,
): Promise<void> {
  for (const { head } of await listVersions(vault, orgId)) {
    if (head?.parent?.version !== manifest.version || head.parent.sha256 === sha256) continue;
    findings.add('chainBroken', file, `${head.version} knew another manifest of it`);
  }
}

async function fileSha256(vault: Vault, key: string): Promise<string | undefined> {
  const tally = new Tally();
  try {
    for await (const chunk of vault.store.read(key)) tally.add(chunk);
  } catch (error) {
    if (isFailure(error, 'storeKeyMissing')) return undefined;
    throw error;
  }
  return tally.sha256;
}
