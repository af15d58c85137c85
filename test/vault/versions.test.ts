import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { acquireLock } from '../../src/vault/lock/lock.ts';
import { openRun } from '../../src/vault/run/openRun.ts';
import { createOrOpenVault, openVault, type Vault } from '../../src/vault/vault.ts';
import { listVersions, orgIds, readManifest, selectVersion } from '../../src/vault/versions.ts';
import { rejects } from '../contracts/store.ts';
import { draftOf, ORG_ID, startOf } from './syntheticVersion.ts';
import { inFolder } from './temporary.ts';

const VERSIONS = [
  '2026-11-20T03-40-00Z',
  '2026-11-21T03-40-00Z',
  '2026-11-22T03-40-00Z',
  '2026-11-23T03-40-00Z',
];
const INCOMPLETE = VERSIONS[2];

/** A vault with four empty versions, the third one incomplete. */
const withVersions = (test: (vault: Vault) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => {
    const vault = await createOrOpenVault(join(folder, 'vault'));
    const lock = await acquireLock(vault, ORG_ID, { command: 'test' });
    for (const version of VERSIONS) {
      const run = await openRun(vault, lock, ORG_ID, { version, fingerprint: 'x' });
      await run.publish({ ...draftOf([]), started: startOf(version), complete: version !== INCOMPLETE });
    }
    await lock.release();
    await test(vault);
  });

describe('versions of a vault', () => {
  it('are listed oldest first, by org', () =>
    withVersions(async (vault) => {
      expect(await orgIds(vault)).to.deep.equal([ORG_ID]);
      const listed = await listVersions(vault);
      expect(listed.map(({ version }) => version)).to.deep.equal(VERSIONS);
      expect(listed.map(({ head }) => head?.complete)).to.deep.equal([true, true, false, true]);
      expect(await listVersions(vault, '00D000000000002EAA')).to.deep.equal([]);
    }));

  it('that are damaged are listed as damaged', () =>
    withVersions(async (vault) => {
      const path = join(vault.place, ORG_ID, VERSIONS[1], 'manifest.json');
      const text = await readFile(path, 'utf8');
      await writeFile(path, text.replace('Synthetic', 'Synthetik'));
      await writeFile(join(vault.place, ORG_ID, VERSIONS[3], 'manifest.json'), '');
      const listed = await listVersions(vault, ORG_ID);
      expect(listed.map(({ damage }) => damage?.key)).to.deep.equal([
        undefined,
        'manifestDamaged',
        undefined,
        'manifestDamaged',
      ]);
      await rejects(readManifest(vault, ORG_ID, VERSIONS[1]), 'manifestDamaged');
    }));

  it('with a manifest too large to read for a list are listed by its beginning and its end', () =>
    inFolder(async (folder) => {
      const vault = await createOrOpenVault(join(folder, 'vault'));
      const lock = await acquireLock(vault, ORG_ID, { command: 'test' });
      const run = await openRun(vault, lock, ORG_ID, { version: VERSIONS[0], fingerprint: 'x' });
      const gaps = Array.from({ length: 20_000 }, (_, i) => ({
        kind: 'object' as const,
        name: `Thing${i}__x`,
        reason: 'unsupported' as const,
      }));
      await run.publish({ ...draftOf([]), gaps });
      await lock.release();
      const [listed] = await listVersions(vault, ORG_ID);
      expect(listed?.head?.totals.gaps).to.equal(20_000);
      const path = join(vault.place, ORG_ID, VERSIONS[0], 'manifest.json');
      const bytes = await readFile(path);
      expect(bytes.length).to.be.greaterThan(1024 * 1024);
      await writeFile(path, bytes.subarray(0, bytes.length - 5));
      expect((await listVersions(vault, ORG_ID))[0]?.damage?.key).to.equal('manifestDamaged');
    }));

  it('do not exist without a manifest', () =>
    withVersions(async (vault) => {
      await rm(join(vault.place, ORG_ID, VERSIONS[0], 'manifest.json'));
      expect((await listVersions(vault, ORG_ID)).map(({ version }) => version)).to.deep.equal(
        VERSIONS.slice(1),
      );
      await rejects(readManifest(vault, ORG_ID, VERSIONS[0]), 'versionNotFound');
    }));

  const selectors: [string, string | undefined][] = [
    ['latest', VERSIONS[3]],
    ['latest~0', VERSIONS[3]],
    ['latest~2', VERSIONS[1]],
    ['latest~4', undefined],
    [VERSIONS[2], VERSIONS[2]],
    ['2026-11-24T03-40-00Z', undefined],
    ['@2026-11-23T00:00Z', VERSIONS[1]],
    ['@2026-11-23T03:40:00Z', VERSIONS[3]],
    ['@2026-11-20T03:39:59Z', undefined],
    ['@2030-01-01', VERSIONS[3]],
  ];
  for (const [selector, version] of selectors) {
    it(`are selected by ${selector}: ${version ?? 'none'}`, () =>
      withVersions(async (vault) => {
        if (version === undefined) await rejects(selectVersion(vault, ORG_ID, selector), 'versionNotFound');
        else expect((await selectVersion(vault, ORG_ID, selector)).version).to.equal(version);
      }));
  }

  for (const selector of ['', 'newest', 'latest~', 'latest~x', '@', '@yesterday', '../x']) {
    it(`cannot be selected by ${JSON.stringify(selector)}`, () =>
      withVersions((vault) => rejects(selectVersion(vault, ORG_ID, selector), 'versionSelectorInvalid')));
  }
});

describe('opening a vault', () => {
  it('makes one in a missing or empty folder and opens it again', () =>
    inFolder(async (folder) => {
      await mkdir(join(folder, 'empty'));
      for (const name of ['missing/deep', 'empty']) {
        const made = await createOrOpenVault(join(folder, name));
        expect((await openVault(join(folder, name))).id).to.equal(made.id);
        expect((await createOrOpenVault(join(folder, name))).id).to.equal(made.id);
      }
    }));

  it('does not take a folder that holds something else', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'holiday.jpg'), 'x');
      await rejects(createOrOpenVault(folder), 'vaultNotWritable');
      await rejects(createOrOpenVault(join(folder, 'holiday.jpg')), 'vaultNotWritable');
      await rejects(openVault(folder), 'vaultNotFound');
      await rejects(openVault(join(folder, 'nowhere')), 'vaultNotFound');
    }));

  const files: [string, string, string][] = [
    ['no JSON', '{', 'vaultNotReadable'],
    ['null', 'null', 'vaultFormatUnknown'],
    ['another format', '{"format":"restic","formatVersion":1}', 'vaultFormatUnknown'],
    [
      'a later format version',
      '{"format":"safekeep-vault","formatVersion":2,"vaultId":"x","created":"y"}',
      'vaultFormatUnknown',
    ],
    ['no id', '{"format":"safekeep-vault","formatVersion":1}', 'vaultNotReadable'],
  ];
  for (const [name, text, key] of files) {
    it(`refuses one whose safekeep.json has ${name}`, () =>
      inFolder(async (folder) => {
        await writeFile(join(folder, 'safekeep.json'), text);
        await rejects(openVault(folder), key);
        await rejects(createOrOpenVault(folder), key);
      }));
  }

  it('says so when the folder cannot be written', function () {
    // Root may write anywhere.
    if (process.getuid?.() === 0) return this.skip();
    return inFolder(async (folder) => {
      await mkdir(join(folder, 'fixed'));
      await chmod(join(folder, 'fixed'), 0o500);
      await rejects(createOrOpenVault(join(folder, 'fixed', 'vault')), 'vaultNotWritable');
    });
  });
});
