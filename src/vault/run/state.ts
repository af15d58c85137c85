// What a run's journal adds up to: which members there are, where they lie, which volumes are safe. Pure; the same
// rules hold while a run goes on and when a journal is read again after a crash.
import type { JsonValue } from '../../kit/json.ts';
import type { MemberRef, VolumeEntry } from '../manifest/manifest.ts';
import type { JournalLine, MemberLine, MemberRecord, SpoolPlace, VolumeLine } from './journal.ts';

export class RunState {
  readonly notes = new Map<string, JsonValue>();
  readonly volumes = new Map<string, VolumeEntry>();
  readonly #byKey = new Map<string, MemberRecord>();
  readonly #byName = new Map<
    string,
    { readonly record: MemberRecord; spool?: SpoolPlace; volume?: string }
  >();
  #highestSpool = 0;
  #highestVolume = 0;

  static replay(lines: readonly JournalLine[]): RunState {
    const state = new RunState();
    for (const line of lines) state.apply(line);
    return state;
  }

  apply(line: JournalLine): void {
    if (line.type === 'member') this.#addMember(line);
    else if (line.type === 'volume') this.#addVolume(line);
    else if (line.type === 'note') this.notes.set(line.key, line.value);
  }

  member(key: string): MemberRecord | undefined {
    return this.#byKey.get(key);
  }

  named(name: string): MemberRecord | undefined {
    return this.#byName.get(name)?.record;
  }

  /** A member's reference; its volume is '' until that is closed. Undefined for a name the run does not know. */
  refOf(name: string): MemberRef | undefined {
    const found = this.#byName.get(name);
    if (found === undefined) return undefined;
    const { bytes, rawBytes, sha256 } = found.record;
    return { volume: found.volume ?? '', member: name, bytes, rawBytes, sha256 };
  }

  /** Members that are in no volume yet, in the order they came. */
  spooled(): { readonly record: MemberRecord; readonly spool: SpoolPlace }[] {
    return [...this.#byName.values()].flatMap(({ record, spool, volume }) =>
      volume === undefined && spool !== undefined ? [{ record, spool }] : [],
    );
  }

  /** Forgets members by name, and every key that stood for them. */
  forget(names: ReadonlySet<string>): void {
    for (const name of names) this.#byName.delete(name);
    for (const [key, record] of this.#byKey) if (names.has(record.name)) this.#byKey.delete(key);
  }

  /** Forgets a volume that is not what its line said, with its members. */
  forgetVolume(volume: string): void {
    this.volumes.delete(volume);
    this.forget(
      new Set([...this.#byName].filter(([, found]) => found.volume === volume).map(([name]) => name)),
    );
  }

  get nextSpool(): number {
    return this.#highestSpool + 1;
  }

  /** Volume numbers are never used twice in a version. */
  takeVolumeNumber(): number {
    this.#highestVolume += 1;
    return this.#highestVolume;
  }

  #addMember(line: MemberLine): void {
    const { spool } = line;
    const record = recordOf(line);
    this.#byKey.set(record.key, record);
    if (spool === undefined) return;
    this.#byName.set(record.name, { record, spool });
    this.#highestSpool = Math.max(this.#highestSpool, spool.file);
  }

  #addVolume({ name, bytes, sha256, members }: VolumeLine): void {
    this.volumes.set(name, { name, bytes, sha256, entries: members.length });
    for (const member of members) {
      const found = this.#byName.get(member);
      if (found) this.#byName.set(member, { record: found.record, volume: name });
    }
    this.#highestVolume = Math.max(this.#highestVolume, Number(/(\d+)\.zip$/.exec(name)?.[1] ?? 0));
  }
}

function recordOf({ key, name, bytes, rawBytes, sha256, crc32, rawSha256, facts }: MemberLine): MemberRecord {
  return {
    key,
    name,
    bytes,
    rawBytes,
    sha256,
    crc32,
    ...(rawSha256 !== undefined && { rawSha256 }),
    ...(facts !== undefined && { facts }),
  };
}
