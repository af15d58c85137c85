// Date-times as the org keeps them: `2026-01-31T08:00:00.000+0000`. All in UTC with milliseconds, so text order is time
// order and comparing needs no parsing.

/** A date-time literal (`2026-01-31T09:00:00+01:00`) as stored text; undefined when no such moment exists. */
export function storedDateTime(literal: string): string | undefined {
  const time = Date.parse(literal.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace('Z', '+0000');
}

/** The first moment of a day, as stored text. */
export function startOfDay(day: string): string {
  return `${day}T00:00:00.000+0000`;
}

/** Whether `2026-02-31`-like text names a day of the calendar. */
export function isCalendarDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
