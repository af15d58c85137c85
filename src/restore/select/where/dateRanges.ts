// What date literals stand for (SOQL and SOSL Reference, "Date Formats and Date Literals"): a unit of time, and from
// which to which multiple of it, counted from the current one. In UTC; weeks begin on Sunday, fiscal years in January.

/** First day of the range and the day after its last, as `2026-01-31`. */
export interface DayRange {
  readonly from: string;
  readonly until: string;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';
type Span = readonly [unit: Unit, from: number, until: number];

const SINGLE: Readonly<Partial<Record<string, Span>>> = {
  TODAY: ['DAY', 0, 1],
  YESTERDAY: ['DAY', -1, 0],
  TOMORROW: ['DAY', 1, 2],
  LAST_90_DAYS: ['DAY', -90, 1],
  NEXT_90_DAYS: ['DAY', 1, 91],
};

const PERIOD = /^(LAST|THIS|NEXT)_(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)$/;
const COUNTED = /^(LAST|NEXT)_N_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S$/;
const AGO = /^N_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/;
const PERIOD_START: Readonly<Record<string, number>> = { LAST: -1, THIS: 0, NEXT: 1 };

/** Undefined for a name that is no date literal. */
export function dayRange(name: string, count: number, now: Date): DayRange | undefined {
  const span = SINGLE[name] ?? periodOf(name) ?? countedOf(name, count);
  if (span === undefined) return undefined;
  const [unit, from, until] = span;
  return { from: startOf(unit, from, now), until: startOf(unit, until, now) };
}

function periodOf(name: string): Span | undefined {
  const [, which = '', unit] = PERIOD.exec(name) ?? [];
  const from = PERIOD_START[which];
  return from === undefined ? undefined : [unit as Unit, from, from + 1];
}

/** LAST_N_DAYS reaches into today; the other counted periods leave the current one out. */
function countedOf(name: string, count: number): Span | undefined {
  const [, which, unit] = COUNTED.exec(name) ?? [];
  if (which === 'NEXT') return [unit as Unit, 1, count + 1];
  if (which === 'LAST') return [unit as Unit, -count, unit === 'DAY' ? 1 : 0];
  const [, ago] = AGO.exec(name) ?? [];
  return ago === undefined ? undefined : [ago as Unit, -count, 1 - count];
}

const MONTHS: Readonly<Partial<Record<Unit, number>>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

function startOf(unit: Unit, offset: number, now: Date): string {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const months = MONTHS[unit];
  if (months !== undefined) return isoDay(Date.UTC(year, month - (month % months) + offset * months, 1));
  const first = unit === 'WEEK' ? day - now.getUTCDay() + 7 * offset : day + offset;
  return isoDay(Date.UTC(year, month, first));
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
