// A full disk, played by a limit on the size of files (`ulimit -f`), which fails writes half-way just the same.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createOrOpenVault } from '../../src/vault/vault.ts';
import { verifyVersion } from '../../src/vault/verify/verifyVersion.ts';
import { listVersions } from '../../src/vault/versions.ts';
import { ORG_ID } from './syntheticVersion.ts';
import { inFolder } from './temporary.ts';

const CHILD = fileURLToPath(new URL('crashChild.ts', import.meta.url));
const VERSION = '2026-11-22T03-40-00Z';

/** Runs the child with files of at most so many KiB; its output, or the signal that ended it. */
async function takeVersion(vault: string, kibibytes: string): Promise<string> {
  const script = 'ulimit -f "$1"; shift; exec "$@"';
  const child = spawn('bash', [
    '-c',
    script,
    'bash',
    kibibytes,
    process.execPath,
    CHILD,
    vault,
    VERSION,
    '3',
  ]);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  return signal ?? output;
}

describe('a disk that is full', function () {
  this.timeout(60_000);
  if (process.platform === 'win32') return;

  // The spool's first files, a volume, the journal: each is the first to be too big at one of these.
  for (const kibibytes of ['1', '3', '6']) {
    it(`fails cleanly with files of at most ${kibibytes} KiB, publishes nothing, and is gone on with when there is room`, () =>
      inFolder(async (folder) => {
        const place = join(folder, 'vault');
        const vault = await createOrOpenVault(place);
        expect(await takeVersion(place, kibibytes)).to.contain("key: 'storeFull'");
        expect(await listVersions(vault)).to.deep.equal([]);
        expect(await takeVersion(place, 'unlimited')).to.match(/resumed[^]*published/);
        expect((await verifyVersion(vault, ORG_ID, VERSION, { deep: true })).problems).to.deep.equal([]);
      }));
  }
});
