// Result locators: opaque to clients, `0:<result Id>:<row>` in unpadded base64 as real ones look
// (`MDowR2FIbjAwMDAwNXMyVDRLQUk6MQ` is `0:0GaHn000005s2T4KAI:1`, forcedotcom/cli#2968).
import { OrgFault } from '../model.ts';

/** The locator of the page that starts at `row` (0 is the first). */
export function writeLocator(resultId: string, row: number): string {
  return Buffer.from(`0:${resultId}:${row}`).toString('base64').replace(/=+$/, '');
}

/** The row a locator points at; throws INVALID_QUERY_LOCATOR for one that is not of this result. */
export function readLocator(locator: string, resultId: string): number {
  const [zero, id, row] = Buffer.from(locator, 'base64').toString('utf8').split(':');
  if (zero === '0' && id === resultId && row !== undefined && /^\d+$/.test(row)) return Number(row);
  throw new OrgFault('INVALID_QUERY_LOCATOR', 'invalid query locator');
}
