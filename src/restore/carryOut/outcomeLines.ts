// The plan's batches with what became of their rows, in the order of the plan: plan and journal read side by side,
// without holding either.
import type { OpenPlan } from '../plan/readPlan.ts';
import { batchesOf, type Work } from './batches.ts';
import { readJournal } from './journal.ts';
import { DEFAULT_BULK_THRESHOLD, type Outcome } from './model.ts';
import type { Progress } from './progress.ts';

export type WorkDone = Work & { readonly outcomes: ReadonlyMap<number, Outcome> };

/** Rows without an outcome were not reached yet. */
export async function* workDone(
  plan: OpenPlan,
  folder: string,
  progress: Pick<Progress, 'start'>,
): AsyncGenerator<WorkDone> {
  const threshold = progress.start?.bulkThreshold ?? DEFAULT_BULK_THRESHOLD;
  const outcomes = new OutcomeReader(folder);
  try {
    for await (const work of batchesOf(plan.lines(), plan.header, threshold)) {
      if ('named' in work) yield { ...work, outcomes: new Map() };
      else yield { ...work, outcomes: await outcomes.of(work.number) };
    }
  } finally {
    await outcomes.close();
  }
}

/** Batches are asked for in the order in which the journal tells of them. */
class OutcomeReader {
  readonly #lines: ReturnType<typeof readJournal>;
  /** Read, and not asked for yet. */
  readonly #early = new Map<number, Map<number, Outcome>>();
  #latest = 0;

  constructor(folder: string) {
    this.#lines = readJournal(folder);
  }

  async of(batch: number): Promise<ReadonlyMap<number, Outcome>> {
    while (this.#latest <= batch) {
      const next = await this.#lines.next();
      if (next.done) break;
      const { line } = next.value;
      if (line.type === 'start' || line.type === 'end') continue;
      this.#latest = Math.max(this.#latest, line.batch);
      if (line.type !== 'result') continue;
      const known = this.#early.get(line.batch) ?? new Map<number, Outcome>();
      this.#early.set(line.batch, known);
      for (const outcome of line.rows) known.set(outcome.row, outcome);
    }
    const found = this.#early.get(batch) ?? new Map<number, Outcome>();
    this.#early.delete(batch);
    return found;
  }

  async close(): Promise<void> {
    await this.#lines.return(undefined);
  }
}
