// Reads the escapes of a string literal. `\%` and `\_` mean something to LIKE alone, which gets its text with those two
// still escaped (SOQL and SOSL Reference, "Quoted String Escape Sequences").
import { OrgFault } from '../../model.ts';

const ESCAPES: Readonly<Partial<Record<string, string>>> = {
  n: '\n',
  N: '\n',
  r: '\r',
  R: '\r',
  t: '\t',
  T: '\t',
  b: '\b',
  B: '\b',
  f: '\f',
  F: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
  _: '_',
  '%': '%',
};

/** The text a literal stands for. Throws MALFORMED_QUERY for an escape SOQL does not know. */
export function unescapeString(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(
    /\\(?:u([0-9a-fA-F]{4})|([^]))/g,
    (whole, code: string | undefined, letter: string | undefined) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      const meant = ESCAPES[letter!];
      if (meant !== undefined) return meant;
      throw new OrgFault(
        'MALFORMED_QUERY',
        `Invalid string literal '${raw}'. Illegal character sequence '${whole}' in string literal.`,
      );
    },
  );
}

/** A LIKE pattern as a regular expression: `%` any text, `_` one character, both literal when escaped. */
export function likePattern(raw: string): RegExp {
  let source = '';
  for (const [part] of raw.matchAll(/\\u[0-9a-fA-F]{4}|\\[^]|[^]/gu)) {
    if (part === '%') source += '[^]*';
    else if (part === '_') source += '[^]';
    else source += unescapeString(part).replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  }
  return new RegExp(`^${source}$`, 'iu');
}
