// Sets of record Ids in eight bytes a slot, for the joins that need one (uniqueness, "already seen in a newer
// segment"). Exact: the last eight characters of the 15 that identify a record fit a double; the first seven name
// the table, and an object has a handful of those (key prefix, instance, high digits).

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const VALUE_OF = new Uint8Array(128).fill(255);
for (let value = 0; value < DIGITS.length; value++) VALUE_OF[DIGITS.charCodeAt(value)] = value;

const CHECK_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Whether this is a record Id: 15 letters and digits, or 18 with the check characters that belong to them. */
export function isRecordId(text: string): boolean {
  if (!/^(?:[A-Za-z0-9]{15}|[A-Za-z0-9]{15}[A-Z0-5]{3})$/.test(text)) return false;
  return text.length === 15 || checkCharacters(text.slice(0, 15)) === text.slice(15);
}

/** The three characters that make a 15-character Id safe to compare case-insensitively (one per five characters:
 * a bit for each capital). */
export function checkCharacters(id15: string): string {
  return [0, 5, 10]
    .map((start) => {
      let bits = 0;
      for (let i = 0; i < 5; i++) if (/[A-Z]/.test(id15.charAt(start + i))) bits |= 1 << i;
      return CHECK_LETTERS.charAt(bits);
    })
    .join('');
}

export class IdSet {
  readonly #tables = new Map<string, NumberSet>();

  /** Adds an Id of 15 or 18 characters; false when it was there already. The text must be a record Id. */
  add(id: string): boolean {
    const prefix = id.slice(0, 7);
    let table = this.#tables.get(prefix);
    if (table === undefined) this.#tables.set(prefix, (table = new NumberSet()));
    return table.add(lastEight(id));
  }

  has(id: string): boolean {
    return this.#tables.get(id.slice(0, 7))?.has(lastEight(id)) ?? false;
  }

  get size(): number {
    return [...this.#tables.values()].reduce((sum, table) => sum + table.size, 0);
  }
}

/** The last eight of the 15 characters that identify a record, as a number below 62 ** 8. */
export function lastEight(id: string): number {
  let number = 0;
  for (let i = 7; i < 15; i++) number = number * 62 + (VALUE_OF[id.charCodeAt(i)] ?? 0);
  return number;
}

/** An Id of 18 characters out of its first seven and the number of its last eight. */
export function idFrom(prefix: string, number: number): string {
  let last = '';
  for (let left = number, i = 0; i < 8; i++, left = Math.floor(left / 62))
    last = DIGITS.charAt(left % 62) + last;
  return prefix + last + checkCharacters(prefix + last);
}

/** An open-addressing set of integers from 0 to 2^53 - 2. */
export class NumberSet {
  size = 0;
  #slots = new Float64Array(16); // number + 1; 0 is free

  add(number: number): boolean {
    if ((this.size + 1) * 10 > this.#slots.length * 7) this.#grow();
    const at = this.#find(number);
    if (this.#slots[at] !== 0) return false;
    this.#slots[at] = number + 1;
    this.size += 1;
    return true;
  }

  has(number: number): boolean {
    return this.#slots[this.#find(number)] !== 0;
  }

  #find(number: number): number {
    const mask = this.#slots.length - 1;
    // Both halves, multiplied by odd constants: neighbours in Id order must not become neighbours here.
    let hash = Math.imul(number | 0, 0x9e3779b1) ^ Math.imul(Math.floor(number / 2 ** 32) | 0, 0x85ebca6b);
    hash ^= hash >>> 15;
    let at = hash & mask;
    while (this.#slots[at] !== 0 && this.#slots[at] !== number + 1) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Float64Array(old.length * 2);
    for (const slot of old) if (slot !== 0) this.#slots[this.#find(slot - 1)] = slot;
  }
}
