// Decides when a planned fault strikes. Each fault counts its own matching calls; chance comes from the plan's seed,
// so that a run that found a defect can be run again.
import { createLosses, type Losses } from './losses.ts';
import { matches, type Subject } from './matching.ts';
import {
  ROOM_EFFECTS,
  type Effect,
  type Fault,
  type FaultPlan,
  type RoomEffect,
  type RoomEffectName,
  type WireEffect,
} from './plan.ts';
import { readPlan } from './planSchema.ts';

export interface Struck {
  readonly name: string;
  readonly effect: WireEffect;
}

export interface Faults {
  /** Replaces the plan, its counters and all lasting effects. Throws an Error for a plan that is none. */
  set(plan: unknown): void;
  clear(): void;
  /** The faults that strike a request; lasting effects begin here. */
  strike(subject: Subject): Struck[];
  /** What a room is to do wrong with `subject` (an object, a metadata type, `Type:fullName`); nothing most of the time. */
  faultFor<N extends RoomEffectName>(
    kind: N,
    subject: string,
  ): Extract<RoomEffect, { effect: N }> | undefined;
  readonly losses: Losses;
}

/** No faults but the plan's, until another is set. */
export function createFaults(now: () => Date, plan?: unknown): Faults {
  let armed: Armed[] = [];
  const losses = createLosses(now);
  const set = (next: FaultPlan): void => {
    const chance = seededChance(next.seed ?? 0);
    losses.clear();
    armed = next.faults.map((fault) => arm(fault, chance));
  };
  if (plan !== undefined) set(readPlan(plan));
  return {
    losses,
    set: (next) => set(readPlan(next)),
    clear: () => set({ faults: [] }),
    strike(subject) {
      const struck = armed.filter(({ fault, strikes }) => !isRoomEffect(fault.do) && strikes(subject));
      for (const { fault } of struck) losses.begin(fault.do);
      return struck.flatMap(({ fault }) =>
        isWireEffect(fault.do) ? [{ name: fault.name ?? fault.do.effect, effect: fault.do }] : [],
      );
    },
    faultFor(kind, subject) {
      const hit = armed.find(
        ({ fault, strikes }) => fault.do.effect === kind && strikes({ subject, object: subject }),
      );
      return hit?.fault.do as Extract<RoomEffect, { effect: typeof kind }> | undefined;
    },
  };
}

interface Armed {
  readonly fault: Fault;
  readonly strikes: (subject: Subject) => boolean;
}

function arm(fault: Fault, chance: () => number): Armed {
  let seen = 0;
  let struck = 0;
  const strikes = (subject: Subject): boolean => {
    if (!matches(fault.on, subject)) return false;
    seen += 1;
    if (fault.nth !== undefined && ![fault.nth].flat().includes(seen)) return false;
    if (seen <= (fault.after ?? 0) || struck >= (fault.times ?? Infinity)) return false;
    if (fault.probability !== undefined && chance() >= fault.probability) return false;
    struck += 1;
    return true;
  };
  return { fault, strikes };
}

function isRoomEffect(effect: Effect): effect is RoomEffect {
  return (ROOM_EFFECTS as readonly string[]).includes(effect.effect);
}

function isWireEffect(effect: Effect): effect is WireEffect {
  return !isRoomEffect(effect) && effect.effect !== 'losePermission' && effect.effect !== 'schemaChange';
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function seededChance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
