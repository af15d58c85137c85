// What a retrieve shows of a profile: user permissions, login IP ranges and the like always, everything else only for
// components in the same retrieve (Metadata API Developer Guide, Profile: "the content of a profile returned by
// Metadata API depends on the content requested"). Permission sets are whole from API version 40.0 on.
import type { XmlNode, XmlTree } from '../soap/xml.ts';
import { scalarText } from '../soap/xml.ts';

/** What else is in the retrieve, asked by type and name. */
export type Contains = (type: string, fullName: string) => boolean;

type Keeps = (entry: XmlTree, contains: Contains) => boolean;

const objectOf = (field: XmlNode): string => scalarText(field).split('.')[0] ?? '';

/** Tag -> whether an entry's component is in the package. Tags not named here do not depend on it. */
const dependent: Readonly<Record<string, Keeps>> = {
  applicationVisibilities: ({ application }, contains) =>
    contains('CustomApplication', scalarText(application)),
  classAccesses: ({ apexClass }, contains) => contains('ApexClass', scalarText(apexClass)),
  customPermissions: ({ name }, contains) => contains('CustomPermission', scalarText(name)),
  externalCredentialPrincipalAccesses: ({ externalCredentialPrincipal }, contains) =>
    contains('NamedCredential', scalarText(externalCredentialPrincipal)),
  fieldPermissions: ({ field }, contains) =>
    contains('CustomObject', objectOf(field)) || contains('CustomField', scalarText(field)),
  layoutAssignments: ({ layout }, contains) => contains('Layout', scalarText(layout)),
  objectPermissions: ({ object }, contains) => contains('CustomObject', scalarText(object)),
  pageAccesses: ({ apexPage }, contains) => contains('ApexPage', scalarText(apexPage)),
  recordTypeVisibilities: ({ recordType }, contains) =>
    contains('CustomObject', objectOf(recordType)) || contains('RecordType', scalarText(recordType)),
  tabVisibilities: ({ tab }, contains) => contains('CustomTab', scalarText(tab)),
};

/** The profile's tree as a retrieve with this content gives it. */
export function sliceProfile(profile: XmlTree, contains: Contains): XmlTree {
  const slice: Record<string, XmlNode> = { ...profile };
  for (const [tag, keeps] of Object.entries(dependent)) {
    const entries = profile[tag];
    if (Array.isArray(entries))
      slice[tag] = (entries as readonly XmlTree[]).filter((entry) => keeps(entry, contains));
  }
  return slice;
}
