// From a version and a wish to a plan:
//
//   select      rows by object, Id or condition, with their children
//   judge       what each is in the org now; parents that revived rows need
//   order       objects, parents first
//   rows        one object after the other, streamed into spools
//   plan file   undelete · create and update by object · patches · what is left alone
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../kit/failure.ts';
import { limits } from '../../org/limits.ts';
import type { Session } from '../../org/session.ts';
import type { Manifest } from '../../vault/manifest/manifest.ts';
import type { Vault } from '../../vault/vault.ts';
import { orderObjects } from '../decide/order.ts';
import { Counterparts } from '../live/counterparts.ts';
import { Fates } from '../live/fates.ts';
import { InactiveUsers } from '../live/inactiveUsers.ts';
import { judge } from '../live/judge.ts';
import { Target } from '../live/target.ts';
import type { RestoreRequest } from '../select/request.ts';
import { bodiesOf } from '../select/files.ts';
import { Joined } from '../select/joined.ts';
import { takeRelinks } from '../select/relink.ts';
import { seed } from '../select/seed.ts';
import { Selection } from '../select/selection.ts';
import { Version } from '../select/version.ts';
import { Problems, type Planning, type PlanListener } from './context.ts';
import { edgesOf } from './edges.ts';
import { checkFits, estimate, type Estimate } from './estimate.ts';
import { headerOf, type PlanSettings } from './header.ts';
import type { PlanHeader } from './model.ts';
import { planObject, type PlannedFields } from './planObject.ts';
import { References } from './references.ts';
import { Spool, type Tallied } from './spool.ts';
import { inOrder } from './stepOrder.ts';
import { writePlan } from './writePlan.ts';

export type { PlanSettings } from './header.ts';

export interface RestorePlan {
  readonly id: string;
  readonly path: string;
  readonly sha256: string;
  readonly header: PlanHeader;
  readonly counts: readonly Tallied[];
  readonly estimate: Estimate;
}

/**
 * Reads the org and the version and writes a plan; changes nothing in the org.
 * @throws Failure `restoreWrongOrg` {expected, actual}; `objectNotInVersion`; `selectionTooLarge` {rows, cap};
 *   `requiredCycle` {objects, fields} and others; then there is no plan
 */
export async function planRestore(
  session: Session,
  vault: Vault,
  manifest: Manifest,
  request: RestoreRequest,
  settings: PlanSettings,
  listener: PlanListener,
  signal: AbortSignal,
): Promise<RestorePlan> {
  const target = await Target.open(session);
  checkOrg(manifest, target, request);
  const version = new Version(vault, manifest);
  const planning: Planning = {
    version,
    target,
    counterparts: new Counterparts(version, target),
    request,
    selection: new Selection(),
    fates: new Fates(),
    problems: new Problems(),
    listener,
    signal,
  };
  listener({ kind: 'stage', stage: 'select' });
  await seed(planning);
  listener({ kind: 'stage', stage: 'look' });
  await judge(planning);
  await takeRelinks(planning);
  await judge(planning);
  return writeAll(planning, settings);
}

function checkOrg({ org }: Manifest, target: Target, { crossOrg }: RestoreRequest): void {
  const actual = target.identity.org.id;
  if (!crossOrg && actual.slice(0, 15) !== org.id.slice(0, 15))
    throw new Failure('restoreWrongOrg', { expected: org.id, actual });
}

async function writeAll(planning: Planning, settings: PlanSettings): Promise<RestorePlan> {
  const id = planId(planning);
  const folder = join(settings.folder, id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const spool = await Spool.open(join(folder, 'spool'));
  try {
    planning.listener({ kind: 'stage', stage: 'plan' });
    const order = orderObjects(planning.selection.objects, await edgesOf(planning));
    const planned = await planObjects(planning, spool, order);
    checkProblems(planning);
    const cost = await costOf(planning, spool);
    planning.listener({ kind: 'stage', stage: 'write' });
    const header = await headerOf(planning, settings, id, planned);
    const path = join(folder, 'plan.ndjson');
    const { sha256 } = await writePlan(path, header, inOrder(spool.steps(), order));
    await spool.remove();
    return { id, path, sha256, header, counts: spool.counts, estimate: cost };
  } catch (error) {
    await spool.remove();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** @throws Failure `referencesUnmatched` {count, fields, example}; `restoreConflicts`, `inactiveOwners` {count} */
function checkProblems({ problems, request }: Planning): void {
  const fields = [...problems.unmatched];
  const [first] = fields;
  if (request.unmatched === 'fail' && first !== undefined)
    throw new Failure('referencesUnmatched', {
      count: fields.reduce((sum, [, { rows }]) => sum + rows, 0),
      fields: fields.map(([name, { rows }]) => `${name} (${rows})`).join(', '),
      example: first[1].example,
    });
  if (request.onConflict === 'fail' && problems.conflicts > 0)
    throw new Failure('restoreConflicts', { count: problems.conflicts });
  if (request.inactiveOwners === 'fail' && problems.inactiveOwners > 0)
    throw new Failure('inactiveOwners', { count: problems.inactiveOwners });
}

/** @throws as `checkFits` */
async function costOf({ target }: Planning, spool: Spool): Promise<Estimate> {
  const cost = estimate(spool.counts, spool.bodies);
  checkFits(cost, await limits(target.session));
  return cost;
}

async function planObjects(
  planning: Planning,
  spool: Spool,
  order: readonly string[],
): Promise<readonly PlannedFields[]> {
  const { version, target, fates } = planning;
  const bodies = await bodiesOf(version, fates);
  const references = new References(planning);
  const earlier = new Set<string>();
  const tools = {
    planning,
    references,
    joined: new Joined(version),
    inactive: new InactiveUsers(target.session),
    bodies,
    spool,
    earlier,
  };
  const planned: PlannedFields[] = [];
  for (const object of order) {
    const fields = await planObject(tools, object);
    if (fields) planned.push(fields);
    earlier.add(object);
  }
  return planned;
}

/** Sortable by time, and not to be taken for another one's. */
function planId({ target }: Planning): string {
  const time = target.session.serverNow().toISOString().slice(0, 19).replaceAll(':', '-');
  return `${time}Z-${randomBytes(3).toString('hex')}`;
}
