import { expect } from 'chai';
import fc from 'fast-check';
import { queryRows } from '../../../src/org/query.ts';
import { compileWhere } from '../../../src/restore/select/where/compileWhere.ts';
import { Version } from '../../../src/restore/select/version.ts';
import { setPlanBench, type PlanBench } from '../plan/planning.ts';

const TESTS: readonly string[] = [
  "StageName = 'closed won'",
  "StageName IN ('Prospecting', 'Closed Lost')",
  "StageName NOT IN ('Prospecting', 'Closed Lost')",
  "Name LIKE '%a%'",
  "Name LIKE '_a%'",
  "Name >= 'm'",
  'Amount > 50000',
  'Amount <= 1.2e4',
  'Amount = null',
  'IsWon = true',
  'IsClosed != true',
  'CloseDate < TODAY',
  'CloseDate = THIS_YEAR',
  'CloseDate >= LAST_N_MONTHS:6',
  'CloseDate > 2025-06-30',
  'CreatedDate < LAST_YEAR',
  'CampaignId = null',
  'CampaignId != null',
  "NextStep != ''",
];

describe('a condition over archived rows', () => {
  let bench: PlanBench;
  before(async function () {
    this.timeout(60_000);
    bench = await setPlanBench({ seed: 11 }, { only: ['data'], sobjects: ['Opportunity'] });
  });
  after(() => bench.close());

  it('finds the rows that the org itself finds', async function () {
    this.timeout(60_000);
    const version = new Version(bench.bench.vault, bench.manifest);
    const { describe: object } = await version.object('Opportunity');
    await queryRows(bench.session, 'SELECT Id FROM Organization');
    const test = fc.constantFrom(...TESTS);
    const part = fc.oneof(
      test,
      test.map((one) => `(NOT ${one})`),
      fc.tuple(test, test).map(([one, other]) => `(${one} OR ${other})`),
    );
    const condition = fc.tuple(part, part).map(([one, other]) => `${one} AND ${other}`);
    await fc.assert(
      fc.asyncProperty(condition, async (where) => {
        const matches = compileWhere(where, object.fields, bench.session.serverNow());
        const found: string[] = [];
        for await (const rows of version.rows('Opportunity'))
          for (const row of rows)
            if (!row.isDeleted && matches((field) => row.cell(field))) found.push(row.id);
        const live = await queryRows(bench.session, `SELECT Id FROM Opportunity WHERE ${where} ORDER BY Id`);
        expect(found.sort()).to.deep.equal(live.map(({ Id }) => Id));
      }),
      { numRuns: 60 },
    );
  });
});
