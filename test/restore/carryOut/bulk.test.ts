import { expect } from 'chai';
import type { PlanRow } from '../../../src/restore/plan/model.ts';
import type { Fault } from '../../org/faults/plan.ts';
import { create, oldId, setBench, textOf, type Bench } from './bench.ts';

describe('carrying a plan out by Bulk', function () {
  this.timeout(120_000);
  let bench: Bench;
  let round = 0;
  before(async () => {
    bench = await setBench();
  });
  after(() => bench.close());
  beforeEach(() => {
    round += 1;
    bench.org.clock.advance(60_000);
  });

  const bulk = { bulkThreshold: 1 };
  const correlation = { Project__c: 'External_Id__c' };
  const projects = (
    count: number,
    cells: (at: number) => Record<string, string | null> = () => ({}),
  ): PlanRow[] =>
    Array.from({ length: count }, (_, at) =>
      create('Project__c', oldId('a00', round * 1000 + at), {
        Name: `Bulk ${round}`,
        External_Id__c: `B-${round}-${at}`,
        ...cells(at),
      }),
    );
  const planned = (rows: readonly PlanRow[]): Promise<string> =>
    bench.plan([['create', 'Project__c', rows]], { correlation });
  const made = (): Promise<number> =>
    bench.rows(`SELECT Id FROM Project__c WHERE Name = 'Bulk ${round}'`).then((rows) => rows.length);
  const jobs = (): number => bench.org.calls.filter(({ endpoint }) => endpoint === 'ingestCreate').length;

  it('creates rows and knows which is which, whatever their order in the results', async () => {
    const rows = projects(450);
    const tasks = rows.map((row, at) =>
      create('Project_Task__c', oldId('a01', at), { Name: `Of ${at}` }, { Project__c: row.id }),
    );
    const plan = await bench.plan(
      [
        ['create', 'Project__c', rows],
        ['create', 'Project_Task__c', tasks],
      ],
      { correlation },
    );
    bench.org.clearCalls();
    const done = await bench.carry(plan, bulk);
    expect(done.counts).to.include({ Created: 900, Failed: 0 });
    expect(done.verified).to.deep.equal({ rows: 900, differences: 0 });
    expect(jobs()).to.equal(1);
    const [task] = await bench.rows(
      "SELECT Project__r.External_Id__c FROM Project_Task__c WHERE Name = 'Of 33'",
    );
    expect(task?.Project__r).to.deep.equal({ External_Id__c: `B-${round}-33` });
  });

  it('leaves to REST what CSV cannot say', async () => {
    const long = 'x'.repeat(32_001);
    const rows = projects(3, (at) => ({ Summary__c: [null, '#N/A', long][at] ?? null }));
    const done = await bench.carry(await planned(rows), bulk);
    expect(done.counts.Created).to.equal(3);
    const found = await bench.rows(
      `SELECT Summary__c FROM Project__c WHERE Name = 'Bulk ${round}' ORDER BY External_Id__c`,
    );
    expect(found.map(({ Summary__c }) => Summary__c)).to.deep.equal([null, '#N/A', long]);
  });

  it('goes on where a job ended early', async () => {
    const failing: Fault = {
      on: { object: 'Project__c' },
      nth: 1,
      do: { effect: 'failIngest', afterRows: 250 },
    };
    const done = await bench.carry(await planned(projects(450)), bulk, [failing]);
    expect(done.counts).to.include({ Created: 450, Failed: 0 });
    expect(await made()).to.equal(450);
  });

  const lostAnswers: ReadonlyArray<readonly [string, string, 'after-commit' | 'before-headers']> = [
    ['the answer to the new job', 'ingestCreate', 'after-commit'],
    ['the answer to the upload', 'ingestUpload', 'after-commit'],
    ['the upload', 'ingestUpload', 'before-headers'],
    ['the answer to the close', 'ingestChange', 'after-commit'],
    ['the close', 'ingestChange', 'before-headers'],
    ['an answer about the state', 'ingestJob', 'after-commit'],
    ['the results', 'ingestSuccessful', 'after-commit'],
  ];
  for (const [what, endpoint, when] of lostAnswers) {
    it(`creates nothing twice when it loses ${what}`, async () => {
      const fault: Fault = { on: { endpoint }, nth: 1, do: { effect: 'drop', when } };
      const done = await bench.carry(await planned(projects(20)), bulk, [fault]);
      expect(done.counts.Created).to.equal(20);
      expect(await made()).to.equal(20);
    });
  }

  it('gives up a job that a run left open, and does not wait for it', async () => {
    const plan = await planned(projects(20));
    const limit: Fault = { on: { endpoint: 'ingestUpload' }, nth: 1, do: { effect: 'requestLimit' } };
    const failure: unknown = await bench.carry(plan, bulk, [limit]).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
    const done = await bench.carry(plan, { ...bulk, longestCall: 600_000 });
    expect(done.counts.Created).to.equal(20);
    expect(await made()).to.equal(20);
  });

  it('sends rows that met a lock again by REST', async () => {
    const locked: Fault = {
      on: { object: 'Project__c' },
      nth: [2, 5],
      do: { effect: 'failRow', errorCode: 'UNABLE_TO_LOCK_ROW' },
    };
    const done = await bench.carry(await planned(projects(10)), bulk, [locked]);
    expect(done.counts).to.include({ Created: 10, Failed: 0 });
  });

  it('updates and deletes by Id', async () => {
    await bench.carry(await planned(projects(30)));
    const live = await bench.rows(
      `SELECT Id, Summary__c, SystemModstamp FROM Project__c WHERE Name = 'Bulk ${round}'`,
    );
    const update = live.map((row): PlanRow => ({
      type: 'row',
      action: 'Update',
      object: 'Project__c',
      id: textOf(row, 'Id'),
      cells: { Summary__c: 'Now' },
      refs: {},
      before: { Summary__c: null },
      stamp: textOf(row, 'SystemModstamp'),
    }));
    const updated = await bench.carry(await bench.plan([['update', 'Project__c', update]]), bulk);
    expect(updated.counts.Updated).to.equal(30);
    expect(updated.verified.differences).to.equal(0);
    const stamps = await bench.rows(`SELECT Id, SystemModstamp FROM Project__c WHERE Name = 'Bulk ${round}'`);
    const remove = stamps.map((row): PlanRow => ({
      type: 'row',
      action: 'Delete',
      object: 'Project__c',
      id: textOf(row, 'Id'),
      stamp: textOf(row, 'SystemModstamp'),
    }));
    const deleted = await bench.carry(await bench.plan([['delete', 'Project__c', remove]]), bulk);
    expect(deleted.counts.Deleted).to.equal(30);
    expect(await made()).to.equal(0);
  });
});
