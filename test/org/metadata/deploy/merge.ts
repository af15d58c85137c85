// How a deployed file meets what is there. Most components are replaced; objects, workflows, labels and rules keep the
// parts a file does not name; a profile changes only in what the file says; settings likewise
// (Metadata API Developer Guide: CustomObject, Profile, Settings. A permission set is replaced, from version 40.0 on).
import type { XmlNode, XmlTree } from '../../soap/xml.ts';
import { scalarText } from '../../soap/xml.ts';
import type { DraftComponent } from './draft.ts';
import type { Put } from './contents.ts';
import { trees } from './tree.ts';

type Merge = (before: XmlTree, deployed: XmlTree) => XmlTree;

/** What an entry of a profile is about, by tag; tags not named here are replaced whole when the file has them. */
export const PROFILE_KEYS: Readonly<Record<string, (entry: XmlTree) => string>> = {
  applicationVisibilities: ({ application }) => scalarText(application),
  classAccesses: ({ apexClass }) => scalarText(apexClass),
  customMetadataTypeAccesses: ({ name }) => scalarText(name),
  customPermissions: ({ name }) => scalarText(name),
  customSettingAccesses: ({ name }) => scalarText(name),
  externalCredentialPrincipalAccesses: (entry) => scalarText(entry.externalCredentialPrincipal),
  externalDataSourceAccesses: (entry) => scalarText(entry.externalDataSource),
  fieldPermissions: ({ field }) => scalarText(field),
  flowAccesses: ({ flow }) => scalarText(flow),
  // A profile has one layout for an object and record type.
  layoutAssignments: ({ layout, recordType }) =>
    `${scalarText(layout).split('-')[0]}:${scalarText(recordType)}`,
  objectPermissions: ({ object }) => scalarText(object),
  pageAccesses: ({ apexPage }) => scalarText(apexPage),
  recordTypeVisibilities: ({ recordType }) => scalarText(recordType),
  tabVisibilities: ({ tab }) => scalarText(tab),
  userPermissions: ({ name }) => scalarText(name),
};

const mergeProfile: Merge = (before, deployed) => {
  const merged: Record<string, XmlNode> = { ...before, ...deployed };
  for (const [tag, keyOf] of Object.entries(PROFILE_KEYS))
    if (deployed[tag] !== undefined) merged[tag] = placed(trees(before, tag), trees(deployed, tag), keyOf);
  return merged;
};

/** Groups of settings are merged group by group. */
const mergeSettings: Merge = (before, deployed) => {
  const merged: Record<string, XmlNode> = { ...before };
  for (const [tag, node] of Object.entries(deployed)) {
    const was = before[tag];
    merged[tag] = isTree(was) && isTree(node) ? mergeSettings(was, node) : node;
  }
  return merged;
};

const isTree = (node: XmlNode): node is XmlTree => typeof node === 'object' && !Array.isArray(node);

const merges: Readonly<Record<string, Merge | undefined>> = {
  Profile: mergeProfile,
  Settings: mergeSettings,
};

/** Entries of a list by what they are about: a known one is replaced in its place, a new one finds its own. */
function placed(
  before: readonly XmlTree[],
  entries: readonly XmlTree[],
  keyOf: (entry: XmlTree) => string,
): XmlTree[] {
  const merged = [...before];
  const places = new Map(before.map((entry, place) => [keyOf(entry), place]));
  const added: XmlTree[] = [];
  for (const entry of entries) {
    const place = places.get(keyOf(entry));
    if (place === undefined) added.push(entry);
    else merged[place] = entry;
  }
  for (const entry of added) {
    const next = merged.findIndex((one) => keyOf(one) > keyOf(entry));
    merged.splice(next < 0 ? merged.length : next, 0, entry);
  }
  return merged;
}

const byFullName = (part: XmlTree): string => scalarText(part.fullName);

/** What is not a named part: a custom object's own properties are the file's, a standard one's are laid over. */
function properties(before: XmlTree, { component, isWhole }: Put): XmlTree {
  if (!isWhole) return before;
  const partTags = new Set(component.type.children.map(({ tag }) => tag));
  const own = Object.fromEntries(Object.entries(component.tree).filter(([tag]) => !partTags.has(tag)));
  const parts = Object.fromEntries(Object.entries(before).filter(([tag]) => partTags.has(tag)));
  const isStandard = component.type.name === 'CustomObject' && !component.fullName.includes('__');
  return isStandard ? { ...before, ...own } : { ...own, ...parts };
}

/** The component after this deploy. */
export function merged(before: DraftComponent | undefined, put: Put): DraftComponent {
  const { component, parts } = put;
  const { type, fullName, root, body, bundle, extension, tree } = component;
  const files = { type: type.name, fullName, root, body, bundle, extension };
  if (type.children.length === 0)
    return { ...files, tree: before === undefined ? tree : (merges[type.name]?.(before.tree, tree) ?? tree) };
  const known = before?.tree ?? {};
  const result: Record<string, XmlNode> = { ...properties(known, put) };
  for (const { tag } of type.children) {
    const own = parts.filter(({ child }) => child.tag === tag).map((part) => part.tree);
    if (own.length > 0) result[tag] = placed(trees(known, tag), own, byFullName);
  }
  return { ...files, tree: result };
}
