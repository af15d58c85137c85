// One row on its way into its table: what it was, what it becomes, and who asked.
import type { Row } from '../model.ts';
import type { Ground } from './ground.ts';
import type { Writer } from './model.ts';
import type { Draft, TypePlan } from './typePlan.ts';

export interface Change {
  readonly ground: Ground;
  readonly plan: TypePlan;
  readonly writer: Writer;
  /** The saved row before; absent for a new one. */
  readonly before: Row | undefined;
  readonly draft: Draft;
  /** Fields the client sent. */
  readonly sent: ReadonlySet<string>;
  readonly bodies: ReadonlyMap<string, Buffer>;
}

/** Whether a field is another than it was; every filled field of a new row is. */
export function changed({ before, draft }: Pick<Change, 'before' | 'draft'>, field: string): boolean {
  return (draft[field] ?? null) !== (before?.[field] ?? null);
}

/** The row a field points at, whatever its object; undefined for none. */
export function rowAt(
  { state }: Ground,
  id: unknown,
): { readonly object: string; readonly row: Row } | undefined {
  if (typeof id !== 'string') return undefined;
  const type = state.schema.byKeyPrefix(id.slice(0, 3));
  const row = type && state.tables.of(type.name).get(id);
  return type && row ? { object: type.name, row } : undefined;
}

/** A row of a known object that is not in the bin. */
export function liveRow({ state }: Ground, object: string, id: unknown): Row | undefined {
  const row = typeof id === 'string' ? state.tables.of(object).get(id) : undefined;
  return row?.IsDeleted === true ? undefined : row;
}
