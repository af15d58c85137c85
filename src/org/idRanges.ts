// Cuts an object's Ids into ranges, for jobs that are too much at once (Bulk gives up after 15 tries; Salesforce's
// advice is to split by Id: api_asynch, bulk_api_2_0_troubleshoot_query_timeouts).
import { literal } from './soql.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = BigInt(DIGITS.length);
const LENGTH = 15;

/**
 * Up to `count` WHERE conditions that together meet every Id exactly once, cut evenly between `min` and `max`
 * (the object's lowest and highest Id, 15 or 18 characters). The first has no lower and the last no upper end, so
 * that rows outside of what was measured are met as well.
 */
export function splitByIdRanges(min: string, max: string, count: number): string[] {
  const cuts = cutIds(min.slice(0, LENGTH), max.slice(0, LENGTH), count);
  const [first] = cuts;
  if (first === undefined) return ['Id != null'];
  const conditions = [`Id < ${literal(first)}`];
  cuts.forEach((cut, at) => {
    const end = cuts.at(at + 1);
    conditions.push(
      end === undefined ? `Id >= ${literal(cut)}` : `Id >= ${literal(cut)} AND Id < ${literal(end)}`,
    );
  });
  return conditions;
}

function cutIds(min: string, max: string, count: number): string[] {
  const [low, high] = [toNumber(min), toNumber(max)];
  const cuts = Array.from(
    { length: count - 1 },
    (_, at) => low + ((high - low) * BigInt(at + 1)) / BigInt(count),
  );
  return [...new Set(cuts.filter((cut) => cut > low && cut <= high).map(toId))];
}

function toNumber(id: string): bigint {
  let number = 0n;
  for (const character of id) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) throw new RangeError(`Not an Id: ${id}`);
    number = number * BASE + BigInt(digit);
  }
  return number;
}

function toId(number: bigint): string {
  let id = '';
  for (let rest = number; id.length < LENGTH; rest /= BASE) id = DIGITS.charAt(Number(rest % BASE)) + id;
  return id;
}
