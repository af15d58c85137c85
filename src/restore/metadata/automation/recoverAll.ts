// After a crash: every restore of an org that left automation off, found by its snapshot and switched on again.
import { join } from 'node:path';
import { isFailure } from '../../../kit/failure.ts';
import { identify } from '../../../org/identity.ts';
import type { Session } from '../../../org/session.ts';
import { acquireLock } from '../../../vault/lock/lock.ts';
import { readFolder } from '../../../vault/store/folders.ts';
import { localStore } from '../../../vault/store/localStore.ts';
import { recoverAutomation, type RecoveredAutomation } from './bypassAutomation.ts';
import { readSnapshot } from './snapshot.ts';

export interface Recovered extends RecoveredAutomation {
  readonly folder: string;
}

/** Leaves alone what another process is still working with. @throws Failure `automationSnapshotDamaged` {file} */
export async function recoverAll(session: Session, restores: string): Promise<Recovered[]> {
  const recovered: Recovered[] = [];
  let orgId: string | undefined;
  for (const entry of await readFolder(restores)) {
    const folder = join(restores, entry.name);
    const snapshot = entry.isDirectory() ? await readSnapshot(folder) : undefined;
    if (snapshot === undefined) continue;
    orgId ??= (await identify(session)).org.id;
    if (snapshot.orgId !== orgId) continue;
    const done = await whereNobodyWorks(folder, orgId, () => recoverAutomation(session, folder));
    if (done) recovered.push({ folder, ...done });
  }
  return recovered;
}

async function whereNobodyWorks<Value>(
  folder: string,
  orgId: string,
  work: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    const lock = await acquireLock({ store: localStore(folder) }, orgId, { command: 'restore' });
    try {
      return await work();
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (isFailure(error, 'vaultLocked')) return undefined;
    throw error;
  }
}
