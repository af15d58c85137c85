// A journal read back: how far the restore is, which rows have an outcome, and what was on its way to the org when the
// run ended. Of batches that are done only their counts and new Ids are kept.
import { Failure } from '../../kit/failure.ts';
import { IdSet } from '../../kit/idSet.ts';
import type { JobRef } from '../../org/ingest.ts';
import type { Result, StepKind } from '../plan/model.ts';
import { IdMap } from './idMap.ts';
import {
  readJournal,
  type IntentLine,
  type JournalLine,
  type ResultLine,
  type StartLine,
} from './journal.ts';
import { noCounts, type Outcome } from './model.ts';

/** Rows that were sent, or were about to be, and of which nothing was heard. */
export interface Flight {
  readonly intent: IntentLine;
  job?: JobRef;
}

export interface OpenBatch {
  readonly settled: Map<number, Outcome>;
  /** By the number of the send. */
  readonly flights: Map<number, Flight>;
  sends: number;
}

export class Progress {
  /** The first run's. */
  start: StartLine | undefined;
  /** Bytes of whole lines. */
  length = 0;
  readonly done = new Set<number>();
  readonly open = new Map<number, OpenBatch>();
  readonly ids = new IdMap();
  /** Rows of the version that were to be created and were not. */
  readonly lost = new IdSet();
  readonly counts = noCounts();
  readonly objects = new Map<string, Record<Result, number>>();
  settledRows = 0;

  /** The state of a batch that is not done. */
  batch(number: number): OpenBatch {
    const known = this.open.get(number) ?? { settled: new Map(), flights: new Map(), sends: 0 };
    this.open.set(number, known);
    return known;
  }

  /** Takes in a line of the journal, as it is read or written. */
  take(line: JournalLine): void {
    if (line.type === 'start') this.start ??= line;
    else if (line.type === 'intent') {
      const batch = this.batch(line.batch);
      batch.sends = Math.max(batch.sends, line.send);
      batch.flights.set(line.send, { intent: line });
    } else if (line.type === 'job') {
      const flight = this.batch(line.batch).flights.get(line.send);
      if (flight) flight.job = line.job;
    } else if (line.type === 'result') this.#settle(line);
    else if (line.type === 'done') {
      this.done.add(line.batch);
      this.open.delete(line.batch);
    }
  }

  #settle({ batch, send, kind, object, rows }: ResultLine): void {
    const state = this.batch(batch);
    if (send !== undefined) state.flights.delete(send);
    for (const outcome of rows) {
      state.settled.set(outcome.row, outcome);
      this.#learn(kind, outcome);
    }
    this.count(object, rows);
  }

  /** Counts outcomes; also those of rows that the plan only names. */
  count(object: string, rows: ReadonlyArray<Pick<Outcome, 'result'>>): void {
    const counts = this.objects.get(object) ?? noCounts();
    this.objects.set(object, counts);
    for (const { result } of rows) {
      counts[result] += 1;
      this.counts[result] += 1;
    }
    this.settledRows += rows.length;
  }

  #learn(kind: StepKind, { id, newId, made = {}, result }: Outcome): void {
    if (kind !== 'create') return;
    if (newId === undefined || result === 'Failed') this.lost.add(id);
    else this.ids.set(id, newId);
    for (const [oldId, madeId] of Object.entries(made)) this.ids.set(oldId, madeId);
  }
}

/** Reads the journal of a state folder; an empty progress when there is none. @throws as `readJournal` */
export async function readProgress(folder: string): Promise<Progress> {
  const progress = new Progress();
  for await (const { line, end } of readJournal(folder)) {
    progress.take(line);
    progress.length = end;
  }
  return progress;
}

/** @throws Failure `restoreFolderOfOtherPlan` {folder, plan} */
export function checkPlan(progress: Progress, folder: string, planSha256: string): void {
  if (progress.start === undefined || progress.start.planSha256 === planSha256) return;
  throw new Failure('restoreFolderOfOtherPlan', { folder, plan: progress.start.planId });
}
