// An org, a version of its metadata, and metadata restores of it within the test's own process. Home and temporary files are
// the bench's own, because @salesforce/core keeps its state there.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession, type Session } from '../../../src/org/session.ts';
import {
  carryOutMetadataRestore,
  type MetadataOutcome,
} from '../../../src/restore/metadata/carryOutMetadataRestore.ts';
import {
  planMetadataRestore,
  type MetadataRequest,
} from '../../../src/restore/metadata/planMetadataRestore.ts';
import type { MetadataPlan } from '../../../src/restore/metadata/planFile.ts';
import type { MetadataEvent } from '../../../src/restore/metadata/progress.ts';
import type { Manifest } from '../../../src/vault/manifest/manifest.ts';
import { readManifest } from '../../../src/vault/versions.ts';
import type { Vault } from '../../../src/vault/vault.ts';
import { setBench } from '../../e2e/toughCases/backup.ts';
import type { Fault } from '../../org/faults/plan.ts';
import { NOW } from '../../org/metadata/deploy/fixtures.ts';
import type { OrgOptions, RunningOrg } from '../../org/startOrg.ts';
import { coreConnection } from './connection.ts';

export interface Planned {
  readonly plan: MetadataPlan;
  readonly folder: string;
}

export interface MetadataBench {
  readonly org: RunningOrg;
  readonly vault: Vault;
  readonly session: Session;
  readonly manifest: Manifest;
  /** Where restores keep their state. */
  readonly restores: string;
  /** What was told by the last operation. */
  readonly events: MetadataEvent[];
  plan(request?: Partial<MetadataRequest>): Promise<Planned>;
  carryOut(planned: Planned, allowDataLoss?: boolean, signal?: AbortSignal): Promise<MetadataOutcome>;
  /** A session of its own, closed with the bench. */
  openSession(): Promise<Session>;
  close(): Promise<void>;
}

const SMALL: OrgOptions = {
  scale: 0.02,
  now: NOW,
  metadata: { components: 120, deployPolls: 0, retrievePolls: 0 },
};

/** Takes a version of the org's metadata first of all, with what goes wrong then. */
export async function setMetadataBench(
  options: OrgOptions = {},
  faults: readonly Fault[] = [],
): Promise<MetadataBench> {
  const folder = await mkdtemp(join(tmpdir(), 'safekeep-metadata-'));
  const environment = { HOME: process.env.HOME, TMPDIR: process.env.TMPDIR };
  Object.assign(process.env, { HOME: folder, TMPDIR: folder });
  const bench = await setBench({ ...SMALL, ...options });
  const { org, vault, backUp } = bench;
  const { manifest } = await backUp({ only: ['metadata'], faults });
  const restores = join(folder, 'restores');
  const sessions: Session[] = [];
  const open = async (): Promise<Session> => {
    const sleep = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
    const session = openSession(await coreConnection(org.url, org.token()), { sleep });
    sessions.push(session);
    return session;
  };
  const session = await open();
  const events: MetadataEvent[] = [];
  const listener = (event: MetadataEvent): void => void events.push(event);
  const request: MetadataRequest = {
    components: [],
    exact: false,
    tests: [],
    manifestSha256: '0'.repeat(64),
    crossOrg: false,
    tool: 'sf-plugin-safekeep 0.0.0',
    restores,
  };
  return {
    org,
    vault,
    session,
    manifest: await readManifest(vault, manifest.org.id, manifest.version),
    restores,
    events,
    plan: (changes = {}) => {
      events.length = 0;
      return planMetadataRestore(session, vault, manifest, { ...request, ...changes }, listener);
    },
    carryOut: ({ folder: of }, allowDataLoss = false, signal) => {
      events.length = 0;
      return carryOutMetadataRestore(session, vault, manifest, of, { allowDataLoss }, listener, signal);
    },
    openSession: open,
    close: async () => {
      await Promise.all(sessions.map((one) => one.close()));
      await bench.close();
      for (const [name, value] of Object.entries(environment)) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `Action Type:fullName`, with the reason where there is one, in the order of the plan. */
export function actionsOf({ plan }: Planned): string[] {
  return plan.components.map(
    ({ action, type, fullName, reason }) =>
      `${action} ${type}:${fullName}${reason === undefined ? '' : ` (${reason})`}`,
  );
}
