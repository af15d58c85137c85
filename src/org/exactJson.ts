// JSON in which numbers stay text: a Number(18,0) field passes 2^53 and would change on its way through a double.
import { plainDecimal } from '../kit/decimal.ts';

export type ExactValue =
  string | boolean | null | readonly ExactValue[] | { readonly [key: string]: ExactValue };

type ReviverWithSource = (key: string, value: unknown, context: { readonly source?: string }) => unknown;
const parseWithSource = JSON.parse as (text: string, reviver: ReviverWithSource) => unknown;

/** Parses JSON; every number becomes its plain decimal text (kit/decimal.ts). Throws SyntaxError as JSON.parse does. */
export function parseExactJson(text: string): ExactValue {
  return parseWithSource(text, (_key, value, { source }) =>
    typeof value === 'number' ? plainDecimal(source ?? String(value)) : value,
  ) as ExactValue;
}
