// A disk that fills up under a backup: a clean failure that says so, nothing half listed, and with more room the next
// run goes on. Played by a real small disk where one may be mounted, and by a limit on the size of files elsewhere.
import { join } from 'node:path';
import { expect } from 'chai';
import type { BackupListResult } from '../../src/commands/backup/list.ts';
import type { BackupRunResult } from '../../src/report/takenVersion.ts';
import { startOrg, type RunningOrg } from '../org/startOrg.ts';
import { inFolder } from '../vault/temporary.ts';
import { setStage, type Stage } from './plugin.ts';
import { mountSmallDisk, type SmallDisk } from './smallDisk.ts';
import { SMALL_ORG, smallView, takeInChild } from './smallBackup.ts';
import { expectEqual, expectTidy, expectWhole } from './wholeVault.ts';

const ENOUGH = 64 * 1024;

async function onSmallDisk(
  context: Mocha.Context,
  kibibytes: number,
  work: (disk: SmallDisk) => Promise<void>,
): Promise<void> {
  const disk = await mountSmallDisk(kibibytes);
  if (!disk) return context.skip();
  try {
    await work(disk);
  } finally {
    await disk.remove();
  }
}

describe('a backup on a disk that is full', function () {
  this.timeout(180_000);
  if (process.platform === 'win32') return;
  let org: RunningOrg;

  before(async () => {
    org = await startOrg(SMALL_ORG);
  });

  after(async () => {
    await org.stop();
  });

  /** Takes a version now that there is room, which must go on from the one that failed. */
  async function expectResumed(place: string): Promise<void> {
    expect(await expectWhole(place)).to.deep.equal([]);
    const { published = '', resumed } = await takeInChild(org, place);
    expect(resumed).to.equal(true);
    expect(await expectWhole(place)).to.deep.equal([published]);
    await expectTidy(place);
    await expectEqual(place, published, smallView(org.state));
  }

  // The journal, a spool file, a volume: each is the first to be too big at one of these.
  for (const fileKibibytes of [2, 40, 300]) {
    it(`fails cleanly where a file may have ${fileKibibytes} KiB, and is gone on with`, () =>
      inFolder(async (folder) => {
        const place = join(folder, 'vault');
        expect((await takeInChild(org, place, { fileKibibytes })).failed).to.equal('storeFull');
        await expectResumed(place);
      }));
  }

  for (const kibibytes of [100, 700, 1400]) {
    it(`fails cleanly on a disk of ${kibibytes} KiB, and is gone on with`, function () {
      return onSmallDisk(this, kibibytes, async (disk) => {
        const place = join(disk.folder, 'vault');
        expect((await takeInChild(org, place)).failed).to.equal('storeFull');
        await disk.resize(ENOUGH);
        await expectResumed(place);
      });
    });
  }

  it('says so at the command line, and keeps the versions before it', function () {
    return onSmallDisk(this, 500, async (disk) => {
      const stage = await setStage(SMALL_ORG);
      try {
        await commandLine(stage, join(disk.folder, 'vault'), () => disk.resize(ENOUGH));
      } finally {
        await stage.close();
      }
    });
  });
});

async function commandLine(stage: Stage, vault: string, makeRoom: () => Promise<void>): Promise<void> {
  const run = (...more: string[]): string[] => ['backup', 'run', '-o', 'practice', '--vault', vault, ...more];
  const first = await stage.result<BackupRunResult>(run('--only', 'data', '--sobject', 'Campaign'), [0, 68]);
  const files = run(
    '--only',
    'data',
    '--only',
    'files',
    '--sobject',
    'ContentVersion',
    '--sobject',
    'Document',
  );
  const full = await stage.sf(files);
  expect(full.code, full.stderr).to.equal(1);
  expect(full.stderr).to.contain('There is no room left at ').and.to.contain('Make room');
  expect(full.stderr).not.to.match(/^\s+at .*:\d+:\d+\)?$/m);
  const { versions } = await stage.result<BackupListResult>(['backup', 'list', '--vault', vault]);
  expect(versions.map(({ version }) => version)).to.deep.equal([first.version]);
  expect(await expectWhole(vault)).to.deep.equal([first.version]);
  await makeRoom();
  const second = await stage.result<BackupRunResult>(files, [0, 68]);
  expect(second.resumed).to.equal(true);
  expect(await expectWhole(vault)).to.deep.equal([first.version, second.version]);
  await expectTidy(vault);
  await expectEqual(vault, second.version, smallView(stage.org.state, ['ContentVersion', 'Document']));
}
