// The OAuth endpoints. None of them counts as an API call; each refuses in its own way (OAuth error objects, the bare
// words of userinfo), because clients look for exactly those.
import { createHmac } from 'node:crypto';
import { empty, json, text, type Answer, type Call, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import type { Route } from '../http/router.ts';
import { bearerToken } from '../http/gate.ts';
import { grant } from './grants.ts';
import { identity, identityUrl, userInfo } from './identity.ts';
import { OauthError } from './oauthError.ts';
import type { Person } from './people.ts';
import { revoke } from './revoke.ts';
import type { Session } from './sessions.ts';

export const oauthRoutes: readonly Route[] = [
  { name: 'token', method: 'POST', path: '/services/oauth2/token', protocol: 'open', handle: token },
  { name: 'revoke', method: 'POST', path: '/services/oauth2/revoke', protocol: 'open', handle: revokeToken },
  { name: 'revoke', method: 'GET', path: '/services/oauth2/revoke', protocol: 'open', handle: revokeToken },
  {
    name: 'introspect',
    method: 'POST',
    path: '/services/oauth2/introspect',
    protocol: 'open',
    handle: introspect,
  },
  {
    name: 'userinfo',
    method: 'GET',
    path: '/services/oauth2/userinfo',
    protocol: 'open',
    handle: showUserInfo,
  },
  {
    name: 'userinfo',
    method: 'POST',
    path: '/services/oauth2/userinfo',
    protocol: 'open',
    handle: showUserInfo,
  },
  {
    name: 'singleaccess',
    method: 'ANY',
    path: '/services/oauth2/singleaccess',
    protocol: 'open',
    handle: singleAccess,
  },
  { name: 'identity', method: 'GET', path: '/id/:org/:user', protocol: 'open', handle: showIdentity },
];

async function token(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  return answering(async () => {
    const { session, refreshToken } = grant(await form(call), org.door);
    const id = identityUrl(org.url(), org.state.id, session.userId);
    const issuedAt = String(session.openedAt);
    return json({
      access_token: session.token,
      ...(refreshToken !== undefined && { refresh_token: refreshToken }),
      signature: createHmac('sha256', org.door.app.clientSecret)
        .update(id + issuedAt)
        .digest('base64'),
      scope: 'refresh_token web api',
      instance_url: org.url(),
      id,
      token_type: 'Bearer',
      issued_at: issuedAt,
    });
  });
}

async function revokeToken(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const secret = call.query.get('token') ?? (await form(call)).get('token') ?? '';
  if (revoke(secret, org)) return empty(200);
  return json({ error: 'invalid_token', error_description: 'invalid token: token' }, 400);
}

async function introspect(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  return answering(async () => {
    const fields = await form(call);
    if (!org.door.app.knows(fields.get('client_id')))
      throw new OauthError('invalid_client_id', 'client identifier invalid');
    const session = org.door.sessions.peek(fields.get('token') ?? '');
    if (session === undefined) return json({ active: false });
    return json({
      active: true,
      scope: 'api web refresh_token',
      client_id: fields.get('client_id'),
      username: session.username,
      sub: identityUrl(org.url(), org.state.id, session.userId),
      token_type: 'access_token',
      exp: Math.floor(session.expiresAt / 1000),
      iat: Math.floor(session.openedAt / 1000),
      nbf: Math.floor(session.openedAt / 1000),
    });
  });
}

function showUserInfo(call: RoutedCall, org: PracticeOrg): Answer {
  const who = person(call, org);
  return typeof who === 'string' ? text(who, 403) : json(userInfo(who, org.state, org.url()));
}

function showIdentity(call: RoutedCall, org: PracticeOrg): Answer {
  const who = person(call, org);
  if (typeof who === 'string') return text(who, 403);
  if (call.params.user !== who.id && call.params.user !== who.id.slice(0, 15)) return text('Wrong_User', 403);
  return json(identity(who, org.state, org.url()));
}

async function singleAccess(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const session = bearer(call, org) ?? org.door.sessions.peek((await form(call)).get('access_token') ?? '');
  if (session === undefined) return text('Bad_OAuth_Token', 403);
  const ticket = org.door.openCode(session.userId);
  return json({ frontdoor_uri: `${org.url()}/secur/frontdoor.jsp?otp=${ticket}` });
}

/** The user of the call's token, or the bare word that userinfo and identity answer with. */
function person(call: RoutedCall, org: PracticeOrg): Person | string {
  if (bearerToken(call) === undefined && !call.query.has('oauth_token')) return 'Missing_OAuth_Token';
  const session = bearer(call, org);
  return (session && org.door.people.withId(session.userId)) ?? 'Bad_OAuth_Token';
}

function bearer(call: RoutedCall, org: PracticeOrg): Session | undefined {
  return org.door.sessions.peek(bearerToken(call) ?? call.query.get('oauth_token') ?? '');
}

async function form(call: Call): Promise<URLSearchParams> {
  return new URLSearchParams((await call.body()).toString('utf8'));
}

async function answering(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof OauthError)) throw error;
    return json({ error: error.error, error_description: error.message }, error.status);
  }
}
