import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { sha256 } from '../../src/kit/bytes.ts';
import type { Manifest } from '../../src/vault/manifest/manifest.ts';
import { notePruned } from '../../src/vault/pruned.ts';
import { openVault } from '../../src/vault/vault.ts';
import { verifyVersion } from '../../src/vault/verify/verifyVersion.ts';
import { readManifestFile } from '../../src/vault/versions.ts';
import { seeded, whole } from './randomness.ts';
import { ORG_ID } from './syntheticVersion.ts';
import { inFolder } from './temporary.ts';
import { forge, OLD, twoVersions, verify, VERSION } from './twoVersions.ts';

const SEED = 4711;
/** 500 and more for a release. */
const FLIPS = process.env.SAFEKEEP_TEST_FULL ? 500 : 150;

describe('verify', () => {
  it('finds nothing wrong with what was written, and says how much it looked at', () =>
    inFolder(async (folder) => {
      await twoVersions(folder + '/v');
      for (const version of [OLD, VERSION]) {
        const { problems, checked } = await verify(folder + '/v', version, true);
        expect(problems).to.deep.equal([]);
        expect(checked).to.deep.include({ volumes: 1, members: 17, rows: 240 });
      }
    }));

  it('finds every one of many flipped bytes, and names the file', function () {
    this.timeout(120_000);
    return inFolder(async (folder) => {
      const place = join(folder, 'v');
      await twoVersions(place, 8_000);
      const version = join(place, ORG_ID, VERSION);
      const random = seeded(SEED);
      const names = await readdir(version);
      for (let flip = 0; flip < FLIPS; flip++) {
        const name = names[whole(random, names.length)];
        const bytes = await readFile(join(version, name));
        const at = whole(random, bytes.length);
        const bit = 1 << whole(random, 8);
        bytes[at] ^= bit;
        await writeFile(join(version, name), bytes);
        const { problems } = await verify(place);
        const what = `seed ${SEED}, flip ${flip}: bit ${bit} of byte ${at} of ${name}`;
        expect(problems.length, what).to.be.greaterThan(0);
        expect(
          problems.some(({ file }) => file.endsWith(name)),
          what,
        ).to.equal(true);
        bytes[at] ^= bit;
        await writeFile(join(version, name), bytes);
      }
      expect((await verify(place)).problems).to.deep.equal([]);
    });
  });

  const damages: [string, (version: string, org: string) => Promise<void>, string][] = [
    ['a missing volume', (version) => rm(join(version, 'data-0002.zip')), 'storeKeyMissing'],
    ['a missing manifest', (version) => rm(join(version, 'manifest.json')), 'versionNotFound'],
    ['a file nobody wrote', (version) => writeFile(join(version, 'data-0099.zip'), 'x'), 'foreignFile'],
    [
      'a file in a folder nobody made',
      async (version) => {
        await mkdir(join(version, 'sub'));
        await writeFile(join(version, 'sub', 'data-0001.zip'), 'x');
      },
      'foreignFile',
    ],
    ['two volumes swapped', swapVolumes, 'volumeSize'],
    ['a volume cut short', async (version) => cutFile(join(version, 'data-0001.zip'), -10), 'volumeSize'],
    ['a volume grown', async (version) => cutFile(join(version, 'data-0001.zip'), 10), 'volumeSize'],
    ['an empty volume', async (version) => writeFile(join(version, 'data-0001.zip'), ''), 'volumeSize'],
    [
      'the manifest of another version in its place',
      (version, org) => cp(join(org, OLD, 'manifest.json'), join(version, 'manifest.json')),
      'manifestDamaged',
    ],
    ['a missing parent', (_version, org) => rm(join(org, OLD, 'manifest.json')), 'parentMissing'],
    [
      'a parent that is not the one it had',
      async (_version, org) => reword(join(org, OLD, 'manifest.json')),
      'chainBroken',
    ],
  ];
  for (const [name, damage, kind] of damages) {
    it(`finds ${name}`, () =>
      inFolder(async (folder) => {
        const place = join(folder, 'v');
        await twoVersions(place, 8_000);
        await damage(join(place, ORG_ID, VERSION), join(place, ORG_ID));
        const kinds = (await verify(place)).problems.map((problem) => problem.kind);
        expect(kinds).to.include(kind);
      }));
  }

  it('finds, from the child’s word, an older manifest put back in a version’s place', () =>
    inFolder(async (folder) => {
      const place = join(folder, 'v');
      await twoVersions(place);
      await reword(join(place, ORG_ID, OLD, 'manifest.json'));
      expect((await verify(place, OLD)).problems.map(({ kind }) => kind)).to.deep.equal(['chainBroken']);
    }));

  it('accepts a parent that was pruned on purpose, if it is the right one', () =>
    inFolder(async (folder) => {
      const place = join(folder, 'v');
      await twoVersions(place);
      const vault = await openVault(place);
      const { sha256: hash } = await readManifestFile(vault, ORG_ID, OLD);
      await rm(join(place, ORG_ID, OLD), { recursive: true });
      await notePruned(vault, ORG_ID, OLD, hash);
      expect((await verify(place)).problems).to.deep.equal([]);
      await notePruned(vault, ORG_ID, OLD, 'f'.repeat(64));
      expect((await verify(place)).problems.map(({ kind }) => kind)).to.deep.equal(['chainBroken']);
    }));

  it('stops when it is told to', () =>
    inFolder(async (folder) => {
      await twoVersions(folder + '/v');
      const signal = AbortSignal.abort(new Error('enough'));
      const error: unknown = await verifyVersion(await openVault(folder + '/v'), ORG_ID, VERSION, {
        signal,
      }).catch((thrown: unknown) => thrown);
      expect((error as Error).message).to.equal('enough');
    }));

  it('writes nothing', () =>
    inFolder(async (folder) => {
      const place = join(folder, 'v');
      await twoVersions(place);
      const before = await snapshot(place);
      await verify(place, VERSION, true);
      expect(await snapshot(place)).to.deep.equal(before);
    }));
});

async function swapVolumes(version: string): Promise<void> {
  await rename(join(version, 'data-0001.zip'), join(version, 'x'));
  await rename(join(version, 'data-0002.zip'), join(version, 'data-0001.zip'));
  await rename(join(version, 'x'), join(version, 'data-0002.zip'));
}

async function cutFile(path: string, by: number): Promise<void> {
  const bytes = await readFile(path);
  await writeFile(path, by < 0 ? bytes.subarray(0, by) : Buffer.concat([bytes, Buffer.alloc(by)]));
}

/** Changes a manifest and gives it a right digest again: what a forger without a signing key can do. */
async function reword(path: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  await writeFile(path, forge(manifest, { labels: { reworded: 'yes' } }));
}

async function snapshot(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    found[relative(folder, path)] = entry.isFile() ? sha256(await readFile(path)) : 'folder';
  }
  return found;
}
