// What faults have taken away for good: permissions, objects, fields. They are laid over a user's access, so every
// room sees the org without them: a describe without the field, `No such column` in a query, 403 without API Enabled.
import type { Access } from '../model.ts';
import type { Effect } from './plan.ts';

export interface Losses {
  begin(effect: Effect): void;
  /** The access with what is lost taken out; the same object when nothing is. */
  over(access: Access, username: string): Access;
  /** Grows with each change, for caches of what users see. */
  readonly generation: number;
  /** When something was last taken away or given back; the start until then. */
  readonly changedAt: Date;
  clear(): void;
}

interface Loss {
  readonly effect: 'losePermission' | 'schemaChange';
  readonly permission?: string;
  readonly object?: string;
  readonly field?: string;
  readonly username?: string;
}

/** Nothing lost yet. */
export function createLosses(now: () => Date): Losses {
  let lost: Loss[] = [];
  let generation = 0;
  let changedAt = now();
  let worked = new WeakMap<Access, Map<string, Access>>();
  const changed = (): void => {
    generation += 1;
    worked = new WeakMap();
    changedAt = now();
  };
  return {
    get changedAt() {
      return changedAt;
    },
    get generation() {
      return generation;
    },
    begin(effect) {
      if (effect.effect !== 'losePermission' && effect.effect !== 'schemaChange') return;
      lost.push(effect);
      changed();
    },
    clear() {
      if (lost.length > 0) changed();
      lost = [];
    },
    over(access, username) {
      const mine = lost.filter((loss) => loss.username === undefined || same(loss.username, username));
      if (mine.length === 0) return access;
      const known = worked.get(access) ?? new Map<string, Access>();
      worked.set(access, known);
      const left = known.get(username) ?? without(access, mine);
      known.set(username, left);
      return left;
    },
  };
}

function without(whole: Access, losses: readonly Loss[]): Access {
  // Permissions also decide which rows are seen, so the user's access is worked out anew without them.
  const access = whole.without?.(losses.flatMap(({ permission }) => permission ?? [])) ?? whole;
  const keepsObject = (object: string): boolean =>
    !losses.some((loss) => loss.field === undefined && same(loss.object, object));
  const keepsField = (object: string, field: string): boolean =>
    !losses.some((loss) => same(loss.object, object) && same(loss.field, field));
  return {
    userId: access.userId,
    has: (permission) => !losses.some((loss) => same(loss.permission, permission)) && access.has(permission),
    seesObject: (object) => keepsObject(object) && access.seesObject(object),
    seesField: (object, field) => keepsField(object, field) && access.seesField(object, field),
    seesRow: (object, row) => access.seesRow(object, row),
    mayCreate: (object) => keepsObject(object) && access.mayCreate(object),
    mayUpdate: (object) => keepsObject(object) && access.mayUpdate(object),
    mayDelete: (object) => keepsObject(object) && access.mayDelete(object),
    mayEditField: (object, field) => keepsField(object, field) && access.mayEditField(object, field),
    mayEditRow: (object, row) => access.mayEditRow(object, row),
    mayDeleteRow: (object, row) => access.mayDeleteRow(object, row),
    isGone: (object, field) =>
      losses.some(
        (loss) =>
          loss.effect === 'schemaChange' &&
          same(loss.object, object) &&
          (loss.field === undefined || (field !== undefined && same(loss.field, field))),
      ),
  };
}

function same(left: string | undefined, right: string): boolean {
  return left?.toLowerCase() === right.toLowerCase();
}
