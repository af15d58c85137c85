// Which row of the version became which row of the org: three numbers a row, so that a million of them fit in memory.
import { idFrom, IdSet, lastEight } from '../../kit/idSet.ts';

export class IdMap {
  readonly #tables = new Map<string, Table>();
  readonly #prefixes = new Prefixes();
  readonly #made = new IdSet();
  size = 0;

  set(oldId: string, newId: string): void {
    const prefix = oldId.slice(0, 7);
    let table = this.#tables.get(prefix);
    if (table === undefined) this.#tables.set(prefix, (table = new Table()));
    this.size += table.set(lastEight(oldId), lastEight(newId), this.#prefixes.numberOf(newId.slice(0, 7)));
    this.#made.add(newId);
  }

  /** The new Id, of 18 characters. */
  get(oldId: string): string | undefined {
    const found = this.#tables.get(oldId.slice(0, 7))?.get(lastEight(oldId));
    return found && idFrom(this.#prefixes.text(found.prefix), found.last);
  }

  /** Whether the row of the org with this Id was made for a row of the version. */
  isNew(newId: string): boolean {
    return this.#made.has(newId);
  }
}

/** The first seven characters of new Ids, numbered; an org uses a handful for each object. */
class Prefixes {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  numberOf(prefix: string): number {
    const known = this.#numbers.get(prefix);
    if (known !== undefined) return known;
    this.#numbers.set(prefix, this.#texts.length);
    return this.#texts.push(prefix) - 1;
  }

  text(number: number): string {
    return this.#texts[number] ?? '';
  }
}

/** Open addressing: key + 1 (0 is free), value, and the number of the value's prefix. */
class Table {
  #size = 0;
  #keys = new Float64Array(16);
  #values = new Float64Array(16);
  #prefixes = new Uint32Array(16);

  /** Gives how many entries are new. */
  set(key: number, value: number, prefix: number): number {
    if ((this.#size + 1) * 10 > this.#keys.length * 7) this.#grow();
    const at = this.#find(key);
    const added = this.#keys[at] === 0 ? 1 : 0;
    this.#keys[at] = key + 1;
    this.#values[at] = value;
    this.#prefixes[at] = prefix;
    this.#size += added;
    return added;
  }

  get(key: number): { last: number; prefix: number } | undefined {
    const at = this.#find(key);
    if (this.#keys[at] === 0) return undefined;
    return { last: this.#values[at] ?? 0, prefix: this.#prefixes[at] ?? 0 };
  }

  #find(key: number): number {
    const mask = this.#keys.length - 1;
    let hash = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul(Math.floor(key / 2 ** 32) | 0, 0x85ebca6b);
    hash ^= hash >>> 15;
    let at = hash & mask;
    while (this.#keys[at] !== 0 && this.#keys[at] !== key + 1) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [keys, values, prefixes] = [this.#keys, this.#values, this.#prefixes];
    this.#keys = new Float64Array(keys.length * 2);
    this.#values = new Float64Array(keys.length * 2);
    this.#prefixes = new Uint32Array(keys.length * 2);
    this.#size = 0;
    for (const [at, key] of keys.entries())
      if (key !== 0) this.set(key - 1, values[at] ?? 0, prefixes[at] ?? 0);
  }
}
