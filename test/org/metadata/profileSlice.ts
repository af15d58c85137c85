// What a retrieve shows of a profile: user permissions, login IP ranges and the like always, everything else only for
// components in the same retrieve (Metadata API Developer Guide, Profile: "the content of a profile returned by
// Metadata API depends on the content requested"). Permission sets are whole from API version 40.0 on.
import type { XmlNode, XmlTree } from '../soap/xml.ts';

/** What else is in the retrieve, asked by type and name. */
export type Contains = (type: string, fullName: string) => boolean;

type Keeps = (entry: XmlTree, contains: Contains) => boolean;

const objectOf = (field: unknown): string => String(field).split('.')[0] ?? '';

/** Tag -> whether an entry's component is in the package. Tags not named here do not depend on it. */
const dependent: Readonly<Record<string, Keeps>> = {
  applicationVisibilities: ({ application }, contains) => contains('CustomApplication', String(application)),
  classAccesses: ({ apexClass }, contains) => contains('ApexClass', String(apexClass)),
  customPermissions: ({ name }, contains) => contains('CustomPermission', String(name)),
  externalCredentialPrincipalAccesses: ({ externalCredentialPrincipal }, contains) =>
    contains('NamedCredential', String(externalCredentialPrincipal)),
  fieldPermissions: ({ field }, contains) =>
    contains('CustomObject', objectOf(field)) || contains('CustomField', String(field)),
  layoutAssignments: ({ layout }, contains) => contains('Layout', String(layout)),
  objectPermissions: ({ object }, contains) => contains('CustomObject', String(object)),
  pageAccesses: ({ apexPage }, contains) => contains('ApexPage', String(apexPage)),
  recordTypeVisibilities: ({ recordType }, contains) =>
    contains('CustomObject', objectOf(recordType)) || contains('RecordType', String(recordType)),
  tabVisibilities: ({ tab }, contains) => contains('CustomTab', String(tab)),
};

/** The profile's tree as a retrieve with this content gives it. */
export function sliceProfile(profile: XmlTree, contains: Contains): XmlTree {
  const slice: Record<string, XmlNode> = { ...profile };
  for (const [tag, keeps] of Object.entries(dependent)) {
    const entries = profile[tag];
    if (Array.isArray(entries)) slice[tag] = (entries as readonly XmlTree[]).filter((entry) => keeps(entry, contains));
  }
  return slice;
}
