// Incident 4, cascade: account trees are deleted with their contacts, opportunities, line items, tasks and files. What is
// in the bin is undeleted, the rest is created anew with its relations, never twice, even when the CLI is killed half-way.
// Through the real CLI.

import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { RestoreResult } from '../../src/report/restored.ts';
import { soapCall } from '../org/http/partner/visitorSoap.ts';
import { DATA, visit, type Visitor } from '../org/http/visitor.ts';
import type { Row } from '../org/model.ts';
import { setStage, type Stage } from './plugin.ts';
import { until } from './until.ts';

/** Objects of a tree, with the field that leads towards the account. */
const BRANCHES = [
  ['Contact', 'AccountId', 'Account'],
  ['Opportunity', 'AccountId', 'Account'],
  ['OpportunityLineItem', 'OpportunityId', 'Opportunity'],
  ['OpportunityContactRole', 'OpportunityId', 'Opportunity'],
  ['Task', 'WhatId', 'Opportunity'],
] as const;

/** Some contacts are duplicates by the org's own rule. */
const SURE = ['--allow-duplicates', '--no-prompt'];
/** Far more than this org takes for a call that is under way. */
const TIME_TO_FINISH = 2_000;

type Tree = ReadonlyMap<string, readonly Row[]>;

describe('incident 4: account trees are deleted', function () {
  this.timeout(300_000);
  let stage: Stage;
  let admin: Visitor;
  /** Deleted and still in the bin; deleted and gone from it; deleted, gone, and restored by a run that is killed. */
  let accounts: readonly [string, string, string];
  let trees: readonly Tree[];

  const table = (object: string) => stage.org.state.tables.of(object);
  const alive = (rows: Iterable<Row>): Row[] => [...rows].filter((row) => row.IsDeleted !== true);

  function treeOf(account: string): Tree {
    const tree = new Map<string, readonly Row[]>([['Account', alive([table('Account').get(account)!])]]);
    for (const [object, field, parent] of BRANCHES) {
      const parents = tree.get(parent) ?? [];
      tree.set(
        object,
        parents.flatMap(({ Id }) => alive(table(object).where(field, String(Id)))),
      );
    }
    return tree;
  }

  /** What can be told without Ids: how many rows there are, and what people wrote into them. */
  function content(tree: Tree): unknown {
    const shown = [
      'Name',
      'LastName',
      'StageName',
      'CloseDate',
      'Amount',
      'Quantity',
      'UnitPrice',
      'Role',
      'Subject',
    ];
    return [...tree].map(([object, rows]) => [
      object,
      // A line's name is made by the org, of its product and opportunity.
      rows
        .map((row) => (object === 'OpportunityLineItem' ? { ...row, Name: null } : row))
        .map((row) => shown.map((field) => String(row[field] ?? '')).join('|'))
        .sort(),
    ]);
  }

  const restore = (...args: string[]): string[] => [
    ...['restore', ...args, '--target-org', 'practice', '--vault', stage.vault],
  ];
  /** Rows of people who have left go to the administrator. */
  const owners = (): string[] => {
    const [administrator] = table('User').where('Username', 'admin@practice.example');
    return ['--inactive-owners', 'fallback', '--fallback-user', String(administrator?.Id)];
  };

  /** Deletes accounts that have something of everything below, and that nothing keeps from being deleted. */
  async function deleteTrees(wanted: number): Promise<Map<string, Tree>> {
    const deleted = new Map<string, Tree>();
    for (const { Id } of alive(table('Account').rows())) {
      const tree = treeOf(String(Id));
      if ([...tree.values()].some((rows) => rows.length === 0)) continue;
      const { status } = await admin.send('DELETE', `${DATA}/sobjects/Account/${String(Id)}`);
      if (status === 204) deleted.set(String(Id), tree);
      if (deleted.size === wanted) return deleted;
    }
    throw new Error(`Only ${deleted.size} accounts can be deleted.`);
  }

  before(async () => {
    stage = await setStage();
    admin = visit(stage.org);
    await stage.result(
      ['backup', 'run', '-o', 'practice', '--vault', stage.vault, '--only', 'data'],
      [0, 68],
    );
    const deleted = await deleteTrees(3);
    accounts = [...deleted.keys()] as unknown as typeof accounts;
    trees = [...deleted.values()];
    const gone = accounts.slice(1).map((id) => `<ids>${id}</ids>`);
    await soapCall(admin, 'emptyRecycleBin', gone.join(''));
  });

  after(() => stage.close());

  it('shows what it would take and changes nothing', async () => {
    const asked = restore(
      'records',
      '--record-id',
      accounts[0],
      '--record-id',
      accounts[1],
      '--dry-run',
      ...owners(),
    );
    const { planned, planId, stage: reached } = await stage.result<RestoreResult>(asked);
    expect(reached).to.equal('planned');
    // Nobody has agreed to it, so there is nothing to go on with.
    const { code, json } = await stage.sf([...restore('resume', '--restore-id', planId), '--json']);
    expect([code, json?.name]).to.deep.equal([1, 'RestoreNotBegunError']);
    const of = (action: string): string[] =>
      planned.filter((one) => one.action === action).map(({ object }) => object);
    expect(of('Undelete')).to.include('Account');
    expect(of('Create')).to.include.members(['Account', 'Contact', 'Opportunity', 'OpportunityLineItem']);
    expect(alive([table('Account').get(accounts[0])!])).to.deep.equal([]);
  });

  it('undeletes what is in the bin, Ids and all, and creates anew what is not', async () => {
    const asked = restore(
      'records',
      '--record-id',
      accounts[0],
      '--record-id',
      accounts[1],
      ...SURE,
      ...owners(),
    );
    const { outcome } = await stage.result<RestoreResult>(asked);
    expect(outcome?.counts).to.include({ Failed: 0, Conflict: 0, Ambiguous: 0 });
    const ids = (tree: Tree): string[] => [...tree.values()].flat().map(({ Id }) => String(Id));
    expect(ids(treeOf(accounts[0])).sort()).to.deep.equal(ids(trees[0]!).sort());
    expect(content(treeOf(accounts[0]))).to.deep.equal(content(trees[0]!));
    const [account] = trees[1]!.get('Account')!;
    const copies = alive(table('Account').where('Name', String(account!.Name)));
    expect(copies).to.have.length(1);
    expect(content(treeOf(String(copies[0]!.Id)))).to.deep.equal(content(trees[1]!));
  });

  it('goes on after a kill half-way, and nothing is there twice', async () => {
    const [account] = trees[2]!.get('Account')!;
    stage.org.clearCalls();
    const child = stage.start(restore('records', '--record-id', accounts[2], ...SURE, ...owners()));
    await until('rows are created', () =>
      stage.org.calls.some(({ method, path }) => method === 'POST' && path.endsWith('/composite/sobjects')),
    );
    child.kill('SIGKILL');
    await pause(TIME_TO_FINISH);
    const { outcome } = await stage.result<RestoreResult>(restore('resume', '--longest-call', '0'));
    expect(outcome?.counts).to.include({ Failed: 0, Conflict: 0, Ambiguous: 0 });
    const copies = alive(table('Account').where('Name', String(account!.Name)));
    expect(copies).to.have.length(1);
    expect(content(treeOf(String(copies[0]!.Id)))).to.deep.equal(content(trees[2]!));
  });

  it('is taken back by undo', async () => {
    const [account] = trees[2]!.get('Account')!;
    await stage.result<RestoreResult>(['restore', 'undo', '-o', 'practice', '--no-prompt'], [0, 68]);
    expect(alive(table('Account').where('Name', String(account!.Name)))).to.deep.equal([]);
  });
});
