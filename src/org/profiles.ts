// A profile retrieved with several packs comes in several parts, each speaking only of the components beside it. This
// puts them together again: the union of all entries, each once, in the order Salesforce writes. Explicit `false`
// values stay (an absent entry is not a false one). Pure.
import { type Entry, readEntries, writeEntries } from './profileXml.ts';

export interface ProfileConflict {
  /** `fieldPermissions Account.Rating__c` */
  readonly entry: string;
  /** What the parts say, in the order of the parts; the first one is kept. */
  readonly values: readonly string[];
}

export interface MergedProfile {
  readonly xml: string;
  readonly conflicts: readonly ProfileConflict[];
}

// Which children name what an entry is about (Metadata API guide, "Profile"). A kind that is not here is told apart by
// its whole content, so that nothing unknown is ever dropped.
const KEYS: Readonly<Partial<Record<string, readonly string[]>>> = {
  agentAccesses: ['agentName'],
  applicationVisibilities: ['application'],
  categoryGroupVisibilities: ['dataCategoryGroup'],
  classAccesses: ['apexClass'],
  customMetadataTypeAccesses: ['name'],
  customPermissions: ['name'],
  customSettingAccesses: ['name'],
  emailRoutingAddressAccesses: ['name'],
  externalCredentialPrincipalAccesses: ['externalCredentialPrincipal'],
  externalDataSourceAccesses: ['externalDataSource'],
  fieldPermissions: ['field'],
  flowAccesses: ['flow'],
  layoutAssignments: ['layout', 'recordType'],
  loginFlows: ['friendlyName'],
  loginIpRanges: ['startAddress', 'endAddress'],
  objectPermissions: ['object'],
  pageAccesses: ['apexPage'],
  profileActionOverrides: ['actionName', 'pageOrSobjectType', 'formFactor', 'recordType', 'type'],
  recordTypeVisibilities: ['recordType'],
  servicePresenceStatusAccesses: ['servicePresenceStatus'],
  tabVisibilities: ['tab'],
  userPermissions: ['name'],
};

// Elements that stand once in a profile.
const SINGLE = new Set(['custom', 'description', 'fullName', 'loginHours', 'userLicense']);

/** Merges the parts of one profile (whole `.profile` files). Throws Failure('profileMalformed') for other XML. */
export function mergeProfiles(parts: readonly string[]): MergedProfile {
  const merged = new Map<string, { entry: Entry; values: string[] }>();
  for (const entry of parts.flatMap(readEntries)) {
    const key = `${entry.kind} ${identityOf(entry)}`;
    const known = merged.get(key);
    if (known) known.values.push(entry.xml);
    else merged.set(key, { entry, values: [entry.xml] });
  }
  const sorted = [...merged].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    xml: writeEntries(sorted.map(([, { entry }]) => entry)),
    conflicts: sorted
      .filter(([, { values }]) => new Set(values).size > 1)
      .map(([key, { values }]) => ({ entry: key.trim(), values })),
  };
}

function identityOf(entry: Entry): string {
  if (SINGLE.has(entry.kind)) return '';
  const keys = KEYS[entry.kind];
  return keys
    ? keys
        .map((key) => entry.children.get(key) ?? '')
        .join(' ')
        .trim()
    : entry.xml;
}
