// Result pages of Bulk jobs: counted, followed to the end, read again where they broke, and a gap where they never come
// right.

import { expect } from 'chai';
import { compareRows } from '../storeCompare.ts';
import type { Fault } from '../../org/faults/plan.ts';
import { entryOf, gapOf, missing, problemsOf, setBench, type Bench, type Taken } from './backup.ts';

const LEDGER_ROWS = process.env.SAFEKEEP_TEST_FULL ? 300_000 : 9_500;
const PAGE_ROWS = process.env.SAFEKEEP_TEST_FULL ? 20_000 : 2_000;
const PAGES = Math.ceil(LEDGER_ROWS / PAGE_ROWS);
const LEDGER = 'Ledger__c';

describe('tough cases: pages of a Bulk job', function () {
  this.timeout(process.env.SAFEKEEP_TEST_FULL ? 300_000 : 20_000);
  let bench: Bench;

  before(async () => {
    bench = await setBench({ ledgerRows: LEDGER_ROWS, bulkPageRows: PAGE_ROWS });
  });
  after(() => bench.close());
  beforeEach(() => bench.org.clearCalls());

  const onPages = (more: Omit<Fault, 'on'>): Fault[] => [
    { on: { endpoint: 'bulkResults', object: LEDGER }, ...more },
  ];
  const takeLedger = (faults: readonly Fault[] = []): Promise<Taken> =>
    bench.backUp({ sobjects: [LEDGER], faults });
  const pageCalls = (): number => bench.org.calls.filter(({ endpoint }) => endpoint === 'bulkResults').length;

  const expectExact = async ({ manifest }: Taken): Promise<void> => {
    expect(missing(manifest)).to.deep.equal([]);
    expect(await compareRows(bench.vault, manifest, bench.org.state)).to.deep.equal([]);
    expect(await problemsOf(bench.vault, manifest)).to.deep.equal([]);
    const { rows, deletedRows, reconciliation, via } = entryOf(manifest, LEDGER);
    expect(via).to.equal('bulk');
    expect(rows + deletedRows).to.equal(LEDGER_ROWS);
    expect(reconciliation.expected).to.equal(LEDGER_ROWS);
  };

  it('case 1: an object of many pages keeps every row once, as many as the job says it has', async () => {
    const taken = await takeLedger();
    await expectExact(taken);
    expect(entryOf(taken.manifest, LEDGER).segments).to.have.length(PAGES);
    expect(pageCalls()).to.equal(PAGES);
  });

  it('case 2: the word null as the last locator ends the pages and is never asked for', async () => {
    const listRefused: Fault = {
      on: { endpoint: 'bulkResultPages' },
      do: { effect: 'status', status: 404, errorCode: 'NOT_FOUND' },
    };
    await expectExact(await takeLedger([listRefused]));
    expect(bench.org.calls.filter(({ path }) => path.includes('locator=null'))).to.deep.equal([]);
    expect(pageCalls()).to.equal(PAGES);
  });

  it('case 6: a token that expires mid-download is renewed, and no page is kept twice', async () => {
    await expectExact(await takeLedger(onPages({ nth: 3, do: { effect: 'expireToken' } })));
    expect(bench.org.calls.filter(({ status }) => status === 401)).to.have.length.greaterThan(0);
  });

  const PASSING: ReadonlyArray<readonly [name: string, fault: Omit<Fault, 'on'>]> = [
    ['a connection dropped mid-page', { nth: 2, do: { effect: 'truncate', bytes: 20_000 } }],
    ['a connection dropped before a page begins', { nth: 2, do: { effect: 'drop', when: 'before-headers' } }],
    [
      'a connection dropped right after the headers',
      { nth: 2, do: { effect: 'drop', when: 'after-headers' } },
    ],
    ['a row count that is wrong once', { nth: 3, do: { effect: 'wrongCount', by: 7 } }],
    [
      'a server that is busy for a while',
      { nth: [1, 3], do: { effect: 'status', status: 503, errorCode: 'SERVER_UNAVAILABLE' } },
    ],
  ];

  for (const [name, fault] of PASSING) {
    it(`${name} costs another download of that page and no row`, async () => {
      await expectExact(await takeLedger(onPages(fault)));
      expect(pageCalls()).to.be.greaterThan(PAGES);
    });
  }

  it('a row count that is always wrong makes the object a gap, named as an error', async () => {
    const { manifest } = await takeLedger([
      { on: { endpoint: 'bulkResults', object: LEDGER }, do: { effect: 'wrongCount', by: -1 } },
    ]);
    expect(gapOf(manifest, LEDGER)).to.include({ kind: 'object', reason: 'error' });
    expect(gapOf(manifest, LEDGER).detail).to.contain('row count');
    expect(manifest.objects).to.deep.equal([]);
    expect(manifest.complete).to.equal(false);
  });

  it('the other objects of a version are whole when the pages of one never come right', async () => {
    const { manifest } = await bench.backUp({
      sobjects: [LEDGER, 'Contact'],
      faults: [{ on: { endpoint: 'bulkResults', object: LEDGER }, do: { effect: 'truncate', bytes: 3_000 } }],
    });
    expect(missing(manifest)).to.deep.equal([`error ${LEDGER}`, 'field-hidden Contact.National_Id__c']);
    expect(await compareRows(bench.vault, manifest, bench.org.state)).to.deep.equal([]);
  });
});
