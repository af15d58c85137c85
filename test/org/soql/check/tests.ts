// What each operator asks of a key, and its answer for null. Logic is two-valued: a comparison with null is false and
// its negation true, so `Name != 'x'` and `NOT Name = 'x'` both keep rows without a name.
import type { DayRange } from '../dates/dateLiterals.ts';
import { likePattern, unescapeString } from '../syntax/strings.ts';
import type { Operator } from '../syntax/tree.ts';
import type { Key } from './families.ts';

export interface Test {
  readonly whenNull: boolean;
  readonly test: (key: Key) => boolean;
}

/** What a literal stands for: a key, null, or (date literals) a stretch of keys. */
export type Target = Key | null | DayRange;

export function isRange(target: Target): target is DayRange {
  return typeof target === 'object' && target !== null;
}

const never = (): boolean => false;

const KEY_TESTS: Readonly<Partial<Record<Operator, (wanted: Key) => (key: Key) => boolean>>> = {
  '=': (wanted) => (key) => key === wanted,
  '!=': (wanted) => (key) => key !== wanted,
  '<': (wanted) => (key) => key < wanted,
  '<=': (wanted) => (key) => key <= wanted,
  '>': (wanted) => (key) => key > wanted,
  '>=': (wanted) => (key) => key >= wanted,
};

const RANGE_TESTS: Readonly<Partial<Record<Operator, (range: DayRange) => (key: Key) => boolean>>> = {
  '=':
    ({ from, until }) =>
    (key) =>
      key >= from && key < until,
  '!=':
    ({ from, until }) =>
    (key) =>
      key < from || key >= until,
  '<':
    ({ from }) =>
    (key) =>
      key < from,
  '<=':
    ({ until }) =>
    (key) =>
      key < until,
  '>':
    ({ until }) =>
    (key) =>
      key >= until,
  '>=':
    ({ from }) =>
    (key) =>
      key >= from,
};

/** `=`, `!=`, `<`, `<=`, `>`, `>=`. */
export function simpleTest(operator: Operator, target: Target): Test {
  if (target === null) {
    return { whenNull: operator === '=', test: operator === '!=' ? () => true : never };
  }
  const test = isRange(target) ? RANGE_TESTS[operator]!(target) : KEY_TESTS[operator]!(target);
  return { whenNull: operator === '!=', test };
}

/** IN. */
export function inTest(targets: readonly Target[]): Test {
  const keys = new Set<Key>();
  const ranges: Array<(key: Key) => boolean> = [];
  for (const target of targets) {
    if (target === null) continue;
    if (isRange(target)) ranges.push(RANGE_TESTS['=']!(target));
    else keys.add(target);
  }
  const test = (key: Key): boolean => keys.has(key) || ranges.some((inRange) => inRange(key));
  return { whenNull: targets.includes(null), test };
}

/** LIKE; `raw` is the literal as written. */
export function likeTest(raw: string): Test {
  const pattern = likePattern(raw);
  return { whenNull: false, test: (key) => pattern.test(String(key)) };
}

/** INCLUDES over a multi-select picklist: one of the literals, each naming values that must all be chosen (`'A;B'`). */
export function includesTest(raws: readonly string[]): Test {
  const wanted = raws.map((raw) => unescapeString(raw).toLowerCase().split(';'));
  const test = (key: Key): boolean => {
    const chosen = new Set(String(key).split(';'));
    return wanted.some((values) => values.every((value) => chosen.has(value)));
  };
  return { whenNull: false, test };
}

export function negated({ whenNull, test }: Test): Test {
  return { whenNull: !whenNull, test: (key) => !test(key) };
}
