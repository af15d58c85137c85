// Which objects of a plan point at which, by the target's describes.
import type { Edge } from '../decide/order.ts';
import { SPECIAL_OBJECTS } from '../decide/specialObjects.ts';
import type { Planning } from './context.ts';

/** Edges among the selected objects, those that no describe shows included. */
export async function edgesOf({ selection, target }: Planning): Promise<Edge[]> {
  const objects = new Set(selection.objects);
  const edges: Edge[] = [];
  for (const child of objects) {
    const live = await target.describe(child);
    for (const field of live?.fields ?? []) {
      if (field.type !== 'reference' || !field.createable) continue;
      const isRequired = field.cascadeDelete || (!field.nillable && !field.defaultedOnCreate);
      for (const parent of field.referenceTo.filter((name) => objects.has(name)))
        edges.push({ child, field: field.name, parent, hard: isRequired || !field.updateable });
    }
    for (const parent of SPECIAL_OBJECTS[child]?.after ?? [])
      if (objects.has(parent)) edges.push({ child, field: '', parent, hard: true });
  }
  return edges;
}
