// One listMetadata call and its FileProperties.
import type { Session } from '../session.ts';
import type { Component } from './component.ts';
import { children, type Element, escapeXml, metadataCall, textOf } from './soap.ts';

export interface ListQuery {
  readonly type: string;
  readonly folder?: string;
}

/** Metadata API guide, "listMetadata": at most three queries a call. */
export const QUERIES_A_CALL = 3;

/** What the org lists for up to three queries; OrgError when one of them is refused. */
export async function listMetadata(session: Session, queries: readonly ListQuery[]): Promise<Component[]> {
  const asked = queries.map(
    ({ type, folder }) =>
      `<queries>${folder === undefined ? '' : `<folder>${escapeXml(folder)}</folder>`}<type>${escapeXml(type)}</type></queries>`,
  );
  const inner = `${asked.join('')}<asOfVersion>${session.apiVersion}</asOfVersion>`;
  return children(await metadataCall(session, 'listMetadata', inner), 'result').map(toComponent);
}

/** FileProperties, as listMetadata and checkRetrieveStatus give them. */
export function toComponent(properties: Element): Component {
  const read = (name: string): string => textOf(properties, name) ?? '';
  return {
    type: read('type'),
    // Names come URL-encoded in listings (`Account-Account %28Marketing%29 Layout`) and are retrieved as they come.
    fullName: read('fullName'),
    fileName: read('fileName').replace(/^unpackaged\//, ''),
    id: read('id'),
    createdById: read('createdById'),
    createdByName: read('createdByName'),
    createdDate: read('createdDate'),
    lastModifiedById: read('lastModifiedById'),
    lastModifiedByName: read('lastModifiedByName'),
    lastModifiedDate: read('lastModifiedDate'),
    manageableState: read('manageableState') || undefined,
    namespacePrefix: read('namespacePrefix') || undefined,
  };
}
