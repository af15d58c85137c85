// The rows a query reads, as this caller gets them. UserPermissionAccess has one row, which Salesforce computes for
// whoever asks: the caller's own effective permissions (Object Reference, UserPermissionAccess).
import type { Access, Row } from '../../model.ts';
import type { QueryScope } from '../scope.ts';

const PERMISSION = 'Permissions';

/** `rows` of `object` with what is computed for the caller filled in; the very same rows for most objects. */
export function answeredRows(object: string, rows: Iterable<Row>, { access }: QueryScope): Iterable<Row> {
  return object === 'UserPermissionAccess' ? withPermissions(rows, access) : rows;
}

function* withPermissions(rows: Iterable<Row>, access: Access): Iterable<Row> {
  for (const row of rows) {
    const own = Object.keys(row)
      .filter((field) => field.startsWith(PERMISSION))
      .map((field) => [field, access.has(field.slice(PERMISSION.length))]);
    yield { ...row, ...Object.fromEntries(own) };
  }
}
