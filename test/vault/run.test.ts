import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { once } from '../../src/kit/bytes.ts';
import { acquireLock } from '../../src/vault/lock/lock.ts';
import { memberBytes } from '../../src/vault/read/member.ts';
import { openRun } from '../../src/vault/run/openRun.ts';
import { createOrOpenVault } from '../../src/vault/vault.ts';
import { readManifest } from '../../src/vault/versions.ts';
import { rejects } from '../contracts/store.ts';
import { clean, VERSION, withVault } from './runBench.ts';
import { add, bytesOf, draftOf, fill, ORG_ID, takeSynthetic } from './syntheticVersion.ts';
import { inFolder } from './temporary.ts';

describe('run', () => {
  it('publishes a version that verifies, and leaves no work folder', () =>
    withVault(async ({ vault, lock, work }) => {
      const manifest = await takeSynthetic(vault, lock, VERSION, 1);
      expect(manifest.volumes).to.have.length(1);
      expect(manifest.members).to.equal(17);
      await clean(vault);
      await stat(work).then(
        () => expect.fail('the work folder is there'),
        () => undefined,
      );
    }));

  it('gives the same volumes for the same members', () =>
    inFolder(async (folder) => {
      const hashes: string[][] = [];
      for (const name of ['one', 'two']) {
        const vault = await createOrOpenVault(join(folder, name));
        const lock = await acquireLock(vault, ORG_ID, { command: 'test' });
        const manifest = await takeSynthetic(vault, lock, VERSION, 5, { volumeBytes: 8_000 });
        hashes.push(manifest.volumes.map(({ sha256 }) => sha256));
        await lock.release();
      }
      expect(hashes[0]).to.deep.equal(hashes[1]);
    }));

  it('closes a volume before it grows past its size, and points at the right one', () =>
    withVault(async ({ vault, start }) => {
      const run = await start({ volumeBytes: 1_000 });
      for (let i = 0; i < 7; i++) await add(run, `security/${i}`, Buffer.alloc(400, i));
      await add(run, 'security/huge', Buffer.alloc(5_000));
      const names = [...Array.from({ length: 7 }, (_, i) => `security/${i}`), 'security/huge'];
      const manifest = await run.publish({ ...draftOf([]), security: names.map((name) => run.refOf(name)) });
      expect(manifest.volumes.map(({ entries }) => entries)).to.deep.equal([2, 2, 2, 1, 1]);
      for (const [i, ref] of manifest.security!.slice(0, 7).entries()) {
        expect(await memberBytes(vault, ORG_ID, ref, 1e6)).to.deep.equal(Buffer.alloc(400, i));
      }
      await clean(vault);
    }));

  it('publishes a version without any member', () =>
    withVault(async ({ vault, start }) => {
      const manifest = await (await start()).publish(draftOf([]));
      expect(manifest.volumes).to.deep.equal([]);
      await clean(vault);
    }));

  it('stores a body once however often it comes, also at the same time', () =>
    withVault(async ({ vault, start, work }) => {
      const run = await start();
      const name = (sha256: string): string => `files/${sha256}`;
      const records = await Promise.all(
        Array.from({ length: 6 }, (_, i) =>
          run.addMember(name, bytesOf('the same body', 3 + i), { key: `body ${i}`, compression: 'stored' }),
        ),
      );
      expect(new Set(records.map((record) => record.name)).size).to.equal(1);
      expect(run.done('body 3')?.name).to.equal(records[0].name);
      await run.seal();
      expect(await readdir(join(work, 'spool'))).to.deep.equal([]);
      const manifest = await run.publish({ ...draftOf([]), security: [run.refOf(records[0].name)] });
      expect(manifest.members).to.equal(1);
      await clean(vault);
    }));

  it('knows where a member lies once its volume is closed', () =>
    withVault(async ({ start }) => {
      const run = await start();
      await add(run, 'security/x', 'x');
      expect(run.refOf('security/x').volume).to.equal('');
      await run.seal();
      expect(run.refOf('security/x').volume).to.equal(`${VERSION}/data-0001.zip`);
      expect(() => run.refOf('security/y')).to.throw('no member');
      await run.discard();
    }));

  for (const name of [
    '',
    '/etc/passwd',
    '../x',
    'a/../b',
    'a//b',
    'a\\b',
    'C:x',
    'con',
    'a/NUL.txt',
    'lpt1.csv',
    'a\nb',
    'a.',
    'a /b',
    'x\ud800',
    'n'.repeat(1025),
  ]) {
    it(`refuses the member name ${JSON.stringify(name.slice(0, 20))}`, () =>
      withVault(async ({ start }) => {
        const run = await start();
        await rejects(
          run.addMember(name, once(Buffer.from('x')), { key: 'k', compression: 'stored' }),
          'memberNameInvalid',
        );
        await rejects(
          run.addMember(() => name, once(Buffer.from('x')), { key: 'k', compression: 'stored' }),
          'memberNameInvalid',
        );
        await run.discard();
      }));
  }

  it('takes nothing from a source that breaks, and takes the member when it comes again', () =>
    withVault(async ({ vault, start, work }) => {
      const run = await start();
      const broken = async function* (): AsyncGenerator<Buffer> {
        yield Buffer.from('half');
        throw new Error('the source broke');
      };
      const error: unknown = await run
        .addMember('security/x.zst', broken(), { key: 'x', compression: 'zstd' })
        .catch((thrown: unknown) => thrown);
      expect((error as Error).message).to.equal('the source broke');
      expect(run.done('x')).to.equal(undefined);
      expect(await readdir(join(work, 'spool'))).to.deep.equal([]);
      await run.addMember('security/x.zst', bytesOf('whole'), { key: 'x', compression: 'zstd' });
      const manifest = await run.publish({ ...draftOf([]), security: [run.refOf('security/x.zst')] });
      expect(String(await memberBytes(vault, ORG_ID, manifest.security![0], 100))).to.equal('whole');
    }));

  it('stops members that are coming in when its signal aborts', () =>
    withVault(async ({ start }) => {
      const controller = new AbortController();
      const run = await start({ signal: controller.signal });
      const endless = async function* (): AsyncGenerator<Buffer> {
        for (let i = 0; ; i++) {
          if (i === 3) controller.abort(new Error('stop'));
          yield Buffer.alloc(1000);
        }
      };
      const error: unknown = await run
        .addMember('x', endless(), { key: 'x', compression: 'stored' })
        .catch((thrown: unknown) => thrown);
      expect((error as Error).message).to.equal('stop');
      await run.discard();
    }));

  it('does not publish once the lock is lost', () =>
    withVault(async ({ vault, start }) => {
      const run = await start();
      await add(run, 'security/x', 'x');
      const document = { owner: 'thief', heartbeat: new Date().toISOString() };
      await vault.store.write(`${ORG_ID}/locks/000999.json`, Buffer.from(JSON.stringify(document)));
      await rejects(run.publish(draftOf([])), 'vaultLockLost');
      await rejects(readManifest(vault, ORG_ID, VERSION), 'versionNotFound');
      await run.suspend();
    }));

  it('never publishes over a version that is there', () =>
    withVault(async ({ vault, lock, start }) => {
      const run = await start();
      await vault.store.write(`${ORG_ID}/${VERSION}/manifest.json`, Buffer.from('somebody else’s'));
      await rejects(run.publish(draftOf([])), 'versionExists');
      await rejects(openRun(vault, lock, ORG_ID, { version: VERSION, fingerprint: 'x' }), 'versionExists');
      await run.suspend();
    }));

  it('leaves nothing when it is discarded', () =>
    withVault(async ({ vault, start }) => {
      const run = await start({ volumeBytes: 8_000 });
      await fill(run, 1);
      await run.discard();
      const keys: string[] = [];
      for await (const { key } of vault.store.list(`${ORG_ID}/`)) keys.push(key);
      expect(keys).to.deep.equal([`${ORG_ID}/locks/000001.json`]);
    }));
});
