// Where a vault's bytes lie: keys with `/`, whole values, nothing else. A local folder today, object storage with the
// same few verbs; what both can do without locks or renames (put-if-absent) is all the vault's protocol needs.
// The promises below are checked for every implementation by test/contracts/store.ts.
import type { Bytes } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';

/** How the names of unfinished writes begin. */
export const UNFINISHED = '.writing-';

export type Body = Uint8Array | Bytes;

export interface StoredKey {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
}

export interface Store {
  /** Where it is, for messages. */
  readonly place: string;

  /**
   * Stores a value under a key. It becomes visible whole or not at all, and is durable when this resolves. A body
   * that throws stores nothing.
   * @throws Failure `storeKeyExists` {key} with `ifAbsent` when the key is there (also if somebody else was faster),
   *   `storeFull` {place}, `storeNotWritable` {place}
   */
  write(key: string, body: Body, options?: { readonly ifAbsent?: boolean }): Promise<void>;

  /** Streams a value or the bytes [start, end) of it. @throws Failure `storeKeyMissing` {key} from the stream */
  read(key: string, range?: { readonly start: number; readonly end: number }): Bytes;

  /** In bytes. @throws Failure `storeKeyMissing` {key} */
  size(key: string): Promise<number>;

  /** Every key below a prefix ('' or ending in `/`) in code-unit order, unfinished writes left out. */
  list(prefix: string): AsyncIterable<StoredKey>;

  /** The names of the folders directly below a prefix, sorted. */
  folders(prefix: string): Promise<string[]>;

  /** Removes a key; one that is not there is no error. */
  remove(key: string): Promise<void>;

  /** Removes what unfinished writes left below a prefix. Only for who holds the lock on it. */
  sweep(prefix: string): Promise<void>;
}

/** Refuses keys that would mean something else than a name below the store's root. */
export function checkKey(key: string): void {
  const parts = key.split('/');
  const bad = parts.some(
    (part) => part === '' || part === '.' || part === '..' || part.startsWith(UNFINISHED),
  );

  if (bad || /[\\\u0000-\u001f\u007f]/.test(key)) throw new Failure('storeKeyInvalid', { key });
}

/** Whether the store has this key. */
export async function hasKey(store: Store, key: string): Promise<boolean> {
  try {
    await store.size(key);
    return true;
  } catch (error) {
    if (error instanceof Failure && error.key === 'storeKeyMissing') return false;
    throw error;
  }
}
