// A working copy of the org's components: a deploy changes the copy, is judged by it, and only then becomes the org's
// own. What is not touched is read from the store, once.
import type { XmlTree } from '../../soap/xml.ts';
import { scalarText } from '../../soap/xml.ts';
import type { StoredComponent } from '../component.ts';
import { xmlFile } from '../component.ts';
import type { ComponentStore } from '../store.ts';
import type { ChildType } from '../types.ts';
import { metadataTypes } from '../types.ts';
import { trees } from './tree.ts';

/** A component as it would be after the deploy. */
export interface DraftComponent {
  readonly type: string;
  readonly fullName: string;
  readonly root: string;
  readonly tree: XmlTree;
  readonly body?: Buffer | undefined;
  readonly bundle?: Readonly<Record<string, Buffer>> | undefined;
  readonly extension?: string | undefined;
}

export interface DraftChange {
  readonly type: string;
  readonly fullName: string;
  readonly before: DraftComponent | undefined;
  readonly after: DraftComponent | undefined;
}

/** The parent's name in a part's: `Invoice__c` of `Invoice__c.Amount__c`. */
export function parentName(child: ChildType, fullName: string): string {
  return child.namedByParent ? fullName.slice(0, fullName.indexOf('.')) : 'CustomLabels';
}

/** A part's own name: `Amount__c` of `Invoice__c.Amount__c`. */
export function ownName(child: ChildType, fullName: string): string {
  return child.namedByParent ? fullName.slice(fullName.indexOf('.') + 1) : fullName;
}

export class Draft {
  readonly #store: ComponentStore;
  readonly #read = new Map<string, DraftComponent | undefined>();
  readonly #written = new Map<string, DraftComponent | undefined>();
  readonly #parts = new WeakMap<XmlTree, Map<string, ReadonlyMap<string, XmlTree>>>();

  constructor(store: ComponentStore) {
    this.#store = store;
  }

  get(type: string, fullName: string): DraftComponent | undefined {
    const key = `${type}:${fullName}`;
    return this.#written.has(key) ? this.#written.get(key) : this.before(type, fullName);
  }

  /** The component as the org has it. */
  before(type: string, fullName: string): DraftComponent | undefined {
    const key = `${type}:${fullName}`;
    if (!this.#read.has(key)) this.#read.set(key, fromStore(this.#store.find(type, fullName)));
    return this.#read.get(key);
  }

  ofType(type: string): DraftComponent[] {
    const names = new Set(this.#store.ofType(type).map(({ properties }) => properties.fullName));
    for (const component of this.#written.values())
      if (component?.type === type) names.add(component.fullName);
    return [...names].flatMap((name) => this.get(type, name) ?? []);
  }

  put(component: DraftComponent): void {
    this.#written.set(`${component.type}:${component.fullName}`, component);
  }

  drop(type: string, fullName: string): void {
    this.#written.set(`${type}:${fullName}`, undefined);
  }

  /** A part by the full name the Metadata API gives it; undefined for a type without parts, too. */
  part(type: string, fullName: string): XmlTree | undefined {
    const found = metadataTypes().findChild(type);
    if (found === undefined) return undefined;
    const parent = this.get(found.parent.name, parentName(found.child, fullName));
    return parent && this.partsOf(parent, found.child.tag).get(ownName(found.child, fullName));
  }

  partsOf({ tree }: DraftComponent, tag: string): ReadonlyMap<string, XmlTree> {
    const byTag = this.#parts.get(tree) ?? new Map<string, ReadonlyMap<string, XmlTree>>();
    this.#parts.set(tree, byTag);
    const parts =
      byTag.get(tag) ?? new Map(trees(tree, tag).map((part) => [scalarText(part.fullName), part] as const));
    byTag.set(tag, parts);
    return parts;
  }

  dropPart(type: string, fullName: string): void {
    const { parent, child } = metadataTypes().findChild(type)!;
    const holder = this.get(parent.name, parentName(child, fullName));
    if (holder === undefined) return;
    const gone = ownName(child, fullName);
    const left = trees(holder.tree, child.tag).filter((part) => scalarText(part.fullName) !== gone);
    this.put({ ...holder, tree: { ...holder.tree, [child.tag]: left } });
  }

  /** What differs from the org; what was written as it is already does not. */
  changes(): DraftChange[] {
    return [...this.#written].flatMap(([key, after]) => {
      const colon = key.indexOf(':');
      const [type, fullName] = [key.slice(0, colon), key.slice(colon + 1)];
      const before = this.before(type, fullName);
      return isSame(before, after) ? [] : [{ type, fullName, before, after }];
    });
  }
}

function fromStore(stored: StoredComponent | undefined): DraftComponent | undefined {
  if (stored === undefined) return undefined;
  const { type, fullName, fileName } = stored.properties;
  const known = { type, fullName, root: stored.root, tree: stored.metadata() };
  const contents = stored.contents();
  switch (metadataTypes().find(type)?.layout) {
    case 'content':
      return { ...known, body: contents[0]?.[1], extension: extensionOf(type, fileName) };
    case 'bundle':
      return {
        ...known,
        bundle: Object.fromEntries(contents.map(([path, body]) => [path.slice(fileName.length + 1), body])),
      };
    default:
      return known;
  }
}

function extensionOf(type: string, fileName: string): string | undefined {
  return type === 'Document' ? fileName.slice(fileName.lastIndexOf('.') + 1) : undefined;
}

/** Whether a retrieve would bring the same. */
export function isSame(one: DraftComponent | undefined, other: DraftComponent | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return fingerprint(one) === fingerprint(other);
}

function fingerprint({ root, tree, body, bundle = {}, extension }: DraftComponent): string {
  const files = Object.entries(bundle).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([
    xmlFile(root, tree).toString(),
    body?.toString('base64'),
    files.map(([path, file]) => [path, file.toString('base64')]),
    extension,
  ]);
}

/** Whether two parts say the same. */
export function isSamePart(one: XmlTree | undefined, other: XmlTree | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return xmlFile('part', one).equals(xmlFile('part', other));
}
