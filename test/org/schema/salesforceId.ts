// Ids of metadata that the schema itself shows (record types): key prefix, the org's pod `PO0`, a base 62 counter,
// and the checksum that makes 15 case-sensitive characters safe to compare without case.

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checksumDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character Id of the `ordinal`th row (from 0) under a key prefix. */
export function salesforceId(keyPrefix: string, ordinal: number): string {
  let counter = '';
  for (let left = ordinal + 1; counter.length < 9; left = Math.floor(left / 62))
    counter = digits.charAt(left % 62) + counter;
  const short = `${keyPrefix}PO0${counter}`;
  return short + checksum(short);
}

/** One character per five: bit n is set when the nth of them is a capital. */
function checksum(short: string): string {
  return [0, 5, 10]
    .map((start) => {
      const five = short.slice(start, start + 5);
      const bits = [...five].reduce(
        (sum, character, place) => sum + (/[A-Z]/.test(character) ? 1 << place : 0),
        0,
      );
      return checksumDigits.charAt(bits);
    })
    .join('');
}
