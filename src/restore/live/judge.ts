// Finds out what the selected rows are in the org now, and takes in the parents that revived rows cannot do without,
// until nothing is left to look at.
import type { FieldDescribe, ObjectDescribe } from '../../org/describe.ts';
import { SPECIAL_OBJECTS } from '../decide/specialObjects.ts';
import type { Planning } from '../plan/context.ts';
import type { ParentMode } from '../select/request.ts';
import { checkCap } from '../select/cap.ts';
import { leftOut } from '../select/restorable.ts';
import type { VersionRow } from '../select/version.ts';
import { liveStates } from './liveRows.ts';

/** @throws Failure `selectionTooLarge` {rows, cap} */
export async function judge(planning: Planning): Promise<void> {
  const { selection, signal } = planning;
  for (let looked = 1; looked > 0;) {
    looked = 0;
    for (const object of selection.objects) {
      signal.throwIfAborted();
      looked += await judgeObject(planning, object);
      checkCap(selection, planning.request.cap);
    }
  }
}

/** Rows not looked at before. */
async function judgeObject(planning: Planning, object: string): Promise<number> {
  const { version, target, selection, request, fates, listener } = planning;
  const live = await target.describe(object);
  if (live === undefined || !version.has(object)) return 0;
  const parents = await parentFields(planning, object, live);
  let looked = 0;
  const unknown = (id: string): boolean =>
    selection.partOf(object, id) !== undefined && !fates.isKnown(object, id);
  for await (const batch of version.rows(object, unknown)) {
    const rows = batch.filter((row) => !row.isDeleted);
    if (request.crossOrg) await judgeInOtherOrg(planning, object, rows);
    else await judgeInOrg(planning, live, rows);
    for (const row of rows)
      if (isRevived(planning, object, row.id)) await takeParents(planning, parents, row);
    looked += rows.length;
    listener({ kind: 'judged', object, rows: rows.length });
  }
  if (looked > 0) await takeMakers(planning, object);
  return looked;
}

function isRevived({ fates }: Planning, object: string, id: string): boolean {
  return fates.is(object, id, 'absent') || fates.is(object, id, 'in-bin');
}

/** No Id of another org means anything here. */
async function judgeInOtherOrg(
  { counterparts, fates }: Planning,
  object: string,
  rows: readonly VersionRow[],
): Promise<void> {
  for (const { id } of rows)
    fates.set(object, id, (await counterparts.of(object, id)) === undefined ? 'absent' : 'matched');
}

async function judgeInOrg(
  { version, target, selection, fates, signal }: Planning,
  live: ObjectDescribe,
  rows: readonly VersionRow[],
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const states = await liveStates(target.session, live, ids, signal);
  const started = Date.parse(version.manifest.started);
  for (const { id, stamp } of rows) {
    const state = states.get(id);
    // Rows that are only looked at for a lost reference are not brought back when they are gone themselves.
    const isAside = selection.partOf(live.name, id) === 'relink';
    if (state === undefined || (isAside && state.isDeleted))
      fates.set(live.name, id, isAside ? 'gone' : 'absent');
    else if (state.isDeleted) fates.set(live.name, id, 'in-bin');
    else fates.set(live.name, id, isUntouched(state.stamp, stamp, started) ? 'same' : 'changed');
  }
}

/** Stamps have whole seconds: a row last changed while the version was taken may have been changed again in that second. */
function isUntouched(live: string | undefined, archived: string | undefined, started: number): boolean {
  if (live === undefined || archived === undefined) return false;
  return Date.parse(live) === Date.parse(archived) && Date.parse(archived) < started - 1000;
}

async function parentFields(
  { request, version }: Planning,
  object: string,
  live: ObjectDescribe,
): Promise<readonly string[]> {
  const { columns } = await version.object(object);
  const takes = TAKEN[request.parents];
  return live.fields
    .filter((field) => field.type === 'reference' && columns.includes(field.name) && takes(field))
    .map(({ name }) => name);
}

const TAKEN: Readonly<Record<ParentMode, (field: FieldDescribe) => boolean>> = {
  all: ({ createable }) => createable,
  required: ({ createable, nillable, cascadeDelete }) => createable && (!nillable || cascadeDelete),
  none: () => false,
};

async function takeParents(
  { version, target, selection }: Planning,
  fields: readonly string[],
  row: VersionRow,
): Promise<void> {
  for (const field of fields) {
    const id = row.cell(field);
    const object = id ? await version.objectOf(id) : undefined;
    if (!id || object === undefined || leftOut(object, target.entries.get(object)) !== undefined) continue;
    selection.add(object, id, 'parent');
  }
}

/** Rows that only come to be by creating rows of another object, as documents do by their versions, need those. */
async function takeMakers({ version, selection, fates }: Planning, object: string): Promise<void> {
  const maker = SPECIAL_OBJECTS[object]?.madeBy;
  if (maker === undefined || fates.count(object, 'absent') === 0 || !version.has(maker.object)) return;
  for await (const rows of version.rows(maker.object)) {
    for (const row of rows) {
      const made = row.cell(maker.field);
      if (made && fates.is(object, made, 'absent')) selection.add(maker.object, row.id, 'parent');
    }
  }
}
