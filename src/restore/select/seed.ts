// The rows somebody asked for, with the children that come along.
import { Failure } from '../../kit/failure.ts';
import { IdSet, isRecordId } from '../../kit/idSet.ts';
import type { Planning } from '../plan/context.ts';
import { checkCap } from './cap.ts';
import { takeChildren } from './children.ts';
import { leftOut } from './restorable.ts';
import { compileWhere } from './where/compileWhere.ts';

/**
 * Fills the selection.
 * @throws Failure `idsInvalid` {ids}; `idsNotInVersion` {ids, count}; `objectNotInVersion` {object, version};
 *   `objectNotRestorable` {object, reason}; `whereNeedsObject`; `selectionTooLarge`; as `compileWhere`
 */
export async function seed(planning: Planning): Promise<void> {
  const { objects, ids, where } = planning.request.wanted;
  checkObjects(planning);
  if (ids.length > 0) await takeChildren(planning, await byId(planning, ids));
  else if (where !== undefined) await takeChildren(planning, await byCondition(planning, where));
  else if (objects.length > 0) await wholeObjects(planning, objects);
  else for (const object of everything(planning)) planning.selection.addWhole(object);
}

type Rows = Map<string, IdSet>;

function everything({ version, target }: Planning): string[] {
  return version.names.filter((name) => leftOut(name, target.entries.get(name)) === undefined);
}

/** An object somebody names is restored whatever it is, as long as the org lets anybody write it. */
function checkObjects({ version, target, request }: Planning): void {
  for (const object of request.wanted.objects) {
    if (!version.has(object))
      throw new Failure('objectNotInVersion', { object, version: version.manifest.version });
    const reason = leftOut(object, target.entries.get(object));
    if (reason !== undefined && reason !== 'setup')
      throw new Failure('objectNotRestorable', { object, reason });
  }
}

async function wholeObjects(planning: Planning, objects: readonly string[]): Promise<void> {
  const { version, selection, request } = planning;
  for (const object of objects) selection.addWhole(object);
  if (request.children === 'none') return;
  const rows: Rows = new Map();
  for (const object of objects)
    for await (const batch of version.rows(object))
      for (const row of batch) if (!row.isDeleted) keep(rows, object, row.id);
  await takeChildren(planning, rows);
}

async function byCondition(planning: Planning, where: string): Promise<Rows> {
  const { version, selection, target, request } = planning;
  const [object, ...others] = request.wanted.objects;
  if (object === undefined || others.length > 0) throw new Failure('whereNeedsObject', {});
  const { describe } = await version.object(object);
  const matches = compileWhere(where, describe.fields, target.session.serverNow());
  const rows: Rows = new Map();
  for await (const batch of version.rows(object)) {
    for (const row of batch) {
      if (row.isDeleted || !matches((field) => row.cell(field))) continue;
      selection.add(object, row.id, 'chosen');
      keep(rows, object, row.id);
    }
    checkCap(selection, request.cap);
  }
  return rows;
}

const NAMED_AT_MOST = 10;

async function byId({ version, selection }: Planning, ids: readonly string[]): Promise<Rows> {
  const invalid = ids.filter((id) => !isRecordId(id));
  if (invalid.length > 0)
    throw new Failure('idsInvalid', { ids: invalid.slice(0, NAMED_AT_MOST).join(', ') });
  const wanted: Rows = new Map();
  const missing: string[] = [];
  for (const id of ids) {
    const object = await version.objectOf(id);
    if (object === undefined) missing.push(id);
    else keep(wanted, object, id);
  }
  const found: Rows = new Map();
  for (const [object, set] of wanted) {
    for await (const batch of version.rows(object, (id) => set.has(id))) {
      for (const row of batch) {
        keep(found, object, row.id);
        selection.add(object, row.id, 'chosen');
      }
    }
  }
  for (const id of ids) if (![...found.values()].some((set) => set.has(id))) missing.push(id);
  if (missing.length > 0) throw notInVersion([...new Set(missing)]);
  return found;
}

function keep(rows: Rows, object: string, id: string): void {
  const ids = rows.get(object) ?? new IdSet();
  ids.add(id);
  rows.set(object, ids);
}

function notInVersion(ids: readonly string[]): Failure {
  return new Failure('idsNotInVersion', { count: ids.length, ids: ids.slice(0, NAMED_AT_MOST).join(', ') });
}
