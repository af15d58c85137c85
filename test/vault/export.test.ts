import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { once } from '../../src/kit/bytes.ts';
import { parseCsv } from '../../src/kit/csv.ts';
import { exportVersion } from '../../src/vault/export/exportVersion.ts';
import { PathRegister, safePart, safePath } from '../../src/vault/export/safePath.ts';
import { acquireLock } from '../../src/vault/lock/lock.ts';
import type { Manifest } from '../../src/vault/manifest/manifest.ts';
import { memberNameFault } from '../../src/vault/names.ts';
import { createOrOpenVault, type Vault } from '../../src/vault/vault.ts';
import { sha256 } from '../../src/kit/bytes.ts';
import { rejects } from '../contracts/store.ts';
import { ORG_ID, takeSynthetic } from './syntheticVersion.ts';
import { inFolder } from './temporary.ts';

const VERSION = '2026-11-22T03-40-00Z';

const withVersion = (
  test: (vault: Vault, manifest: Manifest, folder: string) => Promise<void>,
): Promise<void> =>
  inFolder(async (folder) => {
    const vault = await createOrOpenVault(join(folder, 'vault'));
    const lock = await acquireLock(vault, ORG_ID, { command: 'test' });
    const manifest = await takeSynthetic(vault, lock, VERSION, 1, { volumeBytes: 8_000 });
    await lock.release();
    await test(vault, manifest, folder);
  });

async function rowsIn(path: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of parseCsv(once(await readFile(path)))) rows.push(row);
  return rows;
}

describe('export', () => {
  it('joins an object’s pages under one header', () =>
    withVersion(async (vault, manifest, folder) => {
      await exportVersion(vault, manifest, join(folder, 'out'), { format: 'folder' });
      const rows = await rowsIn(join(folder, 'out', 'data', 'Account.csv'));
      expect(rows[0]).to.deep.equal(['Id', 'IsDeleted', 'Name', 'Notes']);
      expect(rows).to.have.length(121);
      expect(new Set(rows.map(([id]) => id)).size).to.equal(121);
    }));

  it('gives files their names and says in files.csv which is which', () =>
    withVersion(async (vault, manifest, folder) => {
      await exportVersion(vault, manifest, join(folder, 'out'), { format: 'folder' });
      const [header, ...rows] = await rowsIn(join(folder, 'out', 'files.csv'));
      expect(header).to.include.members(['Id', 'Title', 'Path', 'Sha256']);
      expect(rows).to.have.length(6);
      for (const row of rows) {
        const [path, bytes, hash] = row.slice(5, 8) as [string, string, string];
        const content = await readFile(join(folder, 'out', path));
        expect([String(content.length), sha256(content)], path).to.deep.equal([bytes, hash]);
      }
      expect(rows.map((row) => row[4][0])).to.not.include('=');
    }));

  it('writes one metadata folder with one package.xml', () =>
    withVersion(async (vault, manifest, folder) => {
      await exportVersion(vault, manifest, join(folder, 'out'), { format: 'folder' });
      const metadata = join(folder, 'out', 'metadata');
      expect((await readdir(join(metadata, 'classes'))).length).to.equal(6);
      expect(await readFile(join(metadata, 'package.xml'), 'utf8')).to.contain('<members>A&amp;B</members>');
      expect(await readdir(metadata)).to.deep.equal(['classes', 'package.xml']);
    }));

  it('makes a zip with the same content as the folder', function () {
    this.timeout(20_000);
    return withVersion(async (vault, manifest, folder) => {
      const plain = await exportVersion(vault, manifest, join(folder, 'out'), { format: 'folder' });
      const zipped = await exportVersion(vault, manifest, join(folder, 'out.zip'), { format: 'zip' });
      expect(zipped).to.deep.equal(plain);
      await promisify(execFile)('unzip', ['-q', join(folder, 'out.zip'), '-d', join(folder, 'unzipped')]);
      await promisify(execFile)('diff', ['-r', join(folder, 'out'), join(folder, 'unzipped')]);
    });
  });

  it('keeps everything to its owner', () =>
    withVersion(async (vault, manifest, folder) => {
      await exportVersion(vault, manifest, join(folder, 'out'), { format: 'folder' });
      for (const entry of await readdir(join(folder, 'out'), { recursive: true, withFileTypes: true })) {
        const { mode } = await stat(join(entry.parentPath, entry.name));
        expect(mode & 0o077, entry.name).to.equal(0);
      }
    }));

  it('refuses what is there and not an empty folder', () =>
    withVersion(async (vault, manifest, folder) => {
      await mkdir(join(folder, 'full'));
      await writeFile(join(folder, 'full', 'x'), 'x');
      await mkdir(join(folder, 'empty'));
      await rejects(
        exportVersion(vault, manifest, join(folder, 'full'), { format: 'folder' }),
        'exportTargetNotEmpty',
      );
      await rejects(
        exportVersion(vault, manifest, join(folder, 'full', 'x'), { format: 'zip' }),
        'exportTargetNotEmpty',
      );
      await exportVersion(vault, manifest, join(folder, 'empty'), { format: 'folder' });
      expect(await readdir(join(folder, 'full'))).to.deep.equal(['x']);
    }));

  for (const format of ['folder', 'zip'] as const) {
    it(`leaves nothing when the vault turns out to be damaged (${format})`, () =>
      withVersion(async (vault, manifest, folder) => {
        const volume = join(vault.place, ORG_ID, manifest.volumes[1].name);
        const bytes = await readFile(volume);
        bytes[200] ^= 1;
        await writeFile(volume, bytes);
        await rejects(exportVersion(vault, manifest, join(folder, 'out'), { format }), 'memberDamaged');
        expect(await readdir(folder)).to.deep.equal(['vault']);
      }));
  }
});

