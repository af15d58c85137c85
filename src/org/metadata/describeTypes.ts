// Which metadata types this org has, in its own words; the registry shipped with SDR knows most of them, not all.
import type { Session } from '../session.ts';
import { children, metadataCall, textOf } from './soap.ts';

export interface MetadataType {
  /** `ApexClass` */
  readonly name: string;
  /** `classes` */
  readonly directory: string;
  /** `cls`; bundles and folders of files have none. */
  readonly suffix?: string;
  readonly inFolder: boolean;
  /** A `-meta.xml` file stands beside each file. */
  readonly metaFile: boolean;
  /** Types inside a component's own file (`CustomField` in `CustomObject`). */
  readonly childTypes: readonly string[];
}

/** All types the org offers at the session's API version, by name. */
export async function describeTypes(session: Session): Promise<readonly MetadataType[]> {
  const answer = await metadataCall(
    session,
    'describeMetadata',
    `<asOfVersion>${session.apiVersion}</asOfVersion>`,
  );
  const result = children(answer, 'result')[0];
  return children(result, 'metadataObjects')
    .map((type) => ({
      name: textOf(type, 'xmlName') ?? '',
      directory: textOf(type, 'directoryName') ?? '',
      suffix: textOf(type, 'suffix') || undefined,
      inFolder: textOf(type, 'inFolder') === 'true',
      metaFile: textOf(type, 'metaFile') === 'true',
      childTypes: children(type, 'childXmlNames').filter(
        (name) => typeof name === 'string' && name !== '',
      ) as string[],
    }))
    .sort(byName);
}

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : Number(one.name > other.name);
