// Names from an org made safe as paths on every system: no separators, control or reserved characters, no devices, no
// trailing dots, at most 200 bytes a part, and no two that a case-insensitive disk would take for one.
import { DEVICE_NAME } from '../names.ts';

const LONGEST_PART = 200;
const LONGEST_EXTENSION = 20;

const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\\/:*?"<>|]/g;

/** One part of a path. Always the same for the same name; different names may become the same. */
export function safePart(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replace(UNSAFE, '_')
    .replace(/[. ]+$/, '')
    .trimStart();
  const short = shorten(plain);
  if (short === '') return '_';
  return DEVICE_NAME.test(short) ? `_${short}` : short;
}

/** A relative path made safe part by part; `..` and empty parts cannot survive. */
export function safePath(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map(safePart)
    .join('/');
}

/** Hands out each path once, telling apart with `mark` what a case-insensitive disk would mix up. */
export class PathRegister {
  readonly #taken = new Set<string>();

  /** The path itself, or with ` (mark)` before its extension, numbered if even that is taken. */
  take(path: string, mark: string): string {
    for (let attempt = 0; ; attempt++) {
      const suffix =
        attempt === 0 ? '' : attempt === 1 ? ` (${safePart(mark)})` : ` (${safePart(mark)} ${attempt})`;
      const candidate = withSuffix(path, suffix);
      const folded = candidate.normalize('NFKC').toLowerCase();
      if (this.#taken.has(folded)) continue;
      this.#taken.add(folded);
      return candidate;
    }
  }
}

function withSuffix(path: string, suffix: string): string {
  const { stem, extension } = split(path);
  return stem + suffix + extension;
}

/** Cuts a long name in the middle, at a character, keeping its extension. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_PART) return name;
  const { stem, extension } = split(name);
  const room = LONGEST_PART - Buffer.byteLength(extension);
  let kept = '';
  let bytes = 0;
  for (const character of stem) {
    bytes += Buffer.byteLength(character);
    if (bytes > room) break;
    kept += character;
  }
  return kept.trimEnd() + extension;
}

function split(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  const isExtension = dot > name.lastIndexOf('/') + 1 && name.length - dot <= LONGEST_EXTENSION;
  return isExtension
    ? { stem: name.slice(0, dot), extension: name.slice(dot) }
    : { stem: name, extension: '' };
}
