// Writes one volume: a zip of stored entries that streams straight to its final key in the store. It becomes visible,
// whole and durable, when it is closed; abandoned, it leaves nothing.
import { crc32 } from 'node:zlib';
import { Tally, type Bytes } from '../../kit/bytes.ts';
import { Handover } from '../../kit/handover.ts';
import type { VolumeEntry } from '../manifest/manifest.ts';
import { volumeKey } from '../names.ts';
import type { Store } from '../store/store.ts';
import type { MemberRecord } from './journal.ts';
import { StoredZip } from './storedZip.ts';

const ENTRY_MODE = 0o600;

export type VolumeMember = Pick<MemberRecord, 'name' | 'bytes' | 'crc32'>;

export class VolumeWriter {
  entries = 0;
  /** Of the members in it, zip overhead not counted. */
  bytes = 0;
  readonly name: string;
  readonly #zip = new StoredZip();
  readonly #tally = new Tally();
  readonly #handover = new Handover();
  readonly #written: Promise<void>;
  readonly #date: Date;

  /** `date` becomes every entry's, so that the same members give the same volume. */
  constructor(store: Store, orgId: string, name: string, date: Date) {
    this.name = name;
    this.#date = date;
    const bytes = this.#tally.through(this.#handover);
    this.#written = store.write(volumeKey(orgId, name), bytes, { ifAbsent: true });
    this.#written.catch((error: unknown) => this.#handover.fail(error));
  }

  /** @throws what the store throws; an Error where the body is not the one that was spooled */
  async append(member: VolumeMember, open: () => Bytes): Promise<void> {
    await this.#handover.put(this.#zip.begin({ ...member, date: this.#date, mode: ENTRY_MODE }));
    let bytes = 0;
    let crc = 0;
    for await (const chunk of open()) {
      bytes += chunk.length;
      crc = crc32(chunk, crc);
      await this.#handover.put(chunk);
    }
    if (bytes !== member.bytes || crc !== member.crc32)
      throw new Error(`${member.name} is not in the spool as it was put there.`);
    this.entries += 1;
    this.bytes += bytes;
  }

  /** @throws what the store throws */
  async close(): Promise<VolumeEntry> {
    await this.#handover.put(this.#zip.end());
    this.#handover.end();
    await this.#written;
    return { name: this.name, bytes: this.#tally.bytes, sha256: this.#tally.sha256, entries: this.entries };
  }

  async abandon(): Promise<void> {
    this.#handover.fail(new Error('The volume was abandoned.'));
    await this.#written.catch(() => undefined);
  }
}
