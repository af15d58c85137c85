// Looks for secrets wherever they could hide: in every file below a folder, in the members of zips, in what zstd or
// gzip compressed, as text and as base64.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { constants, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { unzip } from '../org/metadata/unzip.ts';
import { filesBelow } from './wholeVault.ts';

const ZIP = Buffer.from('504b0304', 'hex');
const ZSTD = Buffer.from('28b52ffd', 'hex');
const GZIP = Buffer.from('1f8b08', 'hex');

/** What a killed process wrote of a frame is looked into as far as it goes. */
const TORN_TOO = { finishFlush: constants.ZSTD_e_flush };
/** A volume that a killed process was writing has no table of contents. All that it held is in the spool as well. */
const TORN_VOLUME = /(^|\/)\.writing-[^/]*$/;

export interface SecretFound {
  /** The file, and the members it lay in. */
  readonly place: string;
  readonly secret: string;
}

/** Every place below a folder that holds one of the secrets; `isOthers` tells files that are not looked into. */
export async function secretsBelow(
  folder: string,
  secrets: readonly string[],
  isOthers: (path: string) => boolean = () => false,
): Promise<SecretFound[]> {
  const found: SecretFound[] = [];
  for (const path of await filesBelow(folder)) {
    if (!isOthers(path)) found.push(...(await secretsIn(path, await readFile(join(folder, path)), secrets)));
  }
  return found;
}

/** Every place in some bytes, unpacked as far as they are packed. */
export async function secretsIn(
  place: string,
  bytes: Buffer,
  secrets: readonly string[],
): Promise<SecretFound[]> {
  const begins = (magic: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);
  if (begins(ZSTD)) return secretsIn(`${place} > zstd`, zstdDecompressSync(bytes, TORN_TOO), secrets);
  if (begins(GZIP)) return secretsIn(`${place} > gzip`, gunzipSync(bytes), secrets);
  const found = plainly(place, bytes.toString('latin1'), secrets);
  if (begins(ZIP) && !TORN_VOLUME.test(place)) {
    for (const [name, body] of await unzip(bytes)) {
      found.push(...(await secretsIn(`${place} > ${name}`, body, secrets)));
    }
  }
  return found;
}

function plainly(place: string, text: string, secrets: readonly string[]): SecretFound[] {
  const beginnings = new Map<string, boolean>();
  // Thousands of secrets begin alike, and a text without the beginning has none of them.
  const mayHold = (form: string): boolean => {
    const beginning = form.slice(0, BEGINNING);
    const known = beginnings.get(beginning) ?? text.includes(beginning);
    beginnings.set(beginning, known);
    return known;
  };
  return secrets
    .filter((secret) => formsOf(secret).some((form) => mayHold(form) && text.includes(form)))
    .map((secret) => ({ place, secret }));
}

const BEGINNING = 16;

function formsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), base64Core(secret)];
}

/** The part of a text's base64 that does not depend on what follows it. */
function base64Core(secret: string): string {
  return Buffer.from(secret)
    .toString('base64')
    .slice(0, Math.floor(secret.length / 3) * 4);
}
