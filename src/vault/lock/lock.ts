// One writer per org, with nothing but put-if-absent. Lock documents are numbered; the highest number is the lock.
// Taking it, also from a holder who died, is creating the next number: of two who try, one finds it there. Numbers
// are never used twice (a released lock stays as a document that says so), so a holder that was suspended and wakes
// up can always see that somebody came after it.
import { randomUUID } from 'node:crypto';
import { collect } from '../../kit/bytes.ts';
import { Failure, isFailure } from '../../kit/failure.ts';
import type { Vault } from '../vault.ts';
import { systemClock, type Clock } from './clock.ts';
import { isStale, thisProcess, type LockHolder } from './holder.ts';

const HEARTBEAT_MS = 15_000;
const DOCUMENT_LIMIT = 64 * 1024;

/** All of a vault that a lock needs: a place where a document can be put if absent. */
type LockPlace = Pick<Vault, 'store'>;

export interface Lock {
  readonly orgId: string;
  /** Aborts with a Failure `vaultLockLost` as its reason when somebody else has taken the lock. */
  readonly lost: AbortSignal;
  /** Looks now. @throws Failure `vaultLockLost` {orgId} */
  check(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the lock on an org's versions.
 * @throws Failure `vaultLocked` {orgId, host, pid, command, started, heartbeat} when somebody alive holds it;
 *   `vaultLockUnreadable` {file} when the newest lock document cannot be understood
 */
export async function acquireLock(
  vault: LockPlace,
  orgId: string,
  options: { readonly command: string; readonly clock?: Clock },
): Promise<Lock> {
  const clock = options.clock ?? systemClock;
  const newest = (await lockNumbers(vault, orgId)).at(-1) ?? 0;
  if (newest > 0) await refuseIfHeld(vault, orgId, newest, clock.now());
  const now = new Date(clock.now()).toISOString();
  const holder: LockHolder = {
    owner: randomUUID(),
    ...thisProcess(),
    command: options.command,
    started: now,
    heartbeat: now,
  };
  const lock = new HeldLock(vault, orgId, newest + 1, holder, clock);
  await lock.take();
  return lock;
}

async function refuseIfHeld(vault: LockPlace, orgId: string, number: number, now: number): Promise<void> {
  const holder = await readHolder(vault, lockKey(orgId, number));
  if (holder !== undefined && !isStale(holder, now)) throw locked(orgId, holder);
}

class HeldLock implements Lock {
  readonly orgId: string;
  readonly #vault: LockPlace;
  readonly #number: number;
  readonly #clock: Clock;
  readonly #lost = new AbortController();
  #holder: LockHolder;
  #stop: () => void = () => undefined;
  #beating: Promise<void> = Promise.resolve();

  constructor(vault: LockPlace, orgId: string, number: number, holder: LockHolder, clock: Clock) {
    this.#vault = vault;
    this.orgId = orgId;
    this.#number = number;
    this.#holder = holder;
    this.#clock = clock;
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async take(): Promise<void> {
    try {
      await this.#write({ ifAbsent: true });
    } catch (error) {
      if (!isFailure(error, 'storeKeyExists')) throw error;
      const faster = await readHolder(this.#vault, lockKey(this.orgId, this.#number));
      throw locked(this.orgId, faster ?? this.#holder);
    }
    await this.#yieldToHigher();
    await this.#removeOlder();
    this.#stop = this.#clock.every(HEARTBEAT_MS, () => {
      this.#beating = this.#beating.then(() => this.#beat());
    });
  }

  /** Between listing and writing, others may have taken, released and tidied away the very number just written. */
  async #yieldToHigher(): Promise<void> {
    const highest = (await lockNumbers(this.#vault, this.orgId)).at(-1) ?? this.#number;
    if (highest === this.#number) return;
    await this.#vault.store.remove(lockKey(this.orgId, this.#number));
    throw locked(this.orgId, (await readHolder(this.#vault, lockKey(this.orgId, highest))) ?? this.#holder);
  }

  async check(): Promise<void> {
    this.#lost.signal.throwIfAborted();
    const numbers = await lockNumbers(this.#vault, this.orgId);
    if (numbers.at(-1) === this.#number) return;
    const failure = new Failure('vaultLockLost', { orgId: this.orgId });
    this.#stop();
    this.#lost.abort(failure);
    throw failure;
  }

  async release(): Promise<void> {
    this.#stop();
    await this.#beating;
    if (this.#lost.signal.aborted) return;
    this.#holder = { ...this.#holder, released: true };
    await this.#write();
    await this.#removeOlder();
  }

  /** A heartbeat that cannot be written (a network share away for a moment) is made good by the next one; if none
   * can, somebody else takes the lock, and `check` finds out before anything is published. */
  async #beat(): Promise<void> {
    try {
      await this.check();
      this.#holder = { ...this.#holder, heartbeat: new Date(this.#clock.now()).toISOString() };
      await this.#write();
    } catch (error) {
      if (!isFailure(error) && (error as NodeJS.ErrnoException).syscall === undefined)
        this.#lost.abort(error);
    }
  }

  async #removeOlder(): Promise<void> {
    for (const number of await lockNumbers(this.#vault, this.orgId)) {
      if (number < this.#number) await this.#vault.store.remove(lockKey(this.orgId, number));
    }
  }

  #write(options?: { readonly ifAbsent: boolean }): Promise<void> {
    const text = `${JSON.stringify(this.#holder, null, 2)}\n`;
    return this.#vault.store.write(lockKey(this.orgId, this.#number), Buffer.from(text), options);
  }
}

function lockKey(orgId: string, number: number): string {
  return `${orgId}/locks/${String(number).padStart(6, '0')}.json`;
}

async function lockNumbers(vault: LockPlace, orgId: string): Promise<number[]> {
  const numbers: number[] = [];
  for await (const { key } of vault.store.list(`${orgId}/locks/`)) {
    const number = /\/(\d{6,15})\.json$/.exec(key)?.[1];
    if (number !== undefined) numbers.push(Number(number));
  }
  return numbers.sort((a, b) => a - b);
}

/** Undefined when the document went away: whoever superseded it removed it. */
async function readHolder(vault: LockPlace, key: string): Promise<LockHolder | undefined> {
  try {
    const holder = JSON.parse(
      (await collect(vault.store.read(key), DOCUMENT_LIMIT)).toString('utf8'),
    ) as LockHolder;
    if (typeof holder.owner === 'string' && !Number.isNaN(Date.parse(holder.heartbeat))) return holder;
  } catch (error) {
    if (isFailure(error, 'storeKeyMissing')) return undefined;
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Failure('vaultLockUnreadable', { file: key });
}

function locked(orgId: string, { host, pid, command, started, heartbeat }: LockHolder): Failure {
  return new Failure('vaultLocked', { orgId, host, pid, command, started, heartbeat });
}
