// Whether two cells hold the same value, by the field's type: the API has several spellings for one number, one moment,
// one Id and one set of picklist values.

type Equality = (one: string, other: string) => boolean;

const NUMERIC = ['double', 'currency', 'percent', 'int', 'long'];
const IDS = ['id', 'reference', 'masterrecord'];
const MOMENTS = ['datetime', 'time'];

const EQUALITIES: Readonly<Record<string, Equality>> = {
  ...Object.fromEntries(NUMERIC.map((type) => [type, sameNumber])),
  ...Object.fromEntries(IDS.map((type) => [type, sameId])),
  ...Object.fromEntries(MOMENTS.map((type) => [type, sameMoment])),
  multipicklist: (one, other) => choices(one) === choices(other),
  boolean: (one, other) => one.toLowerCase() === other.toLowerCase(),
};

/** An empty text is no value: Salesforce stores none. */
export function equalCells(type: string, one: string | null, other: string | null): boolean {
  if (one === null || one === '' || other === null || other === '') return (one ?? '') === (other ?? '');
  return one === other || (EQUALITIES[type]?.(one, other) ?? false);
}

/** Decimals are compared as text: no digit passes through a floating-point number. */
function sameNumber(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

const PLAIN = /^([+-]?)0*(\d*?)(?:\.(\d*?)0*)?$/;

function plain(text: string): string {
  const [, sign = '', whole = '', decimals = ''] = PLAIN.exec(text) ?? [];
  if (whole === '' && decimals === '') return PLAIN.test(text) ? '0' : text;
  return `${sign === '-' ? '-' : ''}${whole}.${decimals}`;
}

/** The last three of 18 characters only repeat what the first 15 say. */
export function sameId(one: string, other: string): boolean {
  return one.slice(0, 15) === other.slice(0, 15);
}

function sameMoment(one: string, other: string): boolean {
  return momentOf(one) === momentOf(other);
}

/** `2026-01-31T08:00:00.000+0000` and `2026-01-31T08:00:00Z`; `08:00:00.000Z` of a time field. */
function momentOf(text: string): number | string {
  const dated = text.includes('T') ? text : `1970-01-01T${text}`;
  const time = Date.parse(dated.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(time) ? text : time;
}

/** Values of a multi-select picklist are a set: the org orders them as the field does. */
function choices(text: string): string {
  return text.split(';').sort().join(';');
}
