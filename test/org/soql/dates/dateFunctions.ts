// Date functions over stored text, in UTC (SOQL and SOSL Reference, "Date Functions"). Fiscal periods are the calendar's.
import type { Value } from '../../model.ts';

export interface DateFunction {
  /** Describe type of the result. */
  readonly type: 'int' | 'date';
  /** HOUR_IN_DAY makes sense of date-times alone. */
  readonly needsTime: boolean;
  of(text: string): Value;
}

const DAY_MS = 86_400_000;

const month = (text: string): number => Number(text.slice(5, 7));
const dayOfMonth = (text: string): number => Number(text.slice(8, 10));
const quarter = (text: string): number => Math.ceil(month(text) / 3);
const year = (text: string): number => Number(text.slice(0, 4));

function dayInYear(text: string): number {
  return (Date.parse(text.slice(0, 10)) - Date.parse(`${text.slice(0, 4)}-01-01`)) / DAY_MS + 1;
}

/** "First week is from the first to the seventh day of the month (or the year)." */
const weekOf = (day: number): number => Math.ceil(day / 7);

function whole(of: (text: string) => number, needsTime = false): DateFunction {
  return { type: 'int', needsTime, of };
}

export const dateFunctions: ReadonlyMap<string, DateFunction> = new Map<string, DateFunction>([
  ['calendar_month', whole(month)],
  ['calendar_quarter', whole(quarter)],
  ['calendar_year', whole(year)],
  ['day_in_month', whole(dayOfMonth)],
  ['day_in_week', whole((text) => new Date(text.slice(0, 10)).getUTCDay() + 1)],
  ['day_in_year', whole(dayInYear)],
  ['day_only', { type: 'date', needsTime: true, of: (text) => text.slice(0, 10) }],
  ['fiscal_month', whole(month)],
  ['fiscal_quarter', whole(quarter)],
  ['fiscal_year', whole(year)],
  ['hour_in_day', whole((text) => Number(text.slice(11, 13)), true)],
  ['week_in_month', whole((text) => weekOf(dayOfMonth(text)))],
  ['week_in_year', whole((text) => weekOf(dayInYear(text)))],
]);
