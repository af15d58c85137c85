// Rows sent call by call: at most 200 of them and a few megabytes, one call after the other. Rows that meet a lock are
// sent again in smaller calls; a call that is refused because of one row is halved until that row stands alone; after
// a lost answer the org is asked what arrived before anything is sent again.
import { setImmediate as breathe } from 'node:timers/promises';
import { Failure } from '../../kit/failure.ts';
import { retryDelay } from '../../org/backOff.ts';
import { MOST_RECORDS, type RowAnswer, type RowError } from '../../org/collections.ts';
import type { BatchRun } from './batchRun.ts';
import { bodiesChecked, createFile, hasBody } from './files.ts';
import { made } from './madeRows.ts';
import type { Outcome } from './model.ts';
import { errorOf, failed, written } from './outcomes.ts';
import { callFate, rowFate } from './reactions.ts';
import type { RowToWrite } from './rows.ts';

/** Text in one call. */
const MOST_CHARACTERS = 8_000_000;
/** Times that a row is sent call by call before what happens to it is final. */
const MOST_ATTEMPTS = 8;

/** Sends rows until each has its outcome. @throws Failure when the restore cannot go on; it can be resumed */
export async function sendByRest(rows: readonly RowToWrite[], run: BatchRun): Promise<void> {
  const waiting = packs(rows, MOST_RECORDS);
  for (let pack = waiting.shift(); pack !== undefined; pack = waiting.shift()) {
    run.ground.signal.throwIfAborted();
    const again = await sendPack(pack, run);
    if (again.rows.length > 0) waiting.unshift(...packs(again.rows, again.size));
    if (again.pause) await pauseBefore(again.rows, run);
    await breathe();
  }
}

/** Calls with at most `size` rows and a bearable length; a row with a body has one to itself. */
export function packs(rows: readonly RowToWrite[], size: number): RowToWrite[][] {
  const packed: RowToWrite[][] = [];
  let characters = Infinity;
  for (const row of rows) {
    const length = lengthOf(row);
    const last = packed.at(-1);
    if (last === undefined || last.length >= size || characters + length > MOST_CHARACTERS || hasBody(row)) {
      packed.push([row]);
      characters = hasBody(row) ? Infinity : length;
    } else {
      last.push(row);
      characters += length;
    }
  }
  return packed;
}

const lengthOf = ({ cells }: RowToWrite): number =>
  Object.entries(cells).reduce((sum, [field, cell]) => sum + field.length + (cell?.length ?? 4) + 6, 60);

interface Again {
  readonly rows: readonly RowToWrite[];
  /** Rows in a call. */
  readonly size: number;
  readonly pause: boolean;
}
const NOTHING: Again = { rows: [], size: 1, pause: false };

async function sendPack(pack: readonly RowToWrite[], run: BatchRun): Promise<Again> {
  const { kind, object, ground } = run;
  const intent = await run.intend(pack, 'rest');
  let answers: RowAnswer[];
  try {
    const [first] = pack;
    answers =
      first && hasBody(first)
        ? [await createFile(object, first, ground)]
        : await kind.send(object, pack, ground);
  } catch (error) {
    return afterFailedCall(error, pack, intent, run);
  }
  return afterAnswers(answers, pack, intent.send, run);
}

type Intent = Awaited<ReturnType<BatchRun['intend']>>;

async function afterFailedCall(
  error: unknown,
  pack: readonly RowToWrite[],
  intent: Intent,
  run: BatchRun,
): Promise<Again> {
  const fate = callFate(error);
  if (fate === 'thrown') throw error;
  if (fate === 'unknown') return afterLostAnswer(error, pack, intent, run);
  if (fate === 'refused for all' || (fate === 'refused' && pack.length === 1)) {
    await run.settle(
      pack.map((row) => failed(row, errorOf(error))),
      intent.send,
    );
    return NOTHING;
  }
  await run.settle([], intent.send);
  if (fate === 'ends') throw ending(error);
  if (fate === 'refused') return { rows: pack, size: Math.ceil(pack.length / 2), pause: false };
  return giveUpOrAgain(pack, errorOf(error), run);
}

async function afterLostAnswer(
  error: unknown,
  pack: readonly RowToWrite[],
  intent: Intent,
  run: BatchRun,
): Promise<Again> {
  const { settled, send } = await run.kind.resolve(run.object, pack, intent, run.ground);
  await run.settle(await arrived(settled, pack, run), intent.send);
  return giveUpOrAgain(send, errorOf(error), run);
}

/** Outcomes of rows that were found in the org, with all that an answer would have told. */
export async function arrived(
  settled: readonly Outcome[],
  rows: readonly RowToWrite[],
  run: BatchRun,
): Promise<readonly Outcome[]> {
  return made(await bodiesChecked(settled, rows, run.object, run.ground), rows, run);
}

async function afterAnswers(
  answers: readonly RowAnswer[],
  pack: readonly RowToWrite[],
  send: number,
  run: BatchRun,
): Promise<Again> {
  const outcomes: Outcome[] = [];
  const again: RowToWrite[] = [];
  let stopped: RowError | undefined;
  let reason: RowError | undefined;
  for (const [at, row] of pack.entries()) {
    const answer = answers[at] ?? { errors: [] };
    const [error] = answer.errors;
    if (error === undefined || isDoneAlready(error, run)) {
      outcomes.push(written(row, answer, run.kind));
      continue;
    }
    const fate = rowFate(error);
    if (fate === 'failed') outcomes.push(failed(row, error, answer));
    else again.push(row);
    if (fate === 'stop') stopped = error;
    if (fate === 'again') reason = error;
  }
  await run.settle(await made(outcomes, pack, run), send);
  if (stopped !== undefined) throw stoppedBy(stopped);
  return reason === undefined ? NOTHING : giveUpOrAgain(again, reason, run);
}

/** A row to be deleted that somebody has deleted in between. */
const isDoneAlready = ({ code }: RowError, { kind }: BatchRun): boolean =>
  kind.success === 'Deleted' && code === 'ENTITY_IS_DELETED';

/** Smaller calls next time; rows that were sent often enough have failed. */
async function giveUpOrAgain(rows: readonly RowToWrite[], reason: RowError, run: BatchRun): Promise<Again> {
  const isSpent = ({ at }: RowToWrite): boolean => run.attempts(at, 'rest') >= MOST_ATTEMPTS;
  await run.settle(rows.filter(isSpent).map((row) => failed(row, reason)));
  const left = rows.filter((row) => !isSpent(row));
  return { rows: left, size: Math.max(1, Math.ceil(left.length / 4)), pause: left.length > 0 };
}

function pauseBefore(rows: readonly RowToWrite[], run: BatchRun): Promise<void> {
  const attempts = Math.max(1, ...rows.map(({ at }) => run.attempts(at, 'rest')));
  return run.ground.session.pause(retryDelay(attempts - 1, Math.random()), run.ground.signal);
}

/** @returns what ends the restore for now: Failure `restoreStorageFull`, `restoreStopped` {code, text} */
export function stoppedBy({ code, message }: RowError): Failure {
  return code === 'STORAGE_LIMIT_EXCEEDED'
    ? new Failure('restoreStorageFull', { text: message })
    : new Failure('restoreStopped', { code, text: message });
}

function ending(error: unknown): unknown {
  return error instanceof Failure ? error : stoppedBy(errorOf(error));
}
