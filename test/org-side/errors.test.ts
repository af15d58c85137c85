import { expect } from 'chai';
import { readErrorBody } from '../../src/org/errorBody.ts';
import { gapReason, OrgError, type Reaction, REACTIONS, reactionTo } from '../../src/org/errors.ts';
import { nextStep } from '../../src/org/nextStep.ts';

const cases: ReadonlyArray<[Reaction, string, number, string, string]> = [
  ['reauthenticate', 'INVALID_SESSION_ID', 401, 'Session expired or invalid', 'error'],
  ['stop', 'INVALID_SESSION_ID', 401, 'This session is not valid for use with the REST API', 'no-permission'],
  [
    'stop',
    'API_DISABLED_FOR_ORG',
    403,
    'API is not enabled for this Organization or Partner',
    'no-permission',
  ],
  ['stop', 'REQUEST_LIMIT_EXCEEDED', 403, 'TotalRequests Limit exceeded.', 'limit'],
  ['backOff', 'REQUEST_LIMIT_EXCEEDED', 403, 'ConcurrentPerOrgLongTxn Limit exceeded.', 'limit'],
  ['useRest', 'INVALIDENTITY', 400, "Entity 'CaseStatus' is not supported by the Bulk API.", 'unsupported'],
  ['useRest', 'API_ERROR', 400, 'Selecting compound data not supported in Bulk Query', 'unsupported'],
  ['useRest', 'FeatureNotEnabled', 400, "Cannot serialize value for 'Body' in CSV format", 'unsupported'],
  [
    'filterByParents',
    'MALFORMED_QUERY',
    400,
    "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.",
    'filter-required',
  ],
  [
    'filterByParents',
    'EXTERNAL',
    400,
    'a filter on a reified column is required [EntityDefinition,DurableId]',
    'filter-required',
  ],
  ['gap', 'EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION', 400, 'not supported', 'unsupported'],
  [
    'splitColumns',
    'QUERY_TOO_COMPLICATED',
    400,
    'Query is either selecting too many fields or the filter conditions are too complicated.',
    'limit',
  ],
  ['splitColumns', 'URI_TOO_LONG', 414, '', 'limit'],
  ['splitColumns', 'HTTP_431', 431, '', 'limit'],
  ['split', 'QUERY_TIMEOUT', 400, 'Your query request was running for too long.', 'limit'],
  ['split', 'OPERATION_TOO_LARGE', 403, "exceeded 100000 distinct who/what's", 'limit'],
  ['split', 'BULK_JOB_FAILED', 200, 'failed after 15 retries', 'limit'],
  ['restart', 'INVALID_QUERY_LOCATOR', 400, 'invalid query locator', 'error'],
  ['halveWindow', 'EXCEEDED_ID_LIMIT', 400, '', 'limit'],
  ['sweepIds', 'INVALID_REPLICATION_DATE', 400, '', 'limit'],
  ['redescribe', 'INVALID_FIELD', 400, "No such column 'X__c' on entity 'Account'.", 'error'],
  ['redescribe', 'INVALID_TYPE', 400, "sObject type 'X' is not supported.", 'error'],
  ['gap', 'INSUFFICIENT_ACCESS', 403, 'no access', 'no-permission'],
  ['gap', 'INSUFFICIENT_ACCESS_OR_READONLY', 400, '', 'no-permission'],
  ['gap', 'INVALID_TYPE_FOR_OPERATION', 400, 'entity type X does not support query', 'not-queryable'],
  ['gap', 'TXN_SECURITY_METERING', 403, '', 'no-permission'],
  ['gap', 'KEY_HAS_BEEN_DESTROYED', 400, '', 'error'],
  ['wait', 'TOO_MANY_JOBS', 400, '', 'limit'],
  ['wait', 'EXCEEDED_QUOTA', 400, '', 'limit'],
  ['backOff', 'UNABLE_TO_LOCK_ROW', 400, '', 'error'],
  ['backOff', 'SERVER_UNAVAILABLE', 503, '', 'error'],
  ['backOff', 'INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE', 400, '', 'error'],
  ['backOff', 'HTTP_429', 429, '', 'limit'],
  ['retry', 'HTTP_502', 502, '', 'error'],
  ['retry', 'UNKNOWN_EXCEPTION', 500, 'An unexpected error occurred.', 'error'],
  ['fail', 'INVALID_CROSS_REFERENCE_KEY', 500, 'a SOAP fault with a code of its own', 'error'],
  ['stop', 'STORAGE_LIMIT_EXCEEDED', 400, '', 'limit'],
  ['fail', 'SOMETHING_NEW', 400, '', 'error'],
];

