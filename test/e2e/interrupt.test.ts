// Ctrl-C and its like: the run winds down, says so in a sentence, leaves no lock, and is gone on with by the next one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BackupListResult } from '../../src/commands/backup/list.ts';
import type { BackupRunResult } from '../../src/report/takenVersion.ts';
import { ended, type SfChild, type SfRun } from '../clients/sf.ts';
import { setStage, type Stage } from './plugin.ts';
import { SMALL_ORG, smallView } from './smallBackup.ts';
import { until } from './until.ts';
import { expectEqual, expectTidy, expectWhole, journalOf } from './wholeVault.ts';

const OBJECTS = ['Campaign', 'Contact', 'Lead'];
/** Holds a run at its last object until it is told to stop. */
const HOLD = {
  faults: [{ on: { endpoint: 'bulk*', object: 'Lead' }, do: { effect: 'delay', milliseconds: 15_000 } }],
};
const STACK = /^\s+at .*:\d+:\d+\)?$/m;

interface LockDocument {
  readonly released?: boolean;
  readonly pid: number;
}

describe('a backup that is told to stop', function () {
  this.timeout(180_000);
  let stage: Stage;
  let vaults = 0;

  before(async () => {
    stage = await setStage(SMALL_ORG);
  });

  after(async () => {
    await stage.close();
  });

  const runArgs = (vault: string, ...more: string[]): string[] => [
    ...['backup', 'run', '-o', 'practice', '--vault', vault, '--only', 'data', '--bulk-threshold', '60'],
    ...OBJECTS.flatMap((object) => ['--sobject', object]),
    ...more,
  ];

  const newVault = (): string => join(stage.home.folder, `vault-${(vaults += 1)}`);

  /** Starts a run and waits until it has something done and cannot end by itself. */
  async function underWay(
    vault: string,
    ...more: string[]
  ): Promise<{ child: SfChild; end: Promise<SfRun> }> {
    stage.org.setFaults(HOLD);
    const child = stage.start(runArgs(vault, ...more));
    const end = ended(child);
    await until('the run has something done', async () => {
      if (child.exitCode !== null) throw new Error(`It ended too early: ${JSON.stringify(await end)}`);
      return (await journalOf(vault, stage.org.orgId)).includes('"key":"object Contact"');
    });
    return { child, end };
  }

  async function lockOf(vault: string): Promise<LockDocument> {
    const folder = join(vault, stage.org.orgId, 'locks');
    const newest = (await readdir(folder)).sort().at(-1) ?? '';
    return JSON.parse(await readFile(join(folder, newest), 'utf8')) as LockDocument;
  }

  /** The next run: goes on, publishes, and the version is the org. */
  async function expectResumed(vault: string): Promise<void> {
    stage.org.setFaults();
    const { versions } = await stage.result<BackupListResult>(['backup', 'list', '--vault', vault]);
    expect(versions).to.deep.equal([]);
    const taken = await stage.result<BackupRunResult>(runArgs(vault), [0, 68]);
    expect(taken.resumed).to.equal(true);
    expect(await expectWhole(vault)).to.deep.equal([taken.version]);
    await expectTidy(vault);
    await expectEqual(vault, taken.version, smallView(stage.org.state, OBJECTS));
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`ends with 130 and a sentence at ${signal}, and is gone on with`, async () => {
      const vault = newVault();
      const { child, end } = await underWay(vault);
      child.kill(signal);
      const { code, stdout, stderr } = await end;
      expect(code, stderr).to.equal(130);
      expect(stderr).to.contain(`Interrupted by ${signal}.`).and.to.contain('Run the same command again');
      expect(`${stdout}${stderr}`).not.to.match(STACK);
      expect((await lockOf(vault)).released).to.equal(true);
      await expectResumed(vault);
    });

    it(`says so as JSON at ${signal}`, async () => {
      const vault = newVault();
      const { child, end } = await underWay(vault, '--json');
      child.kill(signal);
      const { code, json, stdout, stderr } = await end;
      expect(code).to.equal(130);
      expect(json, stdout).to.include({ status: 130, name: 'InterruptedError' });
      expect(json?.message).to.contain('Interrupted');
      expect(`${stdout}${stderr}`).not.to.match(STACK);
    });
  }

  it('leaves at once at a second SIGINT, and is gone on with', async () => {
    const vault = newVault();
    const { child, end } = await underWay(vault);
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect((await end).code).to.equal(130);
    await expectResumed(vault);
  });

  it('is gone on with when its process was killed', async () => {
    const vault = newVault();
    const { child, end } = await underWay(vault);
    child.kill('SIGKILL');
    expect((await end).code).to.equal(-1);
    expect((await lockOf(vault)).released).to.equal(undefined);
    await expectResumed(vault);
  });

  it('keeps others from writing versions of the org while it lives', async () => {
    const vault = newVault();
    const { child, end } = await underWay(vault);
    const second = await stage.sf([...runArgs(vault), '--json']);
    expect(second.code).to.equal(1);
    expect(second.json).to.include({ name: 'VaultLockedError' });
    expect(second.json?.message).to.contain(`"backup run", process ${child.pid}`);
    child.kill('SIGINT');
    expect((await end).code).to.equal(130);
    await expectResumed(vault);
  });

  it('takes the place of a process that is dead', async () => {
    const vault = newVault();
    await stage.result(runArgs(vault), [0, 68]);
    const lock = await lockOf(vault);
    const dead = spawn(process.execPath, ['--version']);
    await once(dead, 'close');
    const held = { ...lock, released: undefined, pid: dead.pid, heartbeat: new Date().toISOString() };
    await writeFile(join(vault, stage.org.orgId, 'locks', '000009.json'), JSON.stringify(held));
    await stage.result(runArgs(vault), [0, 68]);
    expect(await expectWhole(vault)).to.have.length(2);
    expect((await lockOf(vault)).released).to.equal(true);
  });
});
