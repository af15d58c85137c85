import { expect } from 'chai';
import { carryOut, resume } from '../../../src/restore/carryOut/carryOut.ts';
import type { CarryOutEvent } from '../../../src/restore/carryOut/model.ts';
import type { PlanRow } from '../../../src/restore/plan/model.ts';
import { create, oldId, requestFor, setBench, textOf, type Bench } from './bench.ts';

describe('carrying a plan out', function () {
  this.timeout(120_000);
  let bench: Bench;
  before(async () => {
    bench = await setBench();
  });
  after(() => bench.close());

  const account = (number: number, cells: Record<string, string | null> = {}): PlanRow =>
    create('Account', oldId('001', number), { Name: `Planned ${number}`, ...cells });

  it('creates rows, and writes references to them by their new Ids', async () => {
    const contact = create('Contact', oldId('003', 1), { LastName: 'Ref' }, { AccountId: oldId('001', 1) });
    const plan = await bench.plan([
      ['create', 'Account', [account(1, { AnnualRevenue: '1250000', Phone: null })]],
      ['create', 'Contact', [contact]],
    ]);
    const done = await bench.carry(plan);
    expect(done.counts).to.include({ Created: 2, Failed: 0 });
    expect(done.verified).to.deep.equal({ rows: 2, differences: 0 });
    const [row] = await bench.rows(
      "SELECT Account.Name, Account.AnnualRevenue FROM Contact WHERE LastName = 'Ref'",
    );
    expect(row?.Account).to.deep.equal({ Name: 'Planned 1', AnnualRevenue: '1250000.0' });
  });

  it('does nothing a second time', async () => {
    const plan = await bench.plan([['create', 'Account', [account(2), account(3)]]]);
    await bench.carry(plan);
    const again = await bench.carry(plan);
    expect(again.resumed).to.equal(true);
    expect(again.counts.Created).to.equal(2);
    expect(await bench.rows("SELECT Id FROM Account WHERE Name = 'Planned 2'")).to.have.length(1);
  });

  it('fails a row whose parent failed, and does not write it without', async () => {
    const bad = create('Account', oldId('001', 4), { Name: null });
    const contact = create(
      'Contact',
      oldId('003', 4),
      { LastName: 'Orphan' },
      { AccountId: oldId('001', 4) },
    );
    const plan = await bench.plan([
      ['create', 'Account', [bad, account(5)]],
      ['create', 'Contact', [contact]],
    ]);
    const done = await bench.carry(plan);
    expect(done.counts).to.include({ Created: 1, Failed: 2 });
    expect(await bench.rows("SELECT Id FROM Contact WHERE LastName = 'Orphan'")).to.deep.equal([]);
  });

  it('updates what is as the plan saw it, and leaves alone what has changed since', async () => {
    const [one, other] = await bench.rows('SELECT Id, Phone, SystemModstamp FROM Account LIMIT 2');
    const update = (row: typeof one, stamp: unknown): PlanRow => ({
      type: 'row',
      action: 'Update',
      object: 'Account',
      id: textOf(row, 'Id'),
      cells: { Phone: '0815' },
      refs: {},
      before: { Phone: row?.Phone as string | null },
      stamp: String(stamp),
    });
    const plan = await bench.plan([
      ['update', 'Account', [update(one, one?.SystemModstamp), update(other, '2001-01-01T00:00:00.000Z')]],
    ]);
    const done = await bench.carry(plan);
    expect(done.counts).to.include({ Updated: 1, Conflict: 1 });
    const after = await bench.rows(`SELECT Phone FROM Account WHERE Id = '${textOf(other, 'Id')}'`);
    expect(after[0]?.Phone).to.equal(other?.Phone);
  });

  it('takes rows out of the bin with their Ids, children that came along included', async () => {
    const contacts = [30, 31].map((number) =>
      create('Contact', oldId('003', number), { LastName: 'Child' }, { AccountId: oldId('001', 30) }),
    );
    await bench.carry(
      await bench.plan([
        ['create', 'Account', [account(30)]],
        ['create', 'Contact', contacts],
      ]),
    );
    const children = await bench.rows("SELECT Id, AccountId FROM Contact WHERE LastName = 'Child'");
    const id = textOf(children[0], 'AccountId');
    const undelete = (object: string, row: string): PlanRow => ({
      type: 'row',
      action: 'Undelete',
      object,
      id: row,
    });
    const [live] = await bench.rows(`SELECT SystemModstamp FROM Account WHERE Id = '${id}'`);
    const remove = await bench.plan([
      [
        'delete',
        'Account',
        [{ type: 'row', action: 'Delete', object: 'Account', id, stamp: textOf(live, 'SystemModstamp') }],
      ],
    ]);
    expect((await bench.carry(remove)).counts.Deleted).to.equal(1);
    const plan = await bench.plan([
      ['undelete', 'Account', [undelete('Account', id)]],
      ['undelete', 'Contact', children.map((row) => undelete('Contact', textOf(row, 'Id')))],
    ]);
    const done = await bench.carry(plan);
    expect(done.counts).to.include({ Undeleted: 1 + children.length, Failed: 0 });
    expect(await bench.rows(`SELECT Id FROM Contact WHERE AccountId = '${id}'`)).to.have.length(
      children.length,
    );
  });

  it('finds the row that makes the org refuse a whole call, and sends the others', async () => {
    const plan = await bench.plan([
      [
        'create',
        'Account',
        [10, 11, 12, 13, 14].map((number) =>
          account(number, { AnnualRevenue: number === 12 ? 'much' : '1' }),
        ),
      ],
    ]);
    const done = await bench.carry(plan);
    expect(done.counts).to.include({ Created: 4, Failed: 1 });
  });

  it('patches a reference that could not be written at first', async () => {
    const child = account(20);
    const plan = await bench.plan([
      ['create', 'Account', [child, account(21)]],
      [
        'patch',
        'Account',
        [
          {
            type: 'row',
            action: 'Update',
            phase: 'patch',
            object: 'Account',
            id: oldId('001', 20),
            cells: { Rating: 'Hot' },
            refs: { ParentId: oldId('001', 21) },
          },
        ],
      ],
    ]);
    const done = await bench.carry(plan);
    expect(done.counts).to.include({ Created: 2, Updated: 1 });
    expect(done.verified.differences).to.equal(0);
    const [row] = await bench.rows("SELECT Rating, Parent.Name FROM Account WHERE Name = 'Planned 20'");
    expect(row).to.deep.equal({ Rating: 'Hot', Parent: { Name: 'Planned 21' } });
  });

  it('is refused for another org, with the journal of another plan, and when nothing was begun', async () => {
    const [first, second] = [
      await bench.plan([['create', 'Account', [account(40)]]]),
      await bench.plan([['create', 'Account', [account(41)]]]),
    ];
    const keyOf = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => 'done',
        (error: unknown) => (error as { key?: string }).key,
      );
    const request = requestFor(second);
    const { signal } = new AbortController();
    expect(await keyOf(resume(bench.session, request, () => undefined, signal))).to.equal('restoreNotBegun');
    await bench.carry(first, { folder: request.folder });
    expect(await keyOf(bench.carry(second))).to.equal('restoreFolderOfOtherPlan');
    const elsewhere = await bench.plan([['create', 'Account', [account(42)]]], {
      targetOrgId: '00D000000000001AAA',
    });
    expect(await keyOf(bench.carry(elsewhere))).to.equal('restoreWrongOrg');
    expect(
      await bench.rows("SELECT Id FROM Account WHERE Name IN ('Planned 41', 'Planned 42')"),
    ).to.deep.equal([]);
  });

  it('stops between two calls when it is told to, and goes on later', async () => {
    const leads = Array.from({ length: 450 }, (_, at) =>
      create('Lead', oldId('00Q', at), { LastName: `Stop ${at}`, Company: 'Stopped' }),
    );
    const plan = await bench.plan([['create', 'Lead', leads]]);
    const stop = new AbortController();
    const told = (event: CarryOutEvent): void => {
      if (event.type === 'progress') stop.abort(new Error('enough'));
    };
    const failure: unknown = await carryOut(bench.session, requestFor(plan), told, stop.signal).catch(
      (error: unknown) => error,
    );
    expect((failure as Error).message).to.equal('enough');
    expect(await bench.rows("SELECT Id FROM Lead WHERE Company = 'Stopped'")).to.have.length(200);
    expect((await bench.carry(plan)).counts.Created).to.equal(450);
    expect(await bench.rows("SELECT Id FROM Lead WHERE Company = 'Stopped'")).to.have.length(450);
  });
});
