// Choices that look free but are the same for the same seed: everything the metadata room makes up, it makes up here.

const mask = 0xffffffff;

/** A well-spread 32-bit integer from a seed and a text (FNV-1a with a final avalanche). */
export function hash(seed: number, key: string): number {
  let value = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < key.length; index += 1) {
    value ^= key.charCodeAt(index);
    value = Math.imul(value, 0x01000193) & mask;
  }
  value ^= value >>> 16;
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** One of `choices`. */
export function pick<T>(seed: number, key: string, choices: readonly T[]): T {
  const chosen = choices[hash(seed, key) % choices.length];
  if (chosen === undefined) throw new RangeError(`Nothing to pick from for ${key}`);
  return chosen;
}

/** An integer from `least` to `most`, both included. */
export function between(seed: number, key: string, least: number, most: number): number {
  return least + (hash(seed, key) % (most - least + 1));
}

/** `size` bytes that no compressor makes smaller (xorshift stream). */
export function noise(seed: number, key: string, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let state = hash(seed, key) || 1;
  for (let index = 0; index < size; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[index] = state & 0xff;
  }
  return bytes;
}
