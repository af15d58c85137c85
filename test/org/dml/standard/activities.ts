// Tasks and events: what status and priority mean, times that belong together, whom they concern, and series that make
// their occurrences (Object Reference, Task, Event, TaskRelation, EventRelation).
import type { Row, Value } from '../../model.ts';
import { changed, rowAt, type Change } from '../change.ts';
import { fault, requiredMissing, RowFault } from '../errors.ts';
import type { Ground } from '../ground.ts';
import { occurrenceDays } from './recurrence.ts';
import type { ObjectRules } from './objectRules.ts';

const MINUTE = 60_000;

/** The account behind what an activity is about, else behind the person. */
function accountOf(ground: Ground, { WhatId, WhoId }: Row): Value {
  const what = rowAt(ground, WhatId);
  if (what?.object === 'Account') return what.row.Id!;
  const account = what?.row.AccountId ?? rowAt(ground, WhoId)?.row.AccountId;
  return account ?? null;
}

function deriveTask({ ground, draft, before }: Change): void {
  draft.AccountId = accountOf(ground, draft);
  draft.IsClosed = flagged(ground, 'TaskStatus', draft.Status, 'IsClosed');
  draft.IsHighPriority = flagged(ground, 'TaskPriority', draft.Priority, 'IsHighPriority');
  if (draft.IsClosed !== (before?.IsClosed ?? false))
    draft.CompletedDateTime = draft.IsClosed ? ground.stamp : null;
}

function flagged({ state }: Ground, object: string, name: unknown, flag: string): boolean {
  for (const row of state.tables.of(object).where('ApiName', String(name))) return row[flag] === true;
  return false;
}

/** Start, end, duration and the day say one thing; whichever was sent leads. */
function deriveEvent(change: Change): void {
  const { ground, draft, sent } = change;
  draft.AccountId = accountOf(ground, draft);
  if (draft.IsAllDayEvent === true) {
    deriveAllDay(change);
    return;
  }
  if (sent.has('ActivityDateTime') && !sent.has('StartDateTime'))
    draft.StartDateTime = draft.ActivityDateTime!;
  if (typeof draft.StartDateTime !== 'string') return;
  draft.ActivityDateTime = draft.StartDateTime;
  draft.ActivityDate = draft.StartDateTime.slice(0, 10);
  const start = Date.parse(draft.StartDateTime);
  if (typeof draft.EndDateTime === 'string' && !(sent.has('DurationInMinutes') && !sent.has('EndDateTime')))
    draft.DurationInMinutes = (Date.parse(draft.EndDateTime) - start) / MINUTE;
  else if (draft.DurationInMinutes !== null)
    draft.EndDateTime = stampOf(start + Number(draft.DurationInMinutes) * MINUTE);
  draft.EndDate = typeof draft.EndDateTime === 'string' ? draft.EndDateTime.slice(0, 10) : null;
}

function deriveAllDay({ draft, sent }: Change): void {
  const given = sent.has('StartDateTime') ? draft.StartDateTime : (draft.ActivityDate ?? draft.StartDateTime);
  if (typeof given !== 'string') return;
  const end = typeof draft.EndDateTime === 'string' ? draft.EndDateTime : given;
  draft.ActivityDate = given.slice(0, 10);
  draft.StartDateTime = `${draft.ActivityDate}T00:00:00.000+0000`;
  draft.EndDate = end.slice(0, 10);
  draft.EndDateTime = `${draft.EndDate}T00:00:00.000+0000`;
  draft.ActivityDateTime = null;
  draft.DurationInMinutes = (Date.parse(draft.EndDate) - Date.parse(draft.ActivityDate)) / MINUTE + 1440;
}

function stampOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}.000+0000`;
}

function checkEvent({ draft, before }: Change): void {
  if (before === undefined && draft.IsRecurrence === true) return;
  if (draft.StartDateTime === null) throw new RowFault([requiredMissing(['ActivityDateTime'])]);
  if (draft.EndDateTime === null) throw new RowFault([requiredMissing(['DurationInMinutes'])]);
  if (Number(draft.DurationInMinutes) < 0)
    throw fault('FIELD_INTEGRITY_EXCEPTION', 'End date must not be before start date', ['EndDateTime']);
}

/** Leads are about nothing else: a task of a lead has no WhatId. */
function checkConcern({ draft }: Change): void {
  if (String(draft.WhoId ?? '').startsWith('00Q') && draft.WhatId !== null)
    throw fault(
      'FIELD_INTEGRITY_EXCEPTION',
      'Related To ID: A related-to record cannot be set when the name is a lead',
      ['WhatId'],
    );
}

/** The person an activity names has a relation row of their own. */
function keepRelation(
  change: Change,
  saved: Row,
  object: 'TaskRelation' | 'EventRelation',
  key: string,
): void {
  if (!changed(change, 'WhoId')) return;
  const { ground, writer, before } = change;
  const rows = [...ground.state.tables.of(object).where(key, String(saved.Id))].filter(
    (row) => row.IsDeleted !== true,
  );
  for (const row of rows)
    if (before !== undefined && row.RelationId === before.WhoId) ground.rows.discard(object, row);
  if (saved.WhoId !== null && !rows.some((row) => row.RelationId === saved.WhoId))
    ground.rows.record(
      object,
      { [key]: saved.Id!, RelationId: saved.WhoId!, ...(object === 'EventRelation' && { IsParent: true }) },
      writer,
    );
}

function checkTwice(object: 'TaskRelation' | 'EventRelation', key: string): (change: Change) => void {
  return ({ ground, draft, before }) => {
    if (before !== undefined) return;
    for (const row of ground.state.tables.of(object).where(key, String(draft[key])))
      if (row.RelationId === draft.RelationId && row.IsDeleted !== true)
        throw fault(
          'DUPLICATE_VALUE',
          `duplicate value found: RelationId duplicates value on record with id: ${String(row.Id).slice(0, 15)}`,
          ['RelationId'],
        );
  };
}

/** A new series makes its occurrences; it is itself none of them. */
function makeOccurrences({ ground, writer, before, plan }: Change, saved: Row): void {
  if (before !== undefined || saved.IsRecurrence !== true) return;
  const pattern = Object.fromEntries(Object.entries(saved).filter(([name]) => COPIED.has(name)));
  for (const day of occurrenceDays(saved)) {
    const when: Record<string, Value> =
      plan.type.name === 'Task'
        ? { ActivityDate: day }
        : {
            StartDateTime: `${day}${String(saved.RecurrenceStartDateTime ?? 'T09:00:00.000+0000').slice(-18)}`,
            DurationInMinutes: saved.DurationInMinutes ?? 60,
          };
    ground.rows.make(plan.type.name, { ...pattern, ...when, RecurrenceActivityId: saved.Id! }, writer);
  }
}

const COPIED = new Set([
  'WhoId',
  'WhatId',
  'Subject',
  'Priority',
  'Status',
  'OwnerId',
  'Description',
  'Location',
  'ShowAs',
]);

export const activities: Readonly<Record<string, ObjectRules>> = {
  Task: {
    derive: deriveTask,
    check(change) {
      checkConcern(change);
      if (
        change.draft.IsRecurrence === true &&
        change.sent.has('ActivityDate') &&
        change.draft.ActivityDate !== null
      )
        throw fault('INVALID_FIELD_FOR_INSERT_UPDATE', 'ActivityDate cannot be set on a recurring task', [
          'ActivityDate',
        ]);
    },
    follow(change, saved) {
      keepRelation(change, saved, 'TaskRelation', 'TaskId');
      makeOccurrences(change, saved);
    },
  },
  Event: {
    derive: deriveEvent,
    check(change) {
      checkConcern(change);
      checkEvent(change);
    },
    follow(change, saved) {
      keepRelation(change, saved, 'EventRelation', 'EventId');
      makeOccurrences(change, saved);
    },
  },
  TaskRelation: { check: checkTwice('TaskRelation', 'TaskId') },
  EventRelation: { check: checkTwice('EventRelation', 'EventId') },
};
