// Reference fields hold 18-character Ids and are asked for with either form.

import type { SObjectType } from '../model.ts';
import { canonicalId } from './ids.ts';

/** The value as the row holds it: 15-character Ids of reference fields become 18 characters. */
export function lookupValue(type: SObjectType, field: string, value: string): string {
  const kind = type.field(field)?.type;
  return kind === 'reference' || kind === 'id' ? (canonicalId(value) ?? value) : value;
}
