// What an org answers when it does not answer: one error type, and one table that says how to react to it.
// The table is the only place where Salesforce error codes are judged; each row names where its rule comes from.

/** A refusal by the org. `code` is Salesforce's errorCode, or `HTTP_<status>` where the body gave none. */
export class OrgError extends Error {
  readonly code: string;
  readonly status: number;
  readonly text: string;
  readonly fields: readonly string[];

  constructor(code: string, status: number, text: string, fields: readonly string[] = []) {
    super(`${code}: ${text}`);
    this.name = 'OrgError';
    this.code = code;
    this.status = status;
    this.text = text;
    this.fields = fields;
  }
}

/**
 * What to do next:
 * `retry` soon and `backOff` (the same request again), `reauthenticate` and repeat, `split` the rows (Id ranges),
 * `splitColumns`, `filterByParents` (iterate parents), `useRest` instead of Bulk, `restart` from the last key,
 * `halveWindow` of time, `sweepIds`, `redescribe` (schema changed under way), `wait` for room, `gap` (record it,
 * go on), `stop` the run at a checkpoint, `fail` (not known: an error of this object).
 */
export type Reaction =
  | 'retry'
  | 'backOff'
  | 'reauthenticate'
  | 'split'
  | 'splitColumns'
  | 'filterByParents'
  | 'useRest'
  | 'restart'
  | 'halveWindow'
  | 'sweepIds'
  | 'redescribe'
  | 'wait'
  | 'gap'
  | 'stop'
  | 'fail';

/** Why something is missing from a version (the manifest's words). */
export type GapReason =
  'no-permission' | 'not-queryable' | 'filter-required' | 'unsupported' | 'limit' | 'error';

interface Rule {
  readonly code?: RegExp;
  readonly status?: RegExp;
  readonly text?: RegExp;
  readonly reaction: Reaction;
  readonly gap: GapReason;
  readonly source: string;
}

const rule = (
  match: Pick<Rule, 'code' | 'status' | 'text'>,
  reaction: Reaction,
  gap: GapReason,
  source: string,
): Rule => ({ ...match, reaction, gap, source });

