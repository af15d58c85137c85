// What takes one row back to where it was before the restore. Pure. Only what is still as the restore left it is taken
// back; what somebody has worked on since is a conflict, and named.
import type { RestRow } from '../../org/query.ts';
import type { PlanRow, SkippedRow, StepKind } from '../plan/model.ts';
import type { ActingRow } from './batches.ts';
import { isComparable, liveCell, sameCell } from './cells.ts';
import { isGone } from './drift.ts';
import type { Outcome } from './model.ts';

export interface UndoFacts {
  readonly object: string;
  readonly row: ActingRow;
  readonly outcome: Outcome;
  /** What was written, by the new Ids. */
  readonly cells: Readonly<Record<string, string | null>>;
  /** The row that the restore made or changed, as it is now. */
  readonly live: RestRow | undefined;
  readonly id: string;
  readonly types: Readonly<Partial<Record<string, string>>>;
  /** Who carried the plan out. */
  readonly userId: string;
  readonly isDeletable: boolean;
}

export interface UndoStep {
  readonly kind: StepKind;
  readonly row: PlanRow;
}

/** Undefined where there is nothing to take back. */
export function undoRow(facts: UndoFacts): UndoStep | undefined {
  const { outcome, row } = facts;
  if (outcome.result === 'Ambiguous') return named(facts, 'Skip', 'ambiguous');
  if (outcome.newId !== undefined) return takeAway(facts);
  return UNDONE[outcome.result]?.(facts, row);
}

type Undo = (facts: UndoFacts, row: ActingRow) => UndoStep | undefined;

const UNDONE: Readonly<Partial<Record<Outcome['result'], Undo>>> = {
  Undeleted: (facts) => takeAway(facts),
  Deleted: ({ object, id }) => ({
    kind: 'undelete',
    row: { type: 'row', action: 'Undelete', object, id },
  }),
  Updated: (facts, row) => ('before' in row ? putBack(facts, row.before) : undefined),
};

function takeAway(facts: UndoFacts): UndoStep {
  const { object, id, live, cells, userId, isDeletable } = facts;
  if (!isDeletable) return named(facts, 'Skip', 'not-deletable');
  if (isGone(live)) return named(facts, 'Skip', 'gone');
  const isTheirs =
    typeof live.LastModifiedById === 'string' &&
    live.LastModifiedById.slice(0, 15) !== (cells.LastModifiedById ?? userId).slice(0, 15);
  if (isTheirs) return named(facts, 'Conflict', 'changed-since');
  const stamp = liveCell(live.SystemModstamp) ?? '';
  return { kind: 'delete', row: { type: 'row', action: 'Delete', object, id, stamp } };
}

function putBack(facts: UndoFacts, before: Readonly<Record<string, string | null>>): UndoStep {
  const { object, id, live, cells, types } = facts;
  if (isGone(live)) return named(facts, 'Skip', 'gone');
  const changed = Object.keys(before).filter(
    (field) =>
      isComparable(types[field]) && !sameCell(types[field], cells[field] ?? null, liveCell(live[field])),
  );
  if (changed.length > 0) {
    const values = changed.map((field) => [
      field,
      { archived: before[field] ?? null, live: liveCell(live[field]), base: cells[field] ?? null },
    ]);
    const conflict = named(facts, 'Conflict', 'changed-since');
    return {
      ...conflict,
      row: { ...conflict.row, values: Object.fromEntries(values) as SkippedRow['values'] },
    };
  }
  const now = Object.fromEntries(Object.keys(before).map((field) => [field, liveCell(live[field])]));
  return {
    kind: 'update',
    row: {
      type: 'row',
      action: 'Update',
      object,
      id,
      cells: before,
      refs: {},
      before: now,
      stamp: liveCell(live.SystemModstamp) ?? '',
    },
  };
}

function named(
  { object, id }: UndoFacts,
  action: SkippedRow['action'],
  reason: string,
): { kind: 'none'; row: SkippedRow } {
  return { kind: 'none', row: { type: 'row', action, object, id, reason } };
}
