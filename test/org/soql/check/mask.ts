// Classic encrypted text shows masked to callers without View Encrypted Data; the describe says how
// (Metadata API, CustomField `maskChar`, `maskType`).
import type { FieldDescribe } from '../../model.ts';
import type { QueryContext } from './context.ts';
import type { Getter } from './fieldPath.ts';

const MASK_CHARACTERS: Readonly<Record<string, string>> = { asterisk: '*', X: 'X' };

/** Mask types that leave the last four characters in the clear. */
const LAST_FOUR: ReadonlySet<string> = new Set(['lastFour', 'creditCard', 'ssn', 'sin']);

/** `get`, masking what the caller may not read in the clear. */
export function maskOf({ scope }: QueryContext, field: FieldDescribe, get: Getter): Getter {
  if (field.type !== 'encryptedstring' || scope.access.has('ViewEncryptedData')) return get;
  const character = MASK_CHARACTERS[String(field.mask)] ?? '*';
  const clear = LAST_FOUR.has(String(field.maskType)) ? 4 : 0;
  return (row) => {
    const value = get(row);
    if (typeof value !== 'string') return null;
    const shown = clear === 0 ? '' : value.slice(-clear);
    return character.repeat(value.length - shown.length) + shown;
  };
}
