import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BackupListResult } from '../../src/commands/backup/list.ts';
import type { BackupVerifyResult } from '../../src/commands/backup/verify.ts';
import type { BackupRunResult } from '../../src/report/takenVersion.ts';
import type { Manifest } from '../../src/vault/manifest/manifest.ts';
import { setStage, type Stage } from './plugin.ts';

describe('backup commands', () => {
  let stage: Stage;
  let first: BackupRunResult;
  const here = (...args: string[]): string[] => [...args, '--vault', stage.vault];
  const SMALL = ['--only', 'data', '--sobject', 'Account', '--sobject', 'Contact'];

  before(async () => {
    stage = await setStage();
    first = await stage.result<BackupRunResult>(here('backup', 'run', '-o', 'practice', ...SMALL), [68]);
  });

  after(async () => {
    await stage.close();
  });

  it('run says in words what was taken, what is missing and what to do next', async () => {
    const { code, stdout } = await stage.sf(here('backup', 'run', '-o', 'practice', ...SMALL));
    expect(code).to.equal(68);
    for (const said of [
      'Take records, files and metadata',
      'Account.Legacy_Score__c',
      'field-hidden',
      'is in',
      'sf backup verify',
    ]) {
      expect(stdout).to.contain(said);
    }
  });

  it('run takes nothing but what was asked for, and an excluded field is no gap', async () => {
    const args = ['--exclude', 'Account.Legacy_Score__c', '--exclude', 'contact.National_Id__c'];
    const taken = await stage.result<BackupRunResult>(
      here('backup', 'run', '-o', 'practice', ...SMALL, ...args),
    );
    expect(taken.complete).to.equal(true);
    expect(taken.totals).to.include({ objects: 2, files: 0, components: 0 });
  });

  it('list shows the versions, oldest first', async () => {
    const { versions } = await stage.result<BackupListResult>(here('backup', 'list'));
    expect(versions.map(({ state }) => state)).to.deep.equal(['incomplete', 'incomplete', 'complete']);
    expect(versions[0]).to.include({
      version: first.version,
      rows: first.totals.rows,
      orgId: stage.org.orgId,
    });
    const { stdout } = await stage.sf(here('backup', 'list'));
    expect(stdout).to.contain(first.version);
  });

  it('display shows a version by name, by place and by time', async () => {
    const display = (version: string): Promise<Manifest> =>
      stage.result<Manifest>(here('backup', 'display', '--version', version));
    expect((await display(first.version)).version).to.equal(first.version);
    expect((await display('latest~2')).version).to.equal(first.version);
    expect((await display('@2999-01-01T00:00Z')).complete).to.equal(true);
    const { stdout } = await stage.sf(here('backup', 'display'));
    for (const said of ['Account', 'Contact', 'complete', 'Follows']) expect(stdout).to.contain(said);
  });

  it('each version names the one before it and the hash of its manifest', async () => {
    const latest = await stage.result<Manifest>(here('backup', 'display'));
    const before = await stage.result<Manifest>(here('backup', 'display', '--version', 'latest~1'));
    expect(latest.parent?.version).to.equal(before.version);
  });

  it('verify checks one version or all of them', async () => {
    const one = await stage.result<BackupVerifyResult>(here('backup', 'verify', '--deep'));
    expect(one.versions).to.have.length(1);
    expect(one.undamaged).to.equal(true);
    const all = await stage.result<BackupVerifyResult>(here('backup', 'verify', '--all'));
    expect(all.versions).to.have.length(3);
  });

  it('export writes plain files that need nothing else', async () => {
    const target = join(stage.home.folder, 'plain');
    await stage.result(here('backup', 'export', '--output-dir', target));
    expect(await readdir(join(target, 'data'))).to.deep.equal(['Account.csv', 'Contact.csv']);
    const header = (await readFile(join(target, 'data', 'Account.csv'), 'utf8')).split('\n')[0];
    expect(header).to.match(/^"Id","IsDeleted","SystemModstamp",/);
    const zips = join(stage.home.folder, 'zips');
    const { target: zip } = await stage.result<{ target: string }>(
      here('backup', 'export', '--format', 'zip', '-d', zips),
    );
    expect((await stat(zip)).size).to.be.greaterThan(1000);
  });

  it('verify names the damaged file and ends with 1 when a byte is flipped', async () => {
    const volume = join(stage.vault, stage.org.orgId, first.version, 'data-0001.zip');
    const bytes = await readFile(volume);
    const middle = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    await import('node:fs/promises').then(({ writeFile, chmod }) =>
      chmod(volume, 0o600).then(() => writeFile(volume, bytes)),
    );
    const { code, json } = await stage.sf(here('backup', 'verify', '--version', first.version, '--json'));
    expect(code).to.equal(1);
    const { versions } = json?.result as BackupVerifyResult;
    expect(versions[0]?.problems[0]?.file).to.contain('data-0001.zip');
    const { stdout, stderr } = await stage.sf(here('backup', 'verify', '--version', first.version));
    expect(`${stdout}${stderr}`).to.contain('DAMAGED').and.to.contain('data-0001.zip');
  });
});
