// Which rows a caller sees at all: not those in the bin and not archived activities unless queryAll asks for them, not
// those sharing hides, and of some setup objects only the caller's own.
import type { Row, SObjectType } from '../../model.ts';
import type { QueryScope } from '../scope.ts';

/** Activities older than a year are archived; elsewhere IsArchived is an ordinary flag (Product2, ContentDocument). */
const ARCHIVED_TYPES: ReadonlySet<string> = new Set(['Task', 'Event']);

/** Whether `access` sees a row of `type`; compiled once, called per row. */
export function rowVisibility(scope: QueryScope, type: SObjectType, allRows: boolean): (row: Row) => boolean {
  const { access } = scope;
  const hidesDeleted = !allRows && type.field('IsDeleted') !== undefined;
  const hidesArchived = !allRows && ARCHIVED_TYPES.has(type.name) && type.field('IsArchived') !== undefined;
  const own = type.restrictions.ownRowsWithout;
  const ownerField = own !== undefined && !access.has(own.permission) ? own.ownerField : undefined;
  return (row) =>
    !(hidesDeleted && row.IsDeleted === true) &&
    !(hidesArchived && row.IsArchived === true) &&
    (ownerField === undefined || row[ownerField] === access.userId) &&
    access.seesRow(type.name, row);
}
