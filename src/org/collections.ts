// sObject Collections: up to 200 rows of one object a call, answered in the order in which they were sent (REST API
// Developer Guide, "sObject Collections"). Each row stands for itself: one that fails does not take the others along.
import { OrgError } from './errors.ts';
import type { Session } from './session.ts';

/** Rows that one call may have. */
export const MOST_RECORDS = 200;

export interface RowError {
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** What the org says of one row. */
export interface RowAnswer {
  readonly id?: string;
  /** None when the row was written. */
  readonly errors: readonly RowError[];
}

export interface WriteHeaders {
  /** Save a row although a duplicate rule would stop it. */
  readonly allowDuplicates: boolean;
}

interface WireAnswer {
  readonly id?: string;
  readonly success: boolean;
  readonly errors?: ReadonlyArray<{
    readonly statusCode: string;
    readonly message: string;
    readonly fields?: readonly string[];
  }>;
}

/**
 * A record as JSON text; `members` are field names with values that are JSON already, so that numbers keep their digits.
 */
export function recordJson(
  object: string,
  members: Iterable<readonly [field: string, json: string]>,
  id?: string,
): string {
  const parts = [`"attributes":{"type":${JSON.stringify(object)}}`];
  if (id !== undefined) parts.push(`"Id":${JSON.stringify(id)}`);
  for (const [field, json] of members) parts.push(`${JSON.stringify(field)}:${json}`);
  return `{${parts.join(',')}}`;
}

/** Inserts rows made by `recordJson`. The call is sent once: whoever loses its answer must look up what arrived. */
export function createRecords(
  session: Session,
  records: readonly string[],
  headers: WriteHeaders,
): Promise<RowAnswer[]> {
  return write(session, 'POST', records, headers, false);
}

/** Updates rows made by `recordJson`, each with its Id. */
export function updateRecords(
  session: Session,
  records: readonly string[],
  headers: WriteHeaders,
): Promise<RowAnswer[]> {
  return write(session, 'PATCH', records, headers, true);
}

/** Moves rows to the recycle bin. A row that is there already is answered ENTITY_IS_DELETED. */
export async function deleteRecords(session: Session, ids: readonly string[]): Promise<RowAnswer[]> {
  const path = session.resource(`composite/sobjects?ids=${ids.join(',')}&allOrNone=false`);
  return read(await session.json<unknown>(path, { method: 'DELETE' }), ids.length);
}

/**
 * The headers of a write: no assignment rules (they are on unless refused), and duplicates as asked ("Assignment Rule
 * Header", "Duplicate Rule Header").
 */
export function writeHeaders({ allowDuplicates }: WriteHeaders): Record<string, string> {
  return {
    'sforce-auto-assign': 'FALSE',
    ...(allowDuplicates && {
      'sforce-duplicate-rule-header': 'allowSave=true; includeRecordDetails=false; runAsCurrentUser=true',
    }),
  };
}

async function write(
  session: Session,
  method: 'POST' | 'PATCH',
  records: readonly string[],
  headers: WriteHeaders,
  idempotent: boolean,
): Promise<RowAnswer[]> {
  const body = `{"allOrNone":false,"records":[${records.join(',')}]}`;
  const answer = await session.json<unknown>(session.resource('composite/sobjects'), {
    method,
    headers: { 'content-type': 'application/json', ...writeHeaders(headers) },
    body,
    idempotent,
  });
  return read(answer, records.length);
}

function read(answer: unknown, expected: number): RowAnswer[] {
  if (!Array.isArray(answer) || answer.length !== expected)
    throw new OrgError('INVALID_ANSWER', 200, `The answer does not have ${expected} results.`);
  return (answer as readonly WireAnswer[]).map(({ id, success, errors = [] }) => ({
    ...(id && { id }),
    errors: success
      ? []
      : errors.map(({ statusCode, message, fields = [] }) => ({ code: statusCode, message, fields })),
  }));
}
