// The days of a recurring activity from its Recurrence fields (Object Reference, Task, "Recurring Tasks"): daily, weekly
// by a mask of weekdays, and monthly by the day of the month.
import type { Row } from '../../model.ts';

/** Salesforce makes at most 100 occurrences of a task at once. */
const MOST = 100;
const DAY = 86_400_000;

export function occurrenceDays(row: Row): string[] {
  const first = String(row.RecurrenceStartDateOnly ?? row.RecurrenceStartDateTime ?? '').slice(0, 10);
  const last = String(row.RecurrenceEndDateOnly ?? '').slice(0, 10);
  const falls = KINDS[String(row.RecurrenceType)];
  if (first === '' || last === '' || falls === undefined) return [];
  const days: string[] = [];
  const start = Date.parse(first);
  for (let time = start; time <= Date.parse(last) && days.length < MOST; time += DAY)
    if (falls(new Date(time), new Date(start), row)) days.push(new Date(time).toISOString().slice(0, 10));
  return days;
}

type Falls = (day: Date, start: Date, row: Row) => boolean;

const interval = (row: Row): number => Math.max(1, Number(row.RecurrenceInterval ?? 1));
const daysSince = (day: Date, start: Date): number => (day.getTime() - start.getTime()) / DAY;

const KINDS: Readonly<Partial<Record<string, Falls>>> = {
  RecursDaily: (day, start, row) => daysSince(day, start) % interval(row) === 0,
  RecursEveryWeekday: (day) => day.getUTCDay() % 6 !== 0,
  // Sunday is 1, Monday 2, Tuesday 4 …
  RecursWeekly: (day, start, row) =>
    Math.floor((daysSince(day, start) + start.getUTCDay()) / 7) % interval(row) === 0 &&
    (Number(row.RecurrenceDayOfWeekMask) & (1 << day.getUTCDay())) !== 0,
  RecursMonthly: (day, start, row) =>
    day.getUTCDate() === Number(row.RecurrenceDayOfMonth) &&
    (12 * (day.getUTCFullYear() - start.getUTCFullYear()) + day.getUTCMonth() - start.getUTCMonth()) %
      interval(row) ===
      0,
};
