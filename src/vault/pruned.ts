// What retention leaves of a version: its name and the hash of its manifest, so that the chain of the versions after
// it can still be checked.
import { collect } from '../kit/bytes.ts';
import { isFailure } from '../kit/failure.ts';
import type { Vault } from './vault.ts';

const LIMIT = 64 * 1024;

/** Writes down that a version was removed on purpose; to be called before its manifest goes. */
export async function notePruned(
  vault: Vault,
  orgId: string,
  version: string,
  manifestSha256: string,
): Promise<void> {
  const note = { format: 'safekeep-pruned', formatVersion: 1, version, manifestSha256 };
  await vault.store.write(prunedKey(orgId, version), Buffer.from(`${JSON.stringify(note, null, 2)}\n`));
}

/** The hash of a pruned version's manifest file; undefined when no such version was pruned. */
export async function prunedSha256(
  vault: Vault,
  orgId: string,
  version: string,
): Promise<string | undefined> {
  try {
    const text = (await collect(vault.store.read(prunedKey(orgId, version)), LIMIT)).toString('utf8');
    const note = JSON.parse(text) as { version?: unknown; manifestSha256?: unknown };
    return note.version === version && typeof note.manifestSha256 === 'string'
      ? note.manifestSha256
      : undefined;
  } catch (error) {
    if (isFailure(error, 'storeKeyMissing') || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function prunedKey(orgId: string, version: string): string {
  return `${orgId}/pruned/${version}.json`;
}
