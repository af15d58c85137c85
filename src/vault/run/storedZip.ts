// The zip format as far as a volume needs it: entries stored as they are, sizes and CRC written before the body, so that
// a reader may stream; ZIP64 where a number does not fit (PKWARE APPNOTE 6.3.9, sections 4.3 to 4.5). What stands in
// front of a body is kept as its few bytes of directory entry, so ten thousand entries cost about a megabyte.

export interface StoredEntry {
  readonly name: string;
  readonly bytes: number;
  /** CRC-32 of the body. */
  readonly crc32: number;
  readonly date: Date;
  /** Unix permission bits. */
  readonly mode: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const VERSION = 20;
const VERSION_64 = 45;
const MADE_ON_UNIX = 3 << 8;
/** General purpose bit 11: names are UTF-8. */
const UTF8 = 0x0800;
const REGULAR_FILE = 0o100000;
const MOST_32 = 0xffffffff;
const MOST_16 = 0xffff;
const EXTRA_64 = 0x0001;

/** Gives the bytes around the bodies; whoever calls writes them and the bodies, in order. */
export class StoredZip {
  readonly #directory: Buffer[] = [];
  #offset = 0;

  /** What goes in front of a body of `entry.bytes` bytes. */
  begin(entry: StoredEntry): Buffer {
    const header = localHeader(entry);
    this.#directory.push(directoryEntry(entry, this.#offset));
    this.#offset += header.length + entry.bytes;
    return header;
  }

  /** What goes behind the last body. */
  end(): Buffer {
    const directory = Buffer.concat(this.#directory);
    return Buffer.concat([directory, endRecords(this.#directory.length, directory.length, this.#offset)]);
  }
}

function localHeader(entry: StoredEntry): Buffer {
  const name = Buffer.from(entry.name);
  const isLarge = entry.bytes >= MOST_32;
  const extra = isLarge ? extra64([entry.bytes, entry.bytes]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL, 0);
  header.writeUInt16LE(isLarge ? VERSION_64 : VERSION, 4);
  writeCommon(header, 6, entry, isLarge ? MOST_32 : entry.bytes, name.length, extra.length);
  return Buffer.concat([header, name, extra]);
}

function directoryEntry(entry: StoredEntry, offset: number): Buffer {
  const name = Buffer.from(entry.name);
  const isLarge = entry.bytes >= MOST_32;
  const isFar = offset >= MOST_32;
  const far = [...(isLarge ? [entry.bytes, entry.bytes] : []), ...(isFar ? [offset] : [])];
  const extra = far.length > 0 ? extra64(far) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(CENTRAL, 0);
  header.writeUInt16LE(MADE_ON_UNIX | VERSION_64, 4);
  header.writeUInt16LE(far.length > 0 ? VERSION_64 : VERSION, 6);
  writeCommon(header, 8, entry, isLarge ? MOST_32 : entry.bytes, name.length, extra.length);
  header.writeUInt32LE(((REGULAR_FILE | entry.mode) << 16) >>> 0, 38);
  header.writeUInt32LE(isFar ? MOST_32 : offset, 42);
  return Buffer.concat([header, name, extra]);
}

/** The fields that both kinds of header have in the same order. */
function writeCommon(
  header: Buffer,
  at: number,
  { date, crc32 }: StoredEntry,
  bytes: number,
  nameLength: number,
  extraLength: number,
): void {
  header.writeUInt16LE(UTF8, at);
  header.writeUInt16LE(0, at + 2);
  header.writeUInt16LE(dosTime(date), at + 4);
  header.writeUInt16LE(dosDate(date), at + 6);
  header.writeUInt32LE(crc32, at + 8);
  header.writeUInt32LE(bytes, at + 12);
  header.writeUInt32LE(bytes, at + 16);
  header.writeUInt16LE(nameLength, at + 20);
  header.writeUInt16LE(extraLength, at + 22);
}

function extra64(numbers: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * numbers.length);
  extra.writeUInt16LE(EXTRA_64, 0);
  extra.writeUInt16LE(8 * numbers.length, 2);
  numbers.forEach((number, at) => extra.writeBigUInt64LE(BigInt(number), 4 + 8 * at));
  return extra;
}

function endRecords(entries: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(Math.min(entries, MOST_16), 8);
  end.writeUInt16LE(Math.min(entries, MOST_16), 10);
  end.writeUInt32LE(Math.min(bytes, MOST_32), 12);
  end.writeUInt32LE(Math.min(offset, MOST_32), 16);
  const fits = entries < MOST_16 && bytes < MOST_32 && offset < MOST_32;
  return fits ? end : Buffer.concat([end64(entries, bytes, offset), end]);
}

function end64(entries: number, bytes: number, offset: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(END_64, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(MADE_ON_UNIX | VERSION_64, 12);
  record.writeUInt16LE(VERSION_64, 14);
  record.writeBigUInt64LE(BigInt(entries), 24);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(bytes), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  record.writeUInt32LE(LOCATOR_64, 56);
  record.writeBigUInt64LE(BigInt(offset + bytes), 64);
  record.writeUInt32LE(1, 72);
  return record;
}

/** Zip knows local times of two seconds' grain; the UTC time is written, so that the machine's zone changes nothing. */
const dosTime = (date: Date): number =>
  (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);

const dosDate = (date: Date): number =>
  ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
