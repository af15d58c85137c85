// The refusals of a row, in Salesforce's words (SOAP API Developer Guide, "StatusCode"; message texts as the API gives them).
import type { FieldDescribe } from '../model.ts';
import type { SaveError, SaveResult } from './model.ts';

/** Thrown while one row is saved: that row fails, the others go on. */
export class RowFault extends Error {
  readonly errors: readonly SaveError[];

  constructor(errors: readonly SaveError[]) {
    super(errors.map(({ statusCode, message }) => `${statusCode}: ${message}`).join('; '));
    this.name = 'RowFault';
    this.errors = errors;
  }
}

/** A fault with one error. */
export function fault(statusCode: string, message: string, fields: readonly string[] = []): RowFault {
  return new RowFault([{ statusCode, message, fields }]);
}

export function noSuchColumn(object: string, field: string): RowFault {
  return fault('INVALID_FIELD', `No such column '${field}' on sobject of type ${object}`);
}

/** Fields that exist and may not be written, for whatever reason: all of a row are named in one error. */
export function notWritable(fields: readonly string[]): SaveError {
  return {
    statusCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
    message: `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    fields,
  };
}

export function requiredMissing(fields: readonly string[]): SaveError {
  return {
    statusCode: 'REQUIRED_FIELD_MISSING',
    message: `Required fields are missing: [${fields.join(', ')}]`,
    fields,
  };
}

export function wrongId(field: string, value: string): RowFault {
  return fault('MALFORMED_ID', `${labelled(field)}: id value of incorrect type: ${value}`, [field]);
}

function labelled(field: string): string {
  return field === 'Id' ? 'Record ID' : field;
}

export function invalidReference(field: string): RowFault {
  return fault('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', field === 'Id' ? [] : [field]);
}

export function isDeleted(): RowFault {
  return fault('ENTITY_IS_DELETED', 'entity is deleted');
}

export function noAccess(): RowFault {
  return fault('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
}

export function duplicateValue(field: FieldDescribe, otherId: string): RowFault {
  return fault(
    'DUPLICATE_VALUE',
    `duplicate value found: ${field.name} duplicates value on record with id: ${otherId.slice(0, 15)}`,
    [field.name],
  );
}

/** The result of a row that failed. */
export function failed(id: string | null, errors: readonly SaveError[]): SaveResult {
  return { id, success: false, created: false, errors };
}

/** What a row that would have saved answers when another one took it along. */
export const ROLLED_BACK: SaveError = {
  statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
  fields: [],
};

/** The results of a call that saved none because some failed: rows that would have saved say so. */
export function rolledBack(results: readonly SaveResult[]): SaveResult[] {
  return results.map((result) => (result.success ? failed(null, [ROLLED_BACK]) : result));
}
