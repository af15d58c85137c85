// Names inside a vault. What comes from an org or an archive never becomes a path unchecked: member names are
// relative, forward-slashed, plain, and the same on every system that may unpack them.
import { Failure } from '../kit/failure.ts';

const LONGEST = 1024;
/** Windows opens these as devices in any folder, with any extension. */
export const DEVICE_NAME = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\\:*?"<>|]/;

/** Why a name must not be used for a member; undefined when it may. */
export function memberNameFault(name: string): string | undefined {
  if (name === '' || name.length > LONGEST) return 'length';
  if (FORBIDDEN.test(name)) return 'character';
  if (!name.isWellFormed()) return 'character';
  for (const part of name.split('/')) {
    if (part === '' || part === '.' || part === '..') return 'path';
    if (DEVICE_NAME.test(part)) return 'device';
    if (/[. ]$/.test(part)) return 'trailing';
  }
  return undefined;
}

/** @throws Failure `memberNameInvalid` {member, reason} */
export function checkMemberName(name: string): void {
  const reason = memberNameFault(name);
  if (reason !== undefined) throw new Failure('memberNameInvalid', { member: name, reason });
}

/** Whether a member's bytes are zstd frames: its name says so, here and to a reader without this software. */
export function isCompressedName(name: string): boolean {
  return name.endsWith('.zst');
}

/** `<org>/<version>/manifest.json` */
export function manifestKey(orgId: string, version: string): string {
  return `${orgId}/${version}/manifest.json`;
}

/** The key of a volume named from its org's folder. */
export function volumeKey(orgId: string, volume: string): string {
  return `${orgId}/${volume}`;
}

/** The name of a run's nth volume, from the org's folder. */
export function volumeName(version: string, number: number): string {
  return `${version}/data-${String(number).padStart(4, '0')}.zip`;
}
