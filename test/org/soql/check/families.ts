// How values compare. Each family of describe types turns stored values and literals into keys that `===`, `<` and a
// Set agree on: text without case, Ids in 18 characters, whole numbers beyond 2^53 as bigint, dates as their text.
import type { FieldDescribe, Value } from '../../model.ts';
import { isCalendarDay, storedDateTime } from '../dates/stored.ts';
import { canonicalId } from '../../store/ids.ts';
import { unescapeString } from '../syntax/strings.ts';
import type { Literal } from '../syntax/tree.ts';

export type Key = string | number | bigint | boolean;

export interface Family {
  /** The type as refusals call it: "must be of type dateTime and should not be enclosed in quotes". */
  readonly word: string;
  readonly literals: ReadonlySet<Literal['kind']>;
  readonly ordered: boolean;
  readonly isText: boolean;
  /** Key of a stored value that is not null. */
  key(value: Value): Key;
  /** Key of a literal of an allowed kind; null for what the org stores as null; undefined when it is not valid. */
  literal(literal: Literal): Key | null | undefined;
}

function numberKey(value: Value): Key {
  if (typeof value === 'number') return value;
  const text = String(value);
  const number = Number(text);
  return Number.isInteger(number) && !Number.isSafeInteger(number) && /^[+-]?\d+$/.test(text)
    ? BigInt(text)
    : number;
}

const text = (key: (value: string) => string): Family => ({
  word: 'string',
  literals: new Set(['string']),
  ordered: true,
  isText: true,
  key: (value) => key(String(value)),
  // The org keeps no empty strings: `Name = ''` asks for null.
  literal: (literal) => key(unescapeString(literal.text)) || null,
});

const insensitiveText = text((value) => value.toLowerCase());
const sensitiveText = text((value) => value);

const id: Family = {
  word: 'ID',
  literals: new Set(['string']),
  ordered: true,
  isText: false,
  key: (value) => value as string,
  literal: (literal) => (literal.text === '' ? null : canonicalId(literal.text)),
};

const number: Family = {
  word: 'double',
  literals: new Set(['number']),
  ordered: true,
  isText: false,
  key: numberKey,
  literal: (literal) => numberKey(literal.text),
};

const boolean: Family = {
  word: 'boolean',
  literals: new Set(['boolean']),
  ordered: false,
  isText: false,
  key: (value) => value as boolean,
  literal: (literal) => literal.text === 'true',
};

const date: Family = {
  word: 'date',
  literals: new Set(['date', 'dateLiteral']),
  ordered: true,
  isText: false,
  key: (value) => value as string,
  literal: (literal) => (isCalendarDay(literal.text) ? literal.text : undefined),
};

const dateTime: Family = {
  ...date,
  word: 'dateTime',
  literals: new Set(['datetime', 'dateLiteral']),
  literal: (literal) => storedDateTime(literal.text),
};

const time: Family = {
  ...date,
  word: 'time',
  literals: new Set(['time']),
  literal: (literal) => literal.text.replace(/:(\d{2})Z$/, ':$1.000Z'),
};

const FAMILIES: Readonly<Record<string, Family>> = {
  id,
  reference: id,
  boolean,
  date,
  datetime: dateTime,
  time,
  double: number,
  currency: number,
  percent: number,
  int: { ...number, word: 'int' },
  long: { ...number, word: 'long' },
};

/** The family of a describe type. Unique case-sensitive fields compare with case. */
export function familyOf(type: string, field: FieldDescribe): Family {
  return FAMILIES[type] ?? (field.caseSensitive ? sensitiveText : insensitiveText);
}

/** References to setup entities hold names and durable Ids (`EntityDefinitionId = 'Account'`), which are no record Ids. */
export const durableId: Family = { ...sensitiveText, key: (value) => String(value) };
