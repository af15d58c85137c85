// The `attributes` every REST record begins with.
import type { Row, SObjectType } from '../../model.ts';
import type { JsonRecord } from '../json.ts';
import type { QueryScope } from '../scope.ts';

/** What REST writes for objects whose rows have no Id. */
const NO_ID = '000000000000000AAA';

/** `/services/data/v64.0/sobjects/Account/001…`, under `/tooling` for the Tooling API. */
export function recordUrl({ api, apiVersion }: QueryScope, type: SObjectType, row: Row): string {
  const root = `/services/data/v${apiVersion.toFixed(1)}${api === 'tooling' ? '/tooling' : ''}`;
  return `${root}/sobjects/${type.name}/${row.Id ?? NO_ID}`;
}

/** `typeName` differs from the row's type for polymorphic parents, which show as `Name`. */
export function attributesOf(
  scope: QueryScope,
  type: SObjectType,
  row: Row,
  typeName = type.name,
): JsonRecord {
  return { type: typeName, url: recordUrl(scope, type, row) };
}
