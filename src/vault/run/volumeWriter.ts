// Writes one volume: a zip of stored entries that streams straight to its final key in the store. It becomes visible,
// whole and durable, when it is closed; abandoned, it leaves nothing.
import type { Readable } from 'node:stream';
import { Tally } from '../../kit/bytes.ts';
import type { VolumeEntry } from '../manifest/manifest.ts';
import { volumeKey } from '../names.ts';
import type { Store } from '../store/store.ts';
import { appendEntry, createZip } from './archive.ts';

const ENTRY_MODE = 0o600;

export class VolumeWriter {
  entries = 0;
  /** Of the members in it, zip overhead not counted. */
  bytes = 0;
  readonly name: string;
  readonly #zip = createZip();
  readonly #tally = new Tally();
  readonly #written: Promise<void>;
  readonly #date: Date;

  /** `date` becomes every entry's, so that the same members give the same volume. */
  constructor(store: Store, orgId: string, name: string, date: Date) {
    this.name = name;
    this.#date = date;
    this.#written = store.write(volumeKey(orgId, name), this.#tally.through(this.#zip), { ifAbsent: true });
    // Failing to write breaks the archive too, which is where who appends is listening.
    this.#written.catch((error: unknown) => this.#zip.destroy(error as Error));
  }

  async append(name: string, bytes: number, source: Readable): Promise<void> {
    try {
      // Broken while nobody was appending, it has said so to nobody and would keep the next entry waiting for ever.
      if (this.#zip.destroyed) throw new Error('The archive is closed.');
      await appendEntry(this.#zip, source, { name, date: this.#date, mode: ENTRY_MODE, store: true });
    } catch (error) {
      source.destroy();
      throw await this.#cause(error);
    }
    this.entries += 1;
    this.bytes += bytes;
  }

  /** @throws what the store throws */
  async close(): Promise<VolumeEntry> {
    // When writing fails, `#written` says so; the archive's own promise then only repeats it or never settles.
    this.#zip.finalize().catch(() => undefined);
    await this.#written;
    return { name: this.name, bytes: this.#tally.bytes, sha256: this.#tally.sha256, entries: this.entries };
  }

  async abandon(): Promise<void> {
    this.#zip.destroy(new Error('The volume was abandoned.'));
    await this.#written.catch(() => undefined);
  }

  /** The store's own failure, if that is what broke the archive. */
  async #cause(error: unknown): Promise<unknown> {
    this.#zip.destroy(error as Error);
    return this.#written.then(
      () => error,
      (failure: unknown) => failure,
    );
  }
}
