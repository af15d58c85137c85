// The functions and operators of formulas, as far as the org's rules and fields use them and a little further.
import type { FormulaValue } from './evaluate.ts';
import { FormulaError, type Expression } from './syntax.ts';

/** Where a formula finds its fields and its time. */
export interface Scope {
  field(path: readonly string[]): FormulaValue;
  /** The field as it was saved before; for a new row as it is. */
  prior(path: readonly string[]): FormulaValue;
  readonly isNew: boolean;
  readonly now: Date;
}

type Work = (
  args: readonly Expression[],
  scope: Scope,
  value: (arg: Expression) => FormulaValue,
) => FormulaValue;

const isBlank = (value: FormulaValue): boolean => value === null || value === '';
const text = (value: FormulaValue): string => (value === null ? '' : String(value));
const DAY = 86_400_000;

function pathOf(arg: Expression | undefined, of: string): readonly string[] {
  if (arg?.kind !== 'field') throw new FormulaError(`${of} takes a field`);
  return arg.path;
}

/** Works on the values of all arguments. */
const plain =
  (work: (values: readonly FormulaValue[], scope: Scope) => FormulaValue): Work =>
  (args, scope, value) =>
    work(args.map(value), scope);

/** Blank when either side is. */
const numeric = (work: (left: number, right: number) => number): Work =>
  plain(([left = null, right = null]) =>
    left === null || right === null ? null : work(Number(left), Number(right)),
  );

const compared = (holds: (left: number | string, right: number | string) => boolean): Work =>
  plain(([left = null, right = null]) => {
    if (left === null || right === null) return false;
    const isNumber = typeof left === 'number' || typeof right === 'number';
    return isNumber ? holds(Number(left), Number(right)) : holds(String(left), String(right));
  });

function isMoment(value: FormulaValue): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d(?:T|$)/.test(value);
}

/** Dates count in days: a date plus a number is a date, date minus date a number. */
function plus(left: FormulaValue, right: FormulaValue, sign: 1 | -1): FormulaValue {
  if (isMoment(left) && isMoment(right) && sign < 0) return (Date.parse(left) - Date.parse(right)) / DAY;
  if (isMoment(left) && typeof right === 'number') return shifted(left, sign * right);
  if (typeof left === 'string' || typeof right === 'string') return text(left) + text(right);
  return left === null || right === null ? null : Number(left) + sign * Number(right);
}

function shifted(moment: string, days: number): string {
  const iso = new Date(Date.parse(moment) + days * DAY).toISOString();
  return moment.length === 10 ? iso.slice(0, 10) : iso.replace('Z', '+0000');
}

const equal = (left: FormulaValue, right: FormulaValue): boolean =>
  isBlank(left) || isBlank(right)
    ? isBlank(left) && isBlank(right)
    : left === right || text(left) === text(right);

export const FUNCTIONS: Readonly<Partial<Record<string, Work>>> = {
  AND: (args, _, value) => args.every((arg) => value(arg) === true),
  OR: (args, _, value) => args.some((arg) => value(arg) === true),
  NOT: plain(([one]) => one !== true),
  IF: ([test, yes, no], _, value) => value(value(test!) === true ? yes! : no!),
  CASE: (args, _, value) => {
    const subject = value(args[0]!);
    for (let at = 1; at + 1 < args.length; at += 2)
      if (equal(subject, value(args[at]!))) return value(args[at + 1]!);
    return value(args.at(-1)!);
  },
  ISBLANK: plain(([one = null]) => isBlank(one)),
  ISNULL: plain(([one = null]) => isBlank(one)),
  BLANKVALUE: plain(([one = null, other = null]) => (isBlank(one) ? other : one)),
  NULLVALUE: plain(([one = null, other = null]) => (isBlank(one) ? other : one)),
  ISPICKVAL: plain(([one = null, other = null]) => equal(one, other)),
  INCLUDES: plain(([one = null, other = null]) => text(one).split(';').includes(text(other))),
  ISNEW: (_args, { isNew }) => isNew,
  ISCHANGED: ([arg], scope) => {
    const path = pathOf(arg, 'ISCHANGED');
    return !scope.isNew && !equal(scope.field(path), scope.prior(path));
  },
  PRIORVALUE: ([arg], scope) => scope.prior(pathOf(arg, 'PRIORVALUE')),
  LEN: plain(([one = null]) => text(one).length),
  TRIM: plain(([one = null]) => text(one).trim()),
  UPPER: plain(([one = null]) => text(one).toUpperCase()),
  LOWER: plain(([one = null]) => text(one).toLowerCase()),
  TEXT: plain(([one = null]) => text(one)),
  VALUE: plain(([one = null]) => (isBlank(one) ? null : Number(one))),
  LEFT: plain(([one = null, count]) => text(one).slice(0, Number(count))),
  RIGHT: plain(([one = null, count]) => (Number(count) > 0 ? text(one).slice(-Number(count)) : '')),
  MID: plain(([one = null, start, count]) =>
    text(one).slice(Number(start) - 1, Number(start) - 1 + Number(count)),
  ),
  BEGINS: plain(([one = null, other = null]) => text(one).startsWith(text(other))),
  CONTAINS: plain(([one = null, other = null]) => text(one).includes(text(other))),
  REGEX: plain(([one = null, pattern = null]) => new RegExp(`^(?:${text(pattern)})$`, 'u').test(text(one))),
  ABS: plain(([one = null]) => (one === null ? null : Math.abs(Number(one)))),
  MAX: plain((values) => Math.max(...values.map(Number))),
  MIN: plain((values) => Math.min(...values.map(Number))),
  ROUND: plain(([one = null, places]) =>
    one === null ? null : Math.round(Number(one) * 10 ** Number(places)) / 10 ** Number(places),
  ),
  TODAY: (_args, { now }) => now.toISOString().slice(0, 10),
  NOW: (_args, { now }) => now.toISOString().replace('Z', '+0000'),
  DATEVALUE: plain(([one = null]) => (isBlank(one) ? null : text(one).slice(0, 10))),
  YEAR: plain(([one = null]) => (isBlank(one) ? null : Number(text(one).slice(0, 4)))),
  MONTH: plain(([one = null]) => (isBlank(one) ? null : Number(text(one).slice(5, 7)))),
  DAY: plain(([one = null]) => (isBlank(one) ? null : Number(text(one).slice(8, 10)))),
  'unary -': plain(([one = null]) => (one === null ? null : -Number(one))),
  'unary +': plain(([one = null]) => one),
  '+': plain(([left = null, right = null]) => plus(left, right, 1)),
  '-': plain(([left = null, right = null]) => plus(left, right, -1)),
  '*': numeric((left, right) => left * right),
  '/': numeric((left, right) => left / right),
  '^': numeric((left, right) => left ** right),
  '&': plain(([left = null, right = null]) => text(left) + text(right)),
  '=': plain(([left = null, right = null]) => equal(left, right)),
  '<>': plain(([left = null, right = null]) => !equal(left, right)),
  '<': compared((left, right) => left < right),
  '<=': compared((left, right) => left <= right),
  '>': compared((left, right) => left > right),
  '>=': compared((left, right) => left >= right),
};
