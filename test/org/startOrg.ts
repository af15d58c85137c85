// Starts a practice org: a seeded company behind a loopback port. The front door for tests, benchmarks and demos.
import { createOrgState } from './data/orgState.ts';
import { createClock } from './http/clock.ts';
import { serveOrg, type RunningOrg, type ServeOptions } from './http/serveOrg.ts';

export { ADMINISTRATOR, type RunningOrg } from './http/serveOrg.ts';

export interface OrgOptions extends ServeOptions {
  /** 1 unless given. The same seed makes the same company. */
  readonly seed?: number;
  /** 1, about 25,000 rows, unless given. */
  readonly scale?: number;
  /** `none`: the same metadata, users and setup as the seed's full org, no business rows, other Ids. */
  readonly rows?: 'seeded' | 'none';
  readonly ledgerRows?: number;
  readonly files?: number;
  /** What the org's clock says at the start; the machine's time unless given. */
  readonly now?: Date;
}

/** Starts an org and resolves when it listens. Rejects when the port is taken or the fault plan is none. */
export async function startOrg(options: OrgOptions = {}): Promise<RunningOrg> {
  const clock = createClock(options.now);
  const state = createOrgState({
    seed: options.seed ?? 1,
    scale: options.scale ?? 1,
    rows: options.rows,
    ledgerRows: options.ledgerRows,
    files: options.files,
    clock: clock.now,
  });
  return serveOrg(state, clock, options);
}
