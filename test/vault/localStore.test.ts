import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { localStore } from '../../src/vault/store/localStore.ts';
import { storeContract } from '../contracts/store.ts';
import { inFolder } from './temporary.ts';

storeContract('local folder', (test) => inFolder((folder) => test(localStore(join(folder, 'store')))));

describe('local store', () => {
  it('creates folders 0700 and files 0600', () =>
    inFolder(async (folder) => {
      await localStore(join(folder, 'store')).write('a/b/key', Buffer.from('x'));
      for (const [path, mode] of [
        ['store', 0o700],
        ['store/a', 0o700],
        ['store/a/b', 0o700],
        ['store/a/b/key', 0o600],
      ] as const) {
        expect((await stat(join(folder, path))).mode & 0o777, path).to.equal(mode);
      }
    }));

  it('hides what a crash left half-written, and sweeps it away', () =>
    inFolder(async (folder) => {
      const store = localStore(folder);
      await store.write('a/b/key', Buffer.from('x'));
      await writeFile(join(folder, 'a/b/.writing-123'), 'half');
      const listed: string[] = [];
      for await (const { key } of store.list('')) listed.push(key);
      expect(listed).to.deep.equal(['a/b/key']);
      await store.sweep('a/');
      expect(await readdir(join(folder, 'a/b'))).to.deep.equal(['key']);
    }));
});
