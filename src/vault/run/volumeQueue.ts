// The one writer of a run's volumes. Spooled members line up; each goes into the open volume, and a volume that is
// full is closed, journalled and its spool files deleted, in that order. A failure stops the line for good: the run
// ends with it and can be resumed.
import { once } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import type { VolumeEntry } from '../manifest/manifest.ts';
import type { VolumeMember, VolumeWriter } from './volumeWriter.ts';
import type { SpoolPlace } from './journal.ts';
import type { Spool } from './spool.ts';

export interface QueuedMember extends VolumeMember {
  readonly spool: SpoolPlace;
  /** The member itself, where it is small and just came in. */
  readonly body?: Buffer;
}

export interface QueueOptions {
  readonly volumeBytes: number;
  readonly spool: Spool;
  /** Starts the next volume. */
  readonly open: () => VolumeWriter;
  /** Makes it known that a volume is safe, before its spool files go. */
  readonly closed: (volume: VolumeEntry, members: readonly QueuedMember[]) => Promise<void>;
}

/** More would be slow to open for whoever lists a volume, and need ZIP64. */
const MOST_ENTRIES = 10_000;
/** How far members may be ahead of the volume writer before new ones must wait: disk, not memory, is at stake. */
const MOST_WAITING_BYTES = 512 * 1024 * 1024;
const MOST_WAITING_MEMBERS = 2_000;
/** Bodies that wait in memory; others are read back from the spool. */
const MOST_HELD_BYTES = 8 * 1024 * 1024;

export class VolumeQueue {
  readonly #options: QueueOptions;
  #tail: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  /** One promise for each waiting member, in order. */
  readonly #steps: Promise<void>[] = [];
  #open: VolumeWriter | undefined;
  #members: QueuedMember[] = [];
  #abandoned = false;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Resolves when the line is short enough for more. @throws what broke the line */
  async room(): Promise<void> {
    while (this.#waitingBytes > MOST_WAITING_BYTES || this.#steps.length > MOST_WAITING_MEMBERS)
      await this.#steps[0];
  }

  add({ body, ...member }: QueuedMember): void {
    const held = this.#waitingBytes + member.bytes <= MOST_HELD_BYTES ? body : undefined;
    this.#waitingBytes += member.bytes;
    const step = this.#next(async () => {
      await this.#write(member, held);
      this.#waitingBytes -= member.bytes;
      void this.#steps.shift();
    });
    this.#steps.push(step);
  }

  /** Closes the open volume once everything in line is in it. @throws what broke the line */
  seal(): Promise<void> {
    return this.#next(() => this.#close());
  }

  /** Stops the line and drops the open volume. */
  async abandon(): Promise<void> {
    this.#abandoned = true;
    await this.#open?.abandon();
    await this.#tail.catch(() => undefined);
    // What was under way may have opened the next one meanwhile.
    await this.#open?.abandon();
  }

  async #write(member: QueuedMember, body: Buffer | undefined): Promise<void> {
    const full =
      this.#open !== undefined &&
      (this.#open.entries >= MOST_ENTRIES || this.#open.bytes + member.bytes > this.#options.volumeBytes);
    if (full) await this.#close();
    this.#open ??= this.#options.open();
    const { spool } = this.#options;
    await this.#open.append(member, () => (body ? once(body) : spool.read(member.spool, member.bytes)));
    this.#members.push(member);
  }

  async #close(): Promise<void> {
    if (this.#open === undefined) return;
    const volume = await this.#open.close();
    const members = this.#members;
    this.#open = undefined;
    this.#members = [];
    await this.#options.closed(volume, members);
    for (const { spool } of members) this.#options.spool.remove(spool);
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#tail = this.#tail.then(() => {
      if (this.#abandoned) throw new Failure('runAbandoned', {});
      return work();
    });
    this.#tail.catch(() => undefined);
    return this.#tail;
  }
}
