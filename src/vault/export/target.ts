// Where an export goes: a folder or one zip. Either is there whole at the end or not at all, and neither ever mixes
// with what was there before.
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { Bytes } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import { appendEntry, createZip } from '../../kit/archive.ts';
import { makeFolders, syncFolder } from '../store/folders.ts';
import { localStore } from '../store/localStore.ts';

export interface ExportTarget {
  /** Adds one file; paths are safe, relative and unique. */
  add(path: string, source: Bytes): Promise<void>;
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

export type ExportFormat = 'folder' | 'zip';

/** A quick level: an export is read once, and its CSV shrinks to a third with it. */
const ZIP_LEVEL = 1;

/** @throws Failure `exportTargetNotEmpty` {target} */
export async function openTarget(target: string, format: ExportFormat, date: Date): Promise<ExportTarget> {
  await refuseNonEmpty(target, format);
  await makeFolders(dirname(target));
  return format === 'folder' ? folderTarget(target) : zipTarget(target, date);
}

async function refuseNonEmpty(target: string, format: ExportFormat): Promise<void> {
  try {
    const isFolder = (await lstat(target)).isDirectory();
    if (format === 'folder' && isFolder && (await readdir(target)).length === 0) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  throw new Failure('exportTargetNotEmpty', { target });
}

function folderTarget(target: string): ExportTarget {
  const partial = join(dirname(target), `.${basename(target)}.partial-${randomUUID()}`);
  return {
    // Not flushed file by file: until the last rename there is no export, and it can be made again.
    add: async (path, source) => {
      const file = join(partial, ...path.split('/'));
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(file, source, { flag: 'wx', mode: 0o600 });
    },
    finish: async () => {
      // Windows does not rename over an empty folder.
      await rmdir(target).catch(ignoreMissing);
      await rename(partial, target);
      await syncFolder(dirname(target));
    },
    abandon: () => rm(partial, { recursive: true, force: true }),
  };
}

function zipTarget(target: string, date: Date): ExportTarget {
  const zip = createZip({ zlib: { level: ZIP_LEVEL } });
  const written = localStore(dirname(target)).write(basename(target), zip as Bytes, { ifAbsent: true });
  written.catch((error: unknown) => zip.destroy(error as Error));
  return {
    add: async (path, source) => {
      try {
        await appendEntry(zip, Readable.from(source, { objectMode: false }), {
          name: path,
          date,
          mode: 0o600,
        });
      } catch (error) {
        zip.destroy(error as Error);
        throw await written.then(
          () => error,
          (failure: unknown) => failure,
        );
      }
    },
    finish: async () => {
      zip.finalize().catch(() => undefined);
      await written;
    },
    abandon: async () => {
      zip.destroy(new Error('The export was abandoned.'));
      await written.catch(() => undefined);
    },
  };
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
