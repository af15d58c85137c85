// How numbers print. REST writes a decimal field plainly and always with a decimal digit (`100.0`, `16147805824397.0`);
// Bulk CSV prints the same value like Java's Double.toString (`100.0`, `1.6147805824397E13`): forcedotcom/cli#3367.
// Whole numbers beyond 2^53 are kept as exact decimal text and keep every digit either way.

const DECIMAL_TYPES: ReadonlySet<string> = new Set(['double', 'currency', 'percent']);

/** Whether a describe type prints with decimals. */
export function isDecimalType(type: string): boolean {
  return DECIMAL_TYPES.has(type);
}

interface Digits {
  readonly sign: string;
  /** Significant digits, without leading or trailing zeros; `0` for zero. */
  readonly digits: string;
  /** Power of ten of the first digit. */
  readonly exponent: number;
}

function digitsOf(value: number | string): Digits {
  const [, sign, whole, fraction = '', power = '0'] = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(
    String(value),
  )!;
  const all = `${whole}${fraction}`;
  const leading = /^0*/.exec(all)![0].length;
  const digits = all.slice(leading).replace(/0+$/, '');
  if (digits === '') return { sign: '', digits: '0', exponent: 0 };
  return { sign: sign === '-' ? '-' : '', digits, exponent: whole.length - 1 - leading + Number(power) };
}

function plain({ sign, digits, exponent }: Digits): string {
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

function scientific({ sign, digits, exponent }: Digits): string {
  return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`;
}

/** A number of a field of describe type `type` as REST's JSON writes it. */
export function restNumber(value: number | string, type: string): string {
  return DECIMAL_TYPES.has(type) ? plain(digitsOf(value)) : String(value);
}

/** A number of a field of describe type `type` as Bulk's CSV writes it. */
export function bulkNumber(value: number | string, type: string): string {
  if (!DECIMAL_TYPES.has(type)) return String(value);
  if (typeof value === 'number' && Math.abs(value) < 1e7) {
    if (Number.isInteger(value)) return `${value}.0`;
    if (Math.abs(value) >= 1e-3) return String(value);
  }
  const digits = digitsOf(value);
  const isPlain = digits.digits === '0' || (digits.exponent >= -3 && digits.exponent < 7);
  return isPlain ? plain(digits) : scientific(digits);
}
