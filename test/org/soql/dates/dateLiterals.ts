// Date literals as ranges of days, in UTC, by the org's clock (SOQL and SOSL Reference, "Date Formats and Date Literals").
// All follow one scheme: a unit, and from which to which multiple of it counted from the current one. Fiscal periods are
// the calendar's: the practice org's fiscal year begins in January. Weeks begin on Sunday, as in en_US.

/** From the first day of the range to the day after its last, as `2026-01-31`. */
export interface DayRange {
  readonly from: string;
  readonly until: string;
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

const MONTHS: Readonly<Partial<Record<Unit, number>>> = { month: 1, quarter: 3, year: 12 };

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** First day of the unit `offset` units from the one `now` lies in. */
function startOf(unit: Unit, offset: number, now: Date): string {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const months = MONTHS[unit];
  if (months !== undefined) {
    return isoDay(new Date(Date.UTC(year, month - (month % months) + offset * months, 1)));
  }
  const first = unit === 'week' ? day - now.getUTCDay() + 7 * offset : day + offset;
  return isoDay(new Date(Date.UTC(year, month, first)));
}

type Span = readonly [unit: Unit, from: number, until: number];

const FIXED: Readonly<Record<string, Span>> = {
  today: ['day', 0, 1],
  yesterday: ['day', -1, 0],
  tomorrow: ['day', 1, 2],
  // "This includes the current day, not just previous days. So it includes 91 days in total."
  last_90_days: ['day', -90, 1],
  next_90_days: ['day', 1, 91],
};

const RELATIVE: Readonly<Record<string, readonly [number, number]>> = {
  this: [0, 1],
  last: [-1, 0],
  next: [1, 2],
};

/** Those with `:n`. LAST_N_DAYS reaches into today; the others leave the current period out. */
function countedSpan(name: string, count: number): Span | undefined {
  const match =
    /^(?:(last|next)_n_(?:fiscal_)?(day|week|month|quarter|year)s|n_(?:fiscal_)?(day|week|month|quarter|year)s_ago)$/.exec(
      name,
    );
  if (match === null) return undefined;
  const [, direction, unit, unitAgo] = match as ReadonlyArray<string | undefined>;
  if (unitAgo !== undefined) return [unitAgo as Unit, -count, 1 - count];
  if (direction === 'next') return [unit as Unit, 1, count + 1];
  return [unit as Unit, -count, unit === 'day' ? 1 : 0];
}

function spanOf(name: string, count: number | undefined): Span | undefined {
  if (count !== undefined) return countedSpan(name, count);
  const match = /^(this|last|next)_(?:fiscal_)?(week|month|quarter|year)$/.exec(name);
  if (match === null) return FIXED[name];
  const [from, until] = RELATIVE[match[1]];
  return [match[2] as Unit, from, until];
}

/** The days `name` (lower case, `last_n_days` with its `count`) stands for; undefined when SOQL knows no such literal. */
export function dateLiteralRange(name: string, count: number | undefined, now: Date): DayRange | undefined {
  const span = spanOf(name, count);
  if (span === undefined) return undefined;
  const [unit, from, until] = span;
  return { from: startOf(unit, from, now), until: startOf(unit, until, now) };
}
