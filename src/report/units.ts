// Figures as people read them.

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `0 B`, `12.3 MB`: powers of 1000, three significant digits. */
export function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < SIZES.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${SIZES[unit]}`;
}

/** `27,431`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `45 s`, `3 m 20 s`, `2 h 05 m`, from milliseconds. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${pad(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${pad(Math.floor((seconds % 3600) / 60))} m`;
}

/** `1 object`, `27 objects`. */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
