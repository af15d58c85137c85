// The control endpoint under /practice/: lets tests and scripts in other processes steer a running org.
// No Salesforce org has it; it is open to whoever reaches the loopback port.
import type { Person } from '../auth/people.ts';
import { OrgFault } from '../model.ts';
import { empty, json, jsonBody, type Answer, type RoutedCall } from './call.ts';
import type { PracticeOrg } from './practiceOrg.ts';
import type { Handler, Route } from './router.ts';

export const practiceRoutes: readonly Route[] = [
  control('GET', 'org', (_call, org) =>
    json({ url: org.url(), orgId: org.state.id, seed: org.state.seed, scale: org.state.scale }),
  ),
  control('GET', 'calls', (_call, org) => json(org.log.calls)),
  control('DELETE', 'calls', (_call, org) => done(() => org.log.clear())),
  control('PUT', 'faults', setFaults),
  control('DELETE', 'faults', (_call, org) => done(() => org.faults.clear())),
  control('GET', 'clock', (_call, org) => json({ now: org.state.now().toISOString() })),
  control('PUT', 'clock', setClock),
  control('POST', 'token', openSession),
  control('POST', 'code', openCode),
  control('POST', 'expire-tokens', (_call, org) => done(() => org.door.sessions.expireAll())),
  control('PUT', 'session-lifetime', setLifetime),
  control('PUT', 'api-limit', setApiLimit),
  control('GET', 'issued-tokens', (_call, org) => json(org.door.secrets.issued())),
  control('POST', 'stop', (_call, org) => done(() => org.requestStop())),
];

function control(method: string, name: string, handle: Handler): Route {
  return { name: 'practice', method, path: `/practice/${name}`, protocol: 'open', handle };
}

function done(work: () => void): Answer {
  work();
  return empty(204);
}

async function setFaults(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const plan = await jsonBody(call);
  try {
    org.faults.set(plan);
  } catch (error) {
    throw new OrgFault('INVALID_FAULT_PLAN', (error as Error).message);
  }
  return empty(204);
}

/** `{ "now": "2026-01-31T08:00:00Z" }` sets the clock, `{ "advance": 3600 }` moves it by seconds. */
async function setClock(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { now, advance } = (await jsonBody(call)) as { now?: string; advance?: number };
  if (now !== undefined) org.clock.set(new Date(now));
  if (advance !== undefined) org.clock.advance(advance * 1000);
  return json({ now: org.state.now().toISOString() });
}

async function openSession(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const person = await named(call, org);
  const refreshToken = org.door.openRefreshToken(person.id);
  return json({ token: org.door.sessions.open(person, refreshToken).token, refreshToken, userId: person.id });
}

async function openCode(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  return json({ code: org.door.openCode((await named(call, org)).id) });
}

async function setLifetime(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { seconds } = (await jsonBody(call)) as { seconds: number };
  return done(() => org.door.sessions.setLifetime(seconds));
}

async function setApiLimit(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { limit } = (await jsonBody(call)) as { limit: number };
  return done(() => org.usage.setLimit(limit));
}

async function named(call: RoutedCall, org: PracticeOrg): Promise<Person> {
  const { username } = (await jsonBody(call)) as { username?: string };
  const person = org.door.people.named(username ?? org.door.runAs);
  if (person === undefined) throw new OrgFault('NOT_FOUND', `No user is called ${String(username)}`, 404);
  return person;
}
