// Finding a record by an external id or another field that identifies it.
import type { PracticeOrg } from '../http/practiceOrg.ts';
import { OrgFault, type FieldDescribe, type SObjectType } from '../model.ts';

/** The Id of the record whose field holds the value. Throws NOT_FOUND, or MULTIPLE_CHOICES (300) when several do. */
export function byExternalId(
  type: SObjectType,
  field: FieldDescribe,
  value: string,
  org: PracticeOrg,
): string {
  if (!field.externalId && field.idLookup !== true) {
    throw new OrgFault(
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${field.name}`,
      404,
    );
  }
  if (field.type === 'id') return value;
  const ids = [...org.state.tables.of(type.name).where(field.name, value)]
    .filter((row) => row.IsDeleted !== true)
    .map((row) => String(row.Id));
  if (ids.length > 1) throw new OrgFault('MULTIPLE_CHOICES', ids.join(', '), 300);
  const [id] = ids;
  if (id === undefined) throw new OrgFault('NOT_FOUND', 'The requested resource does not exist', 404);
  return id;
}
