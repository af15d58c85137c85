// A locked vault and the beginnings of runs in it.
import { join } from 'node:path';
import { expect } from 'chai';
import { acquireLock, type Lock } from '../../src/vault/lock/lock.ts';
import { findInterrupted, openRun, type RunOptions } from '../../src/vault/run/openRun.ts';
import type { Run } from '../../src/vault/run/run.ts';
import { createOrOpenVault, type Vault } from '../../src/vault/vault.ts';
import { verifyVersion } from '../../src/vault/verify/verifyVersion.ts';
import { ORG_ID } from './syntheticVersion.ts';
import { inFolder } from './temporary.ts';

export const VERSION = '2026-11-22T03-40-00Z';

export interface Bench {
  readonly vault: Vault;
  readonly lock: Lock;
  readonly work: string;
  readonly start: (options?: RunOptions) => Promise<Run>;
  /** Goes on with the interrupted run. */
  readonly resume: (options?: RunOptions) => Promise<Run>;
}

/** Runs a test with an empty vault, locked. */
export const withVault = (test: (bench: Bench) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => {
    const vault = await createOrOpenVault(join(folder, 'vault'));
    const lock = await acquireLock(vault, ORG_ID, { command: 'test' });
    await test({
      vault,
      lock,
      work: join(vault.place, ORG_ID, 'work', VERSION),
      start: (options) => openRun(vault, lock, ORG_ID, { version: VERSION, fingerprint: 'all', ...options }),
      resume: async (options) => {
        const found = await findInterrupted(vault, lock, ORG_ID);
        expect(found?.fingerprint).to.equal('all');
        return found!.resume(options);
      },
    });
    await lock.release();
  });

/** Expects the test's version to verify, every row of it. */
export async function clean(vault: Vault): Promise<void> {
  expect((await verifyVersion(vault, ORG_ID, VERSION, { deep: true })).problems).to.deep.equal([]);
}
