// Reading component trees, where an element that may repeat stands alone when it is there once.
import { scalarText, type XmlNode, type XmlTree } from '../../soap/xml.ts';

/** The child elements of a tag that are trees themselves. */
export function trees(tree: XmlTree | undefined, tag: string): readonly XmlTree[] {
  const node = tree?.[tag];
  if (node === undefined) return [];
  return [node].flat().filter((part): part is XmlTree => typeof part === 'object');
}

export function treeAt(tree: XmlTree | undefined, tag: string): XmlTree | undefined {
  return trees(tree, tag)[0];
}

export function textAt(tree: XmlTree | undefined, tag: string): string {
  return scalarText(tree?.[tag] as XmlNode);
}

export function isTrue(tree: XmlTree | undefined, tag: string): boolean {
  return textAt(tree, tag) === 'true';
}
