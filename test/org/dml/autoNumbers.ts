// Auto-number fields count on from the highest number any row has had, in the form the rows show.
import type { Tables } from '../model.ts';

interface Series {
  readonly prefix: string;
  readonly width: number;
  next: number;
}

export interface AutoNumbers {
  next(object: string, field: string): string;
}

/** Objects without rows begin like the standard ones do. */
const FIRST: Readonly<Series> = { prefix: '', width: 8, next: 100 };

export function createAutoNumbers(tables: Tables): AutoNumbers {
  const known = new Map<string, Series>();
  return {
    next(object, field) {
      const key = `${object}.${field}`;
      const series = known.get(key) ?? seriesOf(tables, object, field);
      known.set(key, series);
      const number = series.next++;
      return series.prefix + String(number).padStart(series.width, '0');
    },
  };
}

function seriesOf(tables: Tables, object: string, field: string): Series {
  let highest: Series | undefined;
  for (const row of tables.of(object).rows()) {
    const [, prefix, digits] = /^(.*?)(\d+)$/.exec(String(row[field] ?? '')) ?? [];
    if (prefix === undefined || digits === undefined || Number(digits) < (highest?.next ?? 0)) continue;
    highest = { prefix, width: digits.length, next: Number(digits) + 1 };
  }
  return highest ?? { ...FIRST };
}
