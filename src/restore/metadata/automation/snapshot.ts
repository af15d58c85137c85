// What is switched off, on disk before it is: enough to switch everything on again without knowing anything else. The file
// is there exactly as long as something may be off.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../../kit/failure.ts';
import { syncFolder } from '../../../vault/store/folders.ts';
import { writeDurably } from '../planFile.ts';
import type { Switch } from './model.ts';

export interface Snapshot {
  readonly format: 'safekeep-automation';
  readonly formatVersion: 1;
  readonly orgId: string;
  /** Local time. */
  readonly taken: string;
  readonly switches: readonly Switch[];
}

const FILE = 'automation.json';

export async function keepSnapshot(
  folder: string,
  orgId: string,
  switches: readonly Switch[],
): Promise<void> {
  const snapshot: Snapshot = {
    format: 'safekeep-automation',
    formatVersion: 1,
    orgId,
    taken: new Date().toISOString(),
    switches,
  };
  await writeDurably(folder, FILE, Buffer.from(`${JSON.stringify(snapshot, null, 2)}\n`));
}

/** The snapshot of a folder; undefined where nothing is off. @throws Failure `automationSnapshotDamaged` {file} */
export async function readSnapshot(folder: string): Promise<Snapshot | undefined> {
  const file = join(folder, FILE);
  try {
    const snapshot = JSON.parse(await readFile(file, 'utf8')) as Partial<Snapshot>;
    if (snapshot.format === 'safekeep-automation' && Array.isArray(snapshot.switches))
      return snapshot as Snapshot;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Failure('automationSnapshotDamaged', { file });
}

export async function dropSnapshot(folder: string): Promise<void> {
  await rm(join(folder, FILE), { force: true });
  await syncFolder(folder);
}
