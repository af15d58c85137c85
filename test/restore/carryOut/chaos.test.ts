// Everything that can go wrong on the wire goes wrong by chance, again and again, until the restore is through: the org
// must hold every row once, and every link.
import { expect } from 'chai';
import type { PlanRow } from '../../../src/restore/plan/model.ts';
import type { Fault } from '../../org/faults/plan.ts';
import { create, oldId, setBench, type Bench, type Carried } from './bench.ts';

const SEED = Number(process.env.SAFEKEEP_CHAOS_SEED ?? 1);
const ROUNDS = process.env.SAFEKEEP_TEST_FULL ? 30 : 3;
const MOST_RUNS = 60;
const ROWS = 500;

const FAULTS: readonly Fault[] = [
  { probability: 0.06, do: { effect: 'drop', when: 'after-commit' } },
  { probability: 0.04, do: { effect: 'drop', when: 'before-headers' } },
  { probability: 0.04, do: { effect: 'truncate', bytes: 40 } },
  { probability: 0.04, do: { effect: 'status', status: 503, errorCode: 'SERVER_UNAVAILABLE' } },
  { probability: 0.04, do: { effect: 'status', status: 502, body: '<html>Bad Gateway</html>' } },
  { probability: 0.04, do: { effect: 'expireToken' } },
  { probability: 0.03, do: { effect: 'requestLimit' } },
  {
    probability: 0.01,
    on: { object: 'Project__c' },
    do: { effect: 'failRow', errorCode: 'UNABLE_TO_LOCK_ROW' },
  },
  { probability: 0.2, on: { object: 'Project__c' }, do: { effect: 'failIngest', afterRows: 130 } },
];

describe('a restore through a bad line', function () {
  this.timeout(0);
  let bench: Bench;
  before(async () => {
    bench = await setBench();
  });
  after(() => bench.close());

  async function untilDone(plan: string, bulkThreshold: number, seed: number): Promise<Carried> {
    for (let run = 1; run <= MOST_RUNS; run++) {
      const outcome = await bench
        .carry(plan, { bulkThreshold }, FAULTS, seed * 1000 + run)
        .catch((error: unknown) => error as Error);
      if (!(outcome instanceof Error)) return outcome;
    }
    throw new Error(`seed ${seed}: not through after ${MOST_RUNS} runs`);
  }

  for (let at = 0; at < ROUNDS; at++) {
    for (const [path, threshold] of [
      ['Collections', 1_000_000],
      ['Bulk', 50],
    ] as const) {
      it(`by ${path} ends with every row once (seed ${SEED + at})`, async () => {
        bench.org.clock.advance(60_000);
        const round = `${path}${SEED + at}`;
        const id = (prefix: string, number: number): string =>
          oldId(prefix, ((SEED + at) * 2 + Number(path === 'Bulk')) * ROWS + number);
        const numbers = Array.from({ length: ROWS }, (_, number) => number);
        const projects = numbers.map((number) =>
          create('Project__c', id('a00', number), { Name: round, External_Id__c: `${round}n${number}` }),
        );
        const tasks = numbers.map((number) =>
          create(
            'Project_Task__c',
            id('a01', number),
            { Name: `${round} ${number}` },
            { Project__c: id('a00', number) },
          ),
        );
        const patches = numbers.slice(1).map((number): PlanRow => ({
          type: 'row',
          action: 'Update',
          phase: 'patch',
          object: 'Project__c',
          id: id('a00', number),
          cells: {},
          refs: { Parent_Project__c: id('a00', number >> 1) },
        }));
        const plan = await bench.plan(
          [
            ['create', 'Project__c', projects],
            ['create', 'Project_Task__c', tasks],
            ['patch', 'Project__c', patches],
          ],
          { correlation: { Project__c: 'External_Id__c' } },
        );
        const done = await untilDone(plan, threshold, SEED + at);
        expect(done.counts).to.include({ Created: 2 * ROWS, Updated: ROWS - 1, Failed: 0, Ambiguous: 0 });
        expect(done.verified.differences).to.equal(0);
        const left = await bench.rows(
          `SELECT Name, Project__r.External_Id__c, Project__r.Parent_Project__r.External_Id__c FROM Project_Task__c WHERE Project__r.Name = '${round}'`,
        );
        const links = left.map((row) => JSON.stringify(row)).sort();
        const expected = numbers.map((number) => {
          const Parent_Project__r = number === 0 ? null : { External_Id__c: `${round}n${number >> 1}` };
          const Project__r = { External_Id__c: `${round}n${number}`, Parent_Project__r };
          return JSON.stringify({ Name: `${round} ${number}`, Project__r });
        });
        expect(links).to.deep.equal(expected.sort());
      });
    }
  }
});
