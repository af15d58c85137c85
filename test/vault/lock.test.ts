import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { collect } from '../../src/kit/bytes.ts';
import { isFailure } from '../../src/kit/failure.ts';
import type { Clock } from '../../src/vault/lock/clock.ts';
import { isStale, thisProcess, type LockHolder } from '../../src/vault/lock/holder.ts';
import { acquireLock } from '../../src/vault/lock/lock.ts';
import { createOrOpenVault, type Vault } from '../../src/vault/vault.ts';
import { rejects } from '../contracts/store.ts';
import { ORG_ID } from './syntheticVersion.ts';
import { inFolder } from './temporary.ts';

const START = Date.parse('2026-11-22T03:40:00Z');

/** A clock that stands until it is turned. */
function handClock(): Clock & { turn(milliseconds: number): Promise<void> } {
  let now = START;
  const tasks = new Set<() => void>();
  return {
    now: () => now,
    every: (_milliseconds, task) => {
      tasks.add(task);
      return () => tasks.delete(task);
    },
    turn: async (milliseconds) => {
      now += milliseconds;
      for (const task of tasks) task();
      await new Promise(setImmediate);
    },
  };
}

const withVault = (work: (vault: Vault) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => work(await createOrOpenVault(join(folder, 'vault'))));

async function lockFiles(vault: Vault): Promise<string[]> {
  const names: string[] = [];
  for await (const { key } of vault.store.list(`${ORG_ID}/locks/`)) names.push(key.split('/').at(-1)!);
  return names;
}

async function holder(vault: Vault, name: string): Promise<LockHolder> {
  return JSON.parse(String(await collect(vault.store.read(`${ORG_ID}/locks/${name}`), 1e6))) as LockHolder;
}

/** Puts a lock document there as another process would have left it. */
async function leaveLock(vault: Vault, number: string, changes: Partial<LockHolder>): Promise<void> {
  const now = new Date(START).toISOString();
  const document = {
    owner: 'other',
    ...thisProcess(),
    command: 'sf backup run',
    started: now,
    heartbeat: now,
    ...changes,
  };
  await vault.store.write(`${ORG_ID}/locks/${number}.json`, Buffer.from(JSON.stringify(document)));
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid!;
}

describe('lock', () => {
  it('keeps a second writer out and says who holds it', () =>
    withVault(async (vault) => {
      const lock = await acquireLock(vault, ORG_ID, { command: 'sf backup run' });
      const error: unknown = await acquireLock(vault, ORG_ID, { command: 'other' }).catch(
        (thrown: unknown) => thrown,
      );
      if (!isFailure(error, 'vaultLocked')) throw new Error(`not locked: ${String(error)}`);
      expect(error.tokens['command']).to.equal('sf backup run');
      expect(error.tokens['pid']).to.equal(process.pid);
      await lock.release();
      await (await acquireLock(vault, ORG_ID, { command: 'other' })).release();
    }));

  it('lets exactly one of many win', () =>
    withVault(async (vault) => {
      const tries = Array.from({ length: 8 }, () => acquireLock(vault, ORG_ID, { command: 'race' }));
      const outcomes = await Promise.allSettled(tries);
      const won = outcomes.filter(({ status }) => status === 'fulfilled');
      expect(won).to.have.length(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected')
          expect(isFailure(outcome.reason, 'vaultLocked'), String(outcome.reason)).to.equal(true);
        else await outcome.value.release();
      }
    }));

  it('is taken over from a process that died', () =>
    withVault(async (vault) => {
      await leaveLock(vault, '000007', { pid: await deadPid() });
      const lock = await acquireLock(vault, ORG_ID, { command: 'next', clock: handClock() });
      expect(await lockFiles(vault)).to.deep.equal(['000008.json']);
      await lock.release();
    }));

  it('is not taken from a process of another machine before two minutes without a heartbeat', () =>
    withVault(async (vault) => {
      await leaveLock(vault, '000001', { host: 'elsewhere', pid: await deadPid() });
      const clock = handClock();
      await clock.turn(119_000);
      await rejects(acquireLock(vault, ORG_ID, { command: 'next', clock }), 'vaultLocked');
      await clock.turn(2_000);
      await (await acquireLock(vault, ORG_ID, { command: 'next', clock })).release();
    }));

  it('shows life by its heartbeat', () =>
    withVault(async (vault) => {
      const clock = handClock();
      const lock = await acquireLock(vault, ORG_ID, { command: 'run', clock });
      await clock.turn(15_000);
      await lock.check();
      await lock.release();
      expect((await holder(vault, '000001.json')).heartbeat).to.equal('2026-11-22T03:40:15.000Z');
    }));

  it('tells a holder that it was superseded, and stays with who came after', () =>
    withVault(async (vault) => {
      const sleeper = await acquireLock(vault, ORG_ID, { command: 'sleeper', clock: handClock() });
      const late = handClock();
      await late.turn(121_000);
      // The same process and machine: only the heartbeat can tell it is asleep.
      const next = await acquireLock(vault, ORG_ID, { command: 'next', clock: late });
      await rejects(sleeper.check(), 'vaultLockLost');
      expect(isFailure(sleeper.lost.reason, 'vaultLockLost')).to.equal(true);
      await sleeper.release();
      await next.check();
      await next.release();
    }));

  it('never uses a number twice, so that a sleeper cannot take a later lock for its own', () =>
    withVault(async (vault) => {
      const sleeper = await acquireLock(vault, ORG_ID, { command: 'sleeper', clock: handClock() });
      const late = handClock();
      await late.turn(121_000);
      await (await acquireLock(vault, ORG_ID, { command: 'second', clock: late })).release();
      const third = await acquireLock(vault, ORG_ID, { command: 'third', clock: late });
      await rejects(sleeper.check(), 'vaultLockLost');
      await third.check();
      expect(await lockFiles(vault)).to.deep.equal(['000003.json']);
      await third.release();
    }));

  it('does not guess about a document it cannot read', () =>
    withVault(async (vault) => {
      await vault.store.write(`${ORG_ID}/locks/000001.json`, Buffer.from('{"torn'));
      await rejects(acquireLock(vault, ORG_ID, { command: 'next' }), 'vaultLockUnreadable');
    }));

  it('tells a process from a later one with its id', () => {
    const now = new Date(START).toISOString();
    const mine: LockHolder = { owner: 'x', ...thisProcess(), command: 'x', started: now, heartbeat: now };
    expect(isStale(mine, START)).to.equal(false);
    expect(isStale({ ...mine, released: true }, START)).to.equal(true);
    if (mine.processStart !== '') expect(isStale({ ...mine, processStart: 'earlier' }, START)).to.equal(true);
    expect(isStale({ ...mine, processStart: 'earlier', processSpace: 'another container' }, START)).to.equal(
      false,
    );
  });
});
