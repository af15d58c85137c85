// Record Ids: three characters of key prefix, three of instance (`PO7`), nine of a base-62 counter, and three
// of checksum that make the 18-character form safe where case gets lost. Ids of one series sort as their counters do,
// and a series turns an index into an Id and back, so that generated rows need no storage.
// Form and checksum: Salesforce Help "What are 15- and 18-character Ids" (each check character is five upper-case bits).

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const BASE = 62;
const PAIR = BASE * BASE;
/** Rows one series can hold: its last five digits count, the four before them tell series apart. */
export const SERIES_SIZE = BASE ** 5;
const ID_SHAPE = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-5]{3})?$/;

const DIGIT_VALUE = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));
const PAIRS = Array.from({ length: PAIR }, (_, n) => DIGITS[Math.floor(n / BASE)] + DIGITS[n % BASE]);
const PAIR_CASE = PAIRS.map((pair) => upperBits(pair));

/** A bit for each upper-case letter of `text` from `start` to `end`. */
function upperBits(text: string, start = 0, end = text.length): number {
  let bits = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 65 && code <= 90) bits |= 1 << (at - start);
  }
  return bits;
}

/** The three check characters of a 15-character Id. */
export function checksum(id15: string): string {
  return CHECKS[upperBits(id15, 0, 5)] + CHECKS[upperBits(id15, 5, 10)] + CHECKS[upperBits(id15, 10, 15)];
}

/**
 * The 18-character form of a 15- or 18-character Id, or `undefined` when the text is neither. Of an 18-character Id
 * whose case was lost the checksum restores it; a 15-character one is taken as it is written.
 */
export function canonicalId(text: string): string | undefined {
  if (!ID_SHAPE.test(text)) return undefined;
  if (text.length === 15) return text + checksum(text);
  if (text.endsWith(checksum(text))) return text;
  const checks = text.slice(15).toUpperCase();
  const cased = Array.from(text.slice(0, 15), (digit, at) =>
    CHECKS.indexOf(checks[Math.floor(at / 5)]) & (1 << (at % 5)) ? digit.toUpperCase() : digit.toLowerCase(),
  ).join('');
  return checksum(cased) === checks ? cased + checks : undefined;
}

function digits(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / BASE))
    text = DIGITS[rest % BASE] + text;
  return text;
}

/** The Ids of one object: index 0, 1, 2 … in ascending order of Id. */
export interface IdSeries {
  readonly at: (index: number) => string;
  /** The index behind an 18-character Id, or `undefined` when it belongs to another series. */
  readonly indexOf: (id18: string) => number | undefined;
}

/**
 * The instance of a seed's org: orgs of different seeds have no Id in common, nor have the full and the empty org of
 * one seed.
 */
export function instanceOf(seed: number, isEmpty = false): string {
  return (isEmpty ? 'PE' : 'PO') + DIGITS[Math.abs(Math.trunc(seed)) % BASE];
}

/**
 * The Ids under a key prefix. Objects that share a prefix (all history objects are `017`) take different `lane`s,
 * 0 to 62^4-1.
 */
export function idSeries(prefix: string, instance: string, lane = 0): IdSeries {
  const head = `${prefix}${instance}${digits(lane, 4)}`;
  const check = checksum(head.padEnd(15, '0')).slice(0, 2);
  return {
    at(index) {
      const first = Math.floor(index / (PAIR * PAIR));
      const middle = Math.floor(index / PAIR) % PAIR;
      const last = index % PAIR;
      const bits = (first >= 10 && first < 36 ? 1 : 0) | (PAIR_CASE[middle] << 1) | (PAIR_CASE[last] << 3);
      return head + DIGITS[first] + PAIRS[middle] + PAIRS[last] + check + CHECKS[bits];
    },
    indexOf(id18) {
      if (id18.length !== 18 || !id18.startsWith(head)) return undefined;
      let index = 0;
      for (let at = 10; at < 15; at++) index = index * BASE + DIGIT_VALUE.get(id18[at])!;
      return index;
    },
  };
}

/** Every `step`th Id of a series from `first` on: AccountFeed shows the FeedItems of accounts under their own Ids. */
export function everyNth(series: IdSeries, step: number, first: number): IdSeries {
  return {
    at: (index) => series.at(first + index * step),
    indexOf(id18) {
      const index = ((series.indexOf(id18) ?? -1) - first) / step;
      return Number.isInteger(index) && index >= 0 ? index : undefined;
    },
  };
}
