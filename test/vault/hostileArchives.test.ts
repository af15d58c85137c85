import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { expect } from 'chai';
import { acquireLock } from '../../src/vault/lock/lock.ts';
import type { MemberRef } from '../../src/vault/manifest/manifest.ts';
import { openRun } from '../../src/vault/run/openRun.ts';
import type { Run } from '../../src/vault/run/run.ts';
import { createOrOpenVault } from '../../src/vault/vault.ts';
import { verifyVersion } from '../../src/vault/verify/verifyVersion.ts';
import { readManifest } from '../../src/vault/versions.ts';
import { seeded, whole } from './randomness.ts';
import { add, draftOf, ORG_ID } from './syntheticVersion.ts';
import { inFolder } from './temporary.ts';
import { forge, twoVersions, verify, VERSION } from './twoVersions.ts';

const SEED = 815;

describe('hostile archives', () => {
  it('a member that unpacks to far more than its reference says costs nothing', async () => {
    const bomb = zstdCompressSync(Buffer.alloc(256 * 1024 * 1024));
    const before = process.memoryUsage().arrayBuffers;
    const problems = await verifyForged(
      async (run) => {
        await run.addMember(
          'data/Account/b.csv',
          (async function* () {
            yield bomb;
          })(),
          { key: 'b', compression: 'stored' },
        );
      },
      'data/Account/b.csv',
      { rawBytes: 1_000 },
    );
    expect(problems).to.include('memberDamaged');
    expect(process.memoryUsage().arrayBuffers - before).to.be.lessThan(64 * 1024 * 1024);
  });

  it('a reference to an entry that is not in the volume is a problem, not a crash', async () => {
    const problems = await verifyForged(async (run) => add(run, 'security/x', 'x'), 'security/x', {
      member: 'security/../x',
    });
    expect(problems).to.include('memberMissing');
  });

  it('a volume full of noise is a problem, not a crash', () =>
    inFolder(async (folder) => {
      const place = join(folder, 'v');
      await twoVersions(place);
      const random = seeded(SEED);
      const path = join(place, ORG_ID, VERSION, 'data-0001.zip');
      const original = await readFile(path);
      for (let round = 0; round < 60; round++) {
        // Noise everywhere, or only in the table of contents at the end, where it is believed most.
        const bytes = Buffer.from(original);
        const from = round % 3 === 0 ? 0 : bytes.length - 1500;
        for (let i = 0; i < 40; i++) bytes[from + whole(random, bytes.length - from)] = whole(random, 256);
        await writeFile(path, bytes);
        const { problems } = await verify(place, VERSION, true);
        expect(problems.length, `seed ${SEED}, round ${round}`).to.be.greaterThan(0);
      }
    }));
});

/** Publishes one security member, then rewrites the manifest with a changed, well-digested reference to it. */
async function verifyForged(
  make: (run: Run) => Promise<void>,
  member: string,
  forged: Partial<MemberRef>,
): Promise<string[]> {
  return inFolder(async (folder) => {
    const vault = await createOrOpenVault(join(folder, 'v'));
    const lock = await acquireLock(vault, ORG_ID, { command: 'test' });
    const run = await openRun(vault, lock, ORG_ID, { version: VERSION, fingerprint: 'x' });
    await make(run);
    await run.publish({ ...draftOf([]), security: [run.refOf(member)] });
    await lock.release();
    const manifest = await readManifest(vault, ORG_ID, VERSION);
    const security = [{ ...manifest.security![0], ...forged }];
    await writeFile(join(folder, 'v', ORG_ID, VERSION, 'manifest.json'), forge(manifest, { security }));
    return (await verifyVersion(vault, ORG_ID, VERSION, { deep: true })).problems.map(({ kind }) => kind);
  });
}
