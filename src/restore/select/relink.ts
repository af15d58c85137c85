// Takes in living rows that may have lost a reference: when a row was deleted for good, lookups to it were emptied, and
// the row that is created in its place has another Id.
import type { Planning } from '../plan/context.ts';
import { leftOut } from './restorable.ts';

/** Rows of the version that pointed at a row this plan creates anew. They are looked at, not restored. */
export async function takeRelinks(planning: Planning): Promise<void> {
  const { version, selection, fates, request, signal } = planning;
  if (request.crossOrg) return;
  for (const [child, fields] of await lookups(planning)) {
    if (selection.isWhole(child)) continue;
    signal.throwIfAborted();
    for await (const rows of version.rows(child)) {
      for (const row of rows) {
        const pointsAtCreated = fields.some(({ field, parent }) => {
          const id = row.cell(field);
          return id ? fates.isCreated(parent, id) : false;
        });
        if (pointsAtCreated && !row.isDeleted) selection.add(child, row.id, 'relink');
      }
    }
  }
}

interface Lookup {
  readonly field: string;
  readonly parent: string;
}

async function lookups({ version, target, selection, fates }: Planning): Promise<Map<string, Lookup[]>> {
  const found = new Map<string, Lookup[]>();
  for (const parent of selection.objects.filter((object) => fates.count(object, 'absent') > 0)) {
    const { describe } = await version.object(parent);
    for (const { childSObject: child, field } of describe.childRelationships) {
      if (!version.has(child) || leftOut(child, target.entries.get(child)) !== undefined) continue;
      found.set(child, [...(found.get(child) ?? []), { field, parent }]);
    }
  }
  return found;
}
