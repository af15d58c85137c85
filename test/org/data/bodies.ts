// What is inside the org's files: deterministic bytes of a given kind and size, made in pieces, never held whole.
// Text compresses; picture and PDF bodies do not, as real ones.

import type { Blob } from '../model.ts';
import { streamBlob } from '../store/blobs.ts';
import { mix, pick } from './hash.ts';
import { SENTENCES } from './words.ts';

const PIECE = 64 * 1024;

export interface BodyKind {
  readonly extension: string;
  readonly fileType: string;
  readonly contentType: string;
  readonly head: Buffer;
  readonly fill: 'text' | 'noise';
}

const PNG_HEAD = Buffer.from('89504e470d0a1a0a0000000d4948445200000040000000400802000000250be689', 'hex');

export const BODY_KINDS = {
  text: {
    extension: 'txt',
    fileType: 'TEXT',
    contentType: 'text/plain',
    head: Buffer.alloc(0),
    fill: 'text',
  },
  csv: {
    extension: 'csv',
    fileType: 'CSV',
    contentType: 'text/csv',
    head: Buffer.from('Line,Text\r\n'),
    fill: 'text',
  },
  pdf: {
    extension: 'pdf',
    fileType: 'PDF',
    contentType: 'application/pdf',
    head: Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1'),
    fill: 'noise',
  },
  picture: { extension: 'png', fileType: 'PNG', contentType: 'image/png', head: PNG_HEAD, fill: 'noise' },
  note: {
    extension: 'snote',
    fileType: 'SNOTE',
    contentType: 'text/html',
    head: Buffer.from('<p>'),
    fill: 'text',
  },
  script: {
    extension: 'js',
    fileType: 'JS',
    contentType: 'application/javascript',
    head: Buffer.from('// generated\n'),
    fill: 'text',
  },
} as const satisfies Record<string, BodyKind>;

/** A body of exactly `size` bytes. Same kind, size and salt: same bytes. */
export function generatedBody(kind: BodyKind, size: number, salt: number): Blob {
  return streamBlob(size, function* () {
    if (size === 0) return;
    const head = kind.head.subarray(0, size);
    yield head;
    for (let done = head.length; done < size; done += PIECE) {
      const piece = kind.fill === 'text' ? textPiece(mix(salt, done)) : noisePiece(mix(salt, done));
      yield piece.subarray(0, Math.min(PIECE, size - done));
    }
  });
}

/** Sentences up to one piece. Cutting may split a character: bodies are bytes, not text. */
function textPiece(salt: number): Buffer {
  const lines: string[] = [];
  for (let length = 0, n = 0; length < PIECE; n++) {
    const line = pick(SENTENCES, mix(salt, n));
    lines.push(line);
    length += line.length + 1;
  }
  return Buffer.from(lines.join('\n')).subarray(0, PIECE);
}

/** Incompressible bytes by xorshift. */
function noisePiece(salt: number): Buffer {
  const words = new Uint32Array(PIECE / 4);
  let state = salt || 1;
  for (let at = 0; at < words.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return Buffer.from(words.buffer);
}
