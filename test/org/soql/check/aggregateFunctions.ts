// COUNT, SUM and their like: what they accept, what type they give, and how they gather values.
import type { Value } from '../../model.ts';
import type { Family, Key } from './families.ts';

/** Gathers the values of one group, null left out. */
export interface Gathering {
  add(value: Value): void;
  result(): Value;
}

export interface AggregateFunction {
  /** Describe type of the result for a field of describe type `type`. */
  resultType(type: string): string;
  /** Needs values that can be added. */
  readonly needsNumbers: boolean;
  gather(family: Family): Gathering;
}

/** Sums of decimals are exact in the org; fifteen digits are what JavaScript can promise of them. */
const rounded = (value: number): number => Number(value.toPrecision(15));

function count(): Gathering {
  let found = 0;
  const add = (): void => {
    found++;
  };
  return { add, result: () => found };
}

function countDistinct(family: Family): Gathering {
  const found = new Set<Key>();
  return { add: (value) => void found.add(family.key(value)), result: () => found.size };
}

function total(finish: (sum: number, count: number) => number): Gathering {
  let [sum, found] = [0, 0];
  const add = (value: Value): void => {
    sum += Number(value);
    found++;
  };
  return { add, result: () => (found === 0 ? null : rounded(finish(sum, found))) };
}

function extreme(family: Family, isBetter: (key: Key, best: Key) => boolean): Gathering {
  let best: Key | undefined;
  let result: Value = null;
  const add = (value: Value): void => {
    const key = family.key(value);
    if (best !== undefined && !isBetter(key, best)) return;
    [best, result] = [key, value];
  };
  return { add, result: () => result };
}

const ownType = (type: string): string => type;

const FUNCTIONS: ReadonlyMap<string, AggregateFunction> = new Map<string, AggregateFunction>([
  ['count', { resultType: () => 'int', needsNumbers: false, gather: count }],
  ['count_distinct', { resultType: () => 'int', needsNumbers: false, gather: countDistinct }],
  ['sum', { resultType: ownType, needsNumbers: true, gather: () => total((sum) => sum) }],
  [
    'avg',
    { resultType: () => 'double', needsNumbers: true, gather: () => total((sum, found) => sum / found) },
  ],
  [
    'min',
    {
      resultType: ownType,
      needsNumbers: false,
      gather: (family) => extreme(family, (key, best) => key < best),
    },
  ],
  [
    'max',
    {
      resultType: ownType,
      needsNumbers: false,
      gather: (family) => extreme(family, (key, best) => key > best),
    },
  ],
]);

/** The function of this lower-case name, if it is one. */
export function aggregateFunction(name: string): AggregateFunction | undefined {
  return FUNCTIONS.get(name);
}

export function isAggregateFunction(name: string): boolean {
  return FUNCTIONS.has(name);
}
