import { expect } from 'chai';
import { isFailure } from '../../../src/kit/failure.ts';
import type { PlanRow } from '../../../src/restore/plan/model.ts';
import { startOrg } from '../../org/startOrg.ts';
import { rowOf, setPlanBench, type PlanBench, type Planned } from './planning.ts';

const chosen = (...ids: string[]): { wanted: { objects: string[]; ids: string[] } } => ({
  wanted: { objects: [], ids },
});
const find = ({ rows }: Planned, id: string): PlanRow | undefined => rows.find((row) => row.id === id);

describe('a restore plan', () => {
  let bench: PlanBench;
  let parent = '';
  let child = '';
  before(async function () {
    this.timeout(60_000);
    bench = await setPlanBench({ seed: 7 });
    // A contact that nothing hangs on may be deleted.
    const busy = new Set(
      ['Case', 'Opportunity', 'Contract', 'Order'].flatMap((object) =>
        [...bench.org.state.tables.of(object).rows()].flatMap((row) => [row.ContactId, row.AccountId]),
      ),
    );
    const tables = bench.org.state.tables;
    const contact = [...tables.of('Contact').rows()].find(
      ({ IsDeleted, Id, AccountId }) =>
        IsDeleted !== true && AccountId !== null && !busy.has(Id!) && !busy.has(AccountId!),
    );
    [parent, child] = [String(contact?.AccountId), String(contact?.Id)];
  });
  after(() => bench.close());

  it('leaves alone what is as it was', async () => {
    const { Id } = rowOf(bench.org, 'Lead', 3);
    const plan = await bench.plan(chosen(Id));
    expect(find(plan, Id)).to.include({ action: 'Skip', reason: 'same' });
  });

  it('shows a row that was changed since as a conflict, with both values', async () => {
    const { Id, Company } = rowOf(bench.org, 'Lead', 4);
    await bench.update('Lead', Id, { Company: 'Changed' });
    const plan = await bench.plan(chosen(Id));
    expect(find(plan, Id)).to.deep.include({
      action: 'Conflict',
      values: { Company: { archived: Company, live: 'Changed' } },
    });
    const failure = await bench.failureOf({ ...chosen(Id), onConflict: 'fail' });
    expect(isFailure(failure, 'restoreConflicts')).to.equal(true);
  });

  it('writes back the fields that differ, and no others, when told to', async () => {
    const { Id, Company } = rowOf(bench.org, 'Lead', 5);
    await bench.update('Lead', Id, { Company: 'Changed' });
    const plan = await bench.plan({ ...chosen(Id), onConflict: 'overwrite' });
    expect(find(plan, Id)).to.deep.include({
      action: 'Update',
      cells: { Company },
      before: { Company: 'Changed' },
    });
  });

  it('undeletes a cascade, parents first, by the same Ids', async () => {
    await bench.remove('Account', parent);
    const plan = await bench.plan(chosen(parent));
    expect(plan.outline.slice(0, 2)).to.deep.equal(['undelete Account', 'undelete Contact']);
    expect(find(plan, child)).to.include({ action: 'Undelete' });
  });

  it('does not take children along when told not to', async () => {
    const plan = await bench.plan({ ...chosen(parent), children: 'none' });
    expect(plan.rows.map(({ id }) => id)).to.deep.equal([parent]);
  });

  it('takes in the parent that a revived child points at', async () => {
    const plan = await bench.plan({ ...chosen(child), parents: 'all', children: 'none' });
    expect(find(plan, parent)).to.include({ action: 'Undelete' });
    const alone = await bench.plan({ ...chosen(child), parents: 'none', children: 'none' });
    expect(find(alone, parent)).to.equal(undefined);
  });

  it('is refused when the relations grow beyond the cap', async () => {
    const failure = await bench.failureOf({ ...chosen(parent), cap: 1 });
    expect(isFailure(failure, 'selectionTooLarge')).to.equal(true);
  });

  it('creates anew what is gone for good, and links what lost it', async () => {
    bench.org.state.tables.of('Account').drop(parent);
    bench.org.state.tables.of('Contact').drop(child);
    const plan = await bench.plan(chosen(parent));
    const created = find(plan, parent);
    expect(created).to.include({ action: 'Create' });
    if (created?.action !== 'Create') return;
    expect(created.cells).to.include.keys('Name', 'OwnerId');
    expect(created.cells).not.to.have.any.keys(
      'Id',
      'CreatedDate',
      'SystemModstamp',
      'IsDeleted',
      'AccountShare',
    );
    const contact = find(plan, child);
    expect(contact).to.deep.include({ action: 'Create' });
    expect(contact).to.have.property('refs').that.includes({ AccountId: parent });
    expect(plan.outline.indexOf('create Account')).to.be.lessThan(plan.outline.indexOf('create Contact'));
  });

  it('selects by a condition over archived rows', async () => {
    const plan = await bench.plan({
      wanted: { objects: ['Lead'], ids: [], where: "Status = 'Working - Contacted'" },
      children: 'none',
    });
    const { rows } = await bench
      .call(
        'GET',
        `query?q=${encodeURIComponent("SELECT COUNT(Id) n FROM Lead WHERE Status = 'Working - Contacted'")}`,
      )
      .then((answer) => ({ rows: (answer as { records: Array<{ n: number }> }).records[0]!.n }));
    expect(plan.rows).to.have.lengthOf(rows);
    expect(rows).to.be.greaterThan(0);
  });

  it('is refused for Ids that are none, that the version has not, and for objects nobody can write', async () => {
    const keys: Array<string | false> = [];
    for (const wanted of [
      { objects: [], ids: ['nonsense'] },
      { objects: [], ids: ['001000000000001AAA'] },
      { objects: ['Nowhere__c'], ids: [] },
      { objects: ['AccountHistory'], ids: [] },
    ]) {
      const failure = await bench.failureOf({ wanted });
      keys.push(isFailure(failure) && failure.key);
    }
    expect(keys).to.deep.equal([
      'idsInvalid',
      'idsNotInVersion',
      'objectNotInVersion',
      'objectNotRestorable',
    ]);
  });

  it('changes nothing in the org', async () => {
    bench.org.clearCalls();
    await bench.plan(chosen(parent));
    const writes = bench.org.calls.filter(({ method }) => method !== 'GET');
    expect(writes).to.deep.equal([]);
  });

  describe('for another org', () => {
    let other: Awaited<ReturnType<typeof startOrg>>;
    before(async function () {
      this.timeout(60_000);
      other = await startOrg({ seed: 7, rows: 'none' });
    });
    after(() => other.stop());

    it('is refused unless it is asked for', async () => {
      const failure = await bench.failureOf(chosen(rowOf(bench.org, 'Lead').Id), other);
      expect(isFailure(failure, 'restoreWrongOrg')).to.equal(true);
    });

    it('creates every row, users and record types by what names them', async () => {
      const { Id, OwnerId } = rowOf(bench.org, 'Account', 3);
      const plan = await bench.plan({ ...chosen(Id), crossOrg: true, children: 'none' }, other);
      const created = find(plan, Id);
      const username = (org: typeof other, id: unknown): unknown =>
        org.state.tables.of('User').get(String(id))?.Username;
      expect(created?.action).to.equal('Create');
      if (created?.action !== 'Create') return;
      expect(created.cells.OwnerId).not.to.equal(OwnerId);
      expect(username(other, created.cells.OwnerId)).to.equal(username(bench.org, OwnerId));
    });

    it('names a stand-in for owners who are not active, or is refused', async () => {
      const users = [...other.state.tables.of('User').rows()];
      const inactive = new Set(
        users.filter(({ IsActive }) => IsActive !== true).map(({ Username }) => Username),
      );
      const owned = [...bench.org.state.tables.of('Task').rows()].find(
        ({ OwnerId, IsDeleted, RecurrenceActivityId }) => {
          const owner = bench.org.state.tables.of('User').get(String(OwnerId));
          return IsDeleted !== true && RecurrenceActivityId === null && inactive.has(owner?.Username ?? '');
        },
      );
      const id = String(owned?.Id);
      const asked = { ...chosen(id), crossOrg: true, children: 'none' } as const;
      const fallbackUser = String(users.find(({ Username }) => Username === 'admin@practice.example')?.Id);
      const plan = await bench.plan({ ...asked, inactiveOwners: 'fallback', fallbackUser }, other);
      expect(find(plan, id)).to.deep.nested.include({
        'cells.OwnerId': fallbackUser,
        'lost.OwnerId': 'inactive-owner',
      });
      const failure = await bench.failureOf({ ...asked, inactiveOwners: 'fail' }, other);
      expect(isFailure(failure, 'inactiveOwners')).to.equal(true);
    });

    it('orders a whole version so that no reference points at a later step, but for patches', async function () {
      this.timeout(60_000);
      const plan = await bench.plan({ crossOrg: true }, other);
      const made = new Map<string, number>();
      const steps = new Map<string, number>();
      let at = 0;
      const late: string[] = [];
      for (const { rows, kind } of plan.steps) {
        const part = plan.rows.slice(at, (at += rows));
        if (kind === 'create') {
          for (const row of part) {
            if (row.action !== 'Create') continue;
            for (const [field, id] of Object.entries(row.refs))
              if (!made.has(id)) late.push(`${row.object}.${field}`);
          }
          for (const row of part) {
            made.set(row.id, at);
            if (row.action === 'Create') for (const id of Object.values(row.makes ?? {})) made.set(id, at);
          }
        }
        steps.set(kind, (steps.get(kind) ?? 0) + 1);
      }
      expect([...new Set(late)]).to.deep.equal([]);
      expect(steps.get('patch')).to.be.greaterThan(0);
      const orders = plan.rows.filter(({ object, action }) => object === 'Order' && action === 'Create');
      for (const row of orders) expect(row).to.have.nested.property('cells.Status', 'Draft');
    });
  });
});
