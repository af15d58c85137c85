// The org's components: by type and name, children included, kept current when a deploy puts or drops some.
import type { Component } from '../model.ts';
import type { XmlTree } from '../soap/xml.ts';
import { scalarText } from '../soap/xml.ts';
import type { Definition, StoredComponent } from './component.ts';
import { storeComponent } from './component.ts';
import type { Identities } from './identity.ts';
import type { ChildType, MetadataType } from './types.ts';
import { metadataTypes } from './types.ts';

/** A part of a component that has a name of its own: a field, a validation rule, a label. */
export interface StoredChild {
  readonly properties: Component;
  readonly parent: StoredComponent;
  readonly child: ChildType;
  readonly tree: XmlTree;
}

export interface ComponentStore {
  /** Components of a top-level type, by name; empty for a type without any. */
  ofType(type: string): readonly StoredComponent[];
  find(type: string, fullName: string): StoredComponent | undefined;
  /** Children of a child type, by parent and in the parent's order. */
  children(type: string): readonly StoredChild[];
  /** Everything of top level, for counting and comparing. */
  all(): Iterable<StoredComponent>;
  /** Adds or replaces a component. */
  put(definition: Definition): void;
  drop(type: string, fullName: string): boolean;
  /** From now on the type's components say what `settled` makes of each; their identity stays. */
  settle(type: string, settled: (component: StoredComponent) => () => XmlTree): void;
  /** Moves on with every put and drop. */
  readonly generation: number;
}

/** The `RecordType` row of a record type child and the like; identities are taken from it. */
export type ChildRows = (type: string, fullName: string) => Readonly<Record<string, unknown>> | undefined;

function childTrees(tree: XmlTree, tag: string): readonly XmlTree[] {
  const node = tree[tag];
  if (node === undefined) return [];
  return (Array.isArray(node) ? node : [node]).filter((part): part is XmlTree => typeof part === 'object');
}

function childrenOf(
  parents: readonly StoredComponent[],
  child: ChildType,
  identities: Identities,
  rows: ChildRows,
): StoredChild[] {
  return parents.flatMap((parent) =>
    childTrees(parent.metadata(), child.tag).map((tree) => {
      const own = scalarText(tree.fullName);
      const fullName = child.namedByParent ? `${parent.properties.fullName}.${own}` : own;
      const identity = identities.ofChild(child.name, fullName, rows(child.name, fullName));
      const { fileName, manageableState, namespacePrefix } = parent.properties;
      const managed = namespacePrefix === undefined ? {} : { manageableState, namespacePrefix };
      return {
        properties: { type: child.name, fullName, fileName, ...identity, ...managed },
        parent,
        child,
        tree,
      };
    }),
  );
}

const byName = (left: StoredComponent, right: StoredComponent): number =>
  left.properties.fullName < right.properties.fullName ? -1 : 1;

/** A store of `definitions`; later ones with the same type and name replace earlier ones. */
export function createComponentStore(
  definitions: Iterable<Definition>,
  identities: Identities,
  rows: ChildRows = () => undefined,
): ComponentStore {
  const types = new Map<string, Map<string, StoredComponent>>();
  const sorted = new Map<string, readonly StoredComponent[]>();
  const childLists = new Map<string, readonly StoredChild[]>();
  let generation = 0;

  const changed = (type: MetadataType | undefined, name: string): void => {
    generation += 1;
    sorted.delete(name);
    for (const child of type?.children ?? []) childLists.delete(child.name);
  };
  const put = (definition: Definition): void => {
    const stored = storeComponent(definition, identities.of(definition));
    const ofType = types.get(definition.type) ?? new Map<string, StoredComponent>();
    types.set(definition.type, ofType.set(stored.properties.fullName, stored));
    changed(metadataTypes().find(definition.type), definition.type);
  };
  const ofType = (type: string): readonly StoredComponent[] => {
    const known = sorted.get(type);
    if (known !== undefined) return known;
    const list = [...(types.get(type)?.values() ?? [])].sort(byName);
    sorted.set(type, list);
    return list;
  };

  for (const definition of definitions) put(definition);

  return {
    ofType,
    find: (type, fullName) => types.get(type)?.get(fullName),
    children: (type) => {
      const known = childLists.get(type);
      if (known !== undefined) return known;
      const found = metadataTypes().findChild(type);
      const list =
        found === undefined ? [] : childrenOf(ofType(found.parent.name), found.child, identities, rows);
      childLists.set(type, list);
      return list;
    },
    *all() {
      for (const type of [...types.keys()].sort()) yield* ofType(type);
    },
    put,
    drop: (type, fullName) => {
      const dropped = types.get(type)?.delete(fullName) ?? false;
      if (dropped) changed(metadataTypes().find(type), type);
      return dropped;
    },
    settle: (type, settled) => {
      for (const [fullName, component] of types.get(type) ?? [])
        types.get(type)?.set(fullName, { ...component, metadata: settled(component) });
      changed(metadataTypes().find(type), type);
    },
    get generation() {
      return generation;
    },
  };
}
