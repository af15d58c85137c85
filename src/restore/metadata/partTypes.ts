// Which elements of a component's file are components of their own (a CustomField in a CustomObject), as the registry of
// source-deploy-retrieve knows them: they are compared, deployed and deleted one by one.
import type { XmlDocument, XmlElement } from './document.ts';

export interface PartType {
  readonly type: string;
  /** The part's name stands in this child. */
  readonly key: string;
  /** Goes by its own name, not by `Parent.part` (custom labels). */
  readonly namedAlone: boolean;
}

/** Parent type → name of the element → what it is. */
export type PartTypes = ReadonlyMap<string, ReadonlyMap<string, PartType>>;

export interface Part {
  readonly type: string;
  readonly fullName: string;
  readonly element: XmlElement;
}

/** The part types of the registry. Loaded late: importing it takes about two seconds. */
export async function loadPartTypes(): Promise<PartTypes> {
  const { registry } = await import('@salesforce/source-deploy-retrieve');
  const parents = Object.values(registry.types).filter(({ children }) => children !== undefined);
  return new Map(
    parents.map(({ name, children }) => {
      const addressable = Object.values(children?.types ?? {}).filter(
        ({ isAddressable }) => isAddressable !== false,
      );
      const byElement = addressable.map((child): [string, PartType] => [
        child.xmlElementName ?? child.directoryName,
        {
          type: child.name,
          key: child.uniqueIdElement ?? 'fullName',
          namedAlone: child.ignoreParentName === true,
        },
      ]);
      return [name, new Map(byElement)];
    }),
  );
}

/** The type whose files hold parts of this type. */
export function parentTypeOf(parts: PartTypes, type: string): string | undefined {
  for (const [parent, byElement] of parts)
    for (const part of byElement.values()) if (part.type === type) return parent;
  return undefined;
}

/** A document's parts by `Type:fullName`, and what is left when they are taken out. */
export function takeApart(
  document: XmlDocument,
  parent: { readonly type: string; readonly fullName: string },
  parts: PartTypes,
): { readonly parts: ReadonlyMap<string, Part>; readonly own: XmlDocument } {
  const byElement = parts.get(parent.type) ?? new Map<string, PartType>();
  const found = new Map<string, Part>();
  const own: XmlElement[] = [];
  for (const element of document.elements) {
    const part = byElement.get(element.name);
    if (part === undefined) {
      own.push(element);
      continue;
    }
    const name = element.children.get(part.key) ?? '';
    const fullName = part.namedAlone ? name : `${parent.fullName}.${name}`;
    found.set(`${part.type}:${fullName}`, { type: part.type, fullName, element });
  }
  return { parts: found, own: { ...document, elements: own } };
}
