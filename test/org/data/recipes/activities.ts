// Tasks and events about people (Who) and things (What), some archived after a year, some repeating, and the relation
// rows that list everybody concerned.

import { DAY } from '../calendar.ts';
import { between, mix, oneIn, pick, saltOf } from '../hash.ts';
import { anyLive, chooser, prose, thrownAway } from '../fields.ts';
import { authorOf } from '../people.ts';
import type { ComputedRecipe, Draft, World } from '../recipe.ts';
import { contactFan } from './accounts.ts';

const SUBJECTS = [
  'Call',
  'Send letter',
  'Email: your offer',
  'Rückruf',
  'Site visit "North"',
  'Demo, part 2',
] as const;
const THINGS = ['Account', 'Opportunity', 'Case', 'Project__c'] as const;
/** Every so manieth activity starts a series of five. */
const SERIES_EVERY = 500;
const SERIES_LENGTH = 5;
/** Every so manieth activity has relation rows of its own. */
const RELATED_EVERY = { Task: 10, Event: 3 } as const;

interface Concern {
  readonly who: string | null;
  readonly what: string | null;
  readonly account: string | null;
  readonly whatGone: boolean;
}

/** Whom and what an activity is about. Things in the bin took their activities along. */
function concernOf(world: World, object: 'Task' | 'Event'): (index: number) => Concern {
  const salt = saltOf(world.seed, object, 'concern');
  const [contacts, leads, accounts] = ['Contact', 'Lead', 'Account'].map((name) => world.ids(name));
  const fan = contactFan(world);
  const contact = anyLive(world, 'Contact');
  const lead = anyLive(world, 'Lead');
  const allowed = world.schema.find(object)!.field('WhatId')!.referenceTo;
  const things = THINGS.filter((name) => allowed.includes(name) && world.count(name) > 0).map((name) => ({
    name,
    ids: world.ids(name),
    count: world.count(name),
    isDeleted: world.isDeleted(name),
  }));
  return (index) => {
    const h = mix(salt, index);
    if (index % RELATED_EVERY[object] !== 0 && oneIn(6, mix(h, 1))) {
      return { who: leads.at(lead(mix(h, 2))), what: null, account: null, whatGone: false };
    }
    const person = contact(mix(h, 3));
    const thing = pick(things, mix(h, 4));
    const target = thing.name === 'Account' ? fan.parentOf(person) : between(0, thing.count - 1, mix(h, 5));
    return {
      who: contacts.at(person),
      what: thing.ids.at(target),
      account: accounts.at(fan.parentOf(person)),
      whatGone: thing.isDeleted(target),
    };
  };
}

/** The start of the series an activity is part of, or undefined. */
function seriesStart(index: number): number | undefined {
  const start = index - (index % SERIES_EVERY);
  return index - start <= SERIES_LENGTH ? start : undefined;
}

function fillSeries(
  row: Draft,
  index: number,
  id: (index: number) => string,
  world: World,
  object: 'Task' | 'Event',
): void {
  const start = seriesStart(index);
  const isPattern = start === index;
  row.IsRecurrence = isPattern;
  row.RecurrenceActivityId = start === undefined ? null : id(start);
  row.RecurrenceType = isPattern ? 'RecursWeekly' : null;
  row.RecurrenceInterval = isPattern ? 1 : null;
  row.RecurrenceDayOfWeekMask = isPattern ? 2 : null;
  row.RecurrenceTimeZoneSidKey = isPattern ? 'Europe/Berlin' : null;
  row.RecurrenceEndDateOnly = isPattern ? world.calendar.day(10) : null;
  const first = object === 'Task' ? 'RecurrenceStartDateOnly' : 'RecurrenceStartDateTime';
  row[first] = isPattern
    ? object === 'Task'
      ? world.calendar.day(45)
      : world.calendar.moment(45 * DAY)
    : null;
}

function activityGone(world: World, object: 'Task' | 'Event'): (index: number) => boolean {
  const concern = concernOf(world, object);
  const lost = thrownAway(world, object);
  return (index) => lost(index) || concern(index).whatGone;
}

