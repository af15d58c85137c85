// Rows of the target that stand for rows of the version in another org, found by their natural keys: both sides of an
// object are read once, when the first row of it is asked for.
import { NATURAL_KEYS, type KeyCells, type NaturalKey } from '../decide/naturalKeys.ts';
import { queryPages } from '../../org/query.ts';
import type { Version, VersionRow } from '../select/version.ts';
import { idOf, liveCell } from './liveRows.ts';
import type { Target } from './target.ts';

type Matches = ReadonlyMap<string, string>;
/** Way and key → the target's Id; null where several rows have it. */
type Index = ReadonlyArray<Map<string, string | null>>;

export class Counterparts {
  readonly #version: Version;
  readonly #target: Target;
  readonly #matches = new Map<string, Promise<Matches>>();

  constructor(version: Version, target: Target) {
    this.#version = version;
    this.#target = target;
  }

  /** Whether rows of the object are matched at all. */
  covers(object: string): boolean {
    return NATURAL_KEYS[object] !== undefined;
  }

  /** The target's Id of what a row of the version is there; undefined where nothing, or more than one, is named so. */
  async of(object: string, archivedId: string): Promise<string | undefined> {
    const key = NATURAL_KEYS[object];
    if (key === undefined || !this.#version.has(object)) return undefined;
    let matches = this.#matches.get(object);
    if (matches === undefined) this.#matches.set(object, (matches = this.#match(object, key)));
    return (await matches).get(archivedId.slice(0, 15));
  }

  async #match(object: string, key: NaturalKey): Promise<Matches> {
    const matches = new Map<string, string>();
    const index = await this.#liveIndex(object, key);
    if (index === undefined) return matches;
    for await (const rows of this.#version.rows(object)) {
      for (const row of rows) {
        const live = row.isDeleted ? undefined : firstMatch(index, key, await this.#archived(row, key));
        if (live !== undefined) matches.set(row.id.slice(0, 15), live);
      }
    }
    return matches;
  }

  /** The row's cells, its references as the target's Ids. */
  async #archived(row: VersionRow, { references = {} }: NaturalKey): Promise<KeyCells> {
    const mapped = new Map<string, string | undefined>();
    for (const [field, object] of Object.entries(references)) {
      const id = row.cell(field);
      mapped.set(field, id ? await this.of(object, id) : undefined);
    }
    return { cell: (field) => row.cell(field) ?? undefined, mapped: (field) => mapped.get(field) };
  }

  async #liveIndex(object: string, { fields, ways }: NaturalKey): Promise<Index | undefined> {
    const live = await this.#target.describe(object);
    if (live === undefined) return undefined;
    const columns = fields.filter((name) => live.fields.some((field) => field.name === name));
    const soql = `SELECT ${[...new Set(['Id', ...columns])].join(', ')} FROM ${object}`;
    const index: Index = ways.map(() => new Map());
    for await (const { rows } of queryPages(this.#target.session, soql, { deleted: false })) {
      for (const row of rows) {
        const cell = (field: string): string | undefined => liveCell(row[field] ?? null, '') ?? undefined;
        ways.forEach((way, at) => {
          const name = way({ cell, mapped: cell });
          const named = index[at];
          if (name !== undefined) named?.set(name, named.has(name) ? null : idOf(row));
        });
      }
    }
    return index;
  }
}

function firstMatch(index: Index, { ways }: NaturalKey, cells: KeyCells): string | undefined {
  for (const [at, way] of ways.entries()) {
    const name = way(cells);
    const live = name === undefined ? undefined : index[at]?.get(name);
    if (live) return live;
  }
  return undefined;
}
