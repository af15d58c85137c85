// A running backup as a person watches it: stages with what was taken, and the time left. Pure bookkeeping; what draws
// it is handed in, so that nothing heavy is loaded under --json.

import type { BackupEvent, Stage } from '../backup/progress.ts';

export interface ProgressView {
  readonly version: string;
  readonly rows: number;
  readonly files: number;
  readonly components: number;
  readonly bytes: number;
  readonly apiCalls: number;
  /** Milliseconds; undefined until there is something to reckon with. */
  readonly timeLeft: number | undefined;
}

interface Tally {
  taken: number;
  expected: number;
}

const NOTHING = { version: '', rows: 0, files: 0, components: 0, bytes: 0, apiCalls: 0, timeLeft: undefined };

/** Adds events up. */
export class BackupProgress {
  #view: ProgressView = NOTHING;
  readonly #tallies = new Map<Stage, Tally>();
  #stage: Stage = 'look';
  #stageStarted = 0;

  /** @param now milliseconds of any steady clock */
  add(event: BackupEvent, now: number): ProgressView {
    if (event.kind === 'version') this.#view = { ...this.#view, version: event.version };
    if (event.kind === 'apiCalls') this.#view = { ...this.#view, apiCalls: event.total };
    if (event.kind === 'stage') this.#enter(event.stage, now);
    if (event.kind === 'expected') this.#tally(event.stage).expected += event.items;
    if (event.kind === 'taken') this.#take(event, now);
    return this.#view;
  }

  #enter(stage: Stage, now: number): void {
    this.#stage = stage;
    this.#stageStarted = now;
    this.#view = { ...this.#view, timeLeft: undefined };
  }

  #take({ stage, items, bytes }: Extract<BackupEvent, { kind: 'taken' }>, now: number): void {
    const tally = this.#tally(stage);
    tally.taken += items;
    const column = COLUMN[stage];
    this.#view = {
      ...this.#view,
      bytes: this.#view.bytes + bytes,
      ...(column !== undefined && { [column]: this.#view[column] + items }),
      timeLeft: timeLeft(this.#tally(this.#stage), now - this.#stageStarted),
    };
  }

  #tally(stage: Stage): Tally {
    const tally = this.#tallies.get(stage) ?? { taken: 0, expected: 0 };
    this.#tallies.set(stage, tally);
    return tally;
  }
}

const COLUMN: Partial<Record<Stage, 'rows' | 'files' | 'components'>> = {
  data: 'rows',
  files: 'files',
  metadata: 'components',
};

/** Of the stage under way, by its own speed so far. The org's counts are approximate, and so is this. */
function timeLeft({ taken, expected }: Tally, elapsed: number): number | undefined {
  if (taken === 0 || expected <= taken || elapsed <= 0) return undefined;
  return ((expected - taken) / taken) * elapsed;
}
