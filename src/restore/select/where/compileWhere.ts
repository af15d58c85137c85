// A condition as a question that can be asked of rows: fields found, literals checked and brought into form once.
import { Failure } from '../../../kit/failure.ts';
import type { FieldDescribe } from '../../../org/describe.ts';
import {
  cellOfLiteral,
  checkLiteral,
  familyOf,
  ordered,
  type Family,
  type Ordered,
} from './compareValues.ts';
import { dayRange } from './dateRanges.ts';
import { parseWhere, type Comparison, type Condition, type Literal } from './parseWhere.ts';

export type CellOf = (field: string) => string | null | undefined;
export type Question = (cell: CellOf) => boolean;

type Test = (cell: string | null) => boolean;

/**
 * @param fields of the object the rows are of, as the version describes it
 * @param now what TODAY is counted from
 * @throws Failure `whereInvalid` {position, near}; `whereFieldUnknown` {field}; `whereTypeMismatch` {field, type};
 *   `whereLiteralUnknown` {literal}
 */
export function compileWhere(text: string, fields: readonly FieldDescribe[], now: Date): Question {
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  return compile(parseWhere(text), byName, now);
}

function compile(condition: Condition, fields: ReadonlyMap<string, FieldDescribe>, now: Date): Question {
  switch (condition.kind) {
    case 'and': {
      const parts = condition.parts.map((part) => compile(part, fields, now));
      return (cell) => parts.every((part) => part(cell));
    }
    case 'or': {
      const parts = condition.parts.map((part) => compile(part, fields, now));
      return (cell) => parts.some((part) => part(cell));
    }
    case 'not': {
      const part = compile(condition.part, fields, now);
      return (cell) => !part(cell);
    }
    case 'compare':
    case 'member': {
      const field = fields.get(condition.field.toLowerCase());
      if (field === undefined) throw new Failure('whereFieldUnknown', { field: condition.field });
      const test =
        condition.kind === 'compare' ? compareTest(condition, field, now) : memberTest(condition, field, now);
      return (cell) => test(cell(field.name) ?? null);
    }
  }
}

function compareTest(
  { operator, literal }: Extract<Condition, { kind: 'compare' }>,
  field: FieldDescribe,
  now: Date,
): Test {
  const family = familyOf(field);
  checkLiteral(field, family, literal);
  if (operator === 'LIKE') return likeTest(field, family, literal);
  if (literal.kind === 'range') return rangeTest(operator, literal, family, now);
  const wanted = cellOfLiteral(literal);
  if (wanted === null) return nullTest(operator, field);
  const value = ordered(family, wanted);
  const holds = ORDERINGS[operator];
  return (cell) => (cell === null ? operator === '!=' : holds(compareOrdered(ordered(family, cell), value)));
}

const ORDERINGS: Readonly<Record<Exclude<Comparison, 'LIKE'>, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function compareOrdered(one: Ordered, other: Ordered): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Nothing is greater or less than null; an empty text is null. */
function nullTest(operator: Exclude<Comparison, 'LIKE'>, { name, type }: FieldDescribe): Test {
  if (operator === '=') return (cell) => cell === null;
  if (operator === '!=') return (cell) => cell !== null;
  throw new Failure('whereTypeMismatch', { field: name, type });
}

/** "Less than a range" is before its first day, "greater" after its last. */
function rangeTest(
  operator: Exclude<Comparison, 'LIKE'>,
  { name, count }: Extract<Literal, { kind: 'range' }>,
  family: Family,
  now: Date,
): Test {
  const range = dayRange(name, count, now);
  if (range === undefined) throw new Failure('whereLiteralUnknown', { literal: name });
  const bound = (day: string): Ordered => ordered(family, family === 'date' ? day : `${day}T00:00:00Z`);
  const [from, until] = [bound(range.from), bound(range.until)];
  const position = (cell: string): number => {
    const value = ordered(family, cell);
    return value < from ? -1 : value >= until ? 1 : 0;
  };
  const holds = ORDERINGS[operator];
  return (cell) => (cell === null ? operator === '!=' : holds(position(cell)));
}

const UNLIKELY: ReadonlySet<Family> = new Set([
  'id',
  'choices',
  'number',
  'boolean',
  'date',
  'dateTime',
  'time',
]);

/** `%` any characters, `_` exactly one; both can be escaped. Without regard to case. */
function likeTest({ name, type }: FieldDescribe, family: Family, literal: Literal): Test {
  if (literal.kind !== 'text' || UNLIKELY.has(family))
    throw new Failure('whereTypeMismatch', { field: name, type });
  const pattern = literal.pattern.replace(
    /\\(.)|([%_])|([^\\%_]+)/gs,
    (_, escaped?: string, wild?: string, plain?: string) =>
      wild === undefined ? literally(escaped ?? plain ?? '') : (WILD[wild] ?? ''),
  );
  const shape = new RegExp(`^${pattern}$`, 'isu');
  return (cell) => cell !== null && shape.test(cell);
}

function literally(text: string): string {
  return text.replace(/[\^$.*+?()[\]{}|/-]/g, '\\$&');
}

const WILD: Readonly<Partial<Record<string, string>>> = { '%': '.*', _: '.' };

function memberTest(
  { operator, literals }: Extract<Condition, { kind: 'member' }>,
  field: FieldDescribe,
  now: Date,
): Test {
  const family = familyOf(field);
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') {
    const includes = choicesTest(field, family, literals);
    return operator === 'INCLUDES' ? includes : (cell) => !includes(cell);
  }
  const tests = literals.map((literal) =>
    compareTest({ kind: 'compare', field: field.name, operator: '=', literal }, field, now),
  );
  const isIn: Test = (cell) => tests.some((test) => test(cell));
  return operator === 'IN' ? isIn : (cell) => !isIn(cell);
}

/** Each literal is a set of values that must all be chosen. */
function choicesTest({ name, type }: FieldDescribe, family: Family, literals: readonly Literal[]): Test {
  if (family !== 'choices') throw new Failure('whereTypeMismatch', { field: name, type });
  const sets = literals.map((literal) => (cellOfLiteral(literal) ?? '').toLowerCase().split(';'));
  return (cell) => {
    const chosen = new Set((cell ?? '').toLowerCase().split(';'));
    return sets.some((set) => set.every((choice) => chosen.has(choice)));
  };
}
