// One object's rows into the run: by the route decided, and by the next one where an answer refuses it.

import { Failure, type FailureTokens } from '../../kit/failure.ts';
import { OrgError, reactionTo } from '../../org/errors.ts';
import type { CaptureContext, Captured, ObjectTask } from './capture.ts';
import { captureBulk, captureRanges } from './captureBulk.ts';
import { captureByParents } from './captureByParents.ts';
import { captureColumns } from './captureColumns.ts';
import { captureRest } from './captureRest.ts';
import { nextRoute, type GapDecision, type Route } from './route.ts';

const CAPTURES: Readonly<Record<Route, (context: CaptureContext, task: ObjectTask) => Promise<Captured>>> = {
  rest: captureRest,
  bulk: captureBulk,
  ranges: captureRanges,
  columns: captureColumns,
  byParents: captureByParents,
};

/** Failures that concern this object's rows only: the run goes on and names them as a gap, with these details. */
const OF_THE_OBJECT: Readonly<Record<string, (tokens: FailureTokens) => string>> = {
  rowsMissing: ({ rows, expected }) => `${rows} rows came, the org counts ${expected}`,
  rowsKeepChanging: () => 'its rows kept changing while they were read',
  bulkPageMalformed: ({ reason }) => `a result page came damaged again and again: ${reason}`,
  transferBroken: ({ reason }) => `the connection broke again and again while a result page came: ${reason}`,
  bulkJobAborted: () => 'its Bulk job was aborted in the org',
  bulkJobGone: () => 'its Bulk job vanished from the org again and again',
  queryAnswerMalformed: () => 'the org answered its query with something that is no query result',
};

/** Tries for rows that do not add up or for a job or cursor that vanished, before they are an error of the object. */
const TRIES = 3;

/**
 * Captures by `first` or by what it leads to. An answer that means the schema changed under way is thrown as it is,
 * for the caller to describe the object anew.
 */
export async function captureObject(
  context: CaptureContext,
  task: ObjectTask,
  first: Route,
): Promise<Captured | GapDecision> {
  const tried: Route[] = [];
  for (let route = first; ;) {
    tried.push(route);
    try {
      return await captureSteadily(context, task, route);
    } catch (error) {
      const detail = detailOf(error);
      if (detail !== undefined) return { gap: 'error', detail };
      if (!(error instanceof OrgError) || ['redescribe', 'stop'].includes(reactionTo(error))) throw error;
      const decision = nextRoute(task.object.name, route, tried, error);
      if ('gap' in decision) return decision;
      route = decision.route;
    }
  }
}

function detailOf(error: unknown): string | undefined {
  return error instanceof Failure ? OF_THE_OBJECT[error.key]?.(error.tokens) : undefined;
}

/** Rows may be added or removed while they are read, and jobs and cursors may expire: another try finds them at rest. */
async function captureSteadily(context: CaptureContext, task: ObjectTask, route: Route): Promise<Captured> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await CAPTURES[route](context, task);
    } catch (error) {
      if (!isPassing(error) || attempt === TRIES) throw error;
    }
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof Failure) return ['rowsMissing', 'bulkJobGone'].includes(error.key);
  return reactionTo(error) === 'restart';
}
