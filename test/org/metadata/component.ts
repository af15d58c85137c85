// What a metadata component is in this org: a metadata tree and, for some types, bodies beside it. Files are rendered
// from these on demand, so that an org of 15,000 components starts at once and stays small.
import type { Component } from '../model.ts';
import type { XmlTree } from '../soap/xml.ts';
import { writeElements } from '../soap/xml.ts';
import { metadataNamespace } from '../soap/envelope.ts';
import type { MetadataType } from './types.ts';
import { metadataTypes } from './types.ts';

/** What a source says of a component; the rest (ids, dates, paths) follows from the type and the org. */
export interface Definition {
  readonly type: string;
  /** Without namespace; `Folder/Name` for types kept in folders. */
  readonly fullName: string;
  /** The component's XML without fullName. */
  metadata(): XmlTree;
  /** The XML's root element where it is not the type (Settings: SecuritySettings). */
  readonly root?: string;
  /** The body of a `content` type. */
  body?(): Buffer;
  /** The files of a `bundle`, by path inside the bundle. */
  bundle?(): Readonly<Record<string, Buffer>>;
  /** The extension of a document, which the type cannot know. */
  readonly extension?: string;
  /** Columns of the row this component is also seen as: Id, dates and people are taken from it. */
  readonly row?: Readonly<Record<string, unknown>>;
  /** Of a managed package: its namespace. */
  readonly namespace?: string;
}

/** A component as kept: what listMetadata says of it, and how to make its files. */
export interface StoredComponent {
  readonly properties: Component;
  readonly metadata: () => XmlTree;
  readonly root: string;
  /** Path of the file that holds the XML, without `unpackaged/`. */
  readonly xmlPath: string;
  /** Further files by path. */
  readonly contents: () => ReadonlyArray<readonly [path: string, body: Buffer]>;
}

/** One file of a retrieved package, its path without `unpackaged/`. */
export interface ComponentFile {
  readonly path: string;
  readonly body: Buffer;
}

interface Paths {
  readonly fileName: string;
  readonly xmlPath: string;
  readonly bodyPath: string;
}

/** The file that holds a bundle's XML; an Aura bundle's depends on what it is (component, event, interface, …). */
function bundleXml(type: MetadataType, name: string, parts: readonly string[]): string {
  if (type.name !== 'AuraDefinitionBundle') return `${name}.js-meta.xml`;
  const main = parts.find((part) => /\.(cmp|app|evt|intf|design|tokens)$/.test(part));
  return `${main ?? `${name}.cmp`}-meta.xml`;
}

function pathsOf(type: MetadataType, definition: Definition): Paths {
  const name = definition.namespace === undefined ? definition.fullName : fullNameOf(definition);
  const base = `${type.directory}/${name}`;
  if (type.layout === 'folder') return { fileName: base, xmlPath: `${base}-meta.xml`, bodyPath: base };
  if (type.layout === 'bundle') {
    const simple = name.slice(name.lastIndexOf('/') + 1);
    const xml = bundleXml(type, simple, Object.keys(definition.bundle?.() ?? {}));
    return { fileName: base, xmlPath: `${base}/${xml}`, bodyPath: base };
  }
  const fileName = `${base}.${definition.extension ?? type.suffix ?? type.name}`;
  const xmlPath = type.layout === 'content' ? `${fileName}-meta.xml` : fileName;
  return { fileName, xmlPath, bodyPath: fileName };
}

/** The name clients see: with the package's namespace before the component's own name. */
export function fullNameOf(definition: Definition): string {
  const { namespace, fullName } = definition;
  if (namespace === undefined || definition.type === 'InstalledPackage') return fullName;
  return fullName.startsWith(`${namespace}__`) ? fullName : `${namespace}__${fullName}`;
}

/** Joins a definition with the identity the org gave it. Throws RangeError for a type the org does not have. */
export function storeComponent(definition: Definition, identity: Identity): StoredComponent {
  const type = metadataTypes().find(definition.type);
  if (type === undefined) throw new RangeError(`No metadata type ${definition.type}`);
  const { fileName, xmlPath, bodyPath } = pathsOf(type, definition);
  const contents = (): ReadonlyArray<readonly [string, Buffer]> => {
    const body = definition.body?.();
    if (body !== undefined) return [[bodyPath, body]];
    return Object.entries(definition.bundle?.() ?? {}).map(
      ([part, file]) => [`${bodyPath}/${part}`, file] as const,
    );
  };
  return {
    properties: { type: definition.type, fullName: fullNameOf(definition), fileName, ...identity },
    metadata: () => definition.metadata(),
    root: definition.root ?? definition.type,
    xmlPath,
    contents,
  };
}

/** Id, dates and people of a component. */
export type Identity = Omit<Component, 'type' | 'fullName' | 'fileName'>;

const schemaNamespaces =
  ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

/** An XML file of the Metadata API. Custom metadata alone has typed values, and so the schema namespaces. */
export function xmlFile(root: string, tree: XmlTree): Buffer {
  const namespaces = root === 'CustomMetadata' ? schemaNamespaces : '';
  return Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      `<${root} xmlns="${metadataNamespace}"${namespaces}>\n${writeElements(tree, '    ')}</${root}>\n`,
  );
}
