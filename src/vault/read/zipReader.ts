// A zip in a store, as yauzl wants to read it: at random, a few bytes here and there. Small reads come out of a
// window of the file, so that a table of contents of thousands of entries costs a handful of reads, not thousands.
import { RandomAccessReader, fromRandomAccessReader, type ZipFile } from 'yauzl';
import { collect } from '../../kit/bytes.ts';
import type { Store } from '../store/store.ts';

const WINDOW = 256 * 1024;

class StoreReader extends RandomAccessReader {
  readonly #store: Store;
  readonly #key: string;
  readonly #size: number;
  #window: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  constructor(store: Store, key: string, size: number) {
    super();
    this.#store = store;
    this.#key = key;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.#fetch(position, length).then(
      (bytes) => callback(null, bytes.copy(buffer, offset)),
      (error: unknown) => callback(error as Error),
    );
  }

  async #fetch(position: number, length: number): Promise<Buffer> {
    const { start, bytes } = this.#window;
    const inside = position >= start && position + length <= start + bytes.length;
    if (!inside) {
      // Reads near the end look for the end record and come back for the directory before it: keep both in sight.
      const from = Math.max(0, Math.min(position, this.#size - WINDOW));
      const end = Math.min(this.#size, Math.max(position + length, from + WINDOW));
      this.#window = {
        start: from,
        bytes: await collect(this.#store.read(this.#key, { start: from, end }), end - from),
      };
    }
    const at = position - this.#window.start;
    return this.#window.bytes.subarray(at, at + length);
  }
}

/** Opens a stored zip for listing its entries. */
export async function openZip(store: Store, key: string): Promise<ZipFile> {
  const size = await store.size(key);
  return new Promise((resolve, reject) => {
    fromRandomAccessReader(
      new StoreReader(store, key, size),
      size,
      { lazyEntries: true, autoClose: false, strictFileNames: true },
      (error, zip) => (error ? reject(error) : resolve(zip)),
    );
  });
}
