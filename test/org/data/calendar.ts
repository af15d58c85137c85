// Dates as text, made from tables instead of from Date: millions of rows carry three of them each. Everything is told
// backwards from the last midnight (UTC) before the org was started, so the same seed and day give the same rows.

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86400;

const two = (n: number): string => String(n).padStart(2, '0');
const CLOCK = Array.from({ length: 1440 }, (_, n) => `T${two(Math.floor(n / 60))}:${two(n % 60)}:`);
const SECONDS = Array.from({ length: 60 }, (_, n) => `${two(n)}.000+0000`);

export class Calendar {
  /** The midnight everything is told from. */
  readonly midnight: Date;
  readonly #days = new Map<number, string>();

  constructor(now: Date) {
    this.midnight = new Date(Math.floor(now.getTime() / (DAY * 1000)) * DAY * 1000);
  }

  /** `2026-01-31`, that many days before midnight; negative ones lie ahead. */
  day(ago: number): string {
    let day = this.#days.get(ago);
    if (day === undefined) {
      day = new Date(this.midnight.getTime() - ago * DAY * 1000).toISOString().slice(0, 10);
      this.#days.set(ago, day);
    }
    return day;
  }

  /** Days from midnight's day to `day`, negative when it is past. */
  daysUntil(day: string): number {
    return Math.round((Date.parse(`${day}T00:00:00Z`) - this.midnight.getTime()) / (DAY * 1000));
  }

  /** `2026-01-31T08:00:00.000+0000`, that many whole seconds before midnight. */
  moment(ago: number): string {
    const days = Math.ceil(ago / DAY);
    const second = days * DAY - ago;
    return this.day(days) + CLOCK[Math.floor(second / 60)] + SECONDS[second % 60];
  }
}
