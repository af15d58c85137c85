// Salesforce has no snapshot across objects, so the order of reading matters: children before the objects they point
// at. A row read early then finds what it refers to in the version, because its parent existed before it did.

import type { ObjectDescribe } from '../../org/describe.ts';

/**
 * Object names, children before parents where the references allow it. A cycle is entered at the object that the fewest
 * others still point at, by name where that ties, so the order is the same on every run.
 */
export function childrenFirst(objects: readonly ObjectDescribe[]): string[] {
  const names = new Set(objects.map((object) => object.name));
  const parents = new Map(objects.map((object) => [object.name, parentsWithin(object, names)]));
  const children = new Map([...names].map((name) => [name, 0]));
  for (const targets of parents.values())
    for (const target of targets) children.set(target, at(children, target) + 1);

  const waiting = new Set([...names].sort());
  const order: string[] = [];
  while (waiting.size > 0) {
    const free = [...waiting].filter((name) => at(children, name) === 0);
    for (const name of free.length > 0 ? free : [leastPointedAt(waiting, children)]) {
      waiting.delete(name);
      order.push(name);
      for (const target of parents.get(name) ?? []) children.set(target, at(children, target) - 1);
    }
  }
  return order;
}

function parentsWithin(object: ObjectDescribe, names: ReadonlySet<string>): ReadonlySet<string> {
  const targets = object.fields.flatMap((field) => field.referenceTo);
  return new Set(targets.filter((target) => names.has(target) && target !== object.name));
}

function leastPointedAt(waiting: ReadonlySet<string>, children: ReadonlyMap<string, number>): string {
  return [...waiting].reduce((best, name) => (at(children, name) < at(children, best) ? name : best));
}

function at(counts: ReadonlyMap<string, number>, name: string): number {
  return counts.get(name) ?? 0;
}
