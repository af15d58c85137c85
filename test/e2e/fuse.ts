// Pulls the plug at an exact instant: counts everything a process does to the file system and kills it at the n-th
// step, in the middle of it where a step can be half done. Import it before anything that imports `node:fs/promises`.
import fsSync from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

type Step = (this: unknown, ...given: unknown[]) => Promise<unknown>;

const FUNCTIONS = ['link', 'mkdir', 'open', 'rename', 'rm'] as const;
const METHODS = ['sync', 'truncate'] as const;
const SYNC_FUNCTIONS = ['openSync', 'rmSync'] as const;

/**
 * Kills this process by SIGKILL at its n-th step; 0 only counts.
 * @returns how many steps there were so far
 */
export async function lightFuse(steps: number): Promise<() => number> {
  let count = 0;
  const isLast = (): boolean => (count += 1) === steps;
  for (const name of FUNCTIONS) watch(fs, name, isLast);
  for (const name of SYNC_FUNCTIONS) watch(fsSync, name, isLast);
  tearSyncWrites(isLast);
  syncBuiltinESMExports();
  const prototype = await fileHandle();
  for (const name of METHODS) watch(prototype, name, isLast);
  tearWrites(prototype, isLast);
  return () => count;
}

function watch(target: object, name: string, isLast: () => boolean): void {
  const steps = target as Record<string, Step>;
  const original = steps[name];
  if (!original) throw new Error(`There is no ${name} to watch`);
  steps[name] = function step(...given) {
    return isLast() ? die() : original.apply(this, given);
  };
}

/** The last write gets half of its bytes onto the disk. */
function tearWrites(prototype: FileHandle, isLast: () => boolean): void {
  const target = prototype as unknown as Record<'write', Step>;
  const original = target.write;
  target.write = async function write(...given) {
    if (!isLast()) return original.apply(this, given);
    const [bytes, from = 0] = given as [Uint8Array, number?];
    await original.call(this, bytes, from, Math.floor((bytes.length - from) / 2));
    return die();
  };
}

/** The same for what is written without waiting: the spool's small members and the journal's lines. */
function tearSyncWrites(isLast: () => boolean): void {
  const original = fsSync.writeSync as (...given: unknown[]) => number;
  const torn = (...given: unknown[]): number => {
    const [descriptor, bytes, from = 0, length, position] = given as [
      number,
      Uint8Array,
      number?,
      number?,
      number?,
    ];
    // Standard output is not the disk.
    if (descriptor <= 2 || !isLast()) return original(...given);
    original(descriptor, bytes, from, Math.floor((length ?? bytes.length - from) / 2), position);
    process.kill(process.pid, 'SIGKILL');
    return 0;
  };
  Object.assign(fsSync, { writeSync: torn });
}

async function fileHandle(): Promise<FileHandle> {
  const file = await fs.open(import.meta.filename);
  try {
    return Object.getPrototypeOf(file) as FileHandle;
  } finally {
    await file.close();
  }
}

/** Never resolves: the process is gone. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}
