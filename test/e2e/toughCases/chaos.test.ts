// Everything that passes, at once and by chance: what a version holds in the end is the org, however bad the way was.
// A seed that found a defect finds it again.

import { expect } from 'chai';
import type { Effect, Fault } from '../../org/faults/plan.ts';
import { compareFiles, compareRows } from '../storeCompare.ts';
import { missing, problemsOf, setBench, type Attempt, type Bench, type Taken } from './backup.ts';

const SEEDS = Array.from({ length: process.env.SAFEKEEP_TEST_FULL ? 50 : 3 }, (_, at) => at + 1);
/** Runs in a row of which one must come through. */
const MOST_ATTEMPTS = 20;

const often = (probability: number, effect: Effect, endpoint = '*'): Fault => ({
  on: { endpoint },
  probability,
  do: effect,
});

const TROUBLES: readonly Fault[] = [
  often(0.05, { effect: 'status', status: 503, errorCode: 'SERVER_UNAVAILABLE' }),
  often(0.05, { effect: 'status', status: 500, body: '<html>down</html>', contentType: 'text/html' }),
  often(0.03, { effect: 'drop', when: 'before-headers' }),
  often(0.03, { effect: 'drop', when: 'after-headers' }),
  often(0.05, { effect: 'expireToken' }),
  often(0.3, { effect: 'truncate', bytes: 700 }, 'bulkResults'),
  often(0.2, { effect: 'wrongCount', by: 1 }, 'bulkResults'),
  often(0.2, { effect: 'status', status: 400, errorCode: 'INVALID_QUERY_LOCATOR' }, 'queryMore'),
  often(0.01, { effect: 'requestLimit' }),
];

const ASKED: Attempt = {
  only: ['data', 'files'],
  sobjects: ['Account', 'ContentVersion', 'Ledger__c', 'Note', 'Opportunity', 'Task'],
  exclude: ['Account.Legacy_Score__c'],
};

describe('tough cases: all that passes, at once', function () {
  this.timeout(60_000);
  let bench: Bench;

  before(async () => {
    bench = await setBench({ bulkPageRows: 500, restPageRows: 300, files: 30 });
  });
  after(() => bench.close());

  async function takeAtLast(seed: number): Promise<Taken> {
    const failures: string[] = [];
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      try {
        return await bench.backUp({ ...ASKED, faults: TROUBLES, seed: seed * MOST_ATTEMPTS + attempt });
      } catch (error) {
        expect(error).to.have.property('name', 'Failure');
        failures.push(String(error));
      }
    }
    throw new Error(`No run of seed ${seed} came through: ${failures.join('; ')}`);
  }

  for (const seed of SEEDS) {
    it(`ends in a version that is the org (seed ${seed})`, async () => {
      const { manifest } = await takeAtLast(seed);
      expect(missing(manifest)).to.deep.equal([]);
      expect(await compareRows(bench.vault, manifest, bench.org.state)).to.deep.equal([]);
      expect(await compareFiles(bench.vault, manifest, bench.org.state)).to.deep.equal([]);
      expect(await problemsOf(bench.vault, manifest)).to.deep.equal([]);
    });
  }
});
