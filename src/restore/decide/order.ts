// The order in which objects are written: parents before children. Objects that point at each other in a circle are
// taken apart at lookups that may be written later (soft edges); a circle of references that must all be there from
// the start (hard edges) cannot be written by anybody and is refused.
import { Failure } from '../../kit/failure.ts';

/** A reference from a child to a parent. */
export interface Edge {
  readonly child: string;
  readonly field: string;
  readonly parent: string;
  /** The reference must be there when the child is created: it is required, or can never be written again. */
  readonly hard: boolean;
}

/**
 * Every object after the parents it must have and, where circles allow it, after all its parents. The same objects and
 * edges always give the same order, whatever order they come in.
 * @throws Failure `requiredCycle` {objects, fields}
 */
export function orderObjects(objects: readonly string[], edges: readonly Edge[]): string[] {
  const inPlan = new Set(objects);
  const between = edges.filter(
    ({ child, parent }) => child !== parent && inPlan.has(child) && inPlan.has(parent),
  );
  const groups = circles(objects.toSorted(), between);
  const groupOf = new Map(groups.flatMap((group, index) => group.map((name) => [name, index] as const)));
  const order = placed(
    groups.map((_, index) => index),
    (index) =>
      between
        .filter((edge) => groupOf.get(edge.child) === index)
        .flatMap(({ parent }) => groupOf.get(parent) ?? [])
        .filter((parent) => parent !== index),
    (index) => groups[index]?.[0] ?? '',
  );
  return order.flatMap((index) => opened(groups[index] ?? [], between));
}

/** One circle in an order of its own: hard edges hold, and the object with the fewest parents still to come is next. */
function opened(group: readonly string[], edges: readonly Edge[]): string[] {
  if (group.length === 1) return [...group];
  const inside = edges.filter(({ child, parent }) => group.includes(child) && group.includes(parent));
  const left = new Set(group);
  const order: string[] = [];
  while (left.size > 0) {
    const waiting = inside.filter(({ child, parent }) => left.has(child) && left.has(parent));
    const blocked = new Set(waiting.filter(({ hard }) => hard).map(({ child }) => child));
    const free = [...left].filter((name) => !blocked.has(name));
    const next = least(free, (name) => waiting.filter(({ child }) => child === name).length);
    if (next === undefined) throw requiredCycle(waiting.filter(({ hard }) => hard));
    order.push(next);
    left.delete(next);
  }
  return order;
}

function least(names: readonly string[], measure: (name: string) => number): string | undefined {
  return names.toSorted((a, b) => measure(a) - measure(b) || (a < b ? -1 : 1))[0];
}

/** Only what is on a circle is named, not what merely waits for it. */
function requiredCycle(waiting: readonly Edge[]): Failure {
  const names = [...new Set(waiting.map(({ child }) => child))].sort();
  const [circle = []] = circles(names, waiting).filter((group) => group.length > 1);
  const on = waiting.filter(({ child, parent }) => circle.includes(child) && circle.includes(parent));
  const fields = [...new Set(on.map(({ child, field }) => `${child}.${field}`))].sort();
  return new Failure('requiredCycle', { objects: circle.join(', '), fields: fields.join(', ') });
}

/** Topological order, the smallest name first among those that are ready. */
function placed(
  nodes: readonly number[],
  parentsOf: (node: number) => readonly number[],
  nameOf: (node: number) => string,
): number[] {
  const waiting = new Map(nodes.map((node) => [node, new Set(parentsOf(node))]));
  const order: number[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.keys()].filter((node) => waiting.get(node)?.size === 0);
    const next = ready.reduce((a, b) => (nameOf(b) < nameOf(a) ? b : a));
    waiting.delete(next);
    for (const parents of waiting.values()) parents.delete(next);
    order.push(next);
  }
  return order;
}

/** Strongly connected components (Tarjan), each sorted by name. Recursion is as deep as objects are many, not rows. */
function circles(names: readonly string[], edges: readonly Edge[]): string[][] {
  const parents = new Map(names.map((name) => [name, new Set<string>()]));
  for (const { child, parent } of edges) if (parents.has(parent)) parents.get(child)?.add(parent);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (name: string): void => {
    index.set(name, index.size);
    low.set(name, index.get(name) ?? 0);
    stack.push(name);
    for (const parent of [...(parents.get(name) ?? [])].sort()) {
      if (!index.has(parent)) visit(parent);
      if (stack.includes(parent)) low.set(name, Math.min(low.get(name) ?? 0, low.get(parent) ?? 0));
    }
    if (low.get(name) === index.get(name)) found.push(stack.splice(stack.indexOf(name)).sort());
  };
  for (const name of names) if (!index.has(name)) visit(name);
  return found;
}
