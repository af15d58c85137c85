// Members read back and checked while they stream: the entry must be stored with the size the reference says, its
// bytes must hash to the reference's, and what comes out of decompression must be exactly as long as promised. A
// reader who gets to the end without an error has what was written; one who acts on rows before that is on their own.
import { collect, Tally, type Bytes } from '../../kit/bytes.ts';
import { Failure, isFailure } from '../../kit/failure.ts';
import { decompressed } from '../../kit/zstd.ts';
import type { MemberRef } from '../manifest/manifest.ts';
import { isCompressedName, volumeKey } from '../names.ts';
import type { Store } from '../store/store.ts';
import type { DirectoryEntry, VolumeDirectories } from './directories.ts';

const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER_SIGNATURE = 0x04034b50;

/** Where members are read from: a vault, or a check's own view of one. */
export interface MemberSource {
  readonly store: Store;
  readonly directories: VolumeDirectories;
}

/**
 * Streams a member's raw bytes, verified.
 * @throws Failure (from the stream) `memberMissing` {file, member}; `memberDamaged` {file, member, detail};
 *   `volumeDamaged` {file, detail}; `storeKeyMissing` {key} when the volume is not there
 */
export async function* openMember(
  vault: MemberSource,
  orgId: string,
  ref: MemberRef,
): AsyncGenerator<Uint8Array> {
  const stored = openStored(vault, orgId, ref);
  const raw = isCompressedName(ref.member) ? decompressed(stored, ref.rawBytes) : stored;
  let bytes = 0;
  try {
    for await (const chunk of raw) {
      bytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw memberDamaged(orgId, ref, error);
  }
  if (bytes !== ref.rawBytes) throw memberDamaged(orgId, ref, 'raw-size');
}

/** A member's raw bytes, verified, in memory. @throws as `openMember`, and `tooLarge` {limit} */
export async function memberBytes(
  vault: MemberSource,
  orgId: string,
  ref: MemberRef,
  limit: number,
): Promise<Buffer> {
  if (ref.rawBytes > limit) throw new Failure('tooLarge', { limit });
  return collect(openMember(vault, orgId, ref), limit);
}

/** Streams a member's bytes as they are stored, size and hash checked. @throws as `openMember` */
export async function* openStored(
  vault: MemberSource,
  orgId: string,
  ref: MemberRef,
): AsyncGenerator<Uint8Array> {
  const entry = await findEntry(vault, orgId, ref);
  if (entry.bytes !== ref.bytes) throw memberDamaged(orgId, ref, 'stored-size');
  const tally = new Tally();
  yield* tally.through(openEntry(vault, orgId, ref, entry));
  if (tally.bytes !== ref.bytes) throw memberDamaged(orgId, ref, 'cut-short');
  if (tally.sha256 !== ref.sha256) throw memberDamaged(orgId, ref, 'hash');
}

/** The entry of a member in its volume's table of contents. */
export async function findEntry(
  vault: MemberSource,
  orgId: string,
  ref: Pick<MemberRef, 'volume' | 'member'>,
): Promise<DirectoryEntry> {
  const file = volumeKey(orgId, ref.volume);
  const entry = (await vault.directories.of(file)).get(ref.member);
  if (entry === undefined) throw new Failure('memberMissing', { file, member: ref.member });
  return entry;
}

/** The bytes of an entry, unchecked but for the local header, which must agree with the table of contents. */
export async function* openEntry(
  vault: MemberSource,
  orgId: string,
  ref: Pick<MemberRef, 'volume' | 'member'>,
  entry: DirectoryEntry,
): Bytes & AsyncGenerator<Uint8Array> {
  const key = volumeKey(orgId, ref.volume);
  const headerEnd = entry.offset + LOCAL_HEADER_BYTES;
  const header = await collect(
    vault.store.read(key, { start: entry.offset, end: headerEnd }),
    LOCAL_HEADER_BYTES,
  );
  if (header.length < LOCAL_HEADER_BYTES || header.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE) {
    throw memberDamaged(orgId, ref, 'local-header');
  }
  const nameEnd = headerEnd + header.readUInt16LE(26);
  const name = await collect(vault.store.read(key, { start: headerEnd, end: nameEnd }), nameEnd - headerEnd);
  if (name.toString('utf8') !== entry.name) throw memberDamaged(orgId, ref, 'local-header');
  const start = nameEnd + header.readUInt16LE(28);
  yield* vault.store.read(key, { start, end: start + entry.bytes });
}

/**
 * What is wrong with a member: a word for it, or the error its bytes raised when they were decoded. zlib's errors
 * carry a code; an error that is not about the content is handed back as it is.
 */
export function memberDamaged(
  orgId: string,
  { volume, member }: Pick<MemberRef, 'volume' | 'member'>,
  what: unknown,
): unknown {
  const tokens = { file: volumeKey(orgId, volume), member };
  if (typeof what === 'string') return new Failure('memberDamaged', { ...tokens, detail: what });
  if (isFailure(what, 'tooLarge'))
    return new Failure('memberDamaged', { ...tokens, detail: 'raw-size' }, { cause: what });
  const isZlib = String((what as { code?: unknown }).code).startsWith('Z');
  return isZlib ? new Failure('memberDamaged', { ...tokens, detail: 'compression' }, { cause: what }) : what;
}
