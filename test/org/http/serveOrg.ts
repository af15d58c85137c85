// Puts the rooms of an org together behind one port on 127.0.0.1, and hands back what a test needs to use, watch and
// steer it.
import { createBulkJobs } from '../bulk/jobs.ts';
import { createClassicJobs } from '../bulk/classic/jobs.ts';
import { createIngestJobs } from '../bulk/ingest/jobs.ts';
import { createRenderings } from '../bulk/renderings.ts';
import { createDoorway } from '../auth/doorway.ts';
import type { ConnectedApp } from '../auth/connectedApp.ts';
import type { Person } from '../auth/people.ts';
import type { SeededOrg } from '../data/orgState.ts';
import { createDml } from '../dml/dml.ts';
import { createFaults } from '../faults/faults.ts';
import { createMetadataRoom, type MetadataRoomOptions } from '../metadata/room.ts';
import type { ComponentStore } from '../metadata/store.ts';
import type { OrgState } from '../model.ts';
import { createCursors } from '../rest/cursors.ts';
import { selfSigned } from './certificate.ts';
import type { Clock } from './clock.ts';
import { exchange } from './exchange.ts';
import { listen } from './listener.ts';
import type { PracticeOrg } from './practiceOrg.ts';
import { createRequestLog, type RequestLog } from './requestLog.ts';
import { createRouter } from './router.ts';
import { routes } from './routes.ts';
import { createApiUsage } from './usage.ts';

/** The user that tokens are for unless another is named: an administrator who sees everything there is to see. */
export const ADMINISTRATOR = 'admin@practice.example';

export interface ServeOptions {
  /** 0, a free port, unless given. */
  readonly port?: number;
  /** HTTPS with a self-signed certificate for localhost. */
  readonly tls?: boolean;
  /** A fault plan; see faults/README.md. */
  readonly faults?: unknown;
  readonly restPageRows?: number;
  readonly restChildRows?: number;
  /** 2,000 unless given, so that results always have several pages; benchmarks take 100,000. */
  readonly bulkPageRows?: number;
  /** Status calls a Bulk job answers InProgress to before it may be complete; 0 unless given. */
  readonly bulkPolls?: number;
  readonly gzip?: boolean;
  /** API requests the org allows in 24 hours. */
  readonly apiRequests?: number;
  readonly sessionSeconds?: number;
  /** PEM certificate or public key for JWT logins; without it the org makes a key pair (`app.privateKey`). */
  readonly jwtCertificate?: string;
  readonly metadata?: Omit<MetadataRoomOptions, 'faults'>;
}

export interface RunningOrg {
  /** Without a slash at the end. */
  readonly url: string;
  readonly orgId: string;
  readonly state: OrgState;
  readonly components: ComponentStore;
  readonly clock: Clock;
  readonly app: ConnectedApp;
  /** PEM of the TLS certificate, for NODE_EXTRA_CA_CERTS; undefined without `tls`. */
  readonly certificate: string | undefined;
  readonly calls: RequestLog['calls'];
  /** A new access token of the administrator, or of another user. Throws for a username that is unknown. */
  token(username?: string): string;
  refreshToken(username?: string): string;
  /** Every secret the org has given out. */
  issuedTokens(): string[];
  /** Replaces the fault plan; no plan clears it. */
  setFaults(plan?: unknown): void;
  /** Ends every session. */
  expireTokens(): void;
  clearCalls(): void;
  stop(): Promise<void>;
  /** Resolves when the org has stopped, by `stop()` or through its control endpoint. */
  readonly stopped: Promise<void>;
}

/** Serves the org and resolves when it listens. Rejects when the port is taken or the fault plan is none. */
export async function serveOrg(
  state: SeededOrg,
  clock: Clock,
  options: ServeOptions = {},
): Promise<RunningOrg> {
  const stopping = Promise.withResolvers<undefined>();
  let url = '';
  const org = assemble(options, {
    state,
    clock,
    url: () => url,
    requestStop: () => stopping.resolve(undefined),
  });
  const certificate = options.tls === true ? await selfSigned() : undefined;
  const listener = await listen({
    port: options.port ?? 0,
    certificate,
    answer: (request, response) => exchange(request, response, org),
    onDefect: (error) => process.emitWarning(error instanceof Error ? error : String(error)),
  });
  url = listener.url;
  const stopped = stopping.promise.then(async () => {
    await listener.stop();
    await org.renderings.stop();
    await org.ingest.stop();
  });
  const stop = (): Promise<void> => {
    stopping.resolve(undefined);
    return stopped;
  };
  return { ...handle(org), url, certificate: certificate?.certificate, stopped, stop };
}

interface Ground {
  readonly state: SeededOrg;
  readonly clock: Clock;
  readonly url: () => string;
  readonly requestStop: () => void;
}

function assemble(options: ServeOptions, { state, clock, url, requestStop }: Ground): PracticeOrg {
  const { now } = clock;
  const faults = createFaults(now, options.faults);
  const door = createDoorway(state, {
    url,
    certificate: options.jwtCertificate,
    lifetime: options.sessionSeconds,
    runAs: ADMINISTRATOR,
  });
  const metadata = createMetadataRoom(state, { ...options.metadata, faults });
  return {
    state,
    clock,
    faults,
    door,
    url,
    requestStop,
    settings: {
      restPageRows: options.restPageRows ?? 2_000,
      restChildRows: options.restChildRows ?? 200,
      bulkPageRows: options.bulkPageRows ?? 2_000,
      gzip: options.gzip ?? true,
    },
    usage: createApiUsage(options.apiRequests ?? 300_000, now),
    log: createRequestLog(),
    cursors: createCursors(now),
    bulk: createBulkJobs({ now, faults, polls: options.bulkPolls ?? 0 }),
    ingest: createIngestJobs({ now, polls: options.bulkPolls ?? 0, seed: state.seed }),
    classic: createClassicJobs(now),
    renderings: createRenderings(),
    metadata,
    dml: createDml({ state, faults, components: metadata.store }),
    router: createRouter(routes),
    accessOf: (session) => faults.losses.over(state.access(session.userId), session.username),
    schemaChangedAt: () => later(faults.losses.changedAt, state.structureChangedAt),
  };
}

function later(one: Date, other: Date | undefined): Date {
  return other !== undefined && other > one ? other : one;
}

type Handle = Omit<RunningOrg, 'url' | 'certificate' | 'stop' | 'stopped'>;

function handle(org: PracticeOrg): Handle {
  const person = (username: string): Person => {
    const found = org.door.people.named(username);
    if (found === undefined) throw new Error(`The practice org has no user ${username}`);
    return found;
  };
  return {
    orgId: org.state.id,
    state: org.state,
    components: org.metadata.store,
    clock: org.clock,
    app: org.door.app,
    calls: org.log.calls,
    token: (username = ADMINISTRATOR) => org.door.sessions.open(person(username)).token,
    refreshToken: (username = ADMINISTRATOR) => org.door.openRefreshToken(person(username).id),
    issuedTokens: () => org.door.secrets.issued(),
    setFaults: (plan) => (plan === undefined ? org.faults.clear() : org.faults.set(plan)),
    expireTokens: () => org.door.sessions.expireAll(),
    clearCalls: () => org.log.clear(),
  };
}
