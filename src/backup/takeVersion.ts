// Takes one version of an org, from the lock to the published manifest.
//
//   lock            one writer an org
//   identify        which org, which user, what time by the server's clock
//   open the run    new, or the interrupted one that was asked for the same
//   rows, files, metadata side by side; each ends in entries and gaps
//   publish         volumes are safe already; the manifest makes the version exist
//
// Whatever ends it early leaves the run to be gone on with.

import { createHash } from 'node:crypto';
import { sideBySide } from '../kit/concurrency.ts';
import { Failure, isFailure } from '../kit/failure.ts';
import { describeGlobal, type GlobalDescribeEntry } from '../org/describe.ts';
import { identify, type OrgIdentity } from '../org/identity.ts';
import type { Session } from '../org/session.ts';
import { isMissing, type Gap } from '../vault/gaps.ts';
import { acquireLock, type Lock } from '../vault/lock/lock.ts';
import type { Manifest, ManifestDraft, ObjectEntry } from '../vault/manifest/manifest.ts';
import { findInterrupted, openRun } from '../vault/run/openRun.ts';
import type { Run } from '../vault/run/run.ts';
import type { Vault } from '../vault/vault.ts';
import { listVersions, readManifestFile } from '../vault/versions.ts';
import { coverageGaps } from './coverage.ts';
import { RANGES } from './data/captureBulk.ts';
import { captureData } from './data/captureData.ts';
import { captureFiles } from './files/captureFiles.ts';
import { captureMetadata } from './metadata/captureMetadata.ts';
import type { BackupListener } from './progress.ts';
import type { RunContext } from './runContext.ts';
import { takes, unknownNames, type Selection } from './selection.ts';

export interface BackupRequest {
  readonly selection: Selection;
  /** Objects with more rows than this are read by Bulk. */
  readonly bulkThreshold: number;
  /** Size in bytes at which a volume is closed. */
  readonly volumeBytes: number;
  readonly tool: Manifest['tool'];
}

export interface TakenVersion {
  readonly manifest: Manifest;
  /** Whether the run went on from where another one was interrupted. */
  readonly resumed: boolean;
}

/**
 * @throws Failure `vaultLocked`, `unknownObjects`, `apiLimitReached`, `apiBudgetReached`, `sessionExpired`, `storeFull`
 *   and others; what was finished stays for the next run
 */
export async function takeVersion(
  session: Session,
  vault: Vault,
  request: BackupRequest,
  listener: BackupListener,
  signal: AbortSignal,
): Promise<TakenVersion> {
  const identity = await identify(session);
  const lock = await acquireLock(vault, identity.org.id, { command: 'backup run' });
  const stop = AbortSignal.any([signal, lock.lost]);
  try {
    const entries = await describeGlobal(session);
    checkNames(request.selection, entries);
    const { run, resumed } = await beginRun(session, vault, lock, identity, request, stop);
    listener({ kind: 'version', version: run.version, resumed });
    try {
      const context: RunContext = { ...request, session, identity, run, listener, signal: stop };
      return { manifest: await capture(context, vault, request, entries), resumed };
    } catch (error) {
      await run.suspend();
      throw error;
    }
  } finally {
    await lock.release();
  }
}

function checkNames(selection: Selection, entries: readonly GlobalDescribeEntry[]): void {
  const unknown = unknownNames(
    selection,
    entries.map((entry) => entry.name),
  );
  if (unknown.length > 0) throw new Failure('unknownObjects', { names: unknown.join(', ') });
}

/** Goes on with an interrupted run that was asked for the same; one that was asked for something else is dropped. */
async function beginRun(
  session: Session,
  vault: Vault,
  lock: Lock,
  identity: OrgIdentity,
  request: BackupRequest,
  signal: AbortSignal,
): Promise<{ run: Run; resumed: boolean }> {
  const options = { volumeBytes: request.volumeBytes, signal };
  const fingerprint = fingerprintOf(session, identity, request);
  const interrupted = await findInterrupted(vault, lock, identity.org.id);
  if (interrupted?.fingerprint === fingerprint)
    return { run: await interrupted.resume(options), resumed: true };
  await interrupted?.discard();
  const version = await newVersionName(session, vault, identity.org.id, signal);
  return {
    run: await openRun(vault, lock, identity.org.id, { ...options, version, fingerprint }),
    resumed: false,
  };
}

