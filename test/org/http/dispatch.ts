// From a call to its answer: find the route, pass the gate, run the handler, put refusals into the protocol's shape.
// The HTTP server and the composite resources both come through here.
import type { Session } from '../auth/sessions.ts';
import { OrgFault } from '../model.ts';
import type { Answer, Call } from './call.ts';
import { admit } from './gate.ts';
import type { PracticeOrg } from './practiceOrg.ts';
import { refusal } from './refusals.ts';
import type { Found, Lookup } from './router.ts';

/** An answer with what the request log tells about it. */
export interface Outcome {
  readonly answer: Answer;
  readonly username: string | null;
  readonly counted: boolean;
}

/** Answers a call from outside; never throws for what the org refuses. */
export async function dispatch(call: Call, lookup: Lookup, org: PracticeOrg): Promise<Outcome> {
  const protocol = 'found' in lookup ? lookup.found.route.protocol : 'rest';
  const usedBefore = org.usage.used;
  let username: string | null = null;
  try {
    const apiVersion = 'found' in lookup ? lookup.found.apiVersion : 0;
    const admitted = await admit(call, protocol, apiVersion, org);
    username = admitted.session.username === '' ? null : admitted.session.username;
    const answer = await routed(lookup, call).route.handle({ ...inRoute(call, lookup), ...admitted }, org);
    return { answer, username, counted: org.usage.used > usedBefore };
  } catch (error) {
    return { answer: refusal(error, protocol), username, counted: org.usage.used > usedBefore };
  }
}

/** Answers a subrequest of a composite call: same session, no gate (subrequests do not count as API calls). */
export async function dispatchWithin(call: Call, session: Session, org: PracticeOrg): Promise<Answer> {
  const lookup = org.router.find(call.method, call.path);
  try {
    return await routed(lookup, call).route.handle({ ...inRoute(call, lookup), session }, org);
  } catch (error) {
    return refusal(error, 'rest');
  }
}

function inRoute(call: Call, lookup: Lookup): Call & { params: Found['params']; apiVersion: number } {
  const { params, apiVersion } = routed(lookup, call);
  return {
    method: call.method,
    path: call.path,
    query: call.query,
    headers: call.headers,
    body: () => call.body(),
    params,
    apiVersion,
  };
}

function routed(lookup: Lookup, call: Call): Found {
  if ('found' in lookup) return lookup.found;
  if (lookup.allowed.length === 0)
    throw new OrgFault('NOT_FOUND', 'The requested resource does not exist', 404);
  const allowed = lookup.allowed.join(',');
  throw new OrgFault(
    'METHOD_NOT_ALLOWED',
    `HTTP Method '${call.method}' not allowed. Allowed are ${allowed}`,
    405,
  );
}
