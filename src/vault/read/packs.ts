// Metadata packs: zips inside volumes, as the Metadata API sent them. At most 39 MB each by that API's limit, so one
// is held in memory; what is inside streams, never past the size its entry declares.
import type { Readable } from 'node:stream';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import type { Bytes } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import type { MetadataIndexRow } from '../formats/columns.ts';
import type { MemberRef } from '../manifest/manifest.ts';
import { volumeKey } from '../names.ts';
import { entriesOf } from './directories.ts';
import { memberBytes, type MemberSource } from './member.ts';

const PACK_LIMIT = 256 * 1024 * 1024;

export interface PackFile {
  /** In mdapi form: `classes/Invoice.cls`. */
  readonly path: string;
  /** As the entry declares. */
  readonly bytes: number;
  open(): Bytes;
}

/** Yields the files of a pack, folders left out. @throws Failure `packDamaged` {file, member, detail}, or as `openMember` */
export async function* readPack(
  vault: MemberSource,
  orgId: string,
  ref: MemberRef,
): AsyncGenerator<PackFile> {
  const bytes = await memberBytes(vault, orgId, ref, PACK_LIMIT);
  yield* filesOf(bytes, (error) => packDamaged(orgId, ref, error));
}

/**
 * Yields the files of a pack that is in memory, folders left out.
 * @param explain what to throw for what the zip reader finds wrong
 */
export async function* filesOf(
  zipped: Buffer,
  explain: (error: unknown) => unknown,
): AsyncGenerator<PackFile> {
  const damaged = (error: unknown): unknown => (error instanceof Failure ? error : explain(error));
  const zip = await openBuffer(zipped).catch((error: unknown) => {
    throw damaged(error);
  });
  const entries = entriesOf(zip);
  for (;;) {
    const next = await entries.next().catch((error: unknown) => {
      throw damaged(error);
    });
    if (next.done === true) return;
    const entry = next.value;
    if (entry.fileName.endsWith('/')) continue;
    yield {
      path: mdapiPath(entry.fileName),
      bytes: entry.uncompressedSize,
      open: () => openEntry(zip, entry, damaged),
    };
  }
}

function packDamaged(orgId: string, { volume, member }: MemberRef, error: unknown): Failure {
  const tokens = { file: volumeKey(orgId, volume), member, detail: (error as Error).message };
  return new Failure('packDamaged', tokens, { cause: error });
}

async function* openEntry(
  zip: ZipFile,
  entry: Entry,
  damaged: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array> {
  try {
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw damaged(error);
  }
}

function openBuffer(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, strictFileNames: true }, (error, zip) =>
      error ? reject(error) : resolve(zip),
    );
  });
}

/** A retrieve's zip has everything in `unpackaged/`, unless it was asked for as a single package. */
export function mdapiPath(path: string): string {
  return path.replace(/^unpackaged\//, '');
}

/** The pack's own table of contents, which no component owns. */
export function isPackageXml(path: string): boolean {
  return path === 'package.xml';
}

/** The pack an index row names, among those of the manifest. */
export function packOf(packs: readonly MemberRef[], row: MetadataIndexRow): MemberRef | undefined {
  return packs.find(
    ({ volume, member }) => member === row.Pack && (row.Volume ? volume === row.Volume : true),
  );
}
