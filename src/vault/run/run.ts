// One version being taken. Members stream in, several at once; volumes fill and close behind them; the manifest,
// written last, makes the version exist. Killed at any instant, a run leaves either a published version or a work
// folder from which the next run goes on.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { collect, Tally, type Bytes } from '../../kit/bytes.ts';
import { Failure, isFailure } from '../../kit/failure.ts';
import type { JsonValue } from '../../kit/json.ts';
import type { Lock } from '../lock/lock.ts';
import type { Manifest, ManifestDraft, MemberRef } from '../manifest/manifest.ts';
import { decodeManifest, encodeManifest } from '../manifest/text.ts';
import { checkMemberName, isCompressedName, manifestKey, volumeName } from '../names.ts';
import type { Store } from '../store/store.ts';
import type { Journal, MemberRecord } from './journal.ts';
import { completeManifest } from './publish.ts';
import type { Compression, Spool, Spooled } from './spool.ts';
import type { RunState } from './state.ts';
import { VolumeQueue } from './volumeQueue.ts';
import { VolumeWriter } from './volumeWriter.ts';

/** What a run works with, put together by `openRun` or the resuming of an interrupted one. */
export interface RunParts {
  readonly store: Store;
  readonly orgId: string;
  readonly version: string;
  readonly workFolder: string;
  readonly lock: Lock;
  readonly journal: Journal;
  readonly spool: Spool;
  readonly state: RunState;
  readonly volumeBytes: number;
  readonly signal?: AbortSignal;
}

export interface MemberOptions {
  /** The caller's name for the piece of work: after a crash, `done(key)` tells whether it is safe. */
  readonly key: string;
  readonly compression: Compression;
  /** What to journal with the member; asked for when its source is at its end. */
  readonly facts?: () => JsonValue;
}

/** Like `MemberOptions`, of a source that is a zstd frame when it comes. */
export interface CompressedOptions extends Omit<MemberOptions, 'compression'> {
  /** Size before compression; asked for when the source is at its end. */
  readonly rawBytes: () => number;
}

/** Given, or computed from the SHA-256 of the raw bytes. */
type MemberName = string | ((rawSha256: string) => string);

type Taken = Spooled & Pick<MemberRecord, 'rawSha256'>;

/** Below the work folder. */
export const SCRATCH = 'scratch';

export class Run {
  readonly version: string;
  readonly #parts: RunParts;
  readonly #queue: VolumeQueue;
  readonly #stop = new AbortController();
  /** Stops members that are coming in: the caller's signal, a lost lock, our own end. */
  readonly #signal: AbortSignal;
  readonly #incoming = new Set<Promise<unknown>>();

