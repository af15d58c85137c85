// A profile's XML as a flat list of entries and back, laid out as Salesforce lays it out (four spaces, one child a line).
import { XMLParser } from 'fast-xml-parser';
import { Failure } from '../kit/failure.ts';

export interface Entry {
  /** The element's name: `fieldPermissions`. */
  readonly kind: string;
  /** Text of the direct children by name. */
  readonly children: ReadonlyMap<string, string>;
  /** The element as it is written, indented; equal entries have equal text. */
  readonly xml: string;
}

type Node = Readonly<Record<string, unknown>>;

// Entities are left as they came, so that what is written is what was read.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: false,
});

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Profile xmlns="http://soap.sforce.com/2006/04/metadata">\n';
const TAIL = '</Profile>\n';
const INDENT = '    ';

export function readEntries(xml: string): Entry[] {
  const root = (parser.parse(xml) as readonly Node[]).find((node) => 'Profile' in node);
  if (!root) throw new Failure('profileMalformed', { start: xml.slice(0, 80) });
  return elements(root.Profile).map(toEntry);
}

export function writeEntries(entries: readonly Entry[]): string {
  return HEAD + entries.map((entry) => entry.xml).join('') + TAIL;
}

function toEntry(node: Node): Entry {
  const kind = nameOf(node);
  const children = new Map(
    elements(node[kind]).map((inner) => [nameOf(inner), textIn(inner[nameOf(inner)])]),
  );
  return { kind, children, xml: write(node, INDENT) };
}

function write(node: Node, indent: string): string {
  const name = nameOf(node);
  const inner = elements(node[name]);
  if (inner.length === 0) return `${indent}<${name}>${textIn(node[name])}</${name}>\n`;
  return `${indent}<${name}>\n${inner.map((one) => write(one, indent + INDENT)).join('')}${indent}</${name}>\n`;
}

const TEXT = '#text';
const nameOf = (node: Node): string => Object.keys(node)[0] ?? '';
const elements = (nodes: unknown): Node[] => (nodes as readonly Node[]).filter((node) => !(TEXT in node));
const textIn = (nodes: unknown): string =>
  (nodes as readonly Node[]).map((node) => (typeof node[TEXT] === 'string' ? node[TEXT] : '')).join('');
