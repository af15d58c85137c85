// From the elements of a file to the tree the component store keeps, so that writing the tree gives the file again.
import type { XmlNode, XmlScalar, XmlTree } from '../../soap/xml.ts';
import type { XmlElement } from './xmlFile.ts';

/** Elements whose text is a number wherever they occur (Metadata API Developer Guide, CustomField and Flow). */
const NUMBERS: ReadonlySet<string> = new Set([
  'length',
  'precision',
  'scale',
  'visibleLines',
  'relationshipOrder',
  'startingNumber',
  'activeVersionNumber',
  'sortOrder',
]);

const isPlainNumber = (text: string): boolean => /^-?(0|[1-9]\d*)$/.test(text);

function leaf({ name, text }: XmlElement): XmlScalar {
  if (text === 'true' || text === 'false') return text === 'true';
  return NUMBERS.has(name) && isPlainNumber(text) ? Number(text) : text;
}

function attributesOf({ attributes }: XmlElement): Array<readonly [string, string]> {
  return Object.entries(attributes)
    .filter(([key]) => key !== 'xmlns' && !key.startsWith('xmlns:'))
    .map(([key, value]) => [`@${key}`, value] as const);
}

function nodeOf(element: XmlElement): XmlScalar | XmlTree {
  const attributes = attributesOf(element);
  if (element.children.length > 0) return { ...Object.fromEntries(attributes), ...treeOf(element) };
  if (attributes.length > 0)
    return { ...Object.fromEntries(attributes), ...(element.isSelfClosed ? {} : { '#': element.text }) };
  return element.isSelfClosed ? {} : leaf(element);
}

/** The children of an element; a tag that occurs more than once is an array. */
export function treeOf(element: XmlElement): XmlTree {
  const tree: Record<string, XmlNode> = {};
  for (const child of element.children) {
    const node = nodeOf(child);
    const before = tree[child.name];
    if (before === undefined) tree[child.name] = node;
    else
      tree[child.name] = [
        ...(Array.isArray(before) ? (before as XmlTree[]) : [before as XmlTree]),
        node as XmlTree,
      ];
  }
  return tree;
}

/** A tag's values as an array, whether there were none, one or many. */
export function nodes(tree: XmlTree, tag: string): ReadonlyArray<XmlScalar | XmlTree> {
  const node = tree[tag];
  if (node === undefined) return [];
  return Array.isArray(node) ? (node as Array<XmlScalar | XmlTree>) : [node as XmlScalar | XmlTree];
}

/** A tag's values that have children of their own. */
export function trees(tree: XmlTree, tag: string): readonly XmlTree[] {
  return nodes(tree, tag).filter((node): node is XmlTree => typeof node === 'object');
}

/** A tag's values that are text, numbers or flags, as text. */
export function texts(tree: XmlTree, tag: string): readonly string[] {
  return nodes(tree, tag)
    .filter((node): node is XmlScalar => typeof node !== 'object')
    .map(String);
}
