// From the org's answer to a row's outcome.
import { isFailure } from '../../kit/failure.ts';
import type { RowAnswer, RowError } from '../../org/collections.ts';
import { OrgError } from '../../org/errors.ts';
import type { Kind } from './kinds.ts';
import type { Outcome } from './model.ts';
import { otherRow } from './reactions.ts';
import type { RowToWrite } from './rows.ts';

/** Of a row that the org wrote. References that could not be written with it make it fail after all. */
export function written({ row, at, missing }: RowToWrite, { id }: RowAnswer, kind: Kind): Outcome {
  const outcome = { row: at, id: row.id, attempts: 1 };
  if (missing.length > 0) return { ...outcome, result: 'Failed', code: 'parent-failed', fields: missing };
  return { ...outcome, result: kind.success, ...(row.action === 'Create' && { newId: id }) };
}

/** Of a row that the org refused. An Id beside the refusal is of a row that is there, but not as it should be. */
export function failed({ row, at }: RowToWrite, error: RowError, answer?: RowAnswer): Outcome {
  const other = otherRow(error);
  return {
    row: at,
    id: row.id,
    result: 'Failed',
    attempts: 1,
    code: error.code,
    message: error.message,
    fields: error.fields,
    ...(other !== undefined && { other }),
    ...(row.action === 'Create' && answer?.id !== undefined && { newId: answer.id }),
  };
}

/** A whole call's refusal as what it says of each of its rows. */
export function errorOf(error: unknown): RowError {
  if (error instanceof OrgError) return { code: error.code, message: error.text, fields: error.fields };
  if (isFailure(error)) return { code: error.key, message: '', fields: [] };
  return {
    code: 'UNKNOWN_EXCEPTION',
    message: error instanceof Error ? error.message : String(error),
    fields: [],
  };
}
