// How much the org has left, and about how many rows its objects hold.
import type { Session } from './session.ts';
import { slices } from './soql.ts';

export interface Limit {
  readonly Max: number;
  readonly Remaining: number;
}

/** The org's limits by name (`DailyApiRequests`, `DailyBulkV2QueryJobs`, `DataStorageMB`, …). */
export function limits(session: Session): Promise<Readonly<Record<string, Limit>>> {
  return session.json(session.resource('limits'));
}

const NAMES_A_CALL = 200;

/**
 * Approximate row counts, refreshed by the org now and then. Objects that the org leaves out (empty ones, and those
 * it does not count) are absent: absent is not zero.
 */
export async function recordCounts(
  session: Session,
  objects: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const names of slices(objects, NAMES_A_CALL)) {
    const path = session.resource(`limits/recordCount?sObjects=${encodeURIComponent(names.join(','))}`);
    const answer = await session.json<{ sObjects: ReadonlyArray<{ name: string; count: number }> }>(path);
    for (const { name, count } of answer.sObjects) counts.set(name, count);
  }
  return counts;
}
