// Runs that end early: by a limit, by Ctrl-C, by somebody else's lock. What they finished is kept; nothing half is ever
// a version.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { EXIT, EXIT_OF_FAILURE } from '../../../src/exitCodes.ts';
import { isFailure } from '../../../src/kit/failure.ts';
import { Interruption } from '../../../src/kit/signals.ts';
import { thisProcess } from '../../../src/vault/lock/holder.ts';
import { listVersions } from '../../../src/vault/versions.ts';
import { compareRows } from '../storeCompare.ts';
import { missing, problemsOf, setBench, withBench, type Attempt, type Bench } from './backup.ts';

const OBJECTS = ['Account', 'Case', 'Ledger__c', 'Opportunity', 'Task'];
/** Fields that field-level security hides make no difference here. */
const ASKED: Attempt = { sobjects: OBJECTS, exclude: ['Account.Legacy_Score__c'] };

describe('tough cases: runs that end early', function () {
  this.timeout(20_000);
  let bench: Bench;

  beforeEach(async () => {
    bench = await setBench({ bulkPageRows: 500 });
  });
  afterEach(() => bench.close());

  const versions = async (): Promise<number> => (await listVersions(bench.vault, bench.org.orgId)).length;

  /** Takes the version that the earlier attempts began. */
  const finish = async (): Promise<void> => {
    expect(await versions()).to.equal(0);
    const { manifest, resumed } = await bench.backUp(ASKED);
    expect(resumed).to.equal(true);
    expect(missing(manifest)).to.deep.equal([]);
    expect(await compareRows(bench.vault, manifest, bench.org.state)).to.deep.equal([]);
    expect(await problemsOf(bench.vault, manifest)).to.deep.equal([]);
    expect(await versions()).to.equal(1);
  };

  it('case 7: a run that meets the API limit stops to be resumed, publishes nothing, and costs less the second time', async () => {
    const undisturbed = await withBench({ bulkPageRows: 500 }, async ({ org, backUp }) => {
      await backUp(ASKED);
      return org.calls.length;
    });
    const failure = await bench.failureOf({
      ...ASKED,
      faults: [{ after: Math.floor(undisturbed * 0.6), do: { effect: 'requestLimit' } }],
    });
    expect(isFailure(failure, 'apiLimitReached')).to.equal(true);
    expect(EXIT_OF_FAILURE.apiLimitReached).to.equal(EXIT.resumeLater);
    bench.org.clearCalls();
    await finish();
    expect(bench.org.calls.length).to.be.lessThan(undisturbed);
  });

  it('a run stops before it eats more of the API limit than it may', () =>
    withBench({ apiRequests: 60 }, async ({ org, vault, failureOf }) => {
      const failure = await failureOf({ ...ASKED, apiBudget: { maxPercent: 30 } });
      expect(isFailure(failure, 'apiBudgetReached')).to.equal(true);
      expect(org.calls.filter(({ counted }) => counted).length).to.be.at.most(18);
      expect(await listVersions(vault, org.orgId)).to.deep.equal([]);
    }));

  it('the same run can meet the limit again and again', async () => {
    for (const after of [12, 14, 16, 20]) {
      await bench.failureOf({ ...ASKED, faults: [{ after, do: { effect: 'requestLimit' } }] });
    }
    await finish();
  });

  it('an org without room stops the run, which says so and goes on later', async () => {
    const full = {
      effect: 'status',
      status: 403,
      errorCode: 'STORAGE_LIMIT_EXCEEDED',
      message: 'storage limit exceeded',
    } as const;
    const failure = await bench.failureOf({
      ...ASKED,
      faults: [{ on: { endpoint: 'bulkCreate' }, after: 1, do: full }],
    });
    expect(failure.message).to.contain('STORAGE_LIMIT_EXCEEDED');
    await finish();
  });

  it('a login that expires and cannot be renewed stops the run, which goes on after the next login', async () => {
    const failure = await bench.failureOf({
      ...ASKED,
      renewable: false,
      faults: [{ nth: 25, do: { effect: 'expireToken' } }],
    });
    expect(isFailure(failure, 'sessionExpired')).to.equal(true);
    await finish();
  });

  it('a user who loses API Enabled under way stops the run, which goes on when it is given back', async () => {
    const lost = { effect: 'losePermission', permission: 'ApiEnabled' } as const;
    const failure = await bench.failureOf({
      ...ASKED,
      faults: [{ on: { endpoint: 'bulkResults' }, do: lost }],
    });
    expect(failure.message).to.contain('API_DISABLED_FOR_ORG');
    await finish();
  });

  it('case 46: Ctrl-C ends the run at a checkpoint', async () => {
    const stop = new AbortController();
    const failure = await bench.failureOf({
      ...ASKED,
      signal: stop.signal,
      listener: (event) => {
        if (event.kind === 'object') stop.abort(new Interruption('SIGINT'));
      },
    });
    expect(failure).to.be.instanceOf(Interruption);
    await finish();
  });

  it('case 40: a second backup of the same org is refused while the first one runs, and leaves it alone', async () => {
    let second: Promise<Error> | undefined;
    const first = await bench.backUp({
      ...ASKED,
      listener: (event) => {
        if (event.kind === 'version') second = bench.failureOf(ASKED);
      },
    });
    expect(isFailure(await second, 'vaultLocked')).to.equal(true);
    expect(missing(first.manifest)).to.deep.equal([]);
    expect(await problemsOf(bench.vault, first.manifest)).to.deep.equal([]);
  });

  it('case 40: the lock of a process that is dead is taken over', async () => {
    await writeLock(await deadPid());
    const { manifest } = await bench.backUp(ASKED);
    expect(missing(manifest)).to.deep.equal([]);
  });

  it('case 40: the lock of a process that lives is not', async () => {
    await writeLock(process.ppid);
    expect(isFailure(await bench.failureOf(ASKED), 'vaultLocked')).to.equal(true);
    expect(await versions()).to.equal(0);
  });

  async function writeLock(pid: number): Promise<void> {
    const folder = join(bench.vault.place, bench.org.orgId, 'locks');
    const now = new Date().toISOString();
    const holder = {
      ...thisProcess(),
      owner: 'another',
      pid,
      processStart: '',
      command: 'backup run',
      started: now,
      heartbeat: now,
    };
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '000001.json'), JSON.stringify(holder));
  }
});

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid!;
}
