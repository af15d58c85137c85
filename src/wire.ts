// Where a command's parts are put together: the org's session from the CLI's own connection, the vault from its flag.
// Heavy rooms are imported here, when a command needs them, so that light commands start fast.

import path from 'node:path';
import { readFileSync } from 'node:fs';
import { Global, type Connection } from '@salesforce/core';
import type { ApiBudget } from './org/usage.ts';
import type { Session } from './org/session.ts';
import type { Manifest } from './vault/manifest/manifest.ts';
import type { Vault } from './vault/vault.ts';

const PACKAGE = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  name: string;
  version: string;
};

/** What took a version, for its manifest. */
export const TOOL: Manifest['tool'] = {
  name: PACKAGE.name,
  version: PACKAGE.version,
  node: process.versions.node,
};

export async function wireSession(
  connection: Connection,
  options: { signal: AbortSignal; apiBudget: ApiBudget; onApiCalls: (total: number) => void },
): Promise<Session> {
  const { openSession } = await import('./org/session.ts');
  return openSession(connection, {
    signal: options.signal,
    apiBudget: options.apiBudget,
    onCall: ({ calls }) => options.onApiCalls(calls),
  });
}

/**
 * For commands that change the org. Not bound to the command's signal: a call under way is heard out before an
 * interruption is obeyed, or nobody would know what it did.
 */
export async function wireWritingSession(connection: Connection): Promise<Session> {
  const { openSession } = await import('./org/session.ts');
  return openSession(connection);
}

export async function wireVault(place: string): Promise<Vault> {
  const { openVault } = await import('./vault/vault.ts');
  return openVault(path.resolve(place));
}

/** The vault, made where there is none yet. */
export async function wireVaultForWriting(place: string): Promise<Vault> {
  const { createOrOpenVault } = await import('./vault/vault.ts');
  return createOrOpenVault(path.resolve(place));
}

/** Where restores keep their plans, journals and evidence: with the CLI's own state, a folder for each. */
export function restoresFolder(): string {
  return path.join(Global.SF_DIR, 'safekeep', 'restores');
}
