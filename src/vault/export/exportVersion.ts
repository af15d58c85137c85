// A version as plain files that need none of this software: one CSV an object, the files under their names, a
// metadata folder to deploy, and a README that says what is what. Everything is verified while it is read.
import { once, type Bytes } from '../../kit/bytes.ts';
import { encodeRow } from '../../kit/csv.ts';
import type { Manifest, ObjectEntry } from '../manifest/manifest.ts';
import { isCompressedName, manifestKey } from '../names.ts';
import { openMember, type MemberSource } from '../read/member.ts';
import { readColumns, stateRecords } from '../read/rows.ts';
import type { Vault } from '../vault.ts';
import { exportedFiles } from './files.ts';
import { metadataFiles, type ExportFile } from './metadata.ts';
import { readme } from './readme.ts';
import { PathRegister, safePath } from './safePath.ts';
import { openTarget, type ExportFormat } from './target.ts';

export interface ExportOptions {
  readonly format: ExportFormat;
  readonly signal?: AbortSignal;
  readonly listener?: (file: { readonly path: string; readonly files: number }) => void;
}

export interface ExportResult {
  readonly files: number;
  readonly bytes: number;
  /** Files whose path had to differ from their name in the org. */
  readonly renamed: readonly { readonly original: string; readonly path: string }[];
}

/**
 * Writes a version to a folder or zip that is not there yet (an empty folder may be).
 * @throws Failure `exportTargetNotEmpty` {target}; `storeFull`, `storeNotWritable` {place}; as `openMember` when the
 *   vault is damaged. Nothing is left at the target then.
 */
export async function exportVersion(
  vault: Vault,
  manifest: Manifest,
  target: string,
  { format, signal, listener }: ExportOptions,
): Promise<ExportResult> {
  const out = await openTarget(target, format, new Date(manifest.started));
  const result = { files: 0, bytes: 0, renamed: [] as { original: string; path: string }[] };
  try {
    for await (const file of allFiles(vault, manifest, result.renamed)) {
      signal?.throwIfAborted();
      await out.add(file.path, counted(file.open(), result, signal));
      result.files += 1;
      if (file.original !== undefined) result.renamed.push({ original: file.original, path: file.path });
      listener?.({ path: file.path, files: result.files });
    }
    await out.finish();
  } catch (error) {
    await out.abandon();
    throw error;
  }
  return result;
}

async function* allFiles(
  vault: Vault,
  manifest: Manifest,
  renamed: ExportResult['renamed'],
): AsyncGenerator<ExportFile> {
  const { id } = manifest.org;
  yield { path: 'manifest.json', open: () => vault.store.read(manifestKey(id, manifest.version)) };
  for (const object of manifest.objects) {
    yield { path: `data/${safePath(object.name)}.csv`, open: () => joinedRows(vault, id, object) };
    yield { path: `schema/${safePath(object.name)}.json`, open: () => openMember(vault, id, object.schema) };
  }
  yield* exportedFiles(vault, manifest);
  yield* metadataFiles(vault, manifest, new PathRegister());
  for (const ref of manifest.security ?? []) {
    const name = isCompressedName(ref.member) ? ref.member.slice(0, -'.zst'.length) : ref.member;
    yield { path: safePath(name), open: () => openMember(vault, id, ref) };
  }
  if (renamed.length > 0) yield { path: 'renamed.csv', open: () => renamedCsv(renamed) };
  yield { path: 'README.txt', open: () => once(Buffer.from(readme(manifest))) };
}

async function* joinedRows(
  vault: MemberSource,
  orgId: string,
  object: ObjectEntry,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(encodeRow(await readColumns(vault, orgId, object)));
  for await (const records of stateRecords(vault, orgId, object)) {
    if (records.length > 0) yield Buffer.concat(records);
  }
}

function renamedCsv(renamed: ExportResult['renamed']): Bytes {
  const rows = renamed.map(({ original, path }) => [original, path]);
  return once(Buffer.from([['Original', 'Path'], ...rows].map((row) => encodeRow(row)).join('')));
}

async function* counted(
  source: Bytes,
  total: { bytes: number },
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    signal?.throwIfAborted();
    total.bytes += chunk.length;
    yield chunk;
  }
}
