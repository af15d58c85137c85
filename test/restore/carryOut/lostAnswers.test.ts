// What the promise "never twice" means while a run goes on: answers that are lost after the org has done its work, and
// refusals that pass.
import { expect } from 'chai';
import { isFailure } from '../../../src/kit/failure.ts';
import type { PlanRow } from '../../../src/restore/plan/model.ts';
import type { Fault } from '../../org/faults/plan.ts';
import { create, oldId, setBench, textOf, type Bench } from './bench.ts';

const CREATE = { endpoint: 'collectionCreate' };
const lost: Fault = { on: CREATE, nth: 1, do: { effect: 'drop', when: 'after-commit' } };
const never: Fault = { on: CREATE, nth: 1, do: { effect: 'drop', when: 'before-headers' } };

describe('calls that go wrong', function () {
  this.timeout(120_000);
  let bench: Bench;
  let round = 0;
  before(async () => {
    bench = await setBench();
  });
  after(() => bench.close());
  beforeEach(() => {
    round += 1;
    // Rows are stamped by the second: what the test before made must not look as if it came just now.
    bench.org.clock.advance(60_000);
  });

  const name = (): string => `Round ${round}`;
  const leads = (count: number, cells: Record<string, string | null> = {}): PlanRow[] =>
    Array.from({ length: count }, (_, at) =>
      create('Lead', oldId('00Q', round * 1000 + at), {
        LastName: `Lost ${at}`,
        Company: name(),
        ...cells,
      }),
    );
  const made = async (): Promise<number> =>
    (await bench.rows(`SELECT Id FROM Lead WHERE Company = '${name()}'`)).length;

  it('are not repeated when the rows arrived', async () => {
    const plan = await bench.plan([['create', 'Lead', leads(250)]]);
    const done = await bench.carry(plan, {}, [lost]);
    expect(done.counts).to.include({ Created: 250, Ambiguous: 0 });
    expect(await made()).to.equal(250);
    expect(done.verified.differences).to.equal(0);
  });

  it('are repeated when they did not', async () => {
    const plan = await bench.plan([['create', 'Lead', leads(10)]]);
    const done = await bench.carry(plan, {}, [never]);
    expect(done.counts).to.include({ Created: 10, Ambiguous: 0 });
    expect(await made()).to.equal(10);
  });

  it('tell rows apart that are all the same', async () => {
    const plan = await bench.plan([['create', 'Lead', leads(5, { LastName: 'Same' })]]);
    const done = await bench.carry(plan, {}, [lost]);
    expect(done.counts.Created).to.equal(5);
    expect(await made()).to.equal(5);
  });

  /** Ends a run after its rows arrived and before it could find that out. */
  const interrupted = async (plan: string): Promise<void> => {
    const blind: Fault = {
      on: { endpoint: 'query*', object: 'Lead' },
      do: { effect: 'status', status: 403 },
    };
    const failure: unknown = await bench.carry(plan, {}, [lost, blind]).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
  };
  const change = async (lastName: string, cells: object): Promise<void> => {
    const [row] = await bench.rows(
      `SELECT Id FROM Lead WHERE LastName = '${lastName}' AND Company = '${name()}'`,
    );
    await bench.session.text(bench.session.resource(`sobjects/Lead/${textOf(row, 'Id')}`), {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(cells),
    });
  };

  it('leave a row ambiguous where a row has appeared that nothing accounts for', async () => {
    const plan = await bench.plan([['create', 'Lead', leads(1)]]);
    await interrupted(plan);
    await change('Lost 0', { LastName: 'Other', Company: 'Elsewhere' });
    const done = await bench.carry(plan);
    expect(done.counts).to.include({ Created: 0, Ambiguous: 1 });
    expect(await made()).to.equal(0);
  });

  it('know a row that was changed on the way by what was left alone', async () => {
    const plan = await bench.plan([['create', 'Lead', leads(3)]]);
    await interrupted(plan);
    await change('Lost 1', { Company: `${name()} changed` });
    const done = await bench.carry(plan);
    expect(done.counts).to.include({ Created: 3, Ambiguous: 0 });
    expect(await made()).to.equal(2);
    expect(done.verified.differences).to.equal(1);
  });

  it('wait for a lock, a row at a time if need be', async () => {
    const plan = await bench.plan([['create', 'Lead', leads(40)]]);
    const locked: Fault = {
      on: { object: 'Lead' },
      nth: [3, 4, 17, 41, 42],
      do: {
        effect: 'failRow',
        errorCode: 'UNABLE_TO_LOCK_ROW',
        message: 'unable to obtain exclusive access',
      },
    };
    const done = await bench.carry(plan, {}, [locked]);
    expect(done.counts).to.include({ Created: 40, Failed: 0 });
    expect(await made()).to.equal(40);
  });

  it('end with the row failed when the lock stays', async () => {
    const plan = await bench.plan([['create', 'Lead', leads(1)]]);
    const locked: Fault = {
      on: { object: 'Lead' },
      do: { effect: 'failRow', errorCode: 'UNABLE_TO_LOCK_ROW' },
    };
    expect((await bench.carry(plan, {}, [locked])).counts.Failed).to.equal(1);
  });

  for (const [what, fault, key] of [
    [
      'the storage is full',
      { on: { object: 'Lead' }, nth: 251, do: { effect: 'failRow', errorCode: 'STORAGE_LIMIT_EXCEEDED' } },
      'restoreStorageFull',
    ],
    [
      'the request limit is reached',
      { on: CREATE, nth: 2, do: { effect: 'requestLimit' } },
      'apiLimitReached',
    ],
  ] as const) {
    it(`stop the restore when ${what}, and let it go on later`, async () => {
      const plan = await bench.plan([['create', 'Lead', leads(450)]]);
      const failure: unknown = await bench.carry(plan, {}, [fault]).catch((error: unknown) => error);
      expect(isFailure(failure, key), String(failure)).to.equal(true);
      expect(await made()).to.be.lessThan(450);
      const done = await bench.carry(plan);
      expect(done.counts).to.include({ Created: 450, Failed: 0, Ambiguous: 0 });
      expect(await made()).to.equal(450);
    });
  }

  it('are sent again with a new session when the old one has ended', async () => {
    const plan = await bench.plan([['create', 'Lead', leads(3)]]);
    const done = await bench.carry(plan, {}, [{ on: CREATE, nth: 1, do: { effect: 'expireToken' } }]);
    expect(done.counts.Created).to.equal(3);
    expect(await made()).to.equal(3);
  });

  it('are looked into after a server error', async () => {
    const plan = await bench.plan([['create', 'Lead', leads(3)]]);
    const error: Fault = {
      on: CREATE,
      nth: 1,
      do: { effect: 'status', status: 502, body: '<html>Bad Gateway</html>' },
    };
    expect((await bench.carry(plan, {}, [error])).counts.Created).to.equal(3);
    expect(await made()).to.equal(3);
  });

  it('name the other row of a duplicate', async () => {
    const [taken] = await bench.rows(
      'SELECT Id, External_Id__c FROM Project__c WHERE External_Id__c != null LIMIT 1',
    );
    const plan = await bench.plan([
      [
        'create',
        'Project__c',
        [
          create('Project__c', oldId('a00', 1), {
            Name: 'Twin',
            External_Id__c: textOf(taken, 'External_Id__c'),
          }),
        ],
      ],
    ]);
    const done = await bench.carry(plan);
    expect(done.counts.Failed).to.equal(1);
  });
});
