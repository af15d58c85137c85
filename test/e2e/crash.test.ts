// The promise under test: a SIGKILL at any instant leaves every published version whole and lists nothing half; the
// next run goes on or starts clean, and ends with exactly the org.
import { join } from 'node:path';
import { expect } from 'chai';
import { startOrg, type RunningOrg } from '../org/startOrg.ts';
import { seeded, whole } from '../vault/randomness.ts';
import { inFolder } from '../vault/temporary.ts';
import { SMALL_ORG, smallView, takeInChild } from './smallBackup.ts';
import { expectEqual, expectTidy, expectWhole, journalOf } from './wholeVault.ts';

const SEED = Number(process.env.SAFEKEEP_CRASH_SEED ?? 20261124);
const INSTANTS = process.env.SAFEKEEP_TEST_FULL ? 50 : 6;
/** The making of the vault, the lock and the run, step by step: too few of all to be hit by chance. */
const FIRST_STEPS = process.env.SAFEKEEP_TEST_FULL
  ? Array.from({ length: 34 }, (_, at) => at + 1)
  : [8, 20, 33];
const KILLS_IN_A_ROW = 5;
/** A job that was deleted but not noted as done costs a resumed run a call or two more: one for each object at once. */
const WORTH_RESUMING = 15;

describe('a backup killed at any instant', function () {
  this.timeout(0);
  let org: RunningOrg;
  /** Of a run that nobody disturbs. */
  let steps: number;
  let calls: number;

  before(async () => {
    org = await startOrg(SMALL_ORG);
    await inFolder(async (folder) => {
      steps = (await takeInChild(org, join(folder, 'vault'))).steps ?? 0;
      calls = org.calls.length;
    });
    expect(steps).to.be.greaterThan(300);
  });

  after(async () => {
    await org.stop();
  });

  /** Takes a version to its end and checks all that is promised of it. */
  async function goOn(place: string, before: readonly string[], about: string): Promise<void> {
    const journal = await journalOf(place, org.orgId);
    const interrupted = versionIn(journal);
    org.clearCalls();
    const { published = '', resumed } = await takeInChild(org, place);
    expect(resumed, about).to.equal(interrupted !== undefined && !before.includes(interrupted));
    const done = journal.match(/"key":"(object|file|bulk)/g)?.length ?? 0;
    if (resumed && done >= WORTH_RESUMING) expect(org.calls.length, about).to.be.lessThan(calls);
    expect(await expectWhole(place, about), about).to.deep.equal([...before, published]);
    await expectTidy(place, about);
    await expectEqual(place, published, smallView(org.state), about);
  }

  /** What the vault lists now, which must be whole; nothing where the vault was not made yet. */
  const listed = (place: string, about: string): Promise<string[]> =>
    expectWhole(place, about).catch(unlessNoVault);

  const killAndGoOn = (dieAt: () => number): Promise<void> =>
    inFolder(async (folder) => {
      const place = join(folder, 'vault');
      const about = `seed ${SEED}, step ${dieAt()} of ${steps}`;
      await takeInChild(org, place, { dieAt: dieAt() });
      await goOn(place, await listed(place, about), about);
    });

  for (const step of FIRST_STEPS) {
    it(`is gone on with after its step ${step}`, () => killAndGoOn(() => step));
  }

  const random = seeded(SEED);
  for (let round = 1; round <= INSTANTS; round += 1) {
    const instant = random();
    it(`is gone on with after ${(instant * 100).toFixed(1)} percent of its steps (seed ${SEED}, round ${round})`, () =>
      killAndGoOn(() => Math.ceil(instant * steps)));
  }

  it('keeps the versions before it, and is gone on with after several kills in a row', () =>
    inFolder(async (folder) => {
      const place = join(folder, 'vault');
      const first = await takeInChild(org, place);
      let published = [first.published ?? ''];
      for (let kill = 1; kill <= KILLS_IN_A_ROW; kill += 1) {
        const dieAt = 20 + whole(random, steps / 3);
        const { signal } = await takeInChild(org, place, { dieAt });
        expect(signal, `seed ${SEED}, kill ${kill} at step ${dieAt}`).to.equal('SIGKILL');
        // A run with little left to do may have published before it died.
        published = await expectWhole(place);
        expect(published, `seed ${SEED}`).to.include(first.published);
      }
      await goOn(place, published, `seed ${SEED}`);
    }));
});

/** The version that an interrupted run was taking; undefined when it died before it could write that down. */
function versionIn(journal: string): string | undefined {
  if (!journal.includes('\n')) return undefined;
  return (JSON.parse(journal.slice(0, journal.indexOf('\n'))) as { version: string }).version;
}

function unlessNoVault(error: unknown): string[] {
  if (error instanceof Error && error.message.startsWith('vaultNotFound')) return [];
  throw error;
}
