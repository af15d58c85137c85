// A plan counted: rows by object, action and reason, in the order in which they first come.
import type { OpenPlan } from './readPlan.ts';
import type { Tallied } from './spool.ts';

export async function tallyPlan(plan: OpenPlan): Promise<Tallied[]> {
  const counts = new Map<string, Tallied>();
  for await (const line of plan.lines()) {
    if (line.type === 'step') continue;
    const { object, action } = line;
    const reason = 'reason' in line ? line.reason : undefined;
    const key = `${object} ${action} ${reason ?? ''}`;
    const known = counts.get(key);
    if (known) known.rows += 1;
    else counts.set(key, { object, action, rows: 1, ...(reason !== undefined && { reason }) });
  }
  return [...counts.values()];
}
