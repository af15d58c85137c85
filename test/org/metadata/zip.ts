// A zip writer for retrieve results: deflated entries in the order given, UTF-8 names, one fixed time stamp, so that
// the same components always make the same bytes. No zip64: results beyond 39 MB are refused anyway.
import { crc32, deflateRawSync } from 'node:zlib';

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const utf8Names = 0x0800;
const deflated = 8;
/** 1 January 2026 in DOS format; times of components are in fileProperties. */
const dosDate = ((2026 - 1980) << 9) | (1 << 5) | 1;

export interface ZipWriter {
  add(path: string, body: Buffer): void;
  readonly files: number;
  /** Bytes so far, without the central directory. */
  readonly size: number;
  readonly unzippedSize: number;
  /** The finished archive; nothing may be added afterwards. */
  finish(): Buffer;
}

/** The fields local and central headers share, from `version needed` to `extra length`. */
function commonHeader(crc: number, compressed: number, size: number, nameLength: number): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(utf8Names, 2);
  header.writeUInt16LE(deflated, 4);
  header.writeUInt16LE(0, 6);
  header.writeUInt16LE(dosDate, 8);
  header.writeUInt32LE(crc, 10);
  header.writeUInt32LE(compressed, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt16LE(nameLength, 22);
  return header;
}

function centralEntry(common: Buffer, name: Buffer, offset: number): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(centralSignature, 0);
  entry.writeUInt16LE(20, 4);
  common.copy(entry, 6);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, name]);
}

function endRecord(files: number, directorySize: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endSignature, 0);
  end.writeUInt16LE(files & 0xffff, 8);
  end.writeUInt16LE(files & 0xffff, 10);
  end.writeUInt32LE(directorySize, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** An empty archive. */
export function createZip(): ZipWriter {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let size = 0;
  let unzippedSize = 0;
  return {
    add(path, body) {
      const name = Buffer.from(path);
      const packed = deflateRawSync(body, { level: 6 });
      const common = commonHeader(crc32(body), packed.length, body.length, name.length);
      const signature = Buffer.alloc(4);
      signature.writeUInt32LE(localSignature, 0);
      central.push(centralEntry(common, name, size));
      parts.push(signature, common, name, packed);
      size += 30 + name.length + packed.length;
      unzippedSize += body.length;
    },
    get files() {
      return central.length;
    },
    get size() {
      return size;
    },
    get unzippedSize() {
      return unzippedSize;
    },
    finish() {
      const directory = Buffer.concat(central);
      return Buffer.concat([...parts, directory, endRecord(central.length, directory.length, size)]);
    },
  };
}
