// A version's files under the names people gave them, and files.csv that says which is which.
import { encodeRow } from '../../kit/csv.ts';
import type { FilesIndexRow } from '../formats/columns.ts';
import type { Manifest, MemberRef } from '../manifest/manifest.ts';
import { MemberLocator, openBody, readFilesIndex } from '../read/indexes.ts';
import type { MemberSource } from '../read/member.ts';
import type { ExportFile } from './metadata.ts';
import { PathRegister, safePart } from './safePath.ts';

const FILES_CSV_COLUMNS = ['Id', 'Object', 'DocumentId', 'Version', 'Title', 'Path', 'Bytes', 'Sha256'];

/** Yields `files/…`, then `files.csv`. */
export async function* exportedFiles(vault: MemberSource, manifest: Manifest): AsyncGenerator<ExportFile> {
  if (manifest.files === undefined) return;
  const { org, files } = manifest;
  const locator = new MemberLocator(vault, manifest);
  for await (const { row, path } of named(vault, org.id, files.index)) {
    const at = await locator.find(row.Member, row.Volume);
    yield { path, open: () => openBody(vault, org.id, at, row) };
  }
  yield { path: 'files.csv', open: () => filesCsv(vault, org.id, files.index) };
}

/** Names follow from the index alone, so they are worked out twice rather than remembered. */
async function* named(
  vault: MemberSource,
  orgId: string,
  index: MemberRef,
): AsyncGenerator<{ row: FilesIndexRow; path: string }> {
  const paths = new PathRegister();
  for await (const row of readFilesIndex(vault, orgId, index)) {
    yield { row, path: paths.take(`files/${safePart(row.Name || row.Title || row.Id)}`, row.Id) };
  }
}

async function* filesCsv(vault: MemberSource, orgId: string, index: MemberRef): AsyncGenerator<Uint8Array> {
  yield Buffer.from(encodeRow(FILES_CSV_COLUMNS));
  for await (const { row, path } of named(vault, orgId, index)) {
    const { Id, Object: object, DocumentId, Version, Title, Bytes, Sha256 } = row;
    yield Buffer.from(encodeRow([Id, object, DocumentId, Version, Title, path, Bytes, Sha256].map(inert)));
  }
}

/** Spreadsheets run cells that start like a formula; an apostrophe makes them text. (Rows of data are left alone:
 * they are there to be loaded again.) */
function inert(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
