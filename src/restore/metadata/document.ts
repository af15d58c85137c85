// A metadata file's XML as the elements under its root, each laid out as Salesforce lays it out, so that elements that
// mean the same have the same text. Entities and attributes stay as they came: what is written is what was read.
import { XMLParser } from 'fast-xml-parser';

export interface XmlElement {
  readonly name: string;
  /** Text of the direct children by name; of the first one where there are several. */
  readonly children: ReadonlyMap<string, string>;
  /** Of an element without children. */
  readonly text: string;
  /** As it is written, indented. */
  readonly xml: string;
}

export interface XmlDocument {
  readonly root: string;
  /** Of the root, as written: ` xmlns="…"`. */
  readonly attributes: string;
  readonly elements: readonly XmlElement[];
}

type Node = Readonly<Record<string, unknown>>;

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';
const INDENT = '    ';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  ignoreDeclaration: true,
  attributeNamePrefix: '',
  cdataPropName: CDATA,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: false,
});

/** Reads a file; undefined when it is none of the Metadata API's (a page or a template is XML too, of another kind). */
export function readDocument(bytes: Buffer): XmlDocument | undefined {
  const text = bytes.toString('utf8');
  if (!text.includes(NAMESPACE)) return undefined;
  try {
    const [root, ...others] = elementsIn(parser.parse(text));
    if (root === undefined || others.length > 0) return undefined;
    const [name, attributes] = [nameOf(root), attributesOf(root)];
    if (!attributes.includes(` xmlns="${NAMESPACE}"`)) return undefined;
    return { root: name, attributes, elements: elementsIn(root[name]).map(toElement) };
  } catch {
    return undefined;
  }
}

export function writeDocument({ root, attributes, elements }: XmlDocument): Buffer {
  const inner = elements.map(({ xml }) => xml).join('');
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attributes}>\n${inner}</${root}>\n`);
}

/** An element of plain children, in the order of their names. Texts must be escaped already. */
export function element(name: string, children: Readonly<Record<string, string>>): XmlElement {
  const sorted = Object.entries(children).sort(([one], [other]) => (one < other ? -1 : 1));
  const lines = sorted.map(([child, text]) => `${INDENT}${INDENT}<${child}>${text}</${child}>\n`);
  return {
    name,
    children: new Map(sorted),
    text: '',
    xml: `${INDENT}<${name}>\n${lines.join('')}${INDENT}</${name}>\n`,
  };
}

/** An element that holds a text, which must be escaped already. */
export function textElement(name: string, text: string): XmlElement {
  return { name, children: new Map(), text, xml: `${INDENT}<${name}>${text}</${name}>\n` };
}

/** A document of the Metadata API with these elements. */
export function newDocument(root: string, elements: readonly XmlElement[]): XmlDocument {
  return { root, attributes: ` xmlns="${NAMESPACE}"`, elements };
}

/** The text of the first element of that name. */
export function textOf(document: XmlDocument | undefined, name: string): string | undefined {
  return document?.elements.find((element) => element.name === name)?.text;
}

/** What a document says, whatever the order of its kinds of elements; within a kind order may matter and is kept. */
export function meaningOf({ root, elements }: XmlDocument): string {
  const kinds = Map.groupBy(elements, ({ name }) => name);
  const sorted = [...kinds].sort(([one], [other]) => (one < other ? -1 : 1));
  return `${root}\n${sorted.map(([, ofKind]) => ofKind.map(({ xml }) => xml).join('')).join('')}`;
}

function toElement(node: Node): XmlElement {
  const inner = elementsIn(node[nameOf(node)]);
  const children = new Map<string, string>();
  for (const one of inner)
    if (!children.has(nameOf(one))) children.set(nameOf(one), textIn(one[nameOf(one)]));
  const text = inner.length === 0 ? textIn(node[nameOf(node)]) : '';
  return { name: nameOf(node), children, text, xml: write(node, INDENT) };
}

function write(node: Node, indent: string): string {
  const name = nameOf(node);
  const open = `${indent}<${name}${attributesOf(node)}`;
  const inner = elementsIn(node[name]);
  if (inner.length > 0)
    return `${open}>\n${inner.map((one) => write(one, indent + INDENT)).join('')}${indent}</${name}>\n`;
  const text = textIn(node[name]);
  return text === '' ? `${open}/>\n` : `${open}>${text}</${name}>\n`;
}

function attributesOf(node: Node): string {
  const attributes = (node[ATTRIBUTES] ?? {}) as Readonly<Record<string, string>>;
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}

const nameOf = (node: Node): string => Object.keys(node).find((key) => key !== ATTRIBUTES) ?? '';
const isText = (node: Node): boolean => TEXT in node || CDATA in node;
const elementsIn = (nodes: unknown): Node[] => (nodes as readonly Node[]).filter((node) => !isText(node));

function textIn(nodes: unknown): string {
  return (nodes as readonly Node[])
    .map((node) => {
      if (typeof node[TEXT] === 'string') return node[TEXT];
      return CDATA in node ? `<![CDATA[${textIn(node[CDATA])}]]>` : '';
    })
    .join('');
}
