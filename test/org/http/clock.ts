// The org's clock: moves with the machine's, can be shifted or stopped, and is what every date the org tells
// (HTTP Date header, server timestamp, job dates, token expiry) comes from.

export interface Clock {
  readonly now: () => Date;
  /** Jumps to `date` and goes on from there. */
  set(date: Date): void;
  advance(milliseconds: number): void;
}

/** A clock that starts at `start`, or at the machine's time. */
export function createClock(start?: Date): Clock {
  let offset = start === undefined ? 0 : start.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    set: (date) => {
      offset = date.getTime() - Date.now();
    },
    advance: (milliseconds) => {
      offset += milliseconds;
    },
  };
}

/** A date-time as the REST API writes it: `2026-01-31T08:00:00.000+0000`. */
export function restTime(date: Date): string {
  return date.toISOString().replace('Z', '+0000');
}
