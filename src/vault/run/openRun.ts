// How a run begins: new, or where an interrupted one stopped. Resuming believes nothing unchecked: a closed volume
// was durable before its line was written and must be there with its size; a spooled member must still hash to what
// its line says; whatever else lies in the version's folder is the torn rest of a crash and goes.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../kit/failure.ts';
import type { Lock } from '../lock/lock.ts';
import { VERSION_NAME } from '../manifest/manifest.ts';
import { manifestKey, volumeKey } from '../names.ts';
import { makeFolders, readFolder } from '../store/folders.ts';
import { hasKey, type Store } from '../store/store.ts';
import type { Vault } from '../vault.ts';
import { Journal, readJournal, type JournalLine, type SpoolPlace } from './journal.ts';
import { removeTraces, Run, SCRATCH } from './run.ts';
import { Spool } from './spool.ts';
import { RunState } from './state.ts';

/** A volume closes before it grows past this many bytes, unless one member alone does. */
export const VOLUME_BYTES = 1024 ** 3;

export interface RunOptions {
  readonly volumeBytes?: number;
  readonly signal?: AbortSignal;
}

/**
 * Begins a new version. `version` is its name (the server's time); `fingerprint` stands for what was asked, so that
 * a later run knows whether it may go on with this one.
 * @throws Failure `versionExists` {version}
 */
export async function openRun(
  vault: Vault,
  lock: Lock,
  orgId: string,
  options: RunOptions & { readonly version: string; readonly fingerprint: string },
): Promise<Run> {
  const { version, fingerprint } = options;
  if (!VERSION_NAME.test(version)) throw new Error(`Not a version name: ${version}`);
  if (await hasKey(vault.store, manifestKey(orgId, version))) throw new Failure('versionExists', { version });
  const workFolder = workFolderOf(vault, orgId, version);
  // Without a manifest, nothing that lies under this name is worth anything.
  await removeTraces({ store: vault.store, orgId, version, workFolder });
  await makeFolders(workFolder);
  const journal = await Journal.open(workFolder);
  await journal.append({ type: 'run', format: 1, version, fingerprint });
  await journal.sync();
  const spool = await Spool.open(workFolder, 1);
  return assemble(vault, lock, orgId, version, options, { journal, spool, state: new RunState() });
}

export interface InterruptedRun {
  readonly version: string;
  readonly fingerprint: string;
  /** Goes on with it. */
  resume(options?: RunOptions): Promise<Run>;
  /** Removes all of it. */
  discard(): Promise<void>;
}

/**
 * The newest run of an org that was neither published nor discarded. Older ones, and work folders nothing can be
 * learnt from, are removed on the way: only the holder of the lock may ask.
 */
export async function findInterrupted(
  vault: Vault,
  lock: Lock,
  orgId: string,
): Promise<InterruptedRun | undefined> {
  await lock.check();
  const entries = await readFolder(join(vault.workFolder, orgId, 'work'));
  let newest: InterruptedRun | undefined;
  for (const { name: version } of entries.toReversed()) {
    const workFolder = workFolderOf(vault, orgId, version);
    const traces = { store: vault.store, orgId, version, workFolder };
    const isVersion = VERSION_NAME.test(version);
    const published = isVersion && (await hasKey(vault.store, manifestKey(orgId, version)));
    const { lines, length } = await readJournal(workFolder);
    const first = lines.at(0);
    // Killed just after the manifest was in place: what the last write left beside it goes as well.
    if (published) await vault.store.sweep(`${orgId}/${version}/`);
    if (published || !isVersion) await rm(workFolder, { recursive: true, force: true });
    else if (newest !== undefined || first?.type !== 'run' || first.version !== version)
      await removeTraces(traces);
    else {
      newest = {
        version,
        fingerprint: first.fingerprint,
        resume: (options = {}) => resume(vault, lock, orgId, version, options, lines, length),
        discard: () => removeTraces(traces),
      };
    }
  }
  return newest;
}

async function resume(
  vault: Vault,
  lock: Lock,
  orgId: string,
  version: string,
  options: RunOptions,
  lines: readonly JournalLine[],
  length: number,
): Promise<Run> {
  const workFolder = workFolderOf(vault, orgId, version);
  const state = RunState.replay(lines);
  await rm(join(workFolder, SCRATCH), { recursive: true, force: true });
  const spool = await Spool.open(workFolder, state.nextSpool);
  await dropLostVolumes(vault.store, orgId, version, state);
  await dropLostMembers(spool, state);
  const journal = await Journal.open(workFolder, length);
  return assemble(vault, lock, orgId, version, options, { journal, spool, state });
}

async function dropLostVolumes(store: Store, orgId: string, version: string, state: RunState): Promise<void> {
  const prefix = `${orgId}/${version}/`;
  await store.sweep(prefix);
  const sizes = new Map<string, number>();
  for await (const { key, size } of store.list(prefix)) sizes.set(key, size);
  for (const { name, bytes } of state.volumes.values()) {
    if (sizes.get(volumeKey(orgId, name)) === bytes) sizes.delete(volumeKey(orgId, name));
    else state.forgetVolume(name);
  }
  for (const key of sizes.keys()) await store.remove(key);
}

async function dropLostMembers(spool: Spool, state: RunState): Promise<void> {
  const kept: SpoolPlace[] = [];
  const lost = new Set<string>();
  for (const { record, spool: place } of state.spooled()) {
    if (await spool.holds(place, record)) kept.push(place);
    else lost.add(record.name);
  }
  if (lost.size > 0) state.forget(lost);
  await spool.keepOnly(kept);
}

function assemble(
  vault: Vault,
  lock: Lock,
  orgId: string,
  version: string,
  { volumeBytes = VOLUME_BYTES, signal }: RunOptions,
  parts: { readonly journal: Journal; readonly spool: Spool; readonly state: RunState },
): Run {
  const workFolder = workFolderOf(vault, orgId, version);
  return new Run({ store: vault.store, orgId, version, workFolder, lock, volumeBytes, signal, ...parts });
}

function workFolderOf(vault: Vault, orgId: string, version: string): string {
  return join(vault.workFolder, orgId, 'work', version);
}
