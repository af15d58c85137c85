// Gaps as rows of a table: those somebody can do something about, one by one; those that lie in the platform, counted.

import { GAP_REASONS, isMissing, type Gap } from '../vault/gaps.ts';
import { plural } from './units.ts';

export interface GapRow extends Record<string, unknown> {
  readonly what: string;
  readonly reason: string;
  readonly detail: string;
}

/** One row a gap; where `concise`, the platform's own are one row a reason. */
export function gapRows(gaps: readonly Gap[], concise: boolean): GapRow[] {
  const missing = gaps.filter(isMissing).map(rowOf);
  const natural = gaps.filter((gap) => !isMissing(gap));
  if (!concise) return [...missing, ...natural.map(rowOf)];
  const byReason = Map.groupBy(natural, (gap) => gap.reason);
  return [
    ...missing,
    ...Array.from(byReason, ([reason, group]) => ({
      what: `${plural(group.length, 'thing')}, such as ${group[0]?.name ?? ''}`,
      reason,
      detail: GAP_REASONS[reason].says,
    })),
  ];
}

function rowOf(gap: Gap): GapRow {
  return {
    what: `${gap.kind} ${gap.name}`,
    reason: gap.reason,
    detail: gap.detail ?? GAP_REASONS[gap.reason].says,
  };
}
