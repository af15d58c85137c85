// Reads a zip whole, for tests that compare a retrieved package with the store. An independent reader (yauzl), so that
// the org's own zip writer is tested too.
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import yauzl from 'yauzl';

/** Bodies by path, in the archive's order. Rejects for an archive that is not well formed. */
export async function unzip(archive: Buffer): Promise<Map<string, Buffer>> {
  const open = promisify<Buffer, yauzl.Options, yauzl.ZipFile>((bytes, options, done) =>
    yauzl.fromBuffer(bytes, options, done),
  );
  const file = await open(archive, { lazyEntries: true });
  const read = promisify<yauzl.Entry, NodeJS.ReadableStream>((entry, done) =>
    file.openReadStream(entry, done),
  );
  const bodies = new Map<string, Buffer>();
  await new Promise<void>((resolve, reject) => {
    file.on('entry', (entry: yauzl.Entry) => {
      read(entry)
        .then(async (stream) => {
          bodies.set(entry.fileName, await buffer(stream));
          file.readEntry();
        })
        .catch(reject);
    });
    file.on('end', resolve);
    file.on('error', reject);
    file.readEntry();
  });
  return bodies;
}
