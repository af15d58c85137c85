// Whether a value still fits its field in the target: fields get shorter and picklists lose values between a version
// and its restore, which is better known before the first row is written than at row 40,000.
import type { FieldDescribe } from '../../org/describe.ts';

export type Misfit = 'too-long' | 'picklist-value';

const PICKLISTS: ReadonlySet<string> = new Set(['picklist', 'multipicklist']);

/** Undefined for a value that fits. Inactive values are no values of a restricted picklist. */
export function misfit(field: FieldDescribe, value: string): Misfit | undefined {
  if (PICKLISTS.has(field.type)) {
    if (!field.restrictedPicklist || field.picklistValues.length === 0) return undefined;
    const values = field.type === 'multipicklist' ? value.split(';') : [value];
    const known = (one: string): boolean =>
      field.picklistValues.some(({ value: other, active }) => active && other === one);
    return values.every(known) ? undefined : 'picklist-value';
  }
  const isText = field.length > 0 && !UNMEASURED.has(field.type);
  return isText && value.length > field.length ? 'too-long' : undefined;
}

const UNMEASURED: ReadonlySet<string> = new Set(['id', 'reference', 'base64', 'anyType', 'combobox']);
