// What an object does beside what its describe says: cells the org works out, rows it refuses, rows it makes itself.
// One table per field of business; this file puts them together.
import type { Row } from '../../model.ts';
import type { Change } from '../change.ts';
import { activities } from './activities.ts';
import { feeds } from './feeds.ts';
import { files } from './files.ts';
import { marketing } from './marketing.ts';
import { orders } from './orders.ts';
import { people } from './people.ts';
import { prices } from './prices.ts';
import { sales } from './sales.ts';
import { service } from './service.ts';
import { setup } from './setup.ts';

export interface ObjectRules {
  /** Fills the cells the org works out from the others. */
  derive?(change: Change): void;
  /** Throws RowFault for a row the object refuses. */
  check?(change: Change): void;
  /** Changes other rows once this one is kept. */
  follow?(change: Change, saved: Row): void;
  /** Throws RowFault for a row that cannot be deleted now. */
  checkRemoval?(change: RemovalChange): void;
  /** Changes other rows once this one is in the bin, gone, or back. */
  afterRemoval?(change: RemovalChange): void;
}

export type RemovalChange = Pick<Change, 'ground' | 'writer'> & { readonly row: Row };

const RULES: Readonly<Partial<Record<string, ObjectRules>>> = {
  ...people,
  ...sales,
  ...prices,
  ...orders,
  ...service,
  ...activities,
  ...marketing,
  ...files,
  ...feeds,
  ...setup,
};

const NONE: ObjectRules = {};

export function rulesOf(object: string): ObjectRules {
  return RULES[object] ?? NONE;
}
