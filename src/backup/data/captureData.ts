// The rows of every object that was asked for. Each object ends as an entry of the manifest or as a gap; nothing ends
// as neither.

import { forEachConcurrently, Turnstile } from '../../kit/concurrency.ts';
import {
  describe,
  forgetDescribe,
  type GlobalDescribeEntry,
  type ObjectDescribe,
} from '../../org/describe.ts';
import { gapReason, OrgError, reactionTo } from '../../org/errors.ts';
import { recordCounts } from '../../org/limits.ts';
import type { Gap } from '../../vault/gaps.ts';
import type { ObjectEntry } from '../../vault/manifest/manifest.ts';
import type { RunContext } from '../runContext.ts';
import { takesObject } from '../selection.ts';
import type { CaptureContext } from './capture.ts';
import { captureObject } from './captureObject.ts';
import { columnsOf } from './columns.ts';
import { fieldGaps } from './fieldGaps.ts';
import { RowMemberNames } from '../memberNames.ts';
import { entryOf } from './objectEntry.ts';
import { childrenFirst } from './order.ts';
import { PageThread } from './pageThread.ts';
import { firstRoute, type Route } from './route.ts';

/** Objects read at once. More would not be faster: what bounds the run is the downloads. */
const OBJECTS_AT_ONCE = 6;
/** Result pages downloaded at once, over all objects. */
const DOWNLOADS_AT_ONCE = 4;

export interface CapturedData {
  readonly objects: readonly ObjectEntry[];
  readonly gaps: readonly Gap[];
}

interface Candidate {
  readonly describe: ObjectDescribe;
  readonly route: Route;
}

export async function captureData(
  context: RunContext,
  entries: readonly GlobalDescribeEntry[],
): Promise<CapturedData> {
  const gaps: Gap[] = [];
  const candidates = await chooseRoutes(context, entries, gaps);
  const pages = new PageThread();
  const capture: CaptureContext = { ...context, downloads: new Turnstile(DOWNLOADS_AT_ONCE), pages };
  const objects: ObjectEntry[] = [];
  const described: ObjectDescribe[] = [];
  const order = childrenFirst([...candidates.values()].map((candidate) => candidate.describe));
  try {
    await forEachConcurrently(order, OBJECTS_AT_ONCE, async (name) => {
      const candidate = candidates.get(name);
      if (!candidate) return;
      const outcome = await captureOne(context, capture, candidate);
      if ('reason' in outcome) gaps.push(outcome);
      else {
        objects.push(outcome);
        described.push(await describe(context.session, name));
      }
    });
  } finally {
    await pages.close();
  }
  // Last, because an object may have been described anew while it was read.
  gaps.push(...(await fieldGaps(context, described)));
  return { objects: objects.sort((a, b) => (a.name < b.name ? -1 : 1)), gaps };
}

/** Decides per object; what cannot be read at all is a gap before anything is asked. */
async function chooseRoutes(
  context: RunContext,
  entries: readonly GlobalDescribeEntry[],
  gaps: Gap[],
): Promise<Map<string, Candidate>> {
  const { session, selection, bulkThreshold, listener } = context;
  const wanted = entries.filter((entry) => takesObject(selection, entry.name));
  const counts = await recordCounts(
    session,
    wanted.filter((entry) => entry.queryable).map((entry) => entry.name),
  );
  listener({ kind: 'expected', part: 'data', items: sum(counts.values()) });
  const candidates = new Map<string, Candidate>();
  await forEachConcurrently(wanted, OBJECTS_AT_ONCE, async (entry) => {
    const decision = firstRoute(entry, counts.get(entry.name), bulkThreshold);
    if ('gap' in decision) {
      gaps.push({ kind: 'object', name: entry.name, reason: decision.gap, detail: decision.detail });
      return;
    }
    const described = await describeOrGap(context, entry.name);
    if ('reason' in described) gaps.push(described);
    else candidates.set(entry.name, { describe: described, route: decision.route });
  });
  return candidates;
}

async function describeOrGap({ session }: RunContext, name: string): Promise<ObjectDescribe | Gap> {
  try {
    return await describe(session, name);
  } catch (error) {
    if (!(error instanceof OrgError) || reactionTo(error) === 'stop') throw error;
    return { kind: 'object', name, reason: gapReason(error), detail: `${error.code}: ${error.text}` };
  }
}

/** An object already finished by the run that is being resumed is taken as it stands. */
async function captureOne(
  context: RunContext,
  capture: CaptureContext,
  { describe: object, route }: Candidate,
): Promise<ObjectEntry | Gap> {
  const { run, session, listener } = context;
  const note = `object ${object.name}`;
  const finished = run.noted(note) as ObjectEntry | undefined;
  if (finished) return finished;
  const started = session.serverNow().toISOString();
  const outcome = await captureAsDescribed(context, capture, object, route);
  if ('reason' in outcome) return outcome;
  const entry = { ...outcome, started, finished: session.serverNow().toISOString() };
  await run.note(note, entry);
  listener({ kind: 'object', name: entry.name, rows: entry.rows });
  return entry;
}

async function captureAsDescribed(
  context: RunContext,
  capture: CaptureContext,
  object: ObjectDescribe,
  route: Route,
): Promise<Omit<ObjectEntry, 'started' | 'finished'> | Gap> {
  try {
    return await captureWith(context, capture, object, route);
  } catch (error) {
    if (reactionTo(error) !== 'redescribe') throw error;
  }
  // The schema changed between the describe and the query: once more, as the object is now.
  forgetDescribe(context.session, object.name);
  const now = await describeOrGap(context, object.name);
  if ('reason' in now) return now;
  try {
    return await captureWith(context, capture, now, route);
  } catch (error) {
    if (!(error instanceof OrgError) || reactionTo(error) === 'stop') throw error;
    return {
      kind: 'object',
      name: object.name,
      reason: gapReason(error),
      detail: `${error.code}: ${error.text}`,
    };
  }
}

async function captureWith(
  context: RunContext,
  capture: CaptureContext,
  object: ObjectDescribe,
  route: Route,
): Promise<Omit<ObjectEntry, 'started' | 'finished'> | Gap> {
  const columns = columnsOf(object, context.selection);
  const task = { object, columns, names: new RowMemberNames(context.run, object.name) };
  const captured = await captureObject(capture, task, route);
  if ('gap' in captured)
    return { kind: 'object', name: object.name, reason: captured.gap, detail: captured.detail };
  return entryOf(context.run, task, captured);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
