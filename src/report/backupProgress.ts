// A running backup as a person watches it: what was taken, and about how long the rest takes. Pure bookkeeping.

import type { BackupEvent, Taking } from '../backup/progress.ts';

export interface ProgressView {
  readonly version: string;
  readonly rows: number;
  readonly files: number;
  readonly components: number;
  readonly bytes: number;
  readonly apiCalls: number;
  /** Milliseconds, of the part that will take longest; undefined until there is something to reckon with. */
  readonly timeLeft: number | undefined;
}

/** Before anything was heard. */
export const NOTHING_YET: ProgressView = {
  version: '',
  rows: 0,
  files: 0,
  components: 0,
  bytes: 0,
  apiCalls: 0,
  timeLeft: undefined,
};

const COLUMN = { data: 'rows', files: 'files', metadata: 'components' } as const satisfies Record<
  Taking,
  keyof ProgressView
>;

interface Tally {
  taken: number;
  expected: number;
}

/** Adds events up. */
export class BackupProgress {
  readonly #tallies: Readonly<Record<Taking, Tally>> = {
    data: { taken: 0, expected: 0 },
    files: { taken: 0, expected: 0 },
    metadata: { taken: 0, expected: 0 },
  };
  #view = NOTHING_YET;
  #started = 0;

  /** @param now milliseconds of any steady clock */
  add(event: BackupEvent, now: number): ProgressView {
    if (event.kind === 'version') this.#view = { ...this.#view, version: event.version };
    if (event.kind === 'apiCalls') this.#view = { ...this.#view, apiCalls: event.total };
    if (event.kind === 'stage') this.#started = now;
    if (event.kind === 'expected') this.#tallies[event.part].expected += event.items;
    if (event.kind === 'taken') this.#take(event, now - this.#started);
    return this.#view;
  }

  #take({ part, items, bytes }: Extract<BackupEvent, { kind: 'taken' }>, elapsed: number): void {
    this.#tallies[part].taken += items;
    const column = COLUMN[part];
    const left = Object.values(this.#tallies).map((tally) => timeLeft(tally, elapsed));
    this.#view = {
      ...this.#view,
      bytes: this.#view.bytes + bytes,
      [column]: this.#view[column] + items,
      timeLeft: left.some((time) => time > 0) ? Math.max(...left) : undefined,
    };
  }
}

/** By the part's own speed so far. The org's counts are approximate, and so is this. */
function timeLeft({ taken, expected }: Tally, elapsed: number): number {
  return taken === 0 ? 0 : Math.max(0, (expected - taken) / taken) * elapsed;
}
