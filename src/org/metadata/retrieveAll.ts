// All packs, one after another, in their order. A pack the org refuses is halved until it fits or the one component
// that kills it stands alone: that one is named, everything else is saved (one poison component otherwise costs the
// whole retrieve).
import { isFailure } from '../../kit/failure.ts';
import { retryDelay } from '../backOff.ts';
import type { Session } from '../session.ts';
import type { ComponentName } from './component.ts';
import type { Pack } from './planPacks.ts';
import { retrievePack, type RetrieveOptions, type RetrieveOutcome } from './retrievePack.ts';

type Retrieved = Extract<RetrieveOutcome, { kind: 'retrieved' }>;

export interface RetrievedPack extends Retrieved {
  readonly pack: Pack;
}

export interface LostPack {
  readonly kind: 'lost';
  /** One component or profile; all that was left of a planned pack once it had too many losses. */
  readonly pack: Pack;
  readonly code: string;
  readonly text: string;
}

export type Retrieve = (components: readonly ComponentName[]) => Promise<RetrieveOutcome>;

/** Retrieves the packs; yields what came and what was lost, in a fixed order. */
export function retrieveAll(
  session: Session,
  packs: Iterable<Pack>,
  options: RetrieveOptions,
): AsyncGenerator<RetrievedPack | LostPack> {
  return retrieveBy((components) => persistently(session, components, options), packs, options.signal);
}

const MOST_BREAKDOWNS = 3;

/** A retrieve only reads, so one that broke down on the way is asked for again; the other client does not do that. */
async function persistently(
  session: Session,
  components: readonly ComponentName[],
  options: RetrieveOptions,
): Promise<RetrieveOutcome> {
  for (let retry = 0; ; retry++) {
    try {
      return await retrievePack(session, components, options);
    } catch (error) {
      if (!isFailure(error, 'retrieveFailed') || retry >= MOST_BREAKDOWNS) throw error;
      await session.pause(retryDelay(retry, Math.random()), options.signal);
    }
  }
}

/** After so many losses within one planned pack it is not single components that fail: the rest is given up whole. */
export const MOST_LOSSES = 25;

/** The same over any retrieve, so that the halving can be tested without an org. */
export async function* retrieveBy(
  retrieve: Retrieve,
  packs: Iterable<Pack>,
  signal?: AbortSignal,
): AsyncGenerator<RetrievedPack | LostPack> {
  for (const pack of packs) {
    let losses = 0;
    const waiting = [pack];
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      signal?.throwIfAborted();
      const outcome = await retrieve([...part.components, ...part.profiles]);
      if (outcome.kind === 'retrieved') {
        yield { ...outcome, pack: part };
        continue;
      }
      const parts = losses < MOST_LOSSES ? halves(part) : [];
      waiting.unshift(...parts);
      if (parts.length > 0) continue;
      losses += 1;
      yield { kind: 'lost', pack: part, code: outcome.code, text: outcome.text };
    }
  }
}

/**
 * A pack in two, or none when there is nothing to halve. Components first, each half with all the profiles; a single
 * component is then tried without its profiles, and the profiles by themselves.
 */
export function halves(pack: Pack): Pack[] {
  const { components, profiles, repeats } = pack;
  if (components.length > 1)
    return inTwo(components).map((half) => ({ components: half, profiles, repeats }));
  if (components.length === 1 && profiles.length > 0) {
    return [
      ...(repeats ? [] : [{ components, profiles: [], repeats }]),
      { components: [], profiles, repeats },
    ];
  }
  return profiles.length > 1 ? inTwo(profiles).map((half) => ({ components, profiles: half, repeats })) : [];
}

function inTwo<Item>(items: readonly Item[]): Array<readonly Item[]> {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}
