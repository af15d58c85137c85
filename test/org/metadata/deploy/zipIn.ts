// The zip of a deploy, unpacked within the limits of the Metadata API ("Metadata Limits": 10,000 files, 39 MB packed,
// 600 MB unpacked; folders count as files, as the official client warns).
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import yauzl from 'yauzl';

export interface DeployLimits {
  readonly files: number;
  readonly zipBytes: number;
  readonly unzippedBytes: number;
}

export const deployLimits: DeployLimits = {
  files: 10_000,
  zipBytes: 39 * 1_048_576,
  unzippedBytes: 600 * 1_048_576,
};

/** Why a whole deploy fails without a look at its components. */
export class DeployRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = 'DeployRefused';
    this.code = code;
  }
}

/** Bodies by path, folders left out. Rejects with DeployRefused for what is no zip and for one beyond the limits. */
export async function unpack(archive: Buffer, limits: DeployLimits): Promise<Map<string, Buffer>> {
  const zip = await opened(archive);
  if (zip.entryCount > limits.files)
    throw new DeployRefused('LIMIT_EXCEEDED', `Too many files in deploy call, limit is: ${limits.files}`);
  const read = promisify<yauzl.Entry, NodeJS.ReadableStream>((entry, done) =>
    zip.openReadStream(entry, done),
  );
  const bodies = new Map<string, Buffer>();
  let unzipped = 0;
  for await (const entry of entriesOf(zip)) {
    unzipped += entry.uncompressedSize;
    if (unzipped > limits.unzippedBytes)
      throw new DeployRefused(
        'LIMIT_EXCEEDED',
        `The unzipped files exceeded the limit of ${limits.unzippedBytes} bytes.`,
      );
    if (!entry.fileName.endsWith('/')) bodies.set(entry.fileName, await buffer(await read(entry)));
  }
  return bodies;
}

async function opened(archive: Buffer): Promise<yauzl.ZipFile> {
  const open = promisify<Buffer, yauzl.Options, yauzl.ZipFile>((bytes, options, done) =>
    yauzl.fromBuffer(bytes, options, done),
  );
  try {
    return await open(archive, { lazyEntries: true });
  } catch {
    throw new DeployRefused('INVALID_FIELD', 'The zip file could not be read');
  }
}

/** The entries one after the other; a damaged archive ends the walk with the refusal. */
async function* entriesOf(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  for (let read = 0; read < zip.entryCount; read += 1) {
    yield await new Promise<yauzl.Entry>((resolve, reject) => {
      const failed = (): void => reject(new DeployRefused('INVALID_FIELD', 'The zip file could not be read'));
      zip.once('error', failed);
      zip.once('entry', (entry: yauzl.Entry) => {
        zip.off('error', failed);
        resolve(entry);
      });
      zip.readEntry();
    });
  }
}
