// Has a row changed since the plan was made? Pure. A row that carries another stamp may still be written when nobody
// but this restore can have touched it since it began, and the fields to be written are still what the plan saw:
// children that come back stamp their parents.
import type { RestRow } from '../../org/query.ts';
import type { DeleteRow, UpdateRow } from '../plan/model.ts';
import { liveCell, sameCell } from './cells.ts';

export type Drift = 'none' | 'changed' | 'gone';

export interface DriftRules {
  /** The org's time at which the first run began. */
  readonly began: string;
  readonly types: Readonly<Partial<Record<string, string>>>;
}

/** Of a row that is to be updated. */
export function updateDrift(row: UpdateRow, live: RestRow | undefined, rules: DriftRules): Drift {
  if (isGone(live)) return 'gone';
  if (sameMoment(live.SystemModstamp, row.stamp)) return 'none';
  const untouched = Object.entries(row.before).every(([field, before]) =>
    sameCell(rules.types[field], before, liveCell(live[field])),
  );
  return untouched && since(live.SystemModstamp, rules.began) ? 'none' : 'changed';
}

/** Of a row that is to be deleted: here somebody's edit of any field counts, but not a roll-up's. */
export function deleteDrift(row: DeleteRow, live: RestRow | undefined, rules: DriftRules): Drift {
  if (isGone(live)) return 'gone';
  if (sameMoment(live.SystemModstamp, row.stamp)) return 'none';
  const edited = live.LastModifiedDate ?? live.SystemModstamp;
  return since(live.SystemModstamp, rules.began) && !after(edited, row.stamp) ? 'none' : 'changed';
}

export const isGone = (live: RestRow | undefined): live is undefined =>
  live === undefined || live.IsDeleted === true;

const time = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);
const sameMoment = (live: unknown, planned: string): boolean => time(live) === time(planned);
const since = (live: unknown, moment: string): boolean => time(live) >= time(moment);
const after = (live: unknown, planned: string): boolean => time(live) > time(planned);
