import { expect } from 'chai';
import { dateFunctions } from './dateFunctions.ts';
import { dateLiteralRange } from './dateLiterals.ts';
import { isCalendarDay, storedDateTime } from './stored.ts';

/** A Wednesday. */
const NOW = new Date('2026-11-18T13:45:00.000Z');

const RANGES: ReadonlyArray<readonly [literal: string, from: string, until: string]> = [
  ['today', '2026-11-18', '2026-11-19'],
  ['yesterday', '2026-11-17', '2026-11-18'],
  ['tomorrow', '2026-11-19', '2026-11-20'],
  ['last_week', '2026-11-08', '2026-11-15'],
  ['this_week', '2026-11-15', '2026-11-22'],
  ['next_week', '2026-11-22', '2026-11-29'],
  ['last_month', '2026-10-01', '2026-11-01'],
  ['this_month', '2026-11-01', '2026-12-01'],
  ['next_month', '2026-12-01', '2027-01-01'],
  ['this_quarter', '2026-10-01', '2027-01-01'],
  ['last_quarter', '2026-07-01', '2026-10-01'],
  ['next_fiscal_quarter', '2027-01-01', '2027-04-01'],
  ['this_year', '2026-01-01', '2027-01-01'],
  ['last_fiscal_year', '2025-01-01', '2026-01-01'],
  ['last_90_days', '2026-08-20', '2026-11-19'],
  ['next_90_days', '2026-11-19', '2027-02-17'],
  ['last_n_days:30', '2026-10-19', '2026-11-19'],
  ['next_n_days:2', '2026-11-19', '2026-11-21'],
  ['n_days_ago:10', '2026-11-08', '2026-11-09'],
  ['last_n_weeks:2', '2026-11-01', '2026-11-15'],
  ['n_weeks_ago:1', '2026-11-08', '2026-11-15'],
  ['last_n_months:11', '2025-12-01', '2026-11-01'],
  ['next_n_months:2', '2026-12-01', '2027-02-01'],
  ['n_months_ago:11', '2025-12-01', '2026-01-01'],
  ['last_n_quarters:4', '2025-10-01', '2026-10-01'],
  ['n_quarters_ago:1', '2026-07-01', '2026-10-01'],
  ['last_n_years:2', '2024-01-01', '2026-01-01'],
  ['next_n_fiscal_years:1', '2027-01-01', '2028-01-01'],
  ['n_fiscal_quarters_ago:2', '2026-04-01', '2026-07-01'],
];

describe('date literals', () => {
  for (const [literal, from, until] of RANGES) {
    it(`${literal.toUpperCase()} on 18 November 2026 runs from ${from} to before ${until}`, () => {
      const [name, count] = literal.split(':') as [string, string?];
      expect(dateLiteralRange(name, count === undefined ? undefined : Number(count), NOW)).to.deep.equal({
        from,
        until,
      });
    });
  }

  it('are undefined for names SOQL does not know, and for a count too many or too few', () => {
    for (const [name, count] of [
      ['someday', undefined],
      ['last_n_days', undefined],
      ['today', 3],
      ['next_decade', undefined],
    ] as const) {
      expect(dateLiteralRange(name, count, NOW), name).to.equal(undefined);
    }
  });
});

const FUNCTIONS: ReadonlyArray<readonly [name: string, expected: number | string]> = [
  ['calendar_year', 2024],
  ['calendar_quarter', 4],
  ['calendar_month', 12],
  ['day_in_month', 31],
  ['day_in_week', 3],
  ['day_in_year', 366],
  ['week_in_month', 5],
  ['week_in_year', 53],
  ['hour_in_day', 23],
  ['day_only', '2024-12-31'],
  ['fiscal_year', 2024],
  ['fiscal_quarter', 4],
  ['fiscal_month', 12],
];

describe('date functions', () => {
  for (const [name, expected] of FUNCTIONS) {
    it(`${name.toUpperCase()} of the last hour of 2024, a Tuesday, is ${expected}`, () => {
      expect(dateFunctions.get(name)!.of('2024-12-31T23:00:00.000+0000')).to.equal(expected);
    });
  }
});

describe('date-time literals', () => {
  it('are stored in UTC with milliseconds', () => {
    expect(storedDateTime('2026-01-31T09:00:00+01:00')).to.equal('2026-01-31T08:00:00.000+0000');
    expect(storedDateTime('2026-01-31T09:00:00.5-0130')).to.equal('2026-01-31T10:30:00.500+0000');
    expect(storedDateTime('2026-01-31T25:00:00Z')).to.equal(undefined);
  });

  it('only name days the calendar has', () => {
    expect(isCalendarDay('2024-02-29')).to.equal(true);
    expect(isCalendarDay('2026-02-29')).to.equal(false);
  });
});