describe('safe paths', () => {
  const parts: [string, string][] = [
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['..', '_'],
    ['', '_'],
    ['...', '_'],
    ['con', '_con'],
    ['Con.tar.gz', '_Con.tar.gz'],
    ['COM1', '_COM1'],
    ['contract.pdf', 'contract.pdf'],
    ['a\u0000b\nc', 'a_b_c'],
    ['trailing. . ', 'trailing'],
    ['C:\\x', 'C__x'],
    ['invoice\u202Efdp.exe', 'invoice_fdp.exe'],
    ['\ud800x', '\ufffdx'],
    ['e\u0301.txt', 'é.txt'],
  ];
  for (const [name, safe] of parts) {
    it(`make ${JSON.stringify(name)} ${JSON.stringify(safe)}`, () => {
      expect(safePart(name)).to.equal(safe);
    });
  }

  it('keep the extension of a name that is too long, and cut at a character', () => {
    const safe = safePart(`${'🌲'.repeat(100)}.docx`);
    expect(safe).to.match(/^(?:🌲)+\.docx$/u);
    expect(Buffer.byteLength(safe)).to.be.at.most(200);
  });

  it('are valid names whatever went in', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(memberNameFault(safePart(name)), JSON.stringify(name)).to.equal(undefined);
        const path = safePath(name);
        if (path !== '') expect(memberNameFault(path), JSON.stringify(name)).to.equal(undefined);
      }),
      { numRuns: 1000, verbose: true },
    ));

  it('are never the same twice, not even on a disk that ignores case', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a.txt', 'A.TXT', 'a (1).txt', 'ä', 'A\u0308', 'ﬀ', 'ff')),
        (names) => {
          const register = new PathRegister();
          const paths = names.map((name) => register.take(`files/${safePart(name)}`, '1'));
          expect(new Set(paths.map((path) => path.normalize('NFKC').toLowerCase())).size).to.equal(
            names.length,
          );
        },
      ),
      { verbose: true },
    ));
});
