// Reads the request that creates an ingest job ("Create a Job"). Error codes are those of the guide's "Errors" in the
// capitals that the REST endpoint writes them in; texts are recorded ones where any was found.
import { OrgFault, type Access, type FieldDescribe, type Schema, type SObjectType } from '../../model.ts';
import { readDelimiter, readLineEnding } from '../format.ts';
import type { LoadOperation } from './columns.ts';
import type { NewIngestJob } from './jobs.ts';

const OPERATIONS: ReadonlySet<string> = new Set(['insert', 'update', 'upsert', 'delete', 'hardDelete']);
const PROPERTIES: ReadonlySet<string> = new Set([
  'object',
  'operation',
  'externalIdFieldName',
  'assignmentRuleId',
  'columnDelimiter',
  'lineEnding',
  'contentType',
]);

/** The job that is asked for. Throws OrgFault for what the org refuses at once. */
export function readRequest(body: unknown, schema: Schema, access: Access): NewIngestJob {
  const asked = readProperties(body);
  const operation = readOperation(asked.operation, access);
  if ((asked.contentType ?? 'CSV') !== 'CSV') throw new OrgFault('API_ERROR', 'contentType must be CSV');
  const type = readLoadType(asked.object, schema, access);
  return {
    operation,
    object: type.name,
    externalIdFieldName: readKeyField(asked.externalIdFieldName, operation, type)?.name,
    assignmentRuleId: asked.assignmentRuleId,
    delimiter: readDelimiter(asked.columnDelimiter),
    lineEnding: readLineEnding(asked.lineEnding),
  };
}

function readProperties(body: unknown): Readonly<Record<string, string | undefined>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrongType();
  const asked: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!PROPERTIES.has(name))
      throw new OrgFault('JSON_PARSER_ERROR', `Unrecognized field "${name}" at [line:1, column:1]`);
    if (typeof value === 'string') asked[name] = value;
    else if (value !== null) throw wrongType();
  }
  return asked;
}

function wrongType(): OrgFault {
  return new OrgFault('API_ERROR', 'Value does not match expected type at [line:1, column:1]');
}

export function readOperation(asked: string | undefined, access: Access): LoadOperation {
  if (asked === undefined || !OPERATIONS.has(asked))
    throw new OrgFault('API_ERROR', `operation must be one of ${[...OPERATIONS].join(', ')}`);
  if (asked === 'hardDelete' && !access.has('BulkApiHardDelete')) {
    const text =
      'hardDelete operation requires special user profile permission, please contact your system administrator';
    throw new OrgFault('FEATURENOTENABLED', text);
  }
  return asked as LoadOperation;
}

/** The object, when the caller sees it and Bulk takes it. */
export function readLoadType(object: string | undefined, schema: Schema, access: Access): SObjectType {
  const type = schema.find(object ?? '');
  if (type === undefined || type.restrictions.tooling === 'only' || !access.seesObject(type.name))
    throw new OrgFault('INVALIDENTITY', `Unable to find object: ${String(object)}`);
  if (!type.restrictions.bulk)
    throw new OrgFault('INVALIDENTITY', `Entity '${type.name}' is not supported by the Bulk API.`);
  return type;
}

/** The field that an upsert finds rows by; nothing for other operations. */
export function readKeyField(
  name: string | undefined,
  operation: LoadOperation,
  type: SObjectType,
): FieldDescribe | undefined {
  if (operation !== 'upsert') {
    if (name === undefined) return undefined;
    throw new OrgFault('INVALIDJOB', 'An External ID can be specified for upsert only.');
  }
  if (name === undefined || name === '') {
    throw new OrgFault(
      'INVALIDJOB',
      `External ID was blank for ${type.name}. An External ID must be specified for upsert.`,
    );
  }
  const field = type.field(name);
  if (field !== undefined && (field.externalId || field.idLookup === true)) return field;
  throw new OrgFault(
    'INVALIDJOB',
    `Field name provided, ${name} does not match an External ID, Salesforce Id, or indexed field for ${type.name}`,
  );
}