describe('the reaction to what an org answers', () => {
  for (const [reaction, code, status, text, gap] of cases) {
    it(`is ${reaction} for ${code} ${text.slice(0, 50)}`, () => {
      const error = new OrgError(code, status, text);
      expect([reactionTo(error), gapReason(error)]).to.deep.equal([reaction, gap]);
    });
  }

  it('is to fail for errors that are not the org’s', () =>
    expect(reactionTo(new Error('x'))).to.equal('fail'));

  it('is sourced in every row', () => {
    for (const { source, code, text, status } of REACTIONS) {
      expect(source).not.to.equal('');
      expect(code ?? text ?? status, source).not.to.equal(undefined);
    }
  });
});

describe('an error body', () => {
  const bodies: ReadonlyArray<[string, number, string, string, string]> = [
    [
      'a REST array',
      400,
      '[{"message":"no","errorCode":"INVALID_FIELD","fields":["A"]}]',
      'INVALID_FIELD',
      'no',
    ],
    ['several errors', 400, '[{"message":"a","errorCode":"X"},{"message":"b","errorCode":"Y"}]', 'X', 'a\nb'],
    [
      'an OAuth object',
      400,
      '{"error":"invalid_grant","error_description":"expired"}',
      'invalid_grant',
      'expired',
    ],
    [
      'a SOAP fault',
      500,
      '<e:Envelope><faultcode>sf:INVALID_TYPE</faultcode><faultstring>INVALID_TYPE: a &lt;b&gt;</faultstring>',
      'INVALID_TYPE',
      'a <b>',
    ],
    ['HTML', 502, '<html>Bad gateway</html>', 'HTTP_502', ''],
    ['nothing', 503, '', 'HTTP_503', ''],
    ['broken JSON', 400, '[{"message":', 'HTTP_400', ''],
  ];
  for (const [what, status, body, code, text] of bodies) {
    it(`is read from ${what}`, () => {
      const error = readErrorBody(status, body);
      expect([error.code, error.status, error.text]).to.deep.equal([code, status, text]);
    });
  }
});

describe('the next step after a failed call', () => {
  const fresh = { retry: 0, repeatable: true, refreshed: false };
  const dropped = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const steps: ReadonlyArray<[string, unknown, Partial<typeof fresh>, string]> = [
    ['a dropped GET', dropped, {}, 'again'],
    ['a dropped POST', dropped, { repeatable: false }, 'give up'],
    ['a POST that never left', refused, { repeatable: false }, 'again'],
    ['a POST refused by load', new OrgError('HTTP_503', 503, ''), { repeatable: false }, 'again'],
    ['a POST that hit a server fault', new OrgError('HTTP_500', 500, ''), { repeatable: false }, 'give up'],
    ['an expired POST', new OrgError('INVALID_SESSION_ID', 401, ''), { repeatable: false }, 'refresh'],
    ['a call expired twice', new OrgError('INVALID_SESSION_ID', 401, ''), { refreshed: true }, 'give up'],
    ['the sixth fault', new OrgError('HTTP_500', 500, ''), { retry: 5 }, 'give up'],
    ['a programming mistake', new TypeError('x'), {}, 'give up'],
  ];
  for (const [what, error, more, kind] of steps) {
    it(`is to ${kind} for ${what}`, () => expect(nextStep(error, { ...fresh, ...more }).kind).to.equal(kind));
  }
});
