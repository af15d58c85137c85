// From the files of a package to components: which file is what, by directory and suffix, as the Metadata API lays files
// out (the same layouts component.ts writes).
import type { XmlTree } from '../../soap/xml.ts';
import type { ChildType, MetadataType } from '../types.ts';
import { metadataTypes } from '../types.ts';
import type { DeployPackage } from './manifests.ts';
import type { DeployProblem, Named } from './messages.ts';
import { deployError } from './messages.ts';
import { treeOf } from './tree.ts';
import type { XmlElement } from './xmlFile.ts';
import { readXml, XmlFault } from './xmlFile.ts';

/** A component as its files say it. */
export interface FileComponent extends Named {
  readonly type: MetadataType;
  readonly root: string;
  readonly element: XmlElement;
  readonly tree: XmlTree;
  readonly body?: Buffer;
  readonly bundle?: Readonly<Record<string, Buffer>>;
  readonly extension?: string;
}

/** A part with a name of its own inside a component's file. */
export interface FilePart extends Named {
  readonly child: ChildType;
  /** As the parent's file names it. */
  readonly ownName: string;
  readonly element: XmlElement;
  readonly tree: XmlTree;
}

interface Found {
  readonly type: MetadataType;
  readonly fullName: string;
  /** What the file is to its component; a bundle's files go by their path inside it. */
  readonly role: 'xml' | 'body' | { readonly inBundle: string };
  readonly extension?: string;
}

const META = '-meta.xml';

function typesIn(directory: string): readonly MetadataType[] {
  const described = metadataTypes().described.filter((type) => type.directory === directory);
  const folders = described.flatMap(({ folderType }) => metadataTypes().find(folderType ?? '') ?? []);
  return [...folders, ...described];
}

/** One layout's way to recognise a file; the path is without its directory. */
const recognise: Readonly<
  Record<MetadataType['layout'], (type: MetadataType, path: string) => Found | undefined>
> = {
  folder: (type, path) => {
    const fullName = path.slice(0, -META.length);
    return path.endsWith(META) && !/\.[^/]*$/.test(fullName) ? { type, fullName, role: 'xml' } : undefined;
  },
  bundle: (type, path) => {
    const [fullName = '', ...inside] = path.split('/');
    const inBundle = inside.join('/');
    if (inBundle === '') return undefined;
    return { type, fullName, role: inside.length === 1 && inBundle.endsWith(META) ? 'xml' : { inBundle } };
  },
  content: (type, path) => {
    const isXml = path.endsWith(META);
    const file = isXml ? path.slice(0, -META.length) : path;
    const extension = /\.([^./]+)$/.exec(file)?.[1];
    if (extension === undefined || (type.name !== 'Document' && extension !== type.suffix)) return undefined;
    const fullName = file.slice(0, -extension.length - 1);
    return { type, fullName, role: isXml ? 'xml' : 'body', extension };
  },
  xml: (type, path) => {
    const ending = `.${type.suffix ?? type.name}`;
    return path.endsWith(ending) ? { type, fullName: path.slice(0, -ending.length), role: 'xml' } : undefined;
  },
};

function recognised(path: string): Found | undefined {
  const slash = path.indexOf('/');
  for (const type of typesIn(path.slice(0, slash))) {
    const found = recognise[type.layout](type, path.slice(slash + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Gathered {
  readonly found: Found;
  path: string;
  xml?: Buffer;
  body?: Buffer;
  readonly bundle: Record<string, Buffer>;
}

/** The components of a package's files, and what is wrong with files. */
export function readComponents(pack: DeployPackage): {
  components: FileComponent[];
  problems: DeployProblem[];
} {
  const problems: DeployProblem[] = [];
  const gathered = new Map<string, Gathered>();
  for (const [path, body] of pack.files) {
    if (!path.includes('/')) continue;
    const found = recognised(path);
    if (found === undefined) {
      const named = { componentType: '', fullName: path, fileName: pack.root + path };
      problems.push(deployError(named, unknownFile(path)));
      continue;
    }
    const key = `${found.type.name}:${found.fullName}`;
    const whole = gathered.get(key) ?? { found, path: pack.root + path, bundle: {} };
    gathered.set(key, whole);
    if (found.role === 'xml') whole.xml = body;
    else if (found.role === 'body') [whole.body, whole.path] = [body, pack.root + path];
    else whole.bundle[found.role.inBundle] = body;
  }
  const components = [...gathered.values()].flatMap((whole) => {
    const component = componentOf(whole);
    if (!('problem' in component)) return [component];
    problems.push(component);
    return [];
  });
  return { components, problems };
}

function unknownFile(path: string): string {
  const directory = path.slice(0, path.indexOf('/'));
  return typesIn(directory).length === 0
    ? 'Not available for deploy for this organization'
    : `The file ${path} does not belong to a metadata type of its folder`;
}

function componentOf({ found, path, xml, body, bundle }: Gathered): FileComponent | DeployProblem {
  const { type, fullName, extension } = found;
  const named = { componentType: type.name, fullName, fileName: path };
  if (xml === undefined) return deployError(named, `Metadata file ${path}${META} is missing`);
  if (type.layout === 'content' && body === undefined)
    return deployError(
      named,
      `${path.slice(0, -META.length)} is missing: a metadata file without its content`,
    );
  let element: XmlElement;
  try {
    element = readXml(xml.toString('utf8'));
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    return deployError(named, `Error parsing file: ${error.message}`, error);
  }
  if (!isRootOf(type, element.name)) return deployError(named, improperInput(named), element);
  return {
    ...named,
    type,
    root: element.name,
    element,
    tree: treeOf(element),
    ...(body === undefined ? {} : { body }),
    ...(type.layout === 'bundle' ? { bundle } : {}),
    ...(type.name === 'Document' && extension !== undefined ? { extension } : {}),
  };
}

function isRootOf(type: MetadataType, root: string): boolean {
  return type.name === 'Settings' ? root.endsWith('Settings') : root === type.name;
}

/** Recorded wording. */
function improperInput({ fullName, componentType }: Named): string {
  return (
    `The object '${fullName}' of type ${componentType} metadata API received improper input. Please ensure file ` +
    'name and capitalization matches manifest. Refer to Metadata API Developers Guide for more details.'
  );
}

/** The named parts of a component's file. */
export function partsOf({ type, fullName: parent, fileName, element }: FileComponent): FilePart[] {
  return element.children.flatMap((part) => {
    const child = type.children.find(({ tag }) => tag === part.name);
    if (child === undefined) return [];
    const ownName = part.children.find(({ name }) => name === 'fullName')?.text ?? '';
    const fullName = child.namedByParent ? `${parent}.${ownName}` : ownName;
    return [
      { child, ownName, componentType: child.name, fullName, fileName, element: part, tree: treeOf(part) },
    ];
  });
}
