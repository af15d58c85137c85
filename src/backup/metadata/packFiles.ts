// The files inside a retrieved pack, one after another: the pack itself is kept as the org made it.

import { text as readText } from 'node:stream/consumers';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { entriesOf } from '../../vault/read/directories.ts';

export interface PackFile {
  /** As in the pack: `unpackaged/classes/Invoice.cls`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The whole file; asked for where somebody needs to read it. */
  text(): Promise<string>;
}

const openBuffer = promisify<Buffer, { lazyEntries: boolean }, ZipFile>(fromBuffer);

/** Every file of a pack in the order of the zip, folders left out. */
export async function* packFiles(zip: Buffer): AsyncGenerator<PackFile> {
  const opened = await openBuffer(zip, { lazyEntries: true });
  for await (const entry of entriesOf(opened)) {
    if (entry.fileName.endsWith('/')) continue;
    const hash = createHash('sha256');
    for await (const chunk of await contentOf(opened, entry)) hash.update(chunk as Buffer);
    yield {
      path: entry.fileName,
      bytes: entry.uncompressedSize,
      sha256: hash.digest('hex'),
      text: async () => readText(await contentOf(opened, entry)),
    };
  }
}

function contentOf(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}
