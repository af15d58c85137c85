import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { findInterrupted } from '../../src/vault/run/openRun.ts';
import { clean, VERSION, withVault, type Bench } from './runBench.ts';
import { add, draftOf, fill, ORG_ID } from './syntheticVersion.ts';

describe('interrupted run', () => {
  it('goes on after its last safe member and forgets nothing it noted', () =>
    withVault(async ({ vault, start, resume, work }) => {
      const first = await start({ volumeBytes: 8_000 });
      await fill(first, 1);
      await first.note('job', { id: '750…' });
      await first.suspend();
      const second = await resume({ volumeBytes: 8_000 });
      expect(second.noted('job')).to.deep.equal({ id: '750…' });
      expect(second.done('data/Account/000001.csv.zst')?.rawBytes).to.be.greaterThan(0);
      const journalBefore = (await readFile(join(work, 'journal.ndjson'), 'utf8')).split('\n').length;
      const draft = await fill(second, 1);
      const journalAfter = (await readFile(join(work, 'journal.ndjson'), 'utf8')).split('\n').length;
      expect(journalAfter - journalBefore, 'no member was taken again').to.be.lessThan(3);
      await second.publish(draft);
      await clean(vault);
    }));

  const damages: [string, (bench: Bench) => Promise<void>][] = [
    [
      'a torn last journal line',
      ({ work }) => appendFile(join(work, 'journal.ndjson'), '{"type":"member","key":"torn'),
    ],
    [
      'garbage at the end of the journal',
      ({ work }) => appendFile(join(work, 'journal.ndjson'), '\0\0\0\n{}\n'),
    ],
    [
      'a spool file of the wrong content',
      async ({ work }) => {
        for (const name of await readdir(join(work, 'spool')))
          await writeFile(join(work, 'spool', name), 'rubbish');
      },
    ],
    ['spool files gone', ({ work }) => rm(join(work, 'spool'), { recursive: true })],
    ['a spool file nobody journalled', ({ work }) => writeFile(join(work, 'spool', '4711'), 'half')],
    ['a closed volume gone', ({ vault }) => vault.store.remove(`${ORG_ID}/${VERSION}/data-0001.zip`)],
    [
      'a closed volume of another size',
      ({ vault }) => vault.store.write(`${ORG_ID}/${VERSION}/data-0001.zip`, Buffer.from('x')),
    ],
    [
      'a volume that was closed and not journalled',
      ({ vault }) => vault.store.write(`${ORG_ID}/${VERSION}/data-0009.zip`, Buffer.from('x')),
    ],
    [
      'a volume under its temporary name',
      ({ vault }) => writeFile(join(vault.place, ORG_ID, VERSION, '.writing-1'), 'half'),
    ],
  ];
  for (const [name, damage] of damages) {
    it(`is gone on with in spite of ${name}, twice if need be`, () =>
      withVault(async (bench) => {
        const first = await bench.start({ volumeBytes: 8_000 });
        await fill(first, 1);
        await first.suspend();
        for (let again = 0; again < 2; again++) {
          await damage(bench);
          const run = await bench.resume({ volumeBytes: 8_000 });
          await add(run, `security/again-${again}`, `again ${again}`);
          await run.suspend();
        }
        const last = await bench.resume({ volumeBytes: 8_000 });
        await last.publish(await fill(last, 1));
        await clean(bench.vault);
        expect(await readdir(join(bench.vault.place, ORG_ID, VERSION))).to.not.include('.writing-1');
      }));
  }

  it('whose journal says nothing is cleared away', () =>
    withVault(async ({ vault, lock, start, work }) => {
      await (await start()).suspend();
      await writeFile(join(work, 'journal.ndjson'), '{"type":"ru');
      expect(await findInterrupted(vault, lock, ORG_ID)).to.equal(undefined);
      expect(await readdir(join(vault.place, ORG_ID, 'work'))).to.deep.equal([]);
    }));

  it('that was published before its work folder went is not taken for interrupted', () =>
    withVault(async ({ vault, lock, start, work }) => {
      const run = await start();
      const journal = await readFile(join(work, 'journal.ndjson'));
      await run.publish(draftOf([]));
      await mkdir(work, { recursive: true });
      await writeFile(join(work, 'journal.ndjson'), journal);
      expect(await findInterrupted(vault, lock, ORG_ID)).to.equal(undefined);
      await clean(vault);
    }));

  it('can be discarded without a trace', () =>
    withVault(async ({ vault, lock, start }) => {
      const run = await start({ volumeBytes: 8_000 });
      await fill(run, 1);
      await run.suspend();
      await (await findInterrupted(vault, lock, ORG_ID))!.discard();
      expect(await vault.store.folders(`${ORG_ID}/${VERSION}/`)).to.deep.equal([]);
      expect(await findInterrupted(vault, lock, ORG_ID)).to.equal(undefined);
    }));
});
