// Bodies behind base64 fields: generated ones are made anew each time they are read, uploaded ones are kept.

import { createHash } from 'node:crypto';
import type { Blob, Blobs } from '../model.ts';
import { canonicalId } from './ids.ts';

/** The body of `field` of the row, when the org was generated with one. */
export type GeneratedBodies = (object: string, id: string, field: string) => Blob | undefined;

export class OrgBlobs implements Blobs {
  readonly #generated: GeneratedBodies;
  readonly #uploaded = new Map<string, Blob>();
  readonly #changed: () => void;

  constructor(generated: GeneratedBodies, changed: () => void = () => undefined) {
    this.#generated = generated;
    this.#changed = changed;
  }

  of(object: string, id: string, field: string): Blob | undefined {
    const key = canonicalId(id) ?? id;
    return this.#uploaded.get(place(object, key, field)) ?? this.#generated(object, key, field);
  }

  put(object: string, id: string, field: string, body: Buffer): void {
    this.#uploaded.set(place(object, canonicalId(id) ?? id, field), bufferBlob(body));
    this.#changed();
  }
}

function place(object: string, id: string, field: string): string {
  return `${object.toLowerCase()}/${id}/${field.toLowerCase()}`;
}

/** A blob over bytes already in memory. */
export function bufferBlob(body: Buffer): Blob {
  return streamBlob(body.length, () => [body]);
}

/** A blob over bytes that can be produced again; its MD5 is counted once, when it is first asked for. */
export function streamBlob(size: number, bytes: () => Iterable<Buffer>): Blob {
  let md5: string | undefined;
  return {
    size,
    bytes,
    get md5() {
      md5 ??= md5Of(bytes());
      return md5;
    },
  };
}

function md5Of(chunks: Iterable<Buffer>): string {
  const hash = createHash('md5');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}
