// The files inside a retrieved pack, one after another: the pack itself is kept as the org made it.

import { text as readText } from 'node:stream/consumers';
import { Tally, drain } from '../../kit/bytes.ts';
import { filesOf } from '../../vault/read/packs.ts';

export interface PackFile {
  /** mdapi path: `classes/Invoice.cls`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The whole file; asked for where somebody needs to read it. */
  text(): Promise<string>;
}

/** Every file of a pack in the order of the zip, folders left out. Throws what the zip reader throws. */
export async function* packFiles(zip: Buffer): AsyncGenerator<PackFile> {
  for await (const file of filesOf(zip, (error) => error)) {
    const tally = new Tally();
    await drain(tally.through(file.open()));
    yield { path: file.path, bytes: file.bytes, sha256: tally.sha256, text: () => readText(file.open()) };
  }
}
