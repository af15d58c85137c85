// XML as the org writes it: elements from a plain tree, in the alphabetical order (fullName first) that Metadata API
// files have. One writer serves SOAP answers and component files, so that both escape alike.

/** Text of an element. */
export type XmlScalar = string | number | boolean;

/**
 * Children by tag; an array repeats its tag, undefined leaves it out. A key that starts with `@` is an attribute and
 * `#` is the text of an element that has attributes.
 */
export interface XmlTree {
  readonly [tag: string]: XmlNode;
}

export type XmlNode = XmlScalar | XmlTree | ReadonlyArray<XmlScalar | XmlTree> | undefined;

/** The text of a node that is a single scalar; empty for an absent node, an array or a tree. */
export function scalarText(node: XmlNode): string {
  return typeof node === 'object' || node === undefined ? '' : String(node);
}

const escapes: Readonly<Record<string, string | undefined>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;',
};

/** Text for an element or attribute: the five predefined entities, carriage returns kept, characters outside XML 1.0 dropped. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"'\r]/g, (character) => escapes[character] ?? character);
}

function byFileOrder(left: string, right: string): number {
  if (left === right) return 0;
  if (left === 'fullName') return -1;
  if (right === 'fullName') return 1;
  return left < right ? -1 : 1;
}

function attributes(tree: XmlTree): string {
  return Object.entries(tree)
    .filter(([key, value]) => key.startsWith('@') && value !== undefined)
    .map(([key, value]) => ` ${key.slice(1)}="${escapeXml(scalarText(value))}"`)
    .join('');
}

/** One element; `indent` starts each line, and none at all (undefined) writes everything on one line. */
export function writeElement(tag: string, node: XmlScalar | XmlTree, indent?: string): string {
  const before = indent ?? '';
  const newline = indent === undefined ? '' : '\n';
  if (typeof node !== 'object') return `${before}<${tag}>${escapeXml(String(node))}</${tag}>${newline}`;
  const opening = `${before}<${tag}${attributes(node)}`;
  if (node['#'] !== undefined) return `${opening}>${escapeXml(scalarText(node['#']))}</${tag}>${newline}`;
  const inside = writeElements(node, indent === undefined ? undefined : `${indent}    `);
  if (inside === '') return `${opening}/>${newline}`;
  return `${opening}>${newline}${inside}${before}</${tag}>${newline}`;
}

/** The children of a tree, one after the other. */
export function writeElements(tree: XmlTree, indent?: string): string {
  const parts: string[] = [];
  for (const tag of Object.keys(tree).sort(byFileOrder)) {
    const value = tree[tag];
    if (value === undefined || tag.startsWith('@') || tag === '#') continue;
    for (const node of Array.isArray(value) ? value : [value]) {
      parts.push(writeElement(tag, node as XmlScalar | XmlTree, indent));
    }
  }
  return parts.join('');
}
