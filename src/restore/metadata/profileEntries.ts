// What the entries of a profile are about and what taking one back means. A retrieve leaves out what is not granted, and
// a deploy leaves alone what a file does not name: so a permission that a version does not have must be written as an
// explicit `false` (Metadata API Developer Guide, "Profile").
import { element, type XmlDocument, type XmlElement } from './document.ts';

interface Kind {
  /** The children that name what an entry is about. */
  readonly keys: readonly string[];
  /** The type of the component it is about, which the first key names. */
  readonly about?: string;
  /** The entry of somebody without access. */
  readonly denied?: Readonly<Record<string, string>>;
}

const ENABLED = { enabled: 'false' };
const access = (key: string, about?: string): Kind => ({
  keys: [key],
  denied: ENABLED,
  ...(about && { about }),
});

const KINDS: Readonly<Partial<Record<string, Kind>>> = {
  agentAccesses: access('agentName'),
  applicationVisibilities: {
    keys: ['application'],
    about: 'CustomApplication',
    denied: { default: 'false', visible: 'false' },
  },
  classAccesses: access('apexClass', 'ApexClass'),
  customMetadataTypeAccesses: access('name', 'CustomObject'),
  customPermissions: access('name', 'CustomPermission'),
  customSettingAccesses: access('name', 'CustomObject'),
  emailRoutingAddressAccesses: access('name'),
  externalCredentialPrincipalAccesses: access('externalCredentialPrincipal'),
  externalDataSourceAccesses: access('externalDataSource', 'ExternalDataSource'),
  fieldPermissions: {
    keys: ['field'],
    about: 'CustomField',
    denied: { editable: 'false', readable: 'false' },
  },
  flowAccesses: access('flow', 'Flow'),
  layoutAssignments: { keys: ['layout', 'recordType'], about: 'Layout' },
  objectPermissions: {
    keys: ['object'],
    about: 'CustomObject',
    denied: {
      allowCreate: 'false',
      allowDelete: 'false',
      allowEdit: 'false',
      allowRead: 'false',
      modifyAllRecords: 'false',
      viewAllRecords: 'false',
    },
  },
  pageAccesses: access('apexPage', 'ApexPage'),
  recordTypeVisibilities: {
    keys: ['recordType'],
    about: 'RecordType',
    denied: { default: 'false', visible: 'false' },
  },
  servicePresenceStatusAccesses: access('servicePresenceStatus', 'ServicePresenceStatus'),
  tabVisibilities: { keys: ['tab'], about: 'CustomTab', denied: { visibility: 'Hidden' } },
  userPermissions: access('name'),
};

export interface ProfileComparison {
  /** What to deploy so that the profile grants what the version's does. */
  readonly entries: readonly XmlElement[];
  /** What no deploy takes back, in words of the profile: `layoutAssignments Account-Sales Layout`. */
  readonly left: readonly string[];
  /** What differs. */
  readonly differing: readonly string[];
}

/**
 * Compares two whole profiles entry by entry.
 * @param isAdded whether the version does not have the component an entry is about; such entries are left alone, for
 *   they go when the component does
 */
export function compareProfiles(
  version: XmlDocument,
  live: XmlDocument,
  isAdded: (type: string, fullName: string) => boolean,
): ProfileComparison {
  const before = byIdentity(version);
  const now = byIdentity(live);
  const entries: XmlElement[] = [];
  const left: string[] = [];
  const differing: string[] = [];
  for (const [identity, was] of before) {
    const is = now.get(identity) ?? [];
    if (textOf(was) === textOf(is) || (is.length === 0 && was.every(isDenied))) continue;
    entries.push(...was);
    differing.push(identity);
  }
  for (const [identity, is] of now) {
    if (before.has(identity) || is.every(isDenied) || is.some((entry) => isAbout(entry, isAdded))) continue;
    differing.push(identity);
    const denials = is.flatMap(denial);
    entries.push(...denials);
    if (denials.length === 0) left.push(identity);
  }
  return { entries: entries.sort(byName), left, differing: differing.sort() };
}

function byIdentity({ elements }: XmlDocument): Map<string, XmlElement[]> {
  return Map.groupBy(elements, identityOf);
}

/** Elements that are no entries stand for themselves as a whole list: a deploy replaces all of that kind. */
function identityOf({ name, children }: XmlElement): string {
  // A profile has one layout for an object and record type; which one is what the entry says.
  if (name === 'layoutAssignments')
    return `${name} ${objectOfLayout(children.get('layout') ?? '')} ${children.get('recordType') ?? ''}`.trim();
  const keys = KINDS[name]?.keys ?? [];
  return [name, ...keys.map((key) => children.get(key) ?? '')].join(' ').trim();
}

const objectOfLayout = (layout: string): string => layout.slice(0, Math.max(0, layout.indexOf('-')));

function isAbout(
  { name, children }: XmlElement,
  isAdded: (type: string, fullName: string) => boolean,
): boolean {
  const kind = KINDS[name];
  const about = children.get(kind?.keys[0] ?? '') ?? '';
  if (kind?.about === undefined) return false;
  return (
    isAdded(kind.about, about) || (about.includes('.') && isAdded('CustomObject', about.split('.')[0] ?? ''))
  );
}

/** Whether an entry grants nothing, so that it says the same as no entry. */
function isDenied({ name, children }: XmlElement): boolean {
  const denied = KINDS[name]?.denied;
  return (
    denied !== undefined &&
    Object.entries(denied).every(([child, value]) => (children.get(child) ?? value) === value)
  );
}

function denial({ name, children }: XmlElement): XmlElement[] {
  const { keys = [], denied } = KINDS[name] ?? {};
  if (denied === undefined) return [];
  const named = new Map(keys.map((key) => [key, children.get(key) ?? '']));
  return [element(name, { ...Object.fromEntries(named), ...denied })];
}

const textOf = (entries: readonly XmlElement[]): string => entries.map(({ xml }) => xml).join('');
const byName = (one: XmlElement, other: XmlElement): number =>
  one.name < other.name ? -1 : Number(one.name > other.name);