/** First match wins, so texts that refine a code stand above the code. */
export const REACTIONS: readonly Rule[] = [
  rule(
    { text: /not valid for use with the REST API|not attached to Agent/ },
    'stop',
    'no-permission',
    'jsforce http-api: no refresh helps',
  ),
  rule(
    { code: /^API_DISABLED_FOR_ORG$/ },
    'stop',
    'no-permission',
    'user without API Enabled, or edition without API',
  ),
  rule({ code: /INVALID_SESSION_ID$/ }, 'reauthenticate', 'error', 'REST 401, SOAP 500 fault'),
  rule(
    { code: /^REQUEST_LIMIT_EXCEEDED$/, text: /Concurrent/i },
    'backOff',
    'limit',
    'ConcurrentPerOrgLongTxn: 25 calls over 20 s',
  ),
  rule({ code: /^REQUEST_LIMIT_EXCEEDED$/ }, 'stop', 'limit', 'TotalRequests limit, 24 h rolling'),
  rule(
    { code: /^(TXN_SECURITY_\w+|TWO_FA_REQUIRED)$/ },
    'gap',
    'no-permission',
    'Transaction Security policy',
  ),
  rule(
    { text: /is not supported by the Bulk API/i },
    'useRest',
    'unsupported',
    'tap-salesforce, airbyte source-salesforce',
  ),
  rule({ code: /^INVALIDENTITY$/ }, 'useRest', 'unsupported', 'Bulk API refusal at job creation'),
  rule(
    { text: /Cannot serialize value for|compound data not supported in Bulk/i },
    'useRest',
    'unsupported',
    'base64 and compound fields in Bulk',
  ),
  rule(
    { text: /requires a filter by|filter on a reified column|must (be )?filter|Implementation restriction/i },
    'filterByParents',
    'filter-required',
    'Object Reference: ContentDocumentLink, Vote, FieldDefinition, …',
  ),
  rule(
    { text: /^Getting all \w+ is unsupported|^This query is not supported on/i },
    'gap',
    'not-queryable',
    'ListViewChartInstance, OutgoingEmail: reported texts',
  ),
  rule({ code: /^EXTERNAL_OBJECT_/ }, 'gap', 'unsupported', 'external objects: the data is not in the org'),
  rule(
    { code: /^QUERY_TOO_COMPLICATED$|^QUERY_(TOO_LONG|LENGTH)\w*$/ },
    'splitColumns',
    'limit',
    'formula-heavy SELECT; SOQL over 100,000 characters',
  ),
  rule(
    { status: /^(414|431)$/ },
    'splitColumns',
    'limit',
    'URI and headers over 16,384 bytes (help 000386264)',
  ),
  rule(
    { code: /^(QUERY_TIMEOUT|OPERATION_TOO_LARGE)$/ },
    'split',
    'limit',
    'over 2 minutes, or too many rows without View All',
  ),
  rule(
    { code: /^BULK_JOB_FAILED$/ },
    'split',
    'limit',
    'own code: a query job that failed after its 15 tries',
  ),
  rule({ code: /^INVALID_QUERY_LOCATOR$/ }, 'restart', 'error', 'cursors live 2 days'),
  rule({ code: /^EXCEEDED_ID_LIMIT$/ }, 'halveWindow', 'limit', 'getUpdated/getDeleted over 600,000 Ids'),
  rule(
    { code: /^INVALID_REPLICATION_DATE$/ },
    'sweepIds',
    'limit',
    'delete log purged or older than 15 days',
  ),
  rule(
    { code: /^(MALFORMED_QUERY|INVALID_FIELD|INVALID_TYPE)$/ },
    'redescribe',
    'error',
    'schema changed under way',
  ),
  rule(
    { code: /^(INSUFFICIENT_ACCESS\w*|API_CURRENTLY_DISABLED|CANNOT_\w*ACCESS\w*)$/ },
    'gap',
    'no-permission',
    'sharing, object or field permission',
  ),
  rule({ code: /^FUNCTIONALITY_NOT_ENABLED$/ }, 'gap', 'unsupported', 'feature switched off in the org'),
  rule(
    { code: /^(INVALID_TYPE_FOR_OPERATION|UNSUPPORTED_\w+|METHOD_NOT_ALLOWED)$/ },
    'gap',
    'not-queryable',
    'listed by describeGlobal, yet not readable',
  ),
  rule({ code: /^KEY_HAS_BEEN_DESTROYED$/ }, 'gap', 'error', 'tenant secret gone: the row cannot be read'),
  rule(
    { code: /^(TOO_MANY_JOBS|EXCEEDED_QUOTA|ExceededQuota|EXCEEDED_MAX_\w+)$/i },
    'wait',
    'limit',
    'job quotas: wait and spread',
  ),
  rule({ code: /DURING_MAINTENANCE$/ }, 'backOff', 'error', 'read-only window of the instance'),
  rule({ code: /^STORAGE_LIMIT_EXCEEDED$/ }, 'stop', 'limit', 'no room in the org'),
  rule(
    { code: /^(UNABLE_TO_LOCK_ROW|SERVER_UNAVAILABLE|CONNECTION_FAILURE)$/ },
    'backOff',
    'error',
    'passing load or lock',
  ),
  rule(
    { status: /^(420|429|503)$/ },
    'backOff',
    'limit',
    'rejected before execution; no Retry-After is sent',
  ),
  rule(
    { status: /^(500|502|504)$/, code: /^(HTTP_\d+|UNKNOWN_EXCEPTION|INTERNAL_\w+|SERVER_\w+)$/ },
    'retry',
    'error',
    'passing server fault; SOAP faults with a code of their own also come as 500',
  ),
  rule({ code: /^INVALID_ANSWER$/ }, 'retry', 'error', 'own code: a success whose body is not JSON'),
  rule({ status: /^401$/ }, 'reauthenticate', 'error', 'session expired'),
  rule({ status: /^403$/ }, 'gap', 'no-permission', 'forbidden without a known code'),
];

function ruleFor(error: OrgError): Rule | undefined {
  return REACTIONS.find(
    ({ code, status, text }) =>
      (code?.test(error.code) ?? true) &&
      (status?.test(String(error.status)) ?? true) &&
      (text?.test(error.text) ?? true),
  );
}

/** How to react; `fail` for whatever the table does not know or is no refusal of the org's. */
export function reactionTo(error: unknown): Reaction {
  return error instanceof OrgError ? (ruleFor(error)?.reaction ?? 'fail') : 'fail';
}

/** The word a gap gets when this error is why something is missing. */
export function gapReason(error: unknown): GapReason {
  return error instanceof OrgError ? (ruleFor(error)?.gap ?? 'error') : 'error';
}
