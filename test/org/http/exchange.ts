// One request from arrival to log entry. The order is the protocol's: collapse slashes, log, faults, session, API
// permission, allowance, route; whatever happens, exactly one entry is written.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Struck } from '../faults/faults.ts';
import type { WireEffect } from '../faults/plan.ts';
import { OrgFault } from '../model.ts';
import { aboutCall, type About } from './about.ts';
import { text, type Answer, type Call } from './call.ts';
import { dispatch, type Outcome } from './dispatch.ts';
import { acceptsGzip, readCall, tooLong } from './incoming.ts';
import type { PracticeOrg } from './practiceOrg.ts';
import { refusal, type Protocol } from './refusals.ts';
import type { Lookup } from './router.ts';
import { send } from './send.ts';
import { requestLimitExceeded } from './usage.ts';

/** Answers one request. Rejects only for defects of the practice org itself. */
export async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  org: PracticeOrg,
): Promise<void> {
  const call = readCall(request);
  const lookup = org.router.find(call.method, call.path);
  const endpoint = 'found' in lookup ? lookup.found.route.name : 'unknown';
  const about = await aboutCall(call, lookup, org);
  const struck = endpoint === 'practice' ? [] : strike(call, endpoint, about, org);
  const effects = struck.map(({ effect }) => effect);
  const bytesBefore = response.socket?.bytesWritten ?? 0;
  const socket = response.socket;
  const answered = await outcomeOf({ request, call, lookup, about, effects, org });
  const outcome = effects.some(isLostAnswer) ? 'dropped' : answered;
  if (outcome === 'dropped') socket?.destroy();
  else await send(response, limitInfo(outcome, lookup, org), sending(request, effects, org));
  org.log.add({
    method: call.method,
    path: `${call.path}${call.query.size > 0 ? `?${call.query.toString()}` : ''}`,
    endpoint,
    operation: about.operation ?? null,
    status: outcome === 'dropped' ? 0 : outcome.answer.status,
    bytes: (socket?.bytesWritten ?? 0) - bytesBefore,
    user: outcome === 'dropped' ? null : outcome.username,
    counted: outcome !== 'dropped' && outcome.counted,
    faults: struck.map(({ name }) => name),
  });
}

interface Arrival {
  readonly request: IncomingMessage;
  readonly call: Call;
  readonly lookup: Lookup;
  readonly about: About;
  readonly effects: readonly WireEffect[];
  readonly org: PracticeOrg;
}

async function outcomeOf({
  request,
  call,
  lookup,
  about,
  effects,
  org,
}: Arrival): Promise<Outcome | 'dropped'> {
  const long = tooLong(request);
  if (long !== undefined)
    return refused(text(long === 414 ? 'URI Too Long' : 'Request Header Fields Too Large', long));
  for (const effect of effects) {
    if (effect.effect === 'delay') await wait(effect.milliseconds);
    if (effect.effect === 'expireToken') org.door.sessions.end(about.token ?? '');
    if (effect.effect === 'drop' && effect.when === 'before-headers') return 'dropped';
    const instead = standIn(effect, 'found' in lookup ? lookup.found.route.protocol : 'rest');
    if (instead !== undefined) return refused(instead);
  }
  return dispatch(call, lookup, org);
}

/** The work is done and nobody hears of it. */
function isLostAnswer(effect: WireEffect): boolean {
  return effect.effect === 'drop' && effect.when === 'after-commit';
}

function strike(call: Call, endpoint: string, about: About, org: PracticeOrg): Struck[] {
  return org.faults.strike({
    endpoint,
    method: call.method,
    path:
      call.query.size > 0
        ? `${call.path}?${decodeURIComponent(call.query.toString().replaceAll('+', ' '))}`
        : call.path,
    object: about.object,
    subject: about.operation,
    username: org.door.sessions.peek(about.token ?? '')?.username,
  });
}

/** The answer a fault gives instead of the org's. */
function standIn(effect: WireEffect, protocol: Protocol): Answer | undefined {
  if (effect.effect === 'requestLimit') return refusal(requestLimitExceeded(), protocol);
  if (effect.effect !== 'status') return undefined;
  if (effect.body !== undefined) return text(effect.body, effect.status, effect.contentType);
  const code = effect.errorCode ?? 'SERVER_UNAVAILABLE';
  return refusal(new OrgFault(code, effect.message ?? 'Injected fault', effect.status), protocol);
}

function refused(answer: Answer): Outcome {
  return { answer, username: null, counted: false };
}

/** REST answers tell the allowance; other protocols do not. */
function limitInfo(outcome: Outcome, lookup: Lookup, org: PracticeOrg): Answer {
  const rest = 'found' in lookup && lookup.found.route.protocol === 'rest';
  if (!rest || outcome.username === null) return outcome.answer;
  return {
    ...outcome.answer,
    headers: { ...outcome.answer.headers, 'sforce-limit-info': org.usage.header() },
  };
}

function sending(
  request: IncomingMessage,
  effects: readonly WireEffect[],
  org: PracticeOrg,
): Parameters<typeof send>[2] {
  return {
    acceptsGzip: org.settings.gzip && acceptsGzip(request.headers),
    head: request.method === 'HEAD',
    date: org.state.now(),
    effects,
  };
}
