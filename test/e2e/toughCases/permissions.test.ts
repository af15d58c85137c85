// What the user of a backup may not see, from the start or from some moment on: always a gap, never an empty column or
// a silently shorter table.

import { expect } from 'chai';
import type { Effect, Fault } from '../../org/faults/plan.ts';
import { compareRows } from '../storeCompare.ts';
import {
  columnsOf,
  entryOf,
  gapOf,
  missing,
  problemsOf,
  setBench,
  type Bench,
  type Taken,
} from './backup.ts';

describe('tough cases: permissions', function () {
  this.timeout(20_000);
  let bench: Bench;

  before(async () => {
    bench = await setBench({ bulkPageRows: 500 });
  });
  after(() => bench.close());

  /** Takes effect with the first call of the run. */
  const fromTheStart = (effect: Effect): Fault => ({ do: effect });
  const expectSound = async ({ manifest }: Taken): Promise<void> => {
    expect(await compareRows(bench.vault, manifest, bench.org.state)).to.deep.equal([]);
    expect(await problemsOf(bench.vault, manifest)).to.deep.equal([]);
  };

  it('case 28: a hidden field is a gap and no column of empty cells', async () => {
    const before = await bench.backUp({ sobjects: ['Campaign'] });
    expect(missing(before.manifest)).to.deep.equal([]);
    const after = await bench.backUp({
      sobjects: ['Campaign'],
      faults: [fromTheStart({ effect: 'losePermission', object: 'Campaign', field: 'BudgetedCost' })],
    });
    expect(missing(after.manifest)).to.deep.equal(['field-hidden Campaign.BudgetedCost']);
    await expectSound(after);
    await expectSound(before);
  });

  for (const threshold of [1_000_000, 10]) {
    const way = threshold === 10 ? 'Bulk' : 'REST';

    it(`a field that is hidden while a run is under way is a gap as well (${way})`, async () => {
      const effect = { effect: 'losePermission', object: 'Campaign', field: 'BudgetedCost' } as const;
      const endpoint = way === 'Bulk' ? 'bulkCreate' : 'query*';
      const taken = await bench.backUp({
        sobjects: ['Campaign'],
        bulkThreshold: threshold,
        faults: [{ on: { endpoint, ...(way === 'REST' && { object: 'Campaign' }) }, do: effect }],
      });
      expect(missing(taken.manifest)).to.deep.equal(['field-hidden Campaign.BudgetedCost']);
      expect(entryOf(taken.manifest, 'Campaign').via).to.equal(way.toLowerCase());
      await expectSound(taken);
    });

    it(`an object that is lost while a run is under way is a gap, not an empty table (${way})`, async () => {
      const endpoint = way === 'Bulk' ? 'bulkCreate' : 'query*';
      const { manifest } = await bench.backUp({
        sobjects: ['Campaign', 'Case'],
        bulkThreshold: threshold,
        faults: [
          {
            on: { endpoint, ...(way === 'REST' && { object: 'Campaign' }) },
            do: { effect: 'losePermission', object: 'Campaign' },
          },
        ],
      });
      expect(missing(manifest)).to.have.length(1);
      expect(gapOf(manifest, 'Campaign').kind).to.equal('object');
      expect(manifest.objects.map(({ name }) => name)).to.deep.equal(['Case']);
    });
  }

  it('case 24: links to files are read by their documents without Query All Files, and the version says what it may lack', async () => {
    const taken = await bench.backUp({
      sobjects: ['ContentDocument', 'ContentDocumentLink', 'ContentVersion'],
      faults: [fromTheStart({ effect: 'losePermission', permission: 'QueryAllFiles' })],
    });
    const { manifest } = taken;
    expect(entryOf(manifest, 'ContentDocumentLink').via).to.equal('byParents');
    expect(missing(manifest)).to.deep.equal([
      'no-permission ContentDocument',
      'no-permission ContentDocumentLink',
      'no-permission ContentVersion',
    ]);
    expect(gapOf(manifest, 'ContentDocumentLink')).to.include({ kind: 'rows' });
    const rowsOf = (object: string): number =>
      entryOf(manifest, object).rows + entryOf(manifest, object).deletedRows;
    for (const object of ['ContentDocument', 'ContentDocumentLink', 'ContentVersion'])
      expect(rowsOf(object)).to.be.greaterThan(0).and.lessThan(bench.org.state.tables.of(object).size);
    expect(await problemsOf(bench.vault, manifest)).to.deep.equal([]);
  });

  it('a user whom sharing hides rows from takes a version that says so', async () => {
    const { manifest } = await bench.backUp({ sobjects: ['Account'], username: 'sales@practice.example' });
    expect(gapOf(manifest, '*')).to.include({ kind: 'rows', reason: 'no-permission' });
    expect(manifest.complete).to.equal(false);
    expect(entryOf(manifest, 'Account').rows).to.be.lessThan(bench.org.state.tables.of('Account').size);
  });

  it("the administrator's permissions are in the version, and nothing is said to be missing for want of one", async () => {
    const { manifest } = await bench.backUp({
      only: ['data', 'security'],
      sobjects: ['OauthToken', 'LoginHistory', 'ContentDocument'],
    });
    expect(manifest.user.permissions).to.include.members([
      'ApiEnabled',
      'ModifyAllData',
      'QueryAllFiles',
      'ViewAllData',
    ]);
    expect(manifest.user.permissions).not.to.include('ViewEncryptedData');
    expect(missing(manifest)).to.deep.equal([]);
  });

  it('logins and tokens of others are said to be missing without the permission to see them', async () => {
    const { manifest } = await bench.backUp({
      only: ['security'],
      sobjects: ['OauthToken', 'LoginHistory'],
      username: 'nightly@practice.example',
    });
    expect(missing(manifest)).to.deep.equal(['no-permission LoginHistory', 'no-permission OauthToken']);
  });

  it('encrypted text is a gap while it comes masked, and kept plain once it does not', async () => {
    const masked = await bench.backUp({ sobjects: ['Invoice__c'] });
    expect(missing(masked.manifest)).to.deep.equal(['masked Invoice__c.Bank_Account__c']);
    await expectSound(masked);
    const sets = bench.org.state.tables.of('PermissionSet');
    const administrators = [...sets.rows()].find(
      (set) => set.Type === 'Profile' && set.PermissionsModifyAllData === true,
    )!;
    sets.put({ ...administrators, PermissionsViewEncryptedData: true });
    const plain = await bench.backUp({ sobjects: ['Invoice__c'] });
    sets.put(administrators);
    expect(missing(plain.manifest)).to.deep.equal([]);
    await expectSound(plain);
  });

  for (const [way, bulkThreshold, on] of [
    ['REST', 1_000_000, { endpoint: 'query*', object: 'Project_Task__c' }],
    ['Bulk', 10, { endpoint: 'bulkCreate' }],
  ] as const) {
    it(`a field that is deleted while a run is under way is no column and no gap: the object is described anew (${way})`, async () => {
      const field = 'Name';
      const { manifest } = await bench.backUp({
        sobjects: ['Project_Task__c'],
        bulkThreshold,
        faults: [{ on, do: { effect: 'schemaChange', object: 'Project_Task__c', field } }],
      });
      expect(missing(manifest)).to.deep.equal([]);
      const columns = await columnsOf(bench.vault, manifest, 'Project_Task__c');
      const fields = bench.org.state.schema.find('Project_Task__c')!.describe.fields.map(({ name }) => name);
      expect(fields.filter((name) => !columns.includes(name))).to.deep.equal([field]);
      expect(await problemsOf(bench.vault, manifest)).to.deep.equal([]);
    });
  }
});
