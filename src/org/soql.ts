// SOQL text: literals that cannot break out, and statements cut to what one request may carry.

/** URI plus headers may hold 16,384 bytes (help article 000386264); this leaves the headers their share. */
export const LONGEST_URI = 16_000 - 1_000;

/** A text literal with quotes and backslashes escaped (SOQL reference, "Quoted String Escape Sequences"). */
export function literal(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `'${escaped}'`;
}

/** `Field IN ('a','b')` */
export function isIn(field: string, values: readonly string[]): string {
  return `${field} IN (${values.map(literal).join(',')})`;
}

/** The path of a query under `base` (`query` or `queryAll`, with its version). */
export function queryPath(base: string, soql: string): string {
  return `${base}?q=${encodeURIComponent(soql).replaceAll('%20', '+')}`;
}

/** Slices of at most `size` items, in order. */
export function* slices<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/**
 * Cuts columns into as few even groups as fit `longest` bytes of URI each; every group starts with the `always`
 * columns. Throws RangeError when a single column does not fit.
 */
export function columnGroups(
  columns: readonly string[],
  always: readonly string[],
  uriOf: (columns: readonly string[]) => string,
  longest = LONGEST_URI,
): ReadonlyArray<readonly string[]> {
  const rest = columns.filter((column) => !always.includes(column));
  for (let count = 1; count <= Math.max(1, rest.length); count++) {
    const groups = evenGroups(rest, count).map((group) => [...always, ...group]);
    if (groups.every((group) => Buffer.byteLength(uriOf(group)) <= longest)) return groups;
  }
  throw new RangeError('A query for one column is already too long.');
}

/** `count` groups of nearly the same size, in order. */
export function evenGroups<Item>(items: readonly Item[], count: number): ReadonlyArray<readonly Item[]> {
  const size = Math.max(1, Math.ceil(items.length / count));
  return items.length === 0 ? [[]] : [...slices(items, size)];
}