/** What makes two runs the same piece of work: who asks whom for what, and how the rows are to look. */
function fingerprintOf(
  { apiVersion }: Session,
  { org, user }: OrgIdentity,
  { selection, tool }: BackupRequest,
): string {
  const asked = {
    org: org.id,
    user: user.id,
    permissions: user.permissions,
    apiVersion,
    selection,
    tool: tool.version,
  };
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}

/** Versions are named by the second they start in; where that name is taken, the next second is waited for. */
async function newVersionName(
  session: Session,
  vault: Vault,
  orgId: string,
  signal: AbortSignal,
): Promise<string> {
  const taken = new Set((await listVersions(vault, orgId)).map(({ version }) => version));
  for (;;) {
    const name = `${session.serverNow().toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
    if (!taken.has(name)) return name;
    await session.pause(200, signal);
  }
}

async function capture(
  context: RunContext,
  vault: Vault,
  { tool }: BackupRequest,
  entries: readonly GlobalDescribeEntry[],
): Promise<Manifest> {
  const { session, identity, run, selection, listener } = context;
  const started = Date.now();
  listener({ kind: 'stage', stage: 'take' });
  const [data, files, metadata] = await sideBySide(context.signal, [
    (signal) => captureData({ ...context, signal }, entries),
    async (signal) => (takes(selection, 'files') ? captureFiles({ ...context, signal }, entries) : undefined),
    async (signal) => (takes(selection, 'metadata') ? captureMetadata({ ...context, signal }) : undefined),
  ] as const);
  listener({ kind: 'stage', stage: 'publish' });
  // Indexes say which volume holds what, so the volumes are closed first.
  await run.seal();
  const filesEntry = await files?.index();
  const metadataEntry = await metadata?.index();
  const gaps = sorted([
    ...coverageGaps(context, entries),
    ...data.gaps,
    ...(files?.gaps ?? []),
    ...(metadata?.gaps ?? []),
  ]);
  return run.publish({
    org: identity.org,
    user: { ...identity.user, permissions: identity.user.permissions ?? [] },
    tool,
    apiVersion: session.apiVersion,
    kind: 'full',
    ...(await parentOf(vault, identity.org.id)),
    started: startOf(run.version),
    finished: session.serverNow().toISOString(),
    selection,
    complete: !gaps.some(isMissing),
    objects: data.objects,
    ...(filesEntry && { files: filesEntry }),
    ...(metadataEntry && { metadata: metadataEntry }),
    gaps,
    usage: {
      apiCalls: session.usage().calls,
      bulkJobs: bulkJobs(data.objects),
      durationMs: Date.now() - started,
    },
  });
}

/**
 * The newest version before this one, with the hash of its manifest: the chain that a rewritten history breaks. A
 * damaged manifest is passed over: it must not keep new versions from being taken, and `verify` names it.
 */
async function parentOf(vault: Vault, orgId: string): Promise<Pick<ManifestDraft, 'parent'>> {
  for (const { version } of (await listVersions(vault, orgId)).toReversed()) {
    try {
      return { parent: { version, sha256: (await readManifestFile(vault, orgId, version)).sha256 } };
    } catch (error) {
      if (!isFailure(error) || !error.key.startsWith('manifest')) throw error;
    }
  }
  return {};
}

/** A job an object read by Bulk, and one a range where a single job failed for its size. */
function bulkJobs(objects: readonly ObjectEntry[]): number {
  const of = (via: ObjectEntry['via']): number => objects.filter((object) => object.via === via).length;
  return of('bulk') + of('ranges') * (1 + RANGES);
}

/** `2026-11-22T03-40-00Z` as the time it stands for. */
function startOf(version: string): string {
  return version.replace(/T(\d\d)-(\d\d)-(\d\d)Z$/, 'T$1:$2:$3.000Z');
}

function sorted(gaps: readonly Gap[]): Gap[] {
  const key = (gap: Gap): string => `${gap.kind} ${gap.name}`;
  return gaps.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
