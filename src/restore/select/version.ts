// A version as a restore reads it: per object its columns and the describe it was read with, and its rows in batches,
// only those whose Ids are wanted being parsed.
import { CsvParser } from '../../kit/csv.ts';
import { Failure } from '../../kit/failure.ts';
import type { FieldDescribe, ObjectDescribe } from '../../org/describe.ts';
import type { Manifest, ObjectEntry } from '../../vault/manifest/manifest.ts';
import { memberBytes } from '../../vault/read/member.ts';
import { idOf, stateRecords } from '../../vault/read/rows.ts';
import { volumeKey } from '../../vault/names.ts';
import type { Vault } from '../../vault/vault.ts';

/** The largest describes are a few MB. */
const SCHEMA_LIMIT = 64 * 1024 * 1024;
const ROWS_A_BATCH = 1000;

export interface VersionObject {
  readonly name: string;
  readonly entry: ObjectEntry;
  readonly columns: readonly string[];
  /** As the org described it when the version was taken. */
  readonly describe: ObjectDescribe;
  field(name: string): FieldDescribe | undefined;
}

/** A row of a version; a cell is undefined where the version has no such column, null where it is empty. */
export interface VersionRow {
  readonly id: string;
  readonly isDeleted: boolean;
  /** SystemModstamp, where the object has one. */
  readonly stamp: string | undefined;
  cell(field: string): string | null | undefined;
}

export class Version {
  readonly vault: Vault;
  readonly manifest: Manifest;
  readonly #entries: ReadonlyMap<string, ObjectEntry>;
  readonly #objects = new Map<string, Promise<VersionObject>>();
  #prefixes: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(vault: Vault, manifest: Manifest) {
    this.vault = vault;
    this.manifest = manifest;
    this.#entries = new Map(manifest.objects.map((entry) => [entry.name, entry]));
  }

  /** Names of the objects it has rows of with Ids of their own, in the manifest's order. */
  get names(): readonly string[] {
    return this.manifest.objects.filter(({ keyless }) => !keyless).map(({ name }) => name);
  }

  has(object: string): boolean {
    return this.#entries.get(object)?.keyless === undefined && this.#entries.has(object);
  }

  /** @throws Failure `objectNotInVersion` {object, version}; `schemaUnreadable`, or as `openMember` */
  object(name: string): Promise<VersionObject> {
    const known = this.#objects.get(name) ?? this.#open(name);
    this.#objects.set(name, known);
    return known;
  }

  /** The object an Id belongs to, by the key prefixes of the org the version was taken of. */
  async objectOf(id: string): Promise<string | undefined> {
    this.#prefixes ??= this.#readPrefixes();
    return (await this.#prefixes).get(id.slice(0, 3));
  }

  /** Rows in the version's order, those in its recycle bin too; with `wanted`, only those whose Ids it accepts. */
  async *rows(name: string, wanted?: (id: string) => boolean): AsyncGenerator<readonly VersionRow[]> {
    const { entry, columns } = await this.object(name);
    const at = new Map(columns.map((column, index) => [column, index]));
    let held: Buffer[] = [];
    for await (const batch of stateRecords(this.vault, this.manifest.org.id, entry)) {
      for (const record of batch) {
        if (wanted && !wanted(idOf(record))) continue;
        held.push(record);
        if (held.length < ROWS_A_BATCH) continue;
        yield parsed(held, at);
        held = [];
      }
    }
    if (held.length > 0) yield parsed(held, at);
  }

  async #open(name: string): Promise<VersionObject> {
    const entry = this.#entries.get(name);
    if (entry === undefined)
      throw new Failure('objectNotInVersion', { object: name, version: this.manifest.version });
    const { columns, describe } = await this.#schema(entry);
    const fields = new Map(describe.fields.map((field) => [field.name, field]));
    return { name, entry, columns, describe, field: (field) => fields.get(field) };
  }

  async #schema(entry: ObjectEntry): Promise<Pick<VersionObject, 'columns' | 'describe'>> {
    const { vault, manifest } = this;
    const text = await memberBytes(vault, manifest.org.id, entry.schema, SCHEMA_LIMIT);
    const tokens = { file: volumeKey(manifest.org.id, entry.schema.volume), member: entry.schema.member };
    let schema: Partial<VersionObject>;
    try {
      schema = JSON.parse(text.toString('utf8')) as Partial<VersionObject>;
    } catch (cause) {
      throw new Failure('schemaUnreadable', { ...tokens, detail: 'not JSON' }, { cause });
    }
    const { columns, describe } = schema;
    if (!Array.isArray(columns) || !Array.isArray(describe?.fields))
      throw new Failure('schemaUnreadable', { ...tokens, detail: 'no columns or no describe' });
    return { columns: columns as readonly string[], describe };
  }

  async #readPrefixes(): Promise<ReadonlyMap<string, string>> {
    const prefixes = new Map<string, string>();
    for (const name of this.names) {
      const { keyPrefix } = (await this.object(name)).describe;
      if (keyPrefix !== null && !prefixes.has(keyPrefix)) prefixes.set(keyPrefix, name);
    }
    return prefixes;
  }
}

function parsed(records: readonly Buffer[], at: ReadonlyMap<string, number>): VersionRow[] {
  const rows = new CsvParser().push(Buffer.concat(records).toString('utf8'));
  return rows.map((cells) => new ParsedRow(cells, at));
}

class ParsedRow implements VersionRow {
  readonly #cells: readonly string[];
  readonly #at: ReadonlyMap<string, number>;

  constructor(cells: readonly string[], at: ReadonlyMap<string, number>) {
    this.#cells = cells;
    this.#at = at;
  }

  get id(): string {
    return this.#cells[0] ?? '';
  }

  get isDeleted(): boolean {
    return this.cell('IsDeleted') === 'true';
  }

  get stamp(): string | undefined {
    return this.cell('SystemModstamp') ?? undefined;
  }

  cell(field: string): string | null | undefined {
    const index = this.#at.get(field);
    if (index === undefined) return undefined;
    const cell = this.#cells[index] ?? '';
    return cell === '' ? null : cell;
  }
}