export const task: ComputedRecipe = {
  object: 'Task',
  plan(world) {
    const concern = concernOf(world, 'Task');
    const ids = world.ids('Task');
    const [priority, subtype] = ['Priority', 'TaskSubtype'].map((field) => chooser(world, 'Task', field));
    return {
      deleted: activityGone(world, 'Task'),
      fill(row, index, h) {
        const { who, what, account } = concern(index);
        const isArchived = index % 8 === 3;
        const isClosed = isArchived || oneIn(2, mix(h, 1));
        row.WhoId = who;
        row.WhatId = what;
        row.AccountId = account;
        row.Subject = pick(SUBJECTS, mix(h, 2));
        row.ActivityDate = world.calendar.day(
          isArchived ? between(400, 900, mix(h, 3)) : between(-60, 360, mix(h, 3)),
        );
        row.Status = isClosed ? 'Completed' : 'Not Started';
        row.IsClosed = isClosed;
        row.CompletedDateTime = isClosed ? row.LastModifiedDate! : null;
        row.IsArchived = isArchived;
        row.Priority = priority(h) ?? 'Normal';
        row.IsHighPriority = row.Priority === 'High';
        row.TaskSubtype = subtype(h) ?? 'Task';
        row.Description = prose(mix(h, 4), 20);
        fillSeries(row, index, ids.at, world, 'Task');
      },
    };
  },
};

export const event: ComputedRecipe = {
  object: 'Event',
  plan(world) {
    const concern = concernOf(world, 'Event');
    const ids = world.ids('Event');
    const showAs = chooser(world, 'Event', 'ShowAs');
    return {
      deleted: activityGone(world, 'Event'),
      fill(row, index, h) {
        const { who, what, account } = concern(index);
        const isArchived = index % 9 === 4;
        const ago = isArchived ? between(400, 900, mix(h, 1)) : between(-60, 360, mix(h, 1));
        const start = ago * DAY + between(24, 60, mix(h, 2)) * 900;
        const minutes = between(1, 8, mix(h, 3)) * 15;
        const isAllDay = oneIn(12, mix(h, 4));
        row.WhoId = who;
        row.WhatId = what;
        row.AccountId = account;
        row.Subject = pick(SUBJECTS, mix(h, 5));
        row.Location = oneIn(3, mix(h, 6)) ? 'Room “Zürich”, 2nd floor' : null;
        row.IsAllDayEvent = isAllDay;
        row.StartDateTime = isAllDay ? world.calendar.moment(ago * DAY) : world.calendar.moment(start);
        row.ActivityDateTime = isAllDay ? null : row.StartDateTime;
        row.ActivityDate = row.StartDateTime.slice(0, 10);
        row.DurationInMinutes = isAllDay ? 1440 : minutes;
        row.EndDateTime = isAllDay ? row.StartDateTime : world.calendar.moment(start - minutes * 60);
        row.EndDate = row.EndDateTime.slice(0, 10);
        row.ShowAs = showAs(h);
        row.IsArchived = isArchived;
        row.EventSubtype = 'Event';
        row.Description = prose(mix(h, 7), 20);
        fillSeries(row, index, ids.at, world, 'Event');
      },
    };
  },
};

/** The relation rows of every so manieth activity: task to its contact, event to its contact or an invited colleague. */
function relation(object: 'TaskRelation' | 'EventRelation', activity: 'Task' | 'Event'): ComputedRecipe {
  return {
    object,
    plan(world) {
      const concern = concernOf(world, activity);
      const [activities, users] = [activity, 'User'].map((name) => world.ids(name));
      const gone = world.isDeleted(activity);
      const step = RELATED_EVERY[activity];
      const activityOf = (index: number): number => (index * step) % world.count(activity);
      const isInvitation = (index: number): boolean => activity === 'Event' && index % 3 === 2;
      return {
        deleted: (index) => gone(activityOf(index)),
        fill(row, index, h) {
          row[`${activity}Id`] = activities.at(activityOf(index));
          row.RelationId = isInvitation(index)
            ? users.at(authorOf(mix(h, 1)))
            : concern(activityOf(index)).who;
          row.IsWhat = false;
          if (activity === 'Task') row.AccountId = concern(activityOf(index)).account;
          else {
            row.IsParent = !isInvitation(index);
            row.IsInvitee = isInvitation(index);
            row.Status = isInvitation(index) ? 'Accepted' : 'New';
          }
        },
      };
    },
  };
}

export const taskRelation = relation('TaskRelation', 'Task');
export const eventRelation = relation('EventRelation', 'Event');
