// The restores of this machine: whose they are and how far they got.
import { join } from 'node:path';
import { isFailure } from '../../kit/failure.ts';
import { readFolder } from '../../vault/store/folders.ts';
import type { PlanHeader } from '../plan/model.ts';
import { readHeader } from '../plan/readPlan.ts';
import { readJournal } from './journal.ts';

export interface RestoreState {
  /** The name of its folder. */
  readonly id: string;
  readonly orgId: string;
  readonly created: string;
  readonly isFinished: boolean;
}

/** Those that were begun, in the order of their Ids. A folder without a plan of rows is passed over. */
export async function restoreStates(restores: string): Promise<RestoreState[]> {
  const states: RestoreState[] = [];
  const names = (await readFolder(restores)).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  for (const id of names.sort()) {
    const header = await headerIn(join(restores, id, 'plan.ndjson'));
    const progress = header && (await progressIn(join(restores, id)));
    if (!header || !progress?.isBegun) continue;
    states.push({
      id,
      orgId: header.target.orgId,
      created: header.created,
      isFinished: progress.isFinished,
    });
  }
  return states;
}

async function headerIn(path: string): Promise<PlanHeader | undefined> {
  try {
    return await readHeader(path);
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

async function progressIn(folder: string): Promise<{ isBegun: boolean; isFinished: boolean }> {
  let isBegun = false;
  let isFinished = false;
  for await (const { line } of readJournal(folder)) {
    isBegun = true;
    isFinished = line.type === 'end';
  }
  return { isBegun, isFinished };
}
