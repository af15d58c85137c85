// Cells and literals of a condition as values that can be put in order, by the field's type: text without regard to
// case, numbers to their last digit, Ids by their first 15 characters, moments by time.
import { Failure } from '../../../kit/failure.ts';
import { plainDecimal } from '../../../kit/decimal.ts';
import type { FieldDescribe } from '../../../org/describe.ts';
import type { Literal } from './parseWhere.ts';

export type Family =
  'text' | 'exactText' | 'number' | 'boolean' | 'date' | 'dateTime' | 'time' | 'id' | 'choices';
/** Numbers are scaled to `SCALE` decimals. */
export type Ordered = string | bigint | number;

const FAMILIES: Readonly<Partial<Record<string, Family>>> = {
  id: 'id',
  reference: 'id',
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'dateTime',
  time: 'time',
  multipicklist: 'choices',
};

export function familyOf({ type, caseSensitive }: FieldDescribe): Family {
  return FAMILIES[type] ?? (caseSensitive ? 'exactText' : 'text');
}

const ORDERED: Readonly<Record<Family, (cell: string) => Ordered>> = {
  text: (cell) => cell.toLowerCase(),
  exactText: (cell) => cell,
  choices: (cell) => cell.toLowerCase(),
  number: scaled,
  boolean: (cell) => cell.toLowerCase(),
  date: (cell) => cell.slice(0, 10),
  dateTime: (cell) => Date.parse(cell.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')),
  time: (cell) => cell.slice(0, 12),
  id: (cell) => cell.slice(0, 15),
};

export function ordered(family: Family, cell: string): Ordered {
  return ORDERED[family](cell);
}

const SCALE = 18;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** A decimal times 10^18, digits beyond that cut off: a Number field has at most 18 digits. */
function scaled(text: string): bigint {
  const [, sign = '', whole = '', decimals = ''] = DECIMAL.exec(plainDecimal(text)) ?? [];
  const digits = BigInt(`${whole}${decimals.slice(0, SCALE).padEnd(SCALE, '0')}` || '0');
  return sign === '-' ? -digits : digits;
}

const LITERALS: Readonly<Record<Family, ReadonlyArray<Literal['kind']>>> = {
  text: ['text'],
  exactText: ['text'],
  choices: ['text'],
  number: ['number'],
  boolean: ['boolean'],
  date: ['date', 'range'],
  dateTime: ['dateTime', 'range'],
  time: ['text'],
  id: ['text'],
};

/** @throws Failure `whereTypeMismatch` {field, type} when the literal is of another kind than the field */
export function checkLiteral({ name, type }: FieldDescribe, family: Family, { kind }: Literal): void {
  if (kind !== 'null' && !LITERALS[family].includes(kind))
    throw new Failure('whereTypeMismatch', { field: name, type });
}

/** The text of a literal as a cell would have it. */
export function cellOfLiteral(literal: Literal): string | null {
  if (literal.kind === 'null' || literal.kind === 'range') return null;
  if (literal.kind === 'boolean') return String(literal.value);
  return literal.text === '' ? null : literal.text;
}
