// A store in a local folder: a key is a path. A value is written under a temporary name in its own folder, flushed,
// then linked (fails if the key exists) or renamed into place, and the folder is flushed: after a power cut there is
// the whole value or none. Folders are 0700, files 0600: what lies here is a company's data.
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, lstat, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inPiecesOf, type Bytes } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import { makeFolders, readFolder, syncFolder } from './folders.ts';
import { UNFINISHED, checkKey, type Body, type Store, type StoredKey } from './store.ts';

const READ_PIECE = 1024 * 1024;
/** A zip of small members comes in crumbs; a call for each would wait in line behind the compression of others. */
const WRITE_PIECE = 256 * 1024;

/** A store over `folder`, which is created at the first write. */
export function localStore(folder: string): Store {
  const pathOf = (key: string): string => {
    checkKey(key);
    return join(folder, ...key.split('/'));
  };
  return {
    place: folder,
    write: (key, body, options) => writeWhole(folder, key, pathOf(key), body, options?.ifAbsent ?? false),
    read: (key, range) => readRange(key, pathOf(key), range),
    size: async (key) => {
      const found = await stat(pathOf(key)).catch((error: unknown) => {
        throw missing(key, error);
      });
      if (!found.isFile()) throw new Failure('storeKeyMissing', { key });
      return found.size;
    },
    list: (prefix) => walk(folder, checkPrefix(prefix)),
    folders: async (prefix) => {
      const entries = await readFolder(join(folder, checkPrefix(prefix)));
      return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    },
    remove: async (key) => {
      await rm(pathOf(key), { force: true });
    },
    sweep: (prefix) => sweep(join(folder, checkPrefix(prefix))),
  };
}

async function writeWhole(
  place: string,
  key: string,
  target: string,
  body: Body,
  ifAbsent: boolean,
): Promise<void> {
  const folder = dirname(target);
  const temporary = join(folder, `${UNFINISHED}${randomUUID()}`);
  try {
    await makeFolders(folder);
    await fill(temporary, body);
    if (ifAbsent) await link(temporary, target);
    else await rename(temporary, target);
    await syncFolder(folder);
  } catch (error) {
    throw explained(error, place, key);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function fill(path: string, body: Body): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    if (body instanceof Uint8Array) await writeAll(file, body);
    else for await (const piece of inPiecesOf(WRITE_PIECE, body)) await writeAll(file, piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A write may be cut short (a signal, a file size limit); the next one then tells why. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten;
}

async function* readRange(
  key: string,
  path: string,
  range?: { readonly start: number; readonly end: number },
): Bytes & AsyncGenerator<Uint8Array> {
  if (range && range.end <= range.start) return;
  const bounds = range ? { start: range.start, end: range.end - 1 } : {};
  try {
    for await (const chunk of createReadStream(path, { ...bounds, highWaterMark: READ_PIECE }))
      yield chunk as Buffer;
  } catch (error) {
    throw missing(key, error);
  }
}

async function* walk(root: string, prefix: string): AsyncGenerator<StoredKey> {
  const entries = await readFolder(join(root, prefix));
  // Code-unit order of whole keys, as object storage lists: a folder sorts with its slash.
  const sorted = entries
    .map((entry) => ({ entry, name: entry.isDirectory() ? `${entry.name}/` : entry.name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { entry, name } of sorted) {
    if (entry.isDirectory()) yield* walk(root, prefix + name);
    else if (!name.startsWith(UNFINISHED)) {
      const size = await sizeOf(join(root, prefix, name));
      if (size !== undefined) yield { key: prefix + name, size };
    }
  }
}

/** Undefined for a file that somebody removed since the folder was read. A link counts as itself: nothing hides. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await lstat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function sweep(folder: string): Promise<void> {
  for (const entry of await readFolder(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await sweep(path);
    else if (entry.name.startsWith(UNFINISHED)) await rm(path, { force: true });
  }
}

function checkPrefix(prefix: string): string {
  if (prefix === '') return prefix;
  if (!prefix.endsWith('/')) throw new Error(`A prefix ends in a slash: ${prefix}`);
  checkKey(prefix.slice(0, -1));
  return prefix;
}

function missing(key: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR'
    ? new Failure('storeKeyMissing', { key }, { cause: error })
    : error;
}

/** What the system's codes mean for who writes; everything else stays as it is. */
const WRITE_FAILURES: Readonly<Partial<Record<string, string>>> = {
  EEXIST: 'storeKeyExists',
  ENOSPC: 'storeFull',
  EDQUOT: 'storeFull',
  EFBIG: 'storeFull',
  EACCES: 'storeNotWritable',
  EPERM: 'storeNotWritable',
  EROFS: 'storeNotWritable',
};

function explained(error: unknown, place: string, key: string): unknown {
  const failure = WRITE_FAILURES[(error as NodeJS.ErrnoException).code ?? ''];
  return failure === undefined ? error : new Failure(failure, { place, key }, { cause: error });
}
