// A disk with little room, for who may mount one: a tmpfs on Linux, by root.
import { execFile } from 'node:child_process';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  readonly folder: string;
  /** Makes it so many KiB big. */
  resize(kibibytes: number): Promise<void>;
  remove(): Promise<void>;
}

/** Mounts a disk of so many KiB; undefined where that is not allowed. */
export async function mountSmallDisk(kibibytes: number): Promise<SmallDisk | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'safekeep-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k,mode=700`, 'tmpfs', folder]);
  } catch {
    // No such program, or no right to it: the tests say that they are skipped.
    await rmdir(folder);
    return undefined;
  }
  return {
    folder,
    resize: async (size) => {
      await run('mount', ['-o', `remount,size=${size}k`, folder]);
    },
    remove: async () => {
      await run('umount', [folder]);
      await rmdir(folder);
    },
  };
}
