// What a request must get past before its handler runs: a live session, found where its protocol carries it,
// a user who may use the API, and an allowance that is not used up.
import type { IncomingHttpHeaders } from 'node:http';
import type { Session } from '../auth/sessions.ts';
import { OrgFault } from '../model.ts';
import { readEnvelope, type SoapCall } from '../soap/envelope.ts';
import type { Call } from './call.ts';
import { NEWEST_API_VERSION, OLDEST_API_VERSION, type PracticeOrg } from './practiceOrg.ts';
import type { Protocol } from './refusals.ts';

/** A call whose sender is known; `session` is the nobody of open routes where none is needed. */
export interface Admitted {
  readonly session: Session;
  /** The parsed envelope of a SOAP call. */
  readonly soap?: SoapCall;
}

/** The sender of calls that need no session: logins, version lists, the control endpoint. */
export const NOBODY: Session = {
  token: '',
  userId: '',
  username: '',
  openedAt: 0,
  expiresAt: 0,
  refreshToken: null,
};

const BEARER = /^(?:Bearer|OAuth)\s+(\S+)$/i;

/** The token of an Authorization header. */
export function bearerToken(call: { headers: IncomingHttpHeaders }): string | undefined {
  return BEARER.exec(call.headers.authorization ?? '')?.[1];
}

/** The token a call carries, wherever its protocol puts it, without reading its body. */
export function tokenInHeaders(call: Call): string | undefined {
  const classic = call.headers['x-sfdc-session'];
  return bearerToken(call) ?? (typeof classic === 'string' ? classic : undefined);
}

/** Lets a call in or throws the refusal: INVALID_SESSION_ID, API_DISABLED_FOR_ORG, REQUEST_LIMIT_EXCEEDED, UNSUPPORTED_API_VERSION. */
export async function admit(
  call: Call,
  protocol: Protocol,
  apiVersion: number,
  org: PracticeOrg,
): Promise<Admitted> {
  if (protocol === 'open') return { session: NOBODY };
  const soap = protocol === 'soap' ? readEnvelope((await call.body()).toString('utf8')) : undefined;
  if (soap?.operation === 'login') return { session: NOBODY, soap };
  const session = org.door.sessions.find(soap === undefined ? tokenInHeaders(call) : soap.sessionId);
  checkApiEnabled(session, org);
  org.usage.count();
  checkVersion(apiVersion);
  return { session, ...(soap && { soap }) };
}

function checkApiEnabled(session: Session, org: PracticeOrg): void {
  if (org.accessOf(session).has('ApiEnabled')) return;
  throw new OrgFault('API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.', 403);
}

function checkVersion(apiVersion: number): void {
  if (apiVersion === 0 || (apiVersion >= OLDEST_API_VERSION && apiVersion <= NEWEST_API_VERSION)) return;
  throw new OrgFault('UNSUPPORTED_API_VERSION', `API version ${apiVersion.toFixed(1)} is not supported`, 404);
}
