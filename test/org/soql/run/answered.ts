// The rows a query reads, as this caller gets them. UserPermissionAccess has one row, which Salesforce computes for
// whoever asks: the caller's own effective permissions (Object Reference, UserPermissionAccess). Definitions are computed
// from the schema: what was deleted from it has none any more.
import type { Access, Row } from '../../model.ts';
import type { QueryScope } from '../scope.ts';

type Answering = (rows: Iterable<Row>, scope: QueryScope) => Iterable<Row>;

const COMPUTED: Readonly<Partial<Record<string, Answering>>> = {
  UserPermissionAccess: (rows, { access }) => withPermissions(rows, access),
  EntityDefinition: (rows, { access }) =>
    without(rows, (row) => access.isGone?.(String(row.QualifiedApiName)) ?? false),
  FieldDefinition: withoutGoneFields,
  EntityParticle: withoutGoneFields,
};

/** `rows` of `object` with what is computed for the caller filled in; the very same rows for most objects. */
export function answeredRows(object: string, rows: Iterable<Row>, scope: QueryScope): Iterable<Row> {
  return COMPUTED[object]?.(rows, scope) ?? rows;
}

const PERMISSION = 'Permissions';

function* withPermissions(rows: Iterable<Row>, access: Access): Iterable<Row> {
  for (const row of rows) {
    const own = Object.keys(row)
      .filter((field) => field.startsWith(PERMISSION))
      .map((field) => [field, access.has(field.slice(PERMISSION.length))]);
    yield { ...row, ...Object.fromEntries(own) };
  }
}

function withoutGoneFields(rows: Iterable<Row>, { access, org }: QueryScope): Iterable<Row> {
  if (access.isGone === undefined) return rows;
  const entities = new Map(
    Array.from(org.tables.of('EntityDefinition').rows(), (row) => [
      row.DurableId,
      String(row.QualifiedApiName),
    ]),
  );
  return without(rows, (row) => {
    const entity = entities.get(row.EntityDefinitionId ?? null);
    return entity !== undefined && (access.isGone?.(entity, String(row.QualifiedApiName)) ?? false);
  });
}

function* without(rows: Iterable<Row>, isGone: (row: Row) => boolean): Iterable<Row> {
  for (const row of rows) if (!isGone(row)) yield row;
}
