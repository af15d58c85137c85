// Takes in the children of chosen rows, generation by generation: each generation is one pass over the rows of every
// object that can point at the last one.
import { IdSet } from '../../kit/idSet.ts';
import type { Planning } from '../plan/context.ts';
import { checkCap } from './cap.ts';
import type { ChildMode } from './request.ts';
import { leftOut } from './restorable.ts';
import type { VersionRow } from './version.ts';

/** A reference by which rows of one object are children of another's. */
interface Relation {
  readonly child: string;
  readonly field: string;
}

/** Rows of the last generation by object. */
type Generation = ReadonlyMap<string, IdSet>;

/** @throws Failure `selectionTooLarge` {rows, cap} */
export async function takeChildren(planning: Planning, parents: Generation): Promise<void> {
  const { request, selection, signal } = planning;
  let generation = parents;
  for (let depth = 0; depth < request.depth && generation.size > 0; depth++) {
    const next = new Map<string, IdSet>();
    for (const [child, fields] of await relationsOf(planning, generation)) {
      signal.throwIfAborted();
      await takeFrom(planning, child, fields, generation, next);
      checkCap(selection, request.cap);
    }
    generation = next;
  }
}

const FOLLOWED: Readonly<Record<ChildMode, (cascadeDelete: boolean) => boolean>> = {
  all: () => true,
  cascade: (cascadeDelete) => cascadeDelete,
  none: () => false,
};

/** Child object → its fields that point at an object of the generation. */
async function relationsOf(
  { version, target, request }: Planning,
  generation: Generation,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const relations: Relation[] = [];
  for (const parent of generation.keys()) {
    const { describe } = await version.object(parent);
    for (const { childSObject: child, field, cascadeDelete } of describe.childRelationships) {
      const isData = version.has(child) && leftOut(child, target.entries.get(child)) === undefined;
      if (isData && FOLLOWED[request.children](cascadeDelete)) relations.push({ child, field });
    }
  }
  const names = [...new Set(relations.map(({ child }) => child))].sort();
  const fieldsOf = (name: string): string[] => [
    ...new Set(relations.filter(({ child }) => child === name).map(({ field }) => field)),
  ];
  return new Map(names.map((name) => [name, fieldsOf(name)]));
}

async function takeFrom(
  { version, selection }: Planning,
  child: string,
  fields: readonly string[],
  parents: Generation,
  next: Map<string, IdSet>,
): Promise<void> {
  const isChild = (row: VersionRow): boolean =>
    fields.some((field) => {
      const id = row.cell(field);
      return id ? [...parents.values()].some((ids) => ids.has(id)) : false;
    });
  for await (const rows of version.rows(child)) {
    for (const row of rows) {
      if (row.isDeleted || !isChild(row) || !selection.add(child, row.id, 'chosen')) continue;
      const ids = next.get(child) ?? new IdSet();
      ids.add(row.id);
      next.set(child, ids);
    }
  }
}
