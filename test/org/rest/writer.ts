// Who writes over REST and how the headers ask for it, and what a written row is answered with.
// REST API Developer Guide, "Headers": Sforce-Auto-Assign is TRUE unless sent as FALSE; duplicates are refused unless
// Sforce-Duplicate-Rule-Header says allowSave=true.
import type { SaveError, SaveResult, Writer } from '../dml/model.ts';
import type { Call, RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import { OrgFault } from '../model.ts';

export function writerOf(call: RoutedCall, org: PracticeOrg, allOrNone = false): Writer {
  const header = (name: string): string => String(call.headers[name] ?? '');
  return {
    userId: call.session.userId,
    access: org.accessOf(call.session),
    allOrNone,
    allowDuplicates: /\ballowSave\s*=\s*true\b/i.test(header('sforce-duplicate-rule-header')),
    autoAssign: header('sforce-auto-assign').toLowerCase() !== 'false',
    textCells: false,
  };
}

/** Statuses of refusals of a single record that are not 400. */
const STATUS: Readonly<Partial<Record<string, number>>> = {
  NOT_FOUND: 404,
  ENTITY_IS_DELETED: 404,
  INVALID_CROSS_REFERENCE_KEY: 404,
  INSUFFICIENT_ACCESS_OR_READONLY: 403,
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 403,
};

/** A single record's refusal: the first error names the status. A wrong reference in a field is 400, a wrong Id 404. */
export function refusedRecord(errors: readonly SaveError[]): OrgFault {
  const { statusCode, message, fields } = errors[0]!;
  // A name that is no field is found while the body is read, before there are fields to blame.
  if (statusCode === 'INVALID_FIELD') return new OrgFault(statusCode, message);
  const status = fields.length > 0 ? 400 : (STATUS[statusCode] ?? 400);
  return new OrgFault(statusCode, message, status, fields);
}

/** `{"id", "success", "errors"}` of sObject Collections; `created` is told by upserts only. */
export function collectionResult(result: SaveResult, tellsCreated: boolean): object {
  if (!result.success) {
    return {
      ...(result.id !== null && { id: result.id }),
      success: false,
      errors: result.errors.map(restError),
    };
  }
  return { id: result.id, success: true, errors: [], ...(tellsCreated && { created: result.created }) };
}

function restError({ statusCode, message, fields }: SaveError): object {
  return { statusCode, message, fields };
}

/** The body of a JSON call, whole numbers beyond 2^53 as their text, so that no digit is lost. */
export async function exactJson(call: Call): Promise<unknown> {
  return parseJson(await call.body());
}

/** The same of bytes. Throws JSON_PARSER_ERROR for what is no JSON. */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'), exactNumber as Parameters<typeof JSON.parse>[1]) as unknown;
  } catch (cause) {
    throw new OrgFault(
      'JSON_PARSER_ERROR',
      `Unexpected character at [line:1, column:1]: ${(cause as Error).message}`,
    );
  }
}

function exactNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return /^-?\d+$/.test(context.source) && !Number.isSafeInteger(value) ? context.source : value;
}
