// The promise under test: a restore that is killed at any instant, and resumed, leaves the org as one that nobody
// disturbed: no row twice, none missing, no link lost.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { PlanRow } from '../../../src/restore/plan/model.ts';
import { seeded, whole } from '../../vault/randomness.ts';
import { create, oldId, setBench, type Bench } from './bench.ts';
import type { Place } from './carryOutChild.ts';

const SEED = Number(process.env.SAFEKEEP_CRASH_SEED ?? 20261125);
const FULL = process.env.SAFEKEEP_TEST_FULL !== undefined;
const INSTANTS = FULL ? 50 : 5;
/** Rows that a round creates, patches included: about five times as many. */
const ROWS = FULL ? 1_000 : 250;
const CHILD = fileURLToPath(new URL('carryOutChild.ts', import.meta.url));
const PLACES: readonly Place[] = ['disk', 'before', 'during', 'after'];

const PATHS = [
  { name: 'Collections', threshold: 1_000_000 },
  { name: 'Bulk', threshold: 50 },
] as const;

interface Ending {
  readonly signal: string | null;
  readonly steps: number;
  readonly calls: number;
}

describe('a restore killed at any instant', function () {
  this.timeout(0);
  let bench: Bench;
  before(async () => {
    bench = await setBench();
  });
  after(() => bench.close());
  beforeEach(() => bench.org.clock.advance(60_000));

  /** Accounts in a tree, contacts and projects at them, and an update of all contacts' accounts. */
  const planned = (round: string, number: number): Promise<string> => {
    const id = (prefix: string, at: number): string => oldId(prefix, number * ROWS + at);
    const rows = <Row>(make: (at: number) => Row): Row[] => Array.from({ length: ROWS }, (_, at) => make(at));
    const parentOf = (at: number): number => Math.floor(at / 3);
    const patch = (object: string, at: number, prefix: string, field: string): PlanRow => ({
      type: 'row',
      action: 'Update',
      phase: 'patch',
      object,
      id: id(prefix, at),
      cells: {},
      refs: { [field]: id(prefix, parentOf(at)) },
    });
    return bench.plan(
      [
        [
          'create',
          'Account',
          rows((at) => create('Account', id('001', at), { Name: `${round} ${at}`, Site: round })),
        ],
        ['patch', 'Account', rows((at) => patch('Account', at, '001', 'ParentId')).slice(1)],
        [
          'create',
          'Contact',
          rows((at) =>
            create(
              'Contact',
              id('003', at),
              { LastName: `${round} ${at}`, Department: round },
              { AccountId: id('001', at) },
            ),
          ),
        ],
        [
          'create',
          'Project__c',
          rows((at) =>
            create(
              'Project__c',
              id('a00', at),
              { Name: `P ${at}`, External_Id__c: `${round}n${at}`, Summary__c: round },
              { Account__c: id('001', at) },
            ),
          ),
        ],
        ['patch', 'Project__c', rows((at) => patch('Project__c', at, 'a00', 'Parent_Project__c')).slice(1)],
      ],
      { correlation: { Project__c: 'External_Id__c' } },
    );
  };

  /** What a round left in the org, without what is another round's by nature. */
  const leftBy = async (round: string): Promise<string[]> => {
    const answers = [
      await bench.rows(`SELECT Name, Site, Parent.Name FROM Account WHERE Site = '${round}'`, true),
      await bench.rows(`SELECT LastName, Account.Name FROM Contact WHERE Department = '${round}'`, true),
      await bench.rows(
        `SELECT External_Id__c, Account__r.Name, Parent_Project__r.Name FROM Project__c WHERE External_Id__c LIKE '${round}n%'`,
        true,
      ),
    ];
    return answers.flatMap((rows) =>
      rows.map((row) => JSON.stringify(row).replaceAll(round, 'round')).sort(),
    );
  };

  async function child(plan: string, threshold: number, place: Place, nth: number): Promise<Ending> {
    const given = [bench.org.url, bench.org.token(), plan, String(threshold), place, String(nth)];
    const process = spawn(globalThis.process.execPath, [CHILD, ...given], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    process.stdout.on('data', (chunk: Buffer) => (stdout += String(chunk)));
    process.stderr.on('data', (chunk: Buffer) => (stderr += String(chunk)));
    const [code, signal] = (await once(process, 'close')) as [number | null, string | null];
    if (code !== 0 && signal !== 'SIGKILL')
      throw new Error(`The child ended with ${code ?? signal}: ${stderr}`);
    return { steps: 0, calls: 0, ...(stdout === '' ? {} : (JSON.parse(stdout) as object)), signal };
  }

  for (const [pathNumber, { name, threshold }] of PATHS.entries()) {
    describe(`by ${name}`, () => {
      let undisturbed: readonly string[];
      let ofItself: Ending;
      before(async () => {
        const round = `U${name}`;
        ofItself = await child(await planned(round, 500 + pathNumber), threshold, 'disk', 0);
        undisturbed = await leftBy(round);
        expect(undisturbed).to.have.length(ROWS * 3);
      });

      const random = seeded(SEED + pathNumber);
      for (let at = 1; at <= INSTANTS; at++) {
        const place = PLACES[at % PLACES.length] ?? 'disk';
        const instant = random();
        const kills = 1 + whole(random, 2);
        it(`is as one that was not, after ${kills} at ${(instant * 100).toFixed(1)} percent (${place}, seed ${SEED}, round ${at})`, async () => {
          const round = `R${pathNumber}x${at}`;
          const plan = await planned(round, pathNumber * 100 + at);
          const most = place === 'disk' ? ofItself.steps : ofItself.calls;
          for (let kill = 0; kill < kills; kill++)
            await child(plan, threshold, place, Math.ceil((instant * most) / (kill + 1)));
          const done = await bench.carry(plan, { longestCall: 500 });
          expect(done.counts).to.include({ Failed: 0, Ambiguous: 0, Conflict: 0, Created: ROWS * 3 });
          expect(done.verified.differences).to.equal(0);
          expect(await leftBy(round)).to.deep.equal(undisturbed);
        });
      }
    });
  }
});
