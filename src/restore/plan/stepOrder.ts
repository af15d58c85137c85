// The order of a plan's steps.
import type { Lane } from './spool.ts';
import type { StepToWrite } from './writePlan.ts';

/** Turns of updates: those that can be written in their object's turn, and those that point at rows created anywhere. */
export const UPDATE_NOW = 0;
export const UPDATE_AFTER_CREATES = 1;
/** Turns of patches: references first, then values that lock their rows. */
export const PATCH_REFERENCES = 0;
export const PATCH_LOCKING = 1;

/** Kinds that are carried out for all objects before the next kinds are begun. */
const PHASES: ReadonlyArray<(lane: Lane) => boolean> = [
  ({ kind }) => kind === 'undelete',
  ({ kind, turn }) => kind === 'create' || (kind === 'update' && turn === UPDATE_NOW),
  ({ kind }) => kind === 'update',
  ({ kind }) => kind === 'patch',
  ({ kind }) => kind === 'delete',
  ({ kind }) => kind === 'none',
];

/** The steps of all objects, objects that others point at first. @param order of the objects */
export function inOrder(steps: ReadonlyArray<StepToWrite & Lane>, order: readonly string[]): StepToWrite[] {
  const rank = new Map(order.map((object, at) => [object, at]));
  const keys = (lane: Lane): number[] => {
    const phase = PHASES.findIndex((isIn) => isIn(lane));
    const at = rank.get(lane.object) ?? 0;
    // Patches go turn by turn: references of all objects, then the values that lock rows.
    if (lane.kind === 'patch') return [phase, lane.turn, at];
    return [phase, at, lane.kind === 'update' ? 0 : 1, lane.turn];
  };
  return steps
    .toSorted((a, b) => compare(keys(a), keys(b)))
    .map(({ kind, object, rows, lines }) => ({ kind, object, rows, lines }));
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
