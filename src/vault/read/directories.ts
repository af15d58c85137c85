// Tables of contents of volumes: which members lie where. The ones used last are kept, so that thousands of members
// can be opened at random for one read each.
import type { Entry, ZipFile } from 'yauzl';
import { Failure } from '../../kit/failure.ts';
import { memberNameFault } from '../names.ts';
import type { Store } from '../store/store.ts';
import { openZip } from './zipReader.ts';

/** Volumes close at 10,000 members; a zip that claims far more is not one and would cost memory to list. */
const MOST_ENTRIES = 20_000;
const KEPT = 16;

export interface DirectoryEntry {
  readonly name: string;
  /** Of the local header. */
  readonly offset: number;
  readonly bytes: number;
}

export type Directory = ReadonlyMap<string, DirectoryEntry>;

/** Reads the table of contents of a volume, believing nothing.
 * @throws Failure `volumeDamaged` {file, detail}, `storeKeyMissing` {key} */
export async function readDirectory(store: Store, key: string): Promise<Directory> {
  const zip = await openZip(store, key).catch((error: unknown) => {
    throw damaged(key, error);
  });
  if (zip.entryCount > MOST_ENTRIES) throw damaged(key, new Error(`${zip.entryCount} entries`));
  const directory = new Map<string, DirectoryEntry>();
  try {
    for await (const entry of entriesOf(zip)) {
      const fault = faultOf(entry, directory);
      if (fault !== undefined) throw new Error(`${fault}: ${entry.fileName.slice(0, 100)}`);
      directory.set(entry.fileName, {
        name: entry.fileName,
        offset: entry.relativeOffsetOfLocalHeader,
        bytes: entry.uncompressedSize,
      });
    }
  } catch (error) {
    throw damaged(key, error);
  } finally {
    zip.close();
  }
  return directory;
}

/** The entries of a zip opened with `lazyEntries`, one after another. */
export async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      const settle = (act: () => void): void => {
        for (const event of ['entry', 'end', 'error']) zip.removeAllListeners(event);
        act();
      };
      zip.once('entry', (found: Entry) => settle(() => resolve(found)));
      zip.once('end', () => settle(() => resolve(undefined)));
      zip.once('error', (error: Error) => settle(() => reject(error)));
      if (zip.entriesRead === zip.entryCount) settle(() => resolve(undefined));
      else zip.readEntry();
    });
    if (entry === undefined) return;
    yield entry;
  }
}

function faultOf(entry: Entry, before: Directory): string | undefined {
  if (entry.compressionMethod !== 0 || entry.isEncrypted()) return 'entry not stored';
  if (entry.compressedSize !== entry.uncompressedSize) return 'sizes differ';
  if (before.has(entry.fileName)) return 'name twice';
  const fault = memberNameFault(entry.fileName);
  return fault === undefined ? undefined : `bad name (${fault})`;
}

/** yauzl throws plain errors with its own words for what is wrong with a zip; the system's errors stay themselves. */
function damaged(key: string, error: unknown): unknown {
  if (error instanceof Failure || (error as NodeJS.ErrnoException).syscall !== undefined) return error;
  return new Failure('volumeDamaged', { file: key, detail: (error as Error).message }, { cause: error });
}

/** Directories by key, the ones used last kept. */
export class VolumeDirectories {
  readonly #store: Store;
  readonly #kept = new Map<string, Promise<Directory>>();

  constructor(store: Store) {
    this.#store = store;
  }

  of(key: string): Promise<Directory> {
    const found = this.#kept.get(key) ?? readDirectory(this.#store, key);
    this.#kept.delete(key);
    this.#kept.set(key, found);
    // A failure is not remembered: the volume may come back (a mount, a copy from another place).
    found.catch(() => this.#kept.delete(key));
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return found;
  }
}
