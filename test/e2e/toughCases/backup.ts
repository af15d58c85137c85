// Takes versions of a practice org within the test's own process, with everything that can go wrong at the test's hand:
// faults, the user, the signal, the clock of the retries (which never waits). What is taken is held against the org.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupEvent, BackupListener } from '../../../src/backup/progress.ts';
import type { Part } from '../../../src/backup/selection.ts';
import { takeVersion, type TakenVersion } from '../../../src/backup/takeVersion.ts';
import type { SessionConnection } from '../../../src/org/authentication.ts';
import { openCsv } from '../../../src/kit/csv.ts';
import { openSession, type SessionOptions } from '../../../src/org/session.ts';
import { isMissing, type Gap } from '../../../src/vault/gaps.ts';
import type { Manifest, ObjectEntry } from '../../../src/vault/manifest/manifest.ts';
import { openMember } from '../../../src/vault/read/member.ts';
import { createOrOpenVault, type Vault } from '../../../src/vault/vault.ts';
import { verifyVersion } from '../../../src/vault/verify/verifyVersion.ts';
import type { Fault } from '../../org/faults/plan.ts';
import { ADMINISTRATOR, startOrg, type OrgOptions, type RunningOrg } from '../../org/startOrg.ts';

export interface Attempt {
  /** `data` unless given. */
  readonly only?: readonly Part[];
  readonly sobjects?: readonly string[];
  readonly exclude?: readonly string[];
  /** What goes wrong during this attempt and no longer. */
  readonly faults?: readonly Fault[];
  /** For faults that strike by chance. */
  readonly seed?: number;
  /** Objects with more rows go by Bulk; 1,000 unless given. */
  readonly bulkThreshold?: number;
  readonly username?: string;
  /** Whether the login can be renewed; one by a mere access token cannot. */
  readonly renewable?: boolean;
  readonly apiBudget?: SessionOptions['apiBudget'];
  readonly signal?: AbortSignal;
  readonly listener?: BackupListener;
}

export interface Taken extends TakenVersion {
  readonly events: readonly BackupEvent[];
}

export interface Bench {
  readonly org: RunningOrg;
  readonly vault: Vault;
  readonly backUp: (attempt?: Attempt) => Promise<Taken>;
  /** What the attempt fails with; throws when it succeeds. */
  readonly failureOf: (attempt?: Attempt) => Promise<Error>;
  close(): Promise<void>;
}

/** An org and an empty vault. */
export async function setBench(options: OrgOptions = {}): Promise<Bench> {
  const org = await startOrg({ seed: 7, scale: 1, ...options });
  const folder = await mkdtemp(join(tmpdir(), 'safekeep-tough-'));
  const vault = await createOrOpenVault(join(folder, 'vault'));
  const backUp = (attempt: Attempt = {}): Promise<Taken> => take(org, vault, attempt);
  return {
    org,
    vault,
    backUp,
    failureOf: async (attempt) => {
      const outcome = await backUp(attempt).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) throw new Error('The backup went well, and should not have.');
      return outcome;
    },
    close: async () => {
      await org.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Works with a bench of its own and closes it, whatever comes of it. */
export async function withBench<Result>(
  options: OrgOptions,
  work: (bench: Bench) => Promise<Result>,
): Promise<Result> {
  const bench = await setBench(options);
  try {
    return await work(bench);
  } finally {
    await bench.close();
  }
}

async function take(org: RunningOrg, vault: Vault, attempt: Attempt): Promise<Taken> {
  const { only = ['data'], sobjects = [], exclude = [], bulkThreshold = 1000 } = attempt;
  const { username = ADMINISTRATOR, renewable = true } = attempt;
  const sleep: SessionOptions['sleep'] = () => new Promise((resolve) => setImmediate(resolve));
  const connection = only.includes('metadata')
    ? await coreConnection(org, username)
    : connectionTo(org, username, renewable);
  const session = openSession(connection, { sleep, apiBudget: attempt.apiBudget });
  const request = {
    selection: { only, sobjects, exclude },
    bulkThreshold,
    volumeBytes: 2 ** 30,
    tool: { name: 'sf-plugin-safekeep', version: '0.0.0', node: process.versions.node },
  };
  const events: BackupEvent[] = [];
  const listener: BackupListener = (event) => {
    events.push(event);
    attempt.listener?.(event);
  };
  org.setFaults({ seed: attempt.seed ?? 0, faults: attempt.faults ?? [] });
  try {
    const signal = attempt.signal ?? new AbortController().signal;
    return { ...(await takeVersion(session, vault, request, listener, signal)), events };
  } finally {
    org.setFaults();
    await session.close();
  }
}

function connectionTo(org: RunningOrg, username: string, renewable: boolean): SessionConnection {
  const connection = {
    instanceUrl: org.url,
    accessToken: org.token(username),
    getApiVersion: () => '67.0',
    getAuthInfo: () => ({ isAccessTokenFlow: () => !renewable }),
    refreshAuth: () => {
      connection.accessToken = org.token(username);
      return Promise.resolve();
    },
  };
  return connection;
}

/** What source-deploy-retrieve asks for; @salesforce/core keeps its state under HOME, which is the caller's to set. */
async function coreConnection(org: RunningOrg, username: string): Promise<SessionConnection> {
  const { url } = org;
  const { AuthInfo, Connection } = await import('@salesforce/core');
  const accessTokenOptions = { accessToken: org.token(username), instanceUrl: url, loginUrl: url };
  const connection = await Connection.create({ authInfo: await AuthInfo.create({ accessTokenOptions }) });
  connection.setApiVersion('67.0');
  return connection;
}

/** `reason name` of every gap that makes a version incomplete, sorted. */
export function missing({ gaps }: Manifest): string[] {
  return gaps
    .filter(isMissing)
    .map(({ reason, name }) => `${reason} ${name}`)
    .sort();
}

/** The gap of that name; throws when there is none. */
export function gapOf(manifest: Manifest, name: string): Gap {
  const found = manifest.gaps.find((gap) => gap.name === name);
  if (!found) throw new Error(`No gap ${name} among ${manifest.gaps.map((gap) => gap.name).join(', ')}`);
  return found;
}

/** The entry of an object; throws when the version has none. */
export function entryOf(manifest: Manifest, object: string): ObjectEntry {
  const found = manifest.objects.find(({ name }) => name === object);
  if (!found) throw new Error(`${object} is not in the version`);
  return found;
}

/** The columns of the rows that the version keeps of an object, in their order. */
export async function columnsOf(
  vault: Vault,
  manifest: Manifest,
  object: string,
): Promise<readonly string[]> {
  const { columns } = await openCsv(
    openMember(vault, manifest.org.id, entryOf(manifest, object).segments[0]!),
  );
  return columns;
}

/** What is wrong with a version, read to its last row; nothing when it is as it was written. */
export async function problemsOf(vault: Vault, { org, version }: Manifest): Promise<string[]> {
  const { problems } = await verifyVersion(vault, org.id, version, { deep: true });
  return problems.map((problem) => JSON.stringify(problem));
}
