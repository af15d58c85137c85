// One batch on its way: what of it is settled, and what is written down when more of it is.
import { createHash } from 'node:crypto';
import type { JobRef } from '../../org/ingest.ts';
import type { Batch } from './batches.ts';
import { note, serverSecond, type Ground } from './ground.ts';
import type { IntentLine } from './journal.ts';
import { KINDS, type Kind } from './kinds.ts';
import type { Outcome } from './model.ts';
import { isOutcome, prepareRow, type RowToWrite } from './rows.ts';

export class BatchRun {
  readonly batch: Batch;
  readonly kind: Kind;
  readonly ground: Ground;
  /** Times each row was sent; in calls of its own kind, which is what counts before a refusal is final. */
  readonly #sends = { rest: new Map<number, number>(), bulk: new Map<number, number>() };

  constructor(batch: Batch, ground: Ground) {
    this.batch = batch;
    this.ground = ground;
    this.kind = KINDS[batch.step.kind];
  }

  get object(): string {
    return this.batch.step.object;
  }

  get #state(): ReturnType<Ground['progress']['batch']> {
    return this.ground.progress.batch(this.batch.number);
  }

  get flights(): ReturnType<Ground['progress']['batch']>['flights'] {
    return this.#state.flights;
  }

  /** Rows without an outcome, those that are to be written on one side, those that cannot be on the other. */
  unsettled(places: Iterable<number> = this.batch.rows.keys()): { send: RowToWrite[]; settled: Outcome[] } {
    const send: RowToWrite[] = [];
    const settled: Outcome[] = [];
    for (const at of places) {
      const row = this.batch.rows[at];
      if (row === undefined || this.#state.settled.has(at)) continue;
      const prepared = prepareRow(row, at, this.ground.progress);
      if (isOutcome(prepared)) settled.push(prepared);
      else send.push(prepared);
    }
    return { send, settled };
  }

  attempts(at: number, via: IntentLine['via']): number {
    return this.#sends[via].get(at) ?? 0;
  }

  /** Notes that rows are about to be sent. */
  async intend(rows: readonly RowToWrite[], via: IntentLine['via']): Promise<IntentLine> {
    for (const { at } of rows) this.#sends[via].set(at, this.attempts(at, via) + 1);
    const intent: IntentLine = {
      type: 'intent',
      batch: this.batch.number,
      send: this.#state.sends + 1,
      via,
      rows: rows.map(({ at }) => at),
      sha256: hashOf(rows),
      at: serverSecond(this.ground),
      userId: this.ground.userId,
    };
    await note(this.ground, intent);
    return intent;
  }

  noteJob(send: number, job: JobRef): Promise<void> {
    return note(this.ground, { type: 'job', batch: this.batch.number, send, job });
  }

  /** Notes what became of rows; of a send also that nothing of it is on its way any more. */
  async settle(outcomes: readonly Outcome[], send?: number): Promise<void> {
    if (outcomes.length === 0 && send === undefined) return;
    const { number, step } = this.batch;
    await note(this.ground, {
      type: 'result',
      batch: number,
      ...(send !== undefined && { send }),
      kind: step.kind,
      object: step.object,
      rows: outcomes.map((outcome) => ({
        ...outcome,
        attempts: Math.max(
          outcome.attempts,
          this.attempts(outcome.row, 'rest') + this.attempts(outcome.row, 'bulk'),
        ),
      })),
    });
    const { settledRows, counts } = this.ground.progress;
    this.ground.listener({ type: 'progress', done: settledRows, counts: { ...counts } });
  }

  async finish(): Promise<void> {
    await note(this.ground, { type: 'done', batch: this.batch.number });
  }
}

function hashOf(rows: readonly RowToWrite[]): string {
  const hash = createHash('sha256');
  for (const { id = null, cells } of rows) hash.update(`${JSON.stringify([id, cells])}\n`);
  return hash.digest('hex');
}
