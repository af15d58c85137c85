// What a call is about, seen from the door: the object, the SOAP operation, the session's token. Fault plans and the
// request log speak of calls in these words.
import { fromClause, objectOf } from '../faults/objectOf.ts';
import type { Call } from './call.ts';
import { tokenInHeaders } from './gate.ts';
import type { PracticeOrg } from './practiceOrg.ts';
import type { Lookup } from './router.ts';

export interface About {
  readonly object: string | undefined;
  /** `listMetadata`, `login`, …; undefined for calls that are not SOAP. */
  readonly operation: string | undefined;
  readonly token: string | undefined;
}

/** Envelopes say all of this at their beginning; a deploy's zip comes after it. */
const BEGINNING = 8_000;
const OPERATION = /<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/;
/** Of a new load, whether the body is JSON or multipart. */
const OBJECT = /"object"\s*:\s*"(\w+)"/;
const SESSION_ID = /<(?:\w+:)?sessionId[^>]*>\s*([^<\s]+)/;

/** Reads the body only where path and headers do not tell: SOAP calls and new Bulk jobs. */
export async function aboutCall(call: Call, lookup: Lookup, org: PracticeOrg): Promise<About> {
  const route = 'found' in lookup ? lookup.found.route : undefined;
  if (route?.protocol === 'soap') {
    const envelope = (await call.body()).subarray(0, BEGINNING).toString('utf8');
    return {
      object: undefined,
      operation: OPERATION.exec(envelope)?.[1],
      token: SESSION_ID.exec(envelope)?.[1],
    };
  }
  const token = tokenInHeaders(call);
  if (route?.name === 'bulkCreate') {
    return { object: fromClause((await call.body()).toString('utf8')), operation: undefined, token };
  }
  if (route?.name === 'ingestCreate') {
    return { object: OBJECT.exec((await call.body()).toString('utf8'))?.[1], operation: undefined, token };
  }
  const object = objectOf(call, {
    job: (id) => org.bulk.find(id)?.object ?? org.ingest.find(id)?.object,
    cursor: (locator) => org.cursors.objectOf(locator),
  });
  return { object, operation: undefined, token };
}
