// The two indexes read back, row by row as named cells; and the file bodies the first one points at.
import { openCsv } from '../../kit/csv.ts';
import { Tally } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import { decompressed } from '../../kit/zstd.ts';
import { FILES_INDEX_COLUMNS, METADATA_INDEX_COLUMNS } from '../formats/columns.ts';
import type { FilesIndexRow, MetadataIndexRow } from '../formats/columns.ts';
import type { Manifest, MemberRef } from '../manifest/manifest.ts';
import { isCompressedName, volumeKey } from '../names.ts';
import { findEntry, memberDamaged, openEntry, openMember, type MemberSource } from './member.ts';

/** @throws Failure as `openMember`; `indexInvalid` {file, member, detail} */
export function readFilesIndex(
  vault: MemberSource,
  orgId: string,
  ref: MemberRef,
): AsyncGenerator<FilesIndexRow> {
  return readIndex<FilesIndexRow>(vault, orgId, ref, FILES_INDEX_COLUMNS);
}

/** @throws as `readFilesIndex` */
export function readMetadataIndex(
  vault: MemberSource,
  orgId: string,
  ref: MemberRef,
): AsyncGenerator<MetadataIndexRow> {
  return readIndex<MetadataIndexRow>(vault, orgId, ref, METADATA_INDEX_COLUMNS);
}

async function* readIndex<Row extends { readonly Bytes: string }>(
  vault: MemberSource,
  orgId: string,
  ref: MemberRef,
  required: readonly string[],
): AsyncGenerator<Row> {
  const invalid = (detail: string): Failure =>
    new Failure('indexInvalid', { file: volumeKey(orgId, ref.volume), member: ref.member, detail });
  const { columns, rows } = await openCsv(openMember(vault, orgId, ref));
  const lacking = required.filter((column) => !columns.includes(column));
  if (lacking.length > 0) throw invalid(`no column ${lacking.join(', ')}`);
  let number = 1;
  for await (const cells of rows) {
    number += 1;
    if (cells.length !== columns.length) throw invalid(`row ${number}: ${cells.length} cells`);
    const row = Object.fromEntries(columns.map((column, i) => [column, cells[i]])) as unknown as Row;
    if (!/^\d{0,15}$/.test(row.Bytes)) throw invalid(`row ${number}: Bytes`);
    yield row;
  }
}

/** Finds the volume of a member that a row names without one. Neighbours in an index are neighbours in a volume. */
export class MemberLocator {
  readonly #vault: MemberSource;
  readonly #orgId: string;
  /** The one that had the last member first. */
  #volumes: readonly string[];

  constructor(vault: MemberSource, { org, volumes }: Manifest) {
    this.#vault = vault;
    this.#orgId = org.id;
    this.#volumes = volumes.map(({ name }) => name);
  }

  /** @throws Failure `memberMissing` {file, member}, or as reading a volume's table of contents */
  async find(member: string, volume = ''): Promise<Pick<MemberRef, 'volume' | 'member'>> {
    if (volume !== '') return { volume, member };
    for (const candidate of this.#volumes) {
      const directory = await this.#vault.directories.of(volumeKey(this.#orgId, candidate));
      if (!directory.has(member)) continue;
      if (candidate !== this.#volumes[0])
        this.#volumes = [candidate, ...this.#volumes.filter((name) => name !== candidate)];
      return { volume: candidate, member };
    }
    throw new Failure('memberMissing', { file: volumeKey(this.#orgId, this.#volumes[0] ?? ''), member });
  }
}

/** Streams the body a files-index row points at, its size and SHA-256 checked. @throws Failure as `openMember` */
export async function* openBody(
  vault: MemberSource,
  orgId: string,
  at: Pick<MemberRef, 'volume' | 'member'>,
  row: Pick<FilesIndexRow, 'Bytes' | 'Sha256'>,
): AsyncGenerator<Uint8Array> {
  const stored = openEntry(vault, orgId, at, await findEntry(vault, orgId, at));
  const raw = isCompressedName(at.member) ? decompressed(stored, Number(row.Bytes)) : stored;
  const tally = new Tally();
  try {
    yield* tally.through(raw);
  } catch (error) {
    throw memberDamaged(orgId, at, error);
  }
  if (tally.bytes !== Number(row.Bytes)) throw memberDamaged(orgId, at, 'raw-size');
  if (tally.sha256 !== row.Sha256) throw memberDamaged(orgId, at, 'hash');
}
