// Where all chance in the org comes from: a fast mixing of integers (the finaliser of MurmurHash3, public domain), so
// that any field of any row is a pure function of (seed, object, index, field). Not for secrets.

/** A well-mixed unsigned 32-bit number from a salt and a number. */
export function mix(salt: number, value: number): number {
  let h = Math.imul(value + 0x9e3779b9, 0x85ebca6b) ^ salt;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A salt from words and a seed. */
export function saltOf(seed: number, ...words: readonly string[]): number {
  let salt = mix(0x5eed, seed);
  for (const character of words.join(' ')) salt = mix(salt, character.codePointAt(0)!);
  return salt;
}

/** 0 to `count` - 1. */
export function below(count: number, h: number): number {
  return Math.floor((h / 4294967296) * count);
}

export function pick<Item>(items: readonly Item[], h: number): Item {
  return items[below(items.length, h)];
}

/** True for about one in `count`. */
export function oneIn(count: number, h: number): boolean {
  return below(count, h) === 0;
}

/** `low` to `high`, both included. */
export function between(low: number, high: number, h: number): number {
  return low + below(high - low + 1, h);
}

/** To cents. */
export function cents(value: number): number {
  return Math.round(value * 100) / 100;
}
