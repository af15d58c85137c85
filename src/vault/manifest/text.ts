// A manifest as a file: readable JSON whose last property, alone on the last line but one, is the SHA-256 of every
// byte before that line. Whoever flips a byte anywhere is noticed without a signature, and
// `head -n -2 manifest.json | sha256sum` checks it anywhere.
import { sha256 } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import { HEAD_PROPERTIES, MANIFEST_FORMAT, MANIFEST_FORMAT_VERSION } from './manifest.ts';
import type { Manifest, ManifestHead } from './manifest.ts';
import { checkHead, checkManifest } from './schema.ts';

const DIGEST_LINE = /^ {2}"digest": "([0-9a-f]{64})"\n\}\n$/;
const DIGEST_LENGTH = `  "digest": "${'0'.repeat(64)}"\n}\n`.length;
const OBJECTS_LINE = '\n  "objects": ';

const ORDER: readonly (keyof Manifest)[] = [
  ...HEAD_PROPERTIES,
  'objects',
  'files',
  'metadata',
  'security',
  'gaps',
  'members',
  'volumes',
  'usage',
  'labels',
];

/** The file of a manifest; the same manifest always gives the same bytes. */
export function encodeManifest(manifest: Omit<Manifest, 'digest'>): Buffer {
  const known: Readonly<Partial<Manifest>> = manifest;
  const ordered = new Map(ORDER.map((name) => [name, known[name]]));
  const text = JSON.stringify(Object.fromEntries(ordered), null, 2);
  const body = Buffer.from(`${text.slice(0, -'\n}'.length)},\n`);
  return Buffer.concat([body, Buffer.from(`  "digest": "${sha256(body)}"\n}\n`)]);
}

/**
 * Reads a manifest's file. `file` is how messages name it.
 * @throws Failure `manifestDamaged` {file, path, detail}: a byte is not what was written;
 *   `manifestInvalid` {file, path, detail}: well kept, but not what the schema says; `manifestFormatUnknown` {file}
 */
export function decodeManifest(bytes: Buffer, file: string): Manifest {
  checkDigest(bytes, file);
  const value = parse(bytes.toString('utf8'), file);
  checkFormat(value, file);
  return checkManifest(value, file);
}

/** Checks a whole file against the digest it carries, without parsing it. @throws Failure `manifestDamaged` */
export function checkDigest(bytes: Buffer, file: string): void {
  const body = bytes.subarray(0, Math.max(0, bytes.length - DIGEST_LENGTH));
  if (digestIn(bytes, file) !== sha256(body)) throw damaged(file, '/digest', 'wrong-digest');
}

/** The digest at the end of a manifest's last bytes. @throws Failure `manifestDamaged` when it is not there */
export function digestIn(tail: Buffer, file: string): string {
  const line = DIGEST_LINE.exec(tail.subarray(Math.max(0, tail.length - DIGEST_LENGTH)).toString('latin1'));
  const digest = line?.[1];
  if (digest === undefined) throw damaged(file, '/digest', 'no-digest');
  return digest;
}

/** What stands before `objects`, from a file's first bytes; undefined when they do not reach that far.
 * @throws Failure as `decodeManifest` */
export function decodeHead(start: Buffer, file: string): ManifestHead | undefined {
  const end = start.indexOf(OBJECTS_LINE);
  if (end === -1) return undefined;
  const text = start.toString('utf8', 0, end);
  const value = parse(`${text.replace(/,$/, '')}\n}`, file);
  checkFormat(value, file);
  return checkHead(value, file);
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged(file, '/', 'not-json', cause);
  }
}

function checkFormat(value: unknown, file: string): void {
  const { format, formatVersion } = (value ?? {}) as Record<string, unknown>;
  if (format === MANIFEST_FORMAT && formatVersion === MANIFEST_FORMAT_VERSION) return;
  throw new Failure('manifestFormatUnknown', { file, format: `${String(format)} ${String(formatVersion)}` });
}

function damaged(file: string, path: string, detail: string, cause?: unknown): Failure {
  return new Failure('manifestDamaged', { file, path, detail }, { cause });
}
