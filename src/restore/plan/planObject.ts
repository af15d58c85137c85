// The plan's rows of one object: every selected row of the version becomes a line of some kind, or several.
import { writeableFields, type WriteableFields } from '../decide/fields.ts';
import type { Fate } from '../live/fates.ts';
import type { ObjectDescribe } from '../../org/describe.ts';
import type { VersionRow } from '../select/version.ts';
import { AliveRows } from './aliveRows.ts';
import { CreatedRows } from './createdRows.ts';
import { baseOf, ObjectPart, type PlanTools } from './objectPart.ts';

export interface PlannedFields extends WriteableFields {
  readonly object: ObjectDescribe;
  /** A field that is unique in the target and filled in every row to be created. */
  readonly correlation: string | undefined;
}

/** Puts the object's rows into the spool. @returns what they are written with; undefined when the target lacks it */
export async function planObject(tools: PlanTools, object: string): Promise<PlannedFields | undefined> {
  const { version, target, selection, request, signal, listener } = tools.planning;
  const live = await target.describe(object);
  if (live === undefined) return undefined;
  const writeable = writeableFields(await version.object(object), live, request);
  const part = new ObjectPart(tools, live, writeable.fields);
  await tools.joined.prepare(part.special?.joins ?? []);
  const created = new CreatedRows(part);
  const alive = new AliveRows(part);
  for await (const rows of version.rows(object, (id) => selection.partOf(object, id) !== undefined)) {
    signal.throwIfAborted();
    await planRows(part, alive, created, rows);
    listener({ kind: 'planned', object, rows: rows.length });
  }
  await tools.spool.close(object);
  return { object: live, ...writeable, correlation: created.correlation };
}

async function planRows(
  part: ObjectPart,
  alive: AliveRows,
  created: CreatedRows,
  rows: readonly VersionRow[],
): Promise<void> {
  const { fates, selection } = part.tools.planning;
  const { name } = part.live;
  const living = rows.filter(({ isDeleted }) => !isDeleted);
  const of = (...wanted: readonly Fate[]): VersionRow[] =>
    living.filter(({ id }) => wanted.some((fate) => fates.is(name, id, fate)));
  if (!selection.isWhole(name))
    for (const row of rows.filter(({ isDeleted }) => isDeleted)) await part.skip(row, 'deleted-in-version');
  for (const row of of('matched')) await part.skip(row, 'matched');
  const { undeleted, lost } = await planBin(part, of('in-bin'));
  await alive.plan([...of('changed', 'same'), ...undeleted]);
  await created.plan([...of('absent'), ...lost]);
}

/**
 * Rows in the recycle bin. Those of objects that are not undeleted themselves come back with the parent they were
 * deleted with; without one, they are lost and created anew.
 */
async function planBin(
  part: ObjectPart,
  rows: readonly VersionRow[],
): Promise<{ readonly undeleted: readonly VersionRow[]; readonly lost: readonly VersionRow[] }> {
  const { name, undeletable } = part.live;
  if (undeletable) {
    for (const row of rows)
      await part.tools.spool.put('undelete', { ...baseOf(part, row), action: 'Undelete' });
    return { undeleted: rows, lost: [] };
  }
  const lost: VersionRow[] = [];
  for (const row of rows) {
    if (await comesWithParent(part, row)) await part.skip(row, 'with-parent');
    else lost.push(row);
  }
  for (const row of lost) part.tools.planning.fates.set(name, row.id, 'absent');
  return { undeleted: [], lost };
}

async function comesWithParent({ live, tools }: ObjectPart, row: VersionRow): Promise<boolean> {
  const { fates, version } = tools.planning;
  for (const { name } of live.fields.filter(({ type }) => type === 'reference')) {
    const id = row.cell(name);
    const object = id ? await version.objectOf(id) : undefined;
    if (id && object !== undefined && fates.is(object, id, 'in-bin') && !fates.isCreated(object, id))
      return true;
  }
  return false;
}
