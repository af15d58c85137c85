// The package.xml of a folder that was put together from several packs: the union of theirs, in the order the
// Metadata API writes (members sorted, types sorted by name).
import { XMLParser } from 'fast-xml-parser';

export type PackageMembers = Map<string, Set<string>>;

interface ParsedPackage {
  readonly Package?: {
    readonly types?: readonly { readonly name?: string; readonly members?: readonly string[] }[];
  };
}

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  isArray: (name) => name === 'types' || name === 'members',
});

/** Adds the members a package.xml names. */
export function addPackage(members: PackageMembers, xml: string): void {
  const parsed = parser.parse(xml) as ParsedPackage;
  for (const { name, members: listed = [] } of parsed.Package?.types ?? []) {
    if (name !== undefined) for (const member of listed) addMember(members, name, member);
  }
}

export function addMember(members: PackageMembers, type: string, member: string): void {
  const known = members.get(type) ?? new Set<string>();
  members.set(type, known.add(member));
}

/** `apiVersion` like `64.0`. */
export function writePackage(members: PackageMembers, apiVersion: string): string {
  const types = [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, names]) => {
      const lines = [...names].sort().map((name) => `        <members>${escapeXml(name)}</members>`);
      return ['    <types>', ...lines, `        <name>${escapeXml(type)}</name>`, '    </types>'].join('\n');
    });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Package xmlns="http://soap.sforce.com/2006/04/metadata">',
    ...types,
    `    <version>${escapeXml(apiVersion)}</version>`,
    '</Package>',
    '',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
