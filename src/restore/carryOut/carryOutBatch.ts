// One batch from where the journal left it to its end: what was on its way is found out first, then rows are looked at,
// then they are sent.
import type { Batch } from './batches.ts';
import { BatchRun } from './batchRun.ts';
import type { Ground } from './ground.ts';
import type { Flight } from './progress.ts';
import { landJob, sendByBulk } from './sendByBulk.ts';
import { arrived, sendByRest } from './sendByRest.ts';

/** @throws Failure when the restore cannot go on; it can be resumed */
export async function carryOutBatch(batch: Batch, ground: Ground): Promise<void> {
  const run = new BatchRun(batch, ground);
  for (const flight of [...run.flights.values()]) await land(flight, run);
  const prepared = run.unsettled();
  await run.settle(prepared.settled);
  if (prepared.send.length > 0) {
    const looked = await run.kind.look(run.object, prepared.send, ground);
    await run.settle(looked.settled);
    const left = batch.bulk ? await sendByBulk(looked.send, run) : looked.send;
    await sendByRest(left, run);
  }
  await run.finish();
}

/** Finds out what became of rows that a killed run was sending. Those that did not arrive stay without an outcome. */
async function land(flight: Flight, run: BatchRun): Promise<void> {
  const { intent } = flight;
  const { send: rows } = run.unsettled(intent.rows);
  if (intent.via === 'bulk') {
    await landJob(rows, flight, run);
    return;
  }
  const { settled } = await run.kind.resolve(run.object, rows, intent, run.ground);
  await run.settle(await arrived(settled, rows, run), intent.send);
}
