// Bulk jobs that fail, vanish, or go on while the run that started them does not.

import { expect } from 'chai';
import { isFailure } from '../../../src/kit/failure.ts';
import type { Fault } from '../../org/faults/plan.ts';
import { compareRows } from '../storeCompare.ts';
import { entryOf, gapOf, missing, problemsOf, setBench, type Bench, type Taken } from './backup.ts';

const LEDGER = 'Ledger__c';
const ROWS = 2_000;

describe('tough cases: Bulk jobs', function () {
  this.timeout(20_000);
  let bench: Bench;

  before(async () => {
    bench = await setBench({ bulkPageRows: 500 });
  });
  after(() => bench.close());
  beforeEach(() => bench.org.clearCalls());

  const jobsMade = (): number => bench.org.calls.filter(({ endpoint }) => endpoint === 'bulkCreate').length;
  const takeLedger = (faults: readonly Fault[] = []): Promise<Taken> =>
    bench.backUp({ sobjects: [LEDGER], faults });

  const expectExact = async ({ manifest }: Taken): Promise<void> => {
    expect(missing(manifest)).to.deep.equal([]);
    expect(await compareRows(bench.vault, manifest, bench.org.state)).to.deep.equal([]);
    expect(await problemsOf(bench.vault, manifest)).to.deep.equal([]);
  };

  it('a job that failed after its 15 retries is split by ranges of Ids', async () => {
    const taken = await takeLedger([
      { on: { object: LEDGER }, times: 1, do: { effect: 'failJob', retries: 15 } },
    ]);
    await expectExact(taken);
    const { via, rows, deletedRows, reconciliation } = entryOf(taken.manifest, LEDGER);
    expect(via).to.equal('ranges');
    expect(rows + deletedRows).to.equal(ROWS);
    expect(reconciliation.expected).to.equal(ROWS);
    expect(jobsMade()).to.be.greaterThan(2);
  });

  it('an object whose ranges fail as well is a gap that says it was a limit', async () => {
    const { manifest } = await takeLedger([{ on: { object: LEDGER }, do: { effect: 'failJob' } }]);
    expect(gapOf(manifest, LEDGER)).to.include({ kind: 'object', reason: 'limit' });
    expect(manifest.objects).to.deep.equal([]);
  });

  it('case 9: a job that outlives its run is adopted by the next one, not made again', async () => {
    const interrupted = await bench.failureOf({
      sobjects: [LEDGER],
      faults: [{ on: { endpoint: 'bulkJob' }, do: { effect: 'requestLimit' } }],
    });
    expect(isFailure(interrupted, 'apiLimitReached')).to.equal(true);
    const taken = await takeLedger();
    expect(taken.resumed).to.equal(true);
    expect(jobsMade()).to.equal(1);
    await expectExact(taken);
  });

  it('a resumed run reads only the pages that it lacks', async () => {
    await bench.failureOf({
      sobjects: [LEDGER],
      faults: [{ on: { endpoint: 'bulkResults' }, after: 3, do: { effect: 'requestLimit' } }],
    });
    bench.org.clearCalls();
    const taken = await takeLedger();
    expect(bench.org.calls.filter(({ endpoint }) => endpoint === 'bulkResults')).to.have.length(1);
    await expectExact(taken);
  });

  it('a job that was deleted meanwhile is made anew', async () => {
    await bench.failureOf({
      sobjects: [LEDGER],
      faults: [{ on: { endpoint: 'bulkResults' }, after: 2, do: { effect: 'requestLimit' } }],
    });
    const gone: Fault = {
      on: { endpoint: 'bulkJob' },
      nth: 1,
      do: { effect: 'status', status: 404, errorCode: 'NOT_FOUND' },
    };
    const taken = await takeLedger([gone]);
    expect(taken.resumed).to.equal(true);
    expect(jobsMade()).to.equal(2);
    await expectExact(taken);
  });

  it('an object that Bulk refuses is read by REST', async () => {
    const refused: Fault = {
      on: { endpoint: 'bulkCreate' },
      do: {
        effect: 'status',
        status: 400,
        errorCode: 'INVALIDENTITY',
        message: "Entity 'Ledger__c' is not supported by the Bulk API.",
      },
    };
    const taken = await takeLedger([refused]);
    await expectExact(taken);
    expect(entryOf(taken.manifest, LEDGER).via).to.equal('rest');
  });

  it('jobs are removed from the org when their rows are safe', async () => {
    await takeLedger();
    expect(bench.org.calls.filter(({ endpoint }) => endpoint === 'bulkDelete')).to.have.length(1);
  });
});
