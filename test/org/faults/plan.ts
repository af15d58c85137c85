// What can be made to go wrong, as data. A plan is JSON from a test, a file or the control endpoint; it is checked
// against the schema in planSchema.ts before anything uses it. README.md has the table of effects with examples.

/** Which calls or subjects a fault is about. Absent keys match everything; text may hold `*`. */
export interface Target {
  /** A route's name: `query`, `queryMore`, `bulkResults`, `describe`, … */
  readonly endpoint?: string;
  readonly method?: string;
  /** Path with its query. */
  readonly path?: string;
  /** The object a call is about: in its path, its query's FROM, its job or its locator. */
  readonly object?: string;
  readonly username?: string;
  /** The operation of a SOAP call; for the faults rooms ask about, a metadata type or `Type:fullName`. */
  readonly subject?: string;
}

/** What happens to a request on its way in or out. */
export type WireEffect =
  | {
      readonly effect: 'status';
      readonly status: number;
      readonly errorCode?: string;
      readonly message?: string;
      readonly body?: string;
      readonly contentType?: string;
    }
  | { readonly effect: 'drop'; readonly when: 'before-headers' | 'after-commit' | 'after-headers' }
  | { readonly effect: 'truncate'; readonly bytes: number }
  | { readonly effect: 'delay'; readonly milliseconds: number }
  | { readonly effect: 'wrongCount'; readonly by: number }
  | { readonly effect: 'expireToken' }
  | { readonly effect: 'requestLimit' };

/** What goes on until the plan is cleared, once it has struck. */
export type LastingEffect =
  | {
      readonly effect: 'losePermission';
      readonly permission?: string;
      readonly object?: string;
      readonly field?: string;
      readonly username?: string;
    }
  | { readonly effect: 'schemaChange'; readonly object: string; readonly field?: string };

/** What a room asks for while it works. */
export type RoomEffect =
  | { readonly effect: 'failJob'; readonly afterPolls?: number; readonly retries?: number }
  | { readonly effect: 'failIngest'; readonly afterRows?: number; readonly message?: string }
  | { readonly effect: 'failRow'; readonly errorCode: string; readonly message?: string }
  | { readonly effect: 'listMetadataError'; readonly errorCode?: string; readonly message?: string }
  | { readonly effect: 'killRetrieve'; readonly message?: string };

export type Effect = WireEffect | LastingEffect | RoomEffect;

export interface Fault {
  /** Shown in the request log; the effect's name when absent. */
  readonly name?: string;
  readonly on?: Target;
  /** Strikes only at the nth matching call, or at each of several (1 is the first). */
  readonly nth?: number | readonly number[];
  /** Lets this many matching calls pass first. */
  readonly after?: number;
  /** Strikes at most so often. */
  readonly times?: number;
  /** Strikes with this chance, by the plan's seed. */
  readonly probability?: number;
  readonly do: Effect;
}

export interface FaultPlan {
  readonly seed?: number;
  readonly faults: readonly Fault[];
}

/** Effects that rooms ask for by name, and the wire never sees. */
export const ROOM_EFFECTS = [
  'failJob',
  'failIngest',
  'failRow',
  'listMetadataError',
  'killRetrieve',
] as const;
export type RoomEffectName = (typeof ROOM_EFFECTS)[number];
