// One spelling for one number. Bulk CSV writes large doubles in scientific notation (`1.6147805824397E13`,
// forcedotcom/cli#3367) where REST JSON writes them plainly; without one spelling every comparison between a
// Bulk page and a REST page is a false change. Works on text: no digit passes through a floating-point number.

const SCIENTIFIC = /^-?\d+(?:\.\d+)?[eE][+-]?\d{1,4}$/;

/**
 * The plain decimal spelling of a number's text. Text without an exponent comes back as it is; an exponent is
 * expanded as REST writes a double: at least one decimal digit, no trailing zeros beyond it
 * (`1.0E7` -> `10000000.0`, `1.5E-4` -> `0.00015`). What is no number in scientific notation is untouched.
 */
export function plainDecimal(text: string): string {
  return SCIENTIFIC.test(text) ? expanded(text) : text;
}

/** The same for text known to be a number in scientific notation. Bulk pages ask millions of times. */
export function expanded(text: string): string {
  const sign = text.startsWith('-') ? '-' : '';
  const e = Math.max(text.indexOf('E'), text.indexOf('e'));
  const dot = text.indexOf('.');
  const whole = text.slice(sign.length, dot === -1 ? e : dot);
  const digits = dot === -1 ? whole : whole + text.slice(dot + 1, e);
  const point = whole.length + Number(text.slice(e + 1));
  const padded = point > 0 ? digits.padEnd(point, '0') : digits.padStart(digits.length + 1 - point, '0');
  const cut = Math.max(point, 1);
  const decimals = withoutTrailingZeros(padded.slice(cut));
  return `${sign}${withoutLeadingZeros(padded.slice(0, cut))}.${decimals === '' ? '0' : decimals}`;
}

function withoutTrailingZeros(digits: string): string {
  return digits.endsWith('0') ? digits.replace(/0+$/, '') : digits;
}

function withoutLeadingZeros(digits: string): string {
  return digits.startsWith('0') ? digits.replace(/^0+(?=\d)/, '') : digits;
}
