// A practice org, a session and plans written by hand: what carrying a plan out is tried on.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe as describeObject } from '../../../src/org/describe.ts';
import { queryRows, type RestRow } from '../../../src/org/query.ts';
import { openSession, type Session, type SessionOptions } from '../../../src/org/session.ts';
import { carryOut } from '../../../src/restore/carryOut/carryOut.ts';
import type { CarriedOut, CarryOutEvent, CarryOutRequest } from '../../../src/restore/carryOut/model.ts';
import {
  PLAN_FORMAT,
  PLAN_FORMAT_VERSION,
  type PlanHeader,
  type PlannedObject,
  type PlanOptions,
  type PlanRow,
  type StepKind,
} from '../../../src/restore/plan/model.ts';
import { stepOf, writePlan } from '../../../src/restore/plan/writePlan.ts';
import type { Fault } from '../../org/faults/plan.ts';
import { startOrg, type OrgOptions, type RunningOrg } from '../../org/startOrg.ts';

export type Step = readonly [kind: StepKind, object: string, rows: readonly PlanRow[]];

export interface PlanExtras {
  readonly options?: Partial<PlanOptions>;
  readonly correlation?: Readonly<Record<string, string>>;
  readonly targetOrgId?: string;
}

export interface Bench {
  readonly org: RunningOrg;
  readonly session: Session;
  readonly folder: string;
  /** Writes a plan and gives its path. */
  plan(steps: readonly Step[], extras?: PlanExtras): Promise<string>;
  carry(
    plan: string,
    extras?: Partial<CarryOutRequest>,
    faults?: readonly Fault[],
    seed?: number,
  ): Promise<Carried>;
  rows(soql: string, deleted?: boolean): Promise<RestRow[]>;
  close(): Promise<void>;
}

export interface Carried extends CarriedOut {
  readonly folder: string;
  readonly events: readonly CarryOutEvent[];
}

const NO_WAIT: SessionOptions['sleep'] = () => new Promise((resolve) => setImmediate(resolve));

export function sessionOf(org: RunningOrg, options: SessionOptions = { sleep: NO_WAIT }): Session {
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
  return openSession(connection, options);
}

export async function setBench(options: OrgOptions = {}): Promise<Bench> {
  const org = await startOrg({ seed: 7, scale: 0.05, ...options });
  const session = sessionOf(org);
  const folder = await mkdtemp(join(tmpdir(), 'safekeep-restore-'));
  let plans = 0;
  const rows: Bench['rows'] = (soql, deleted = false) => queryRows(session, soql, { deleted });
  return {
    org,
    session,
    folder,
    rows,
    async plan(steps, extras = {}) {
      const path = join(folder, `plan-${(plans += 1)}.ndjson`);
      await writePlan(
        path,
        await headerOf(session, org, `p${plans}`, steps, extras),
        steps.map(([kind, object, ofStep]) => stepOf(kind, object, ofStep)),
      );
      return path;
    },
    async carry(plan, extras = {}, faults = [], seed = 1) {
      const events: CarryOutEvent[] = [];
      const request = requestFor(plan, extras);
      org.setFaults({ seed, faults });
      try {
        const done = await carryOut(
          session,
          request,
          (event) => events.push(event),
          new AbortController().signal,
        );
        return { ...done, folder: request.folder, events };
      } finally {
        org.setFaults();
      }
    },
    async close() {
      await session.close();
      await org.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The state folder lies beside the plan; the org works on nothing once its answer is lost. */
export function requestFor(plan: string, extras: Partial<CarryOutRequest> = {}): CarryOutRequest {
  return {
    plan,
    folder: `${plan}.state`,
    tool: { name: 'sf-plugin-safekeep', version: '0.0.0' },
    longestCall: 0,
    ...extras,
  };
}

export async function headerOf(
  session: Session,
  org: RunningOrg,
  id: string,
  steps: readonly Step[],
  { options, correlation = {}, targetOrgId }: PlanExtras = {},
): Promise<PlanHeader> {
  const objects: PlannedObject[] = [];
  for (const name of new Set(steps.map(([, object]) => object))) {
    const { keyPrefix, fields } = await describeObject(session, name);
    const types = Object.fromEntries(fields.map((field) => [field.name, field.type]));
    objects.push({
      name,
      keyPrefix,
      fields: types,
      ...(correlation[name] && { correlation: correlation[name] }),
    });
  }
  return {
    type: 'header',
    format: PLAN_FORMAT,
    formatVersion: PLAN_FORMAT_VERSION,
    id,
    created: org.clock.now().toISOString(),
    command: 'restore records',
    tool: 'sf-plugin-safekeep 0.0.0',
    source: { orgId: org.orgId, version: '2026-01-01T00-00-00Z', manifestSha256: '' },
    target: {
      orgId: targetOrgId ?? org.orgId,
      instance: org.url,
      username: '',
      userId: '',
      isSandbox: false,
    },
    apiVersion: '67.0',
    options: {
      crossOrg: false,
      onConflict: 'skip',
      restoreNulls: false,
      auditFields: false,
      allowDuplicates: false,
      bypassAutomation: false,
      ...options,
    },
    objects,
  };
}

/** A made-up Id of a row of the version, of 18 characters. */
export function oldId(prefix: string, number: number): string {
  return `${prefix}OLD000${String(number).padStart(6, '0')}HAA`;
}

export function create(
  object: string,
  id: string,
  cells: Record<string, string | null>,
  refs: Record<string, string> = {},
): PlanRow {
  return { type: 'row', action: 'Create', object, id, cells, refs };
}

/** A field of a row as text; empty where there is none. */
export function textOf(row: RestRow | undefined, field: string): string {
  const value = row?.[field];
  return typeof value === 'string' ? value : '';
}
