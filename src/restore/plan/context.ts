// What every part of planning works with.
import type { Counterparts } from '../live/counterparts.ts';
import type { Fates } from '../live/fates.ts';
import type { Target } from '../live/target.ts';
import type { RestoreRequest } from '../select/request.ts';
import type { Selection } from '../select/selection.ts';
import type { Version } from '../select/version.ts';

export interface Planning {
  readonly version: Version;
  readonly target: Target;
  readonly request: RestoreRequest;
  readonly selection: Selection;
  readonly fates: Fates;
  readonly counterparts: Counterparts;
  readonly problems: Problems;
  readonly listener: PlanListener;
  readonly signal: AbortSignal;
}

/** What makes the whole plan fail once all of it is known: by field, with how many rows and one of them. */
export class Problems {
  readonly unmatched = new Map<string, { rows: number; readonly example: string }>();
  conflicts = 0;
  inactiveOwners = 0;

  addUnmatched(field: string, example: string): void {
    const known = this.unmatched.get(field);
    if (known) known.rows += 1;
    else this.unmatched.set(field, { rows: 1, example });
  }
}

export type PlanEvent =
  | { readonly kind: 'stage'; readonly stage: 'select' | 'look' | 'plan' | 'write' }
  | { readonly kind: 'selected'; readonly objects: number; readonly rows: number }
  | { readonly kind: 'judged'; readonly object: string; readonly rows: number }
  | { readonly kind: 'planned'; readonly object: string; readonly rows: number };

export type PlanListener = (event: PlanEvent) => void;
