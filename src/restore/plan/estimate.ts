// What carrying a plan out will cost the org: calls, data storage, file storage. Estimates, said as such; but what will
// not fit by them is refused before the first row is written.
import { Failure } from '../../kit/failure.ts';
import type { Limit } from '../../org/limits.ts';
import type { Tallied } from './spool.ts';

export interface Estimate {
  readonly apiCalls: number;
  readonly dataBytes: number;
  readonly fileBytes: number;
}

/** sObject Collections and undelete take 200 rows a call. */
const ROWS_A_CALL = 200;
/** One to write, one to see that nothing changed meanwhile, one to read back. */
const CALLS_A_BATCH: Readonly<Partial<Record<Tallied['action'], number>>> = {
  Update: 3,
  Create: 2,
  Undelete: 2,
  Delete: 3,
};

const RECORD_BYTES = 2048;
/** Help, "Monitor Data and File Storage": what does not count 2 KB. */
const OTHER_BYTES: Readonly<Partial<Record<string, number>>> = {
  Campaign: 8192,
  CampaignMember: 1024,
  Attachment: 0,
  ContentVersion: 0,
  Document: 0,
};

export function estimate(
  counts: readonly Tallied[],
  bodies: { readonly files: number; readonly bytes: number },
): Estimate {
  const calls = counts.map(
    ({ action, rows }) => Math.ceil(rows / ROWS_A_CALL) * (CALLS_A_BATCH[action] ?? 0),
  );
  const created = counts.filter(({ action }) => action === 'Create');
  const bytes = created.map(({ object, rows }) => rows * (OTHER_BYTES[object] ?? RECORD_BYTES));
  return { apiCalls: sum(calls) + bodies.files, dataBytes: sum(bytes), fileBytes: bodies.bytes };
}

const MEGABYTE = 1024 * 1024;

/** @throws Failure `storageInsufficient` {kind, needed, left}, in MB; `apiCallsInsufficient` {needed, left} */
export function checkFits(
  { apiCalls, dataBytes, fileBytes }: Estimate,
  limits: Readonly<Partial<Record<string, Limit>>>,
): void {
  const storages = [
    ['data', dataBytes, limits.DataStorageMB],
    ['file', fileBytes, limits.FileStorageMB],
  ] as const;
  for (const [kind, bytes, limit] of storages) {
    const needed = Math.ceil(bytes / MEGABYTE);
    if (limit !== undefined && bytes > 0 && needed > limit.Remaining)
      throw new Failure('storageInsufficient', { kind, needed, left: limit.Remaining });
  }
  const left = limits.DailyApiRequests?.Remaining;
  if (left !== undefined && apiCalls > left)
    throw new Failure('apiCallsInsufficient', { needed: apiCalls, left });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
