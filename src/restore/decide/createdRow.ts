// The cells, references and later cells of a row that is created anew.
import type { Cells } from '../plan/model.ts';
import type { Resolved } from '../plan/references.ts';
import type { FieldRules } from './fields.ts';
import { misfit } from './misfit.ts';
import type { SpecialObject } from './specialObjects.ts';

export interface CreatedRow {
  readonly cells: Cells;
  readonly refs: Readonly<Record<string, string>>;
  /** References that can be written once all rows are there. */
  readonly laterRefs: Readonly<Record<string, string>>;
  /** Cells that must wait for the row's children. */
  readonly laterCells: Cells;
  readonly lost: Readonly<Record<string, string>>;
}

export type CreateDecision = CreatedRow | { readonly skip: string; readonly detail?: string };

export interface RowToCreate {
  /** Null where empty or not in the version. */
  cell(field: string): string | null;
  /** Of a reference field that is filled. */
  reference(field: string): Resolved;
  /** Whether a row of that object, or this very row's object, is created before this one. */
  isEarlier(object: string, id: string): boolean;
}

/** Pure: what is known of the row and of what it points at is handed in. */
export function decideCreated(
  row: RowToCreate,
  fields: readonly FieldRules[],
  special: SpecialObject | undefined,
): CreateDecision {
  const reason = special?.notCreated?.((field) => row.cell(field));
  if (reason !== undefined) return { skip: reason };
  const leftOut = new Set(special?.leaveOut?.((field) => row.cell(field)));
  const made = { cells: {}, refs: {}, laterRefs: {}, laterCells: {}, lost: {} } as Draft;
  for (const field of fields) {
    const value = row.cell(field.name);
    if (leftOut.has(field.name)) {
      if (value !== null) made.lost[field.name] = 'set-by-platform';
    } else if (value === null) {
      if (isDefaulted(field)) made.cells[field.name] = null;
    } else if (field.live.type === 'reference') {
      const missing = placeReference(made, row, field);
      if (missing !== undefined) return { skip: missing, detail: field.name };
    } else {
      const fault = misfit(field.live, value);
      if (fault === undefined) placeCell(made, row, field, value, special);
      else if (isRequired(field)) return { skip: fault, detail: field.name };
      else made.lost[field.name] = fault;
    }
  }
  return made;
}

/** Whether the org would fill a field that was empty, unless it is told that it is empty. */
function isDefaulted({ live, onCreate }: FieldRules): boolean {
  const hasDefault = live.defaultedOnCreate || live.picklistValues.some(({ defaultValue }) => defaultValue);
  return onCreate && live.nillable && live.type !== 'reference' && hasDefault;
}

/** Whether a row cannot be created without a value of its own there. */
function isRequired({ live, onCreate }: Pick<FieldRules, 'live' | 'onCreate'>): boolean {
  return onCreate && !live.nillable && !live.defaultedOnCreate && live.type !== 'boolean';
}

interface Draft {
  readonly cells: Record<string, string | null>;
  readonly refs: Record<string, string>;
  readonly laterRefs: Record<string, string>;
  readonly laterCells: Record<string, string | null>;
  readonly lost: Record<string, string>;
}

/** The reason why the row cannot be created, if the reference cannot be and must. */
function placeReference(
  made: Draft,
  row: RowToCreate,
  { name, live, onCreate, onUpdate }: FieldRules,
): string | undefined {
  const resolved = row.reference(name);
  if (resolved.kind === 'id') {
    if (onCreate) made.cells[name] = resolved.id;
    else if (onUpdate) made.laterCells[name] = resolved.id;
    return undefined;
  }
  if (resolved.kind === 'created') {
    if (onCreate && row.isEarlier(resolved.object, resolved.id)) made.refs[name] = resolved.id;
    else if (onUpdate) made.laterRefs[name] = resolved.id;
    else made.lost[name] = 'not-updateable';
    return undefined;
  }
  if (isRequired({ live, onCreate })) return resolved.reason;
  made.lost[name] = resolved.reason;
  return undefined;
}

function placeCell(
  made: Draft,
  row: RowToCreate,
  { name, onCreate, onUpdate }: FieldRules,
  value: string,
  special: SpecialObject | undefined,
): void {
  const later = special?.later?.[name];
  if (later?.waits(value, (field) => row.cell(field))) {
    if (later.meanwhile !== null) made.cells[name] = later.meanwhile;
    made.laterCells[name] = value;
  } else if (onCreate) made.cells[name] = value;
  else if (onUpdate) made.laterCells[name] = value;
}
