// One spelling for one number. Bulk CSV writes large doubles in scientific notation (`1.6147805824397E13`,
// forcedotcom/cli#3367) where REST JSON writes them plainly; without one spelling every comparison between a
// Bulk page and a REST page is a false change. Works on text: no digit passes through a floating-point number.

const SCIENTIFIC = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,4})$/;

/**
 * The plain decimal spelling of a number's text. Text without an exponent comes back as it is; an exponent is
 * expanded as REST writes a double: at least one decimal digit, no trailing zeros beyond it
 * (`1.0E7` -> `10000000.0`, `1.5E-4` -> `0.00015`). What is no number in scientific notation is untouched.
 */
export function plainDecimal(text: string): string {
  const match = SCIENTIFIC.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = digits.padStart(digits.length + Math.max(0, 1 - point), '0').padEnd(Math.max(point, 1), '0');
  const cut = Math.max(point, 1);
  const integer = padded.slice(0, cut).replace(/^0+(?=\d)/, '');
  const decimals = padded.slice(cut).replace(/0+$/, '');
  return `${sign}${integer}.${decimals === '' ? '0' : decimals}`;
}
