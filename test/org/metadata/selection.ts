// What a package.xml asks for, looked up in the store: whole components, parts of components, and messages about what
// is not there. The wildcard rules are those of the Metadata API Developer Guide (package.xml, "Using Wildcards").
import type { ComponentStore, StoredChild } from './store.ts';
import type { StoredComponent } from './component.ts';
import type { Contains } from './profileSlice.ts';
import type { MetadataType } from './types.ts';
import { metadataTypes } from './types.ts';

/** One `<types>` of a package.xml. */
export interface PackageTypes {
  readonly name: string;
  readonly members: readonly string[];
}

export interface Selection {
  /** Whole components, each once, in the order asked for. */
  readonly whole: readonly StoredComponent[];
  /** Parts whose parent is not selected whole, grouped by parent. */
  readonly parts: ReadonlyMap<StoredComponent, readonly StoredChild[]>;
  readonly messages: readonly string[];
  readonly contains: Contains;
}

/** Types that answer nothing to `*`: those in folders, and standard value sets. */
const withoutWildcard: ReadonlySet<string> = new Set([
  'Report',
  'Dashboard',
  'EmailTemplate',
  'Document',
  'StandardValueSet',
]);

interface Collected {
  readonly whole: Map<string, StoredComponent>;
  readonly parts: Map<string, StoredChild>;
  readonly messages: string[];
}

const key = (type: string, fullName: string): string => `${type}:${fullName}`;

function addWhole(found: StoredComponent, into: Collected): void {
  into.whole.set(key(found.properties.type, found.properties.fullName), found);
}

/** `*`: standard objects are skipped, as are types that cannot be asked for that way. */
function wildcard(store: ComponentStore, type: MetadataType, into: Collected): void {
  if (withoutWildcard.has(type.name)) return;
  for (const component of store.ofType(type.name)) {
    const isStandardObject = type.name === 'CustomObject' && !component.properties.fullName.includes('__');
    if (!isStandardObject) addWhole(component, into);
  }
}

/** A member of a type kept in folders may also be a folder, with or without the final slash. */
function findTop(store: ComponentStore, type: MetadataType, member: string): StoredComponent | undefined {
  const folder =
    type.folderType === undefined ? undefined : store.find(type.folderType, member.replace(/\/$/, ''));
  return store.find(type.name, member) ?? folder;
}

function select(store: ComponentStore, { name, members }: PackageTypes, into: Collected): void {
  const type = metadataTypes().find(name);
  const isChild = metadataTypes().findChild(name) !== undefined;
  if ((type === undefined || type.layout === 'folder') && !isChild) {
    into.messages.push(
      metadataTypes().isUnlicensed(name)
        ? `Entity type: '${name}' is not available in this organization`
        : `Unknown type name '${name}' specified in package.xml`,
    );
    return;
  }
  const children = isChild
    ? new Map(store.children(name).map((part) => [part.properties.fullName, part]))
    : undefined;
  for (const member of members) {
    const found = type === undefined ? undefined : findTop(store, type, member);
    const part = children?.get(member);
    if (member === '*' && type !== undefined) wildcard(store, type, into);
    else if (member === '*' && name === 'CustomLabel')
      for (const label of children?.values() ?? [])
        into.parts.set(key(name, label.properties.fullName), label);
    else if (found !== undefined) addWhole(found, into);
    else if (part !== undefined) into.parts.set(key(name, member), part);
    else if (member !== '*') into.messages.push(`Entity of type '${name}' named '${member}' cannot be found`);
  }
}

/** Looks up everything a package.xml names. Never throws: what is not there becomes a message. */
export function selectPackage(store: ComponentStore, types: readonly PackageTypes[]): Selection {
  const collected: Collected = { whole: new Map(), parts: new Map(), messages: [] };
  for (const entry of types) select(store, entry, collected);
  const parts = new Map<StoredComponent, StoredChild[]>();
  for (const part of collected.parts.values()) {
    const { type, fullName } = part.parent.properties;
    if (collected.whole.has(key(type, fullName))) continue;
    parts.set(part.parent, [...(parts.get(part.parent) ?? []), part]);
  }
  return {
    whole: [...collected.whole.values()],
    parts,
    messages: collected.messages,
    contains: (type, fullName) =>
      collected.whole.has(key(type, fullName)) || collected.parts.has(key(type, fullName)),
  };
}
