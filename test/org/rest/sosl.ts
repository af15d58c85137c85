// Reads a SOSL statement. Throws MALFORMED_SEARCH for what it does not understand.
import { OrgFault } from '../model.ts';

export interface Returning {
  readonly object: string;
  readonly fields: readonly string[];
  readonly where: string | undefined;
  /** ORDER BY, LIMIT and OFFSET as written. */
  readonly rest: string;
}

export interface Sosl {
  readonly words: readonly RegExp[];
  readonly fields: 'all' | 'name' | 'email' | 'phone';
  readonly returning: readonly Returning[];
}

const STATEMENT =
  /^\s*find\s*\{((?:\\.|[^}\\])*)\}\s*(?:in\s+(all|name|email|phone|sidebar)\s+fields\s*)?(?:returning\s+(.*))?$/is;
const ENTRY = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s;
const INSIDE = /^(.*?)(?:\bwhere\b(.*?))?((?:\b(?:order\s+by|limit|offset)\b.*)?)$/is;

/** The statement's parts. */
export function readSosl(text: string): Sosl {
  const [, term, fields = 'all', returning] = STATEMENT.exec(text) ?? [];
  if (term === undefined || returning === undefined)
    throw malformed('a FIND {…} and a RETURNING clause are needed');
  const words = term
    .replace(/\\(.)/g, '$1')
    .replace(/^"|"$/g, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.join('').replace(/[*?]/g, '').length < 2)
    throw malformed('search term must be longer than one character');
  return {
    words: words.map(wordPattern),
    fields: fields.toLowerCase() === 'sidebar' ? 'all' : (fields.toLowerCase() as Sosl['fields']),
    returning: splitOutside(returning).map(readReturning),
  };
}

function readReturning(entry: string): Returning {
  const [, object, inside = ''] = ENTRY.exec(entry) ?? [];
  if (object === undefined) throw malformed(`unexpected token: ${entry.trim()}`);
  const [, list = '', where, rest = ''] = INSIDE.exec(inside) ?? [];
  const fields = list
    .split(',')
    .map((field) => field.trim())
    .filter((field) => field !== '');
  return { object, fields: fields.length === 0 ? ['Id'] : fields, where: where?.trim(), rest };
}

function wordPattern(word: string): RegExp {
  const source = word
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^\\s]*')
    .replaceAll('?', '[^\\s]');
  return new RegExp(`(?:^|[^\\p{L}\\p{N}])${source}`, 'iu');
}

/** Splits at commas that stand outside brackets. */
function splitOutside(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${sign}`);
  }
  return parts;
}

function malformed(detail: string): OrgFault {
  return new OrgFault('MALFORMED_SEARCH', `No valid search statement: ${detail}`);
}
