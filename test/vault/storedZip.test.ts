import { open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { expect } from 'chai';
import { open as openZip, type Entry, type ZipFile } from 'yauzl';
import { StoredZip, type StoredEntry } from '../../src/vault/run/storedZip.ts';
import { inFolder } from './temporary.ts';

const DATE = new Date('2026-11-22T03:40:12Z');
const GIB = 1024 ** 3;

function entryOf(name: string, body: Buffer, bytes = body.length): StoredEntry {
  return { name, bytes, crc32: crc32(body), date: DATE, mode: 0o600 };
}

interface Read {
  readonly entry: Entry;
  readonly body: string;
}

/** Every entry with its body; bodies over a megabyte are left alone. */
async function readZip(path: string): Promise<Read[]> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    openZip(path, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const bodyOf = (entry: Entry): Promise<string> =>
    new Promise((resolve, reject) => {
      if (entry.uncompressedSize > 1024 * 1024) resolve('');
      else zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(text(stream))));
    });
  const entries: Read[] = [];
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      bodyOf(entry).then((body) => {
        entries.push({ entry, body });
        zip.readEntry();
      }, reject);
    });
    zip.once('end', () => resolve(entries)).once('error', reject);
    zip.readEntry();
  });
}

describe('a zip of stored entries', () => {
  it('is read by other readers, with names, dates, modes and bodies', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'small.zip');
      const bodies = new Map([
        ['data/Account.csv.zst', Buffer.from('one')],
        ['files/Ünïcode 文', Buffer.from('two two')],
        ['empty', Buffer.alloc(0)],
      ]);
      const zip = new StoredZip();
      const file = await openFile(path, 'w');
      for (const [name, body] of bodies) {
        await file.write(zip.begin(entryOf(name, body)));
        await file.write(body);
      }
      await file.write(zip.end());
      await file.close();

      const entries = await readZip(path);
      expect(entries.map(({ entry, body }) => [entry.fileName, body])).to.deep.equal(
        [...bodies].map(([name, body]) => [name, body.toString('utf8')]),
      );
      expect(entries[0]!.entry.lastModFileTime).to.equal((3 << 11) | (40 << 5) | 6);
      expect(entries[0]!.entry.lastModFileDate).to.equal((46 << 9) | (11 << 5) | 22);
      expect((entries[0]!.entry.externalFileAttributes >>> 16).toString(8)).to.equal('100600');
    }));

  it('goes past 4 GiB, in one entry and in all, by ZIP64', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'large.zip');
      const zip = new StoredZip();
      const file = await openFile(path, 'w');
      // A body that is a hole in the file: 5 GiB that take no room.
      const large = zip.begin(entryOf('large', Buffer.from('?'), 5 * GIB));
      await file.write(large, 0, large.length, 0);
      const body = Buffer.from('behind it');
      const behind = Buffer.concat([zip.begin(entryOf('behind', body)), body, zip.end()]);
      await file.write(behind, 0, behind.length, large.length + 5 * GIB);
      await file.close();

      const entries = await readZip(path);
      expect(
        entries.map(({ entry, body: text }) => [entry.fileName, entry.uncompressedSize, text]),
      ).to.deep.equal([
        ['large', 5 * GIB, ''],
        ['behind', body.length, 'behind it'],
      ]);
    }));
});