  constructor(parts: RunParts) {
    this.version = parts.version;
    this.#parts = parts;
    this.#signal = AbortSignal.any([
      this.#stop.signal,
      parts.lock.lost,
      ...(parts.signal ? [parts.signal] : []),
    ]);
    this.#queue = new VolumeQueue({
      volumeBytes: parts.volumeBytes,
      spool: parts.spool,
      open: () => this.#openVolume(),
      closed: async (volume, members) => {
        const line = { ...volume, type: 'volume' as const, members: members.map(({ name }) => name) };
        await parts.lock.check();
        await parts.journal.append(line);
        await parts.journal.sync();
        parts.state.apply(line);
      },
    });
    for (const { record, spool } of parts.state.spooled()) this.#queue.add({ ...record, spool });
  }

  /**
   * Takes in one member. A name computed from the SHA-256 of the raw bytes is stored once however often it comes.
   * Resolves when the member is in the spool and the journal, before it is in a volume.
   * @throws Failure `memberNameInvalid`, `storeFull`, `vaultLockLost`; what the source throws
   */
  addMember(name: MemberName, source: Bytes, options: MemberOptions): Promise<MemberRecord> {
    const { spool } = this.#parts;
    if (typeof name === 'string')
      return this.#takeIn(name, options, () => spool.take(source, options.compression, this.#signal));
    // Only a name that comes from the content needs the content's hash.
    const raw = new Tally();
    return this.#takeIn(name, options, async () => ({
      ...(await spool.take(raw.through(source), options.compression, this.#signal)),
      rawSha256: raw.sha256,
    }));
  }

  /** Takes in one member that comes compressed. Otherwise like `addMember`. */
  addCompressed(name: string, source: Bytes, options: CompressedOptions): Promise<MemberRecord> {
    return this.#takeIn(name, { ...options, compression: 'zstd' }, () =>
      this.#parts.spool.takeCompressed(source, options.rawBytes, this.#signal),
    );
  }

  /** The member of a key that is safe, from this run or the interrupted one it goes on with. */
  done(key: string): MemberRecord | undefined {
    return this.#parts.state.member(key);
  }

  /** Whether a member of this name is taken in. */
  has(member: string): boolean {
    return this.#parts.state.named(member) !== undefined;
  }

  /** Writes down something to find again after a crash (a bulk job's id). */
  async note(key: string, value: object | null): Promise<void> {
    const line = { type: 'note' as const, key, value: value as JsonValue };
    await this.#parts.journal.append(line);
    this.#parts.state.apply(line);
  }

  noted(key: string): JsonValue | undefined {
    return this.#parts.state.notes.get(key);
  }

  /** A folder of the run for files on their way into it; gone when the run is, also after a crash. */
  async scratch(): Promise<string> {
    const folder = join(this.#parts.workFolder, SCRATCH);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  /** Closes the open volume, so that `refOf` knows where every member so far lies. */
  seal(): Promise<void> {
    return this.#queue.seal();
  }

  /** A member's reference. Its volume is '' until that volume is closed; a draft may hold it like that. */
  refOf(member: string): MemberRef {
    const ref = this.#parts.state.refOf(member);
    if (ref === undefined) throw new Error(`This run has no member ${member}.`);
    return ref;
  }

  /**
   * Makes the version exist: closes the last volume, writes the manifest, removes the work folder.
   * @throws Failure `vaultLockLost`, `storeFull`, `versionExists` {version}
   */
  async publish(draft: ManifestDraft): Promise<Manifest> {
    const { store, orgId, version, lock, state, journal, workFolder } = this.#parts;
    if (draft.org.id !== orgId) throw new Error(`The draft is of org ${draft.org.id}, the run of ${orgId}.`);
    await this.seal();
    const key = manifestKey(orgId, version);
    const bytes = encodeManifest(completeManifest(version, draft, state));
    const manifest = decodeManifest(bytes, key);
    await lock.check();
    await writeManifest(store, key, bytes, version);
    this.#parts.spool.close();
    await journal.close();
    await rm(workFolder, { recursive: true, force: true });
    return manifest;
  }

  /** Stops here and leaves everything for a later run to go on with. Waits for members that are coming in: their
   * sources must have ended or been told to. */
  async suspend(): Promise<void> {
    this.#stop.abort(new Failure('runAbandoned', {}));
    await this.#queue.abandon();
    await Promise.allSettled(this.#incoming);
    this.#parts.spool.close();
    await this.#parts.journal.close();
  }

  /** Stops and leaves nothing. */
  async discard(): Promise<void> {
    await this.suspend();
    await removeTraces(this.#parts);
  }

  #openVolume(): VolumeWriter {
    const { store, orgId, version, state } = this.#parts;
    return new VolumeWriter(store, orgId, volumeName(version, state.takeVolumeNumber()), startOf(version));
  }

  async #takeIn(name: MemberName, options: MemberOptions, take: () => Promise<Taken>): Promise<MemberRecord> {
    const coming = this.#spoolAndEnter(name, options, take);
    this.#incoming.add(coming);
    try {
      return await coming;
    } finally {
      this.#incoming.delete(coming);
    }
  }

  async #spoolAndEnter(
    name: MemberName,
    options: MemberOptions,
    take: () => Promise<Taken>,
  ): Promise<MemberRecord> {
    if (typeof name === 'string') this.#checkName(name, options.compression);
    this.#signal.throwIfAborted();
    await this.#queue.room();
    const taken = await take();
    try {
      this.#signal.throwIfAborted();
      return await this.#enter(name, taken, options);
    } catch (error) {
      this.#parts.spool.remove(taken.spool);
      throw error;
    }
  }

  async #enter(
    asked: MemberName,
    { spool, body, ...measures }: Taken,
    { key, facts, compression }: MemberOptions,
  ): Promise<MemberRecord> {
    const { state, journal } = this.#parts;
    const name = typeof asked === 'string' ? asked : asked(measures.rawSha256 ?? '');
    this.#checkName(name, compression);
    const stored = state.named(name);
    if (stored !== undefined && typeof asked === 'string')
      throw new Error(`Member ${name} was added before.`);
    const record: MemberRecord = {
      ...(stored ?? measures),
      key,
      name,
      facts: facts?.(),
    };
    const line = { type: 'member' as const, ...record, ...(stored === undefined && { spool }) };
    // Known before it is journalled: of two bodies with one name that come in together, the second finds the first.
    state.apply(line);
    await journal.append(line);
    if (stored === undefined) this.#queue.add({ ...record, spool, body });
    else this.#parts.spool.remove(spool);
    return record;
  }

  #checkName(name: string, compression: Compression): void {
    checkMemberName(name);
    if (isCompressedName(name) !== (compression === 'zstd')) {
      throw new Error(`A member's name ends in .zst exactly if it is compressed: ${name}`);
    }
  }
}

/** An answer that got lost makes a put that worked look like a conflict: what is there decides. */
async function writeManifest(store: Store, key: string, bytes: Buffer, version: string): Promise<void> {
  try {
    await store.write(key, bytes, { ifAbsent: true });
  } catch (error) {
    if (!isFailure(error, 'storeKeyExists')) throw error;
    const there = await collect(store.read(key), bytes.length + 1).catch(() => undefined);
    if (there?.equals(bytes) !== true) throw new Failure('versionExists', { version }, { cause: error });
  }
}

/** Removes the volumes and the work folder of a version that was not published. */
export async function removeTraces({
  store,
  orgId,
  version,
  workFolder,
}: Pick<RunParts, 'store' | 'orgId' | 'version' | 'workFolder'>): Promise<void> {
  const prefix = `${orgId}/${version}/`;
  for await (const { key } of store.list(prefix)) {
    if (key === manifestKey(orgId, version)) throw new Failure('versionExists', { version });
    await store.remove(key);
  }
  await store.sweep(prefix);
  await rm(workFolder, { recursive: true, force: true });
}

/** `2026-11-22T03-40-00Z` as a time. */
function startOf(version: string): Date {
  return new Date(version.replace(/T(\d{2})-(\d{2})-(\d{2})Z$/, 'T$1:$2:$3Z'));
}
