// Work without automation: a snapshot on disk, everything off, the work, everything on again, whatever happens in between.
// After a crash the snapshot is still there, and `recoverAutomation` does the rest. Deploys of one org run in the order
// they were sent (Metadata API Developer Guide), so switching on is never overtaken by a switching off that was sent
// before it.
import { Failure } from '../../../kit/failure.ts';
import { identify } from '../../../org/identity.ts';
import { openSession, type Session } from '../../../org/session.ts';
import type { Automation, Switch } from './model.ts';
import { dropSnapshot, keepSnapshot, readSnapshot } from './snapshot.ts';
import { problemOf, switchEach, switchTogether, type Stuck } from './switching.ts';

export type BypassEvent =
  /** So many are switched off for the work, or on again after it. */
  | { readonly kind: 'switched-off' | 'switched-on'; readonly count: number }
  /** To be said loudly: these are still off. */
  | { readonly kind: 'still-off'; readonly stuck: readonly Stuck[] };

export interface Bypassed<Value> {
  readonly value: Value;
  readonly switchedOff: readonly Automation[];
  /** What the org would not switch on again; the snapshot is kept until it does. */
  readonly stillOff: readonly Stuck[];
}

/**
 * Runs `work` with all of `automation` off that can be switched.
 * @param folder of the restore; must exist
 * @throws what `work` throws, once everything is on again; Failure `automationNotSwitchedOff` {problem} before any work;
 *   `automationStillOff` {components} when the work failed and something could not be switched on; `automationOff` {folder}
 *   when an earlier bypass of this folder was not recovered
 */
export async function bypassAutomation<Value>(
  session: Session,
  automation: readonly Automation[],
  folder: string,
  work: () => Promise<Value>,
  listener: (event: BypassEvent) => void = () => undefined,
): Promise<Bypassed<Value>> {
  const switchedOff = automation.filter((one) => one.switch !== undefined);
  const switches = switchedOff.flatMap((one) => one.switch ?? []);
  if (switches.length === 0) return { value: await work(), switchedOff, stillOff: [] };
  if (await readSnapshot(folder)) throw new Failure('automationOff', { folder });
  const { org } = await identify(session);
  await keepSnapshot(folder, org.id, switches);
  const outcome = await settled(async () => {
    await switchOff(session, switches);
    listener({ kind: 'switched-off', count: switches.length });
    return work();
  });
  const stillOff = await switchOn(session, folder, org.id, switches, listener);
  if ('value' in outcome) return { value: outcome.value, switchedOff, stillOff };
  if (stillOff.length === 0) throw outcome.error;
  throw new Failure('automationStillOff', { components: named(stillOff) }, { cause: outcome.error });
}

export interface RecoveredAutomation {
  /** How many a crash left off, or may have. */
  readonly switches: number;
  readonly stillOff: readonly Stuck[];
}

/**
 * Switches on what a bypass left off when its process died; undefined where nothing is off.
 * @throws Failure `wrongOrg` {version, org}; `automationSnapshotDamaged` {file}
 */
export async function recoverAutomation(
  session: Session,
  folder: string,
  listener: (event: BypassEvent) => void = () => undefined,
): Promise<RecoveredAutomation | undefined> {
  const snapshot = await readSnapshot(folder);
  if (snapshot === undefined) return undefined;
  const { org } = await identify(session);
  if (org.id !== snapshot.orgId) throw new Failure('wrongOrg', { version: snapshot.orgId, org: org.id });
  const { switches } = snapshot;
  return { switches: switches.length, stillOff: await switchOn(session, folder, org.id, switches, listener) };
}

async function switchOff(session: Session, switches: readonly Switch[]): Promise<void> {
  const status = await switchTogether(session, switches, 'off');
  if (!status.isSuccess) throw new Failure('automationNotSwitchedOff', { problem: problemOf(status) });
}

/** By a session of its own: the work's may be bound to the signal that ended it. */
async function switchOn(
  { connection }: Session,
  folder: string,
  orgId: string,
  switches: readonly Switch[],
  listener: (event: BypassEvent) => void,
): Promise<Stuck[]> {
  const session = openSession(connection);
  try {
    const stuck = await switchedBack(session, switches);
    listener({ kind: 'switched-on', count: switches.length - stuck.length });
    if (stuck.length === 0) {
      await dropSnapshot(folder);
      return stuck;
    }
    listener({ kind: 'still-off', stuck });
    const isStuck = (one: Switch): boolean =>
      stuck.some(({ type, fullName }) => type === one.type && fullName === one.fullName);
    await keepSnapshot(folder, orgId, switches.filter(isStuck));
    return stuck;
  } finally {
    await session.close();
  }
}

/** Whatever keeps the org from being asked leaves all of it as it is: off, to all that is known. */
async function switchedBack(session: Session, switches: readonly Switch[]): Promise<Stuck[]> {
  try {
    return await switchEach(session, switches, 'on');
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return switches.map(({ type, fullName }) => ({ type, fullName, problem }));
  }
}

type Outcome<Value> = { readonly value: Value } | { readonly error: unknown };

async function settled<Value>(work: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}

const named = (stuck: readonly Stuck[]): string =>
  stuck.map(({ type, fullName }) => `${type}:${fullName}`).join(', ');
