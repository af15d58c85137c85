// Plans made in the test's own process: an org, a version taken of it by the real backup, and what the plan file says.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession, type Session } from '../../../src/org/session.ts';
import type { PlanRow, PlanStep } from '../../../src/restore/plan/model.ts';
import { planRestore, type RestorePlan } from '../../../src/restore/plan/planRestore.ts';
import { readPlan } from '../../../src/restore/plan/readPlan.ts';
import type { RestoreRequest } from '../../../src/restore/select/request.ts';
import type { Manifest } from '../../../src/vault/manifest/manifest.ts';
import { setBench, type Attempt, type Bench } from '../../e2e/toughCases/backup.ts';
import type { OrgOptions, RunningOrg } from '../../org/startOrg.ts';

export type Asked = Partial<RestoreRequest>;

export interface Planned extends RestorePlan {
  readonly steps: readonly PlanStep[];
  readonly rows: readonly PlanRow[];
  /** `kind object` of every step. */
  readonly outline: readonly string[];
}

export interface PlanBench {
  readonly bench: Bench;
  readonly org: RunningOrg;
  readonly session: Session;
  /** The version taken at the start. */
  readonly manifest: Manifest;
  plan(asked: Asked, into?: RunningOrg): Promise<Planned>;
  /** The key of the failure that planning ends in; throws when it succeeds. */
  failureOf(asked: Asked, into?: RunningOrg): Promise<Error>;
  /** A REST call that must succeed. */
  call(method: string, path: string, body?: object): Promise<unknown>;
  /** Deletes a row into the recycle bin. */
  remove(object: string, id: string): Promise<unknown>;
  update(object: string, id: string, cells: object): Promise<unknown>;
  create(object: string, cells: object): Promise<string>;
  close(): Promise<void>;
}

const DEFAULTS: RestoreRequest = {
  wanted: { objects: [], ids: [] },
  parents: 'required',
  children: 'cascade',
  depth: 5,
  cap: 100_000,
  crossOrg: false,
  onConflict: 'skip',
  restoreNulls: false,
  auditFields: false,
  allowDuplicates: false,
  bypassAutomation: false,
  unmatched: 'fail',
  inactiveOwners: 'keep',
};

export function sessionTo(org: RunningOrg): Session {
  const connection = {
    instanceUrl: org.url,
    accessToken: org.token(),
    getApiVersion: () => '67.0',
    getAuthInfo: () => ({ isAccessTokenFlow: () => false }),
    refreshAuth: () => {
      connection.accessToken = org.token();
      return Promise.resolve();
    },
  };
  return openSession(connection, { sleep: () => new Promise((resolve) => setImmediate(resolve)) });
}

/** An org, and a version of it. */
export async function setPlanBench(options: OrgOptions = {}, attempt: Attempt = {}): Promise<PlanBench> {
  const bench = await setBench(options);
  const { manifest } = await bench.backUp({ only: ['data', 'files', 'security'], ...attempt });
  const session = sessionTo(bench.org);
  const folder = await mkdtemp(join(tmpdir(), 'safekeep-plans-'));
  const settings = { folder, command: 'restore records', tool: 'sf-plugin-safekeep 0.0.0' };
  const plan = async (asked: Asked, into: RunningOrg = bench.org): Promise<Planned> => {
    const own = into === bench.org ? session : sessionTo(into);
    const { signal } = new AbortController();
    try {
      const made = await planRestore(
        own,
        bench.vault,
        manifest,
        { ...DEFAULTS, ...asked },
        settings,
        () => undefined,
        signal,
      );
      return { ...made, ...(await contents(made.path)) };
    } finally {
      if (own !== session) await own.close();
    }
  };
  const call = (method: string, path: string, body?: object): Promise<unknown> =>
    session.json(session.resource(path), {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  return {
    bench,
    org: bench.org,
    session,
    manifest,
    plan,
    failureOf: async (asked, into) => {
      const outcome = await plan(asked, into).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) throw new Error('Planning went well, and should not have.');
      return outcome;
    },
    call,
    remove: (object, id) => call('DELETE', `sobjects/${object}/${id}`),
    update: (object, id, cells) => call('PATCH', `sobjects/${object}/${id}`, cells),
    create: async (object, cells) => ((await call('POST', `sobjects/${object}`, cells)) as { id: string }).id,
    close: async () => {
      await session.close();
      await bench.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function contents(path: string): Promise<Pick<Planned, 'steps' | 'rows' | 'outline'>> {
  const steps: PlanStep[] = [];
  const rows: PlanRow[] = [];
  for await (const line of (await readPlan(path)).lines()) {
    if (line.type === 'step') steps.push(line);
    else rows.push(line);
  }
  return { steps, rows, outline: steps.map(({ kind, object }) => `${kind} ${object}`) };
}

/** `n`th row of an object in the org, by Id, deleted ones left out. */
export function rowOf(
  org: RunningOrg,
  object: string,
  n = 0,
): Readonly<Record<string, unknown>> & { Id: string } {
  const rows = [...org.state.tables.of(object).rows()].filter((row) => row.IsDeleted !== true);
  return rows[n] as Readonly<Record<string, unknown>> & { Id: string };
}
