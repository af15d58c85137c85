// The reading calls of the Metadata API as pure answers: describeMetadata, listMetadata, readMetadata.
import type { Component } from '../model.ts';
import { OrgFault } from '../model.ts';
import type { XmlTree } from '../soap/xml.ts';
import type { MetadataRoom } from './room.ts';
import type { MetadataType } from './types.ts';
import { metadataTypes } from './types.ts';

/** One element of describeMetadata's result. */
function describedType(type: MetadataType): XmlTree {
  return {
    childXmlNames: type.children.map(({ name }) => name),
    directoryName: type.directory,
    inFolder: type.folderType !== undefined,
    metaFile: type.layout === 'content',
    suffix: type.suffix,
    xmlName: type.name,
  };
}

/** describeMetadata: every type the org has; folder types are not among them (forcedotcom/cli#3190). */
export function describeMetadata(): XmlTree {
  return {
    metadataObjects: metadataTypes().described.map(describedType),
    organizationNamespace: '',
    partialSaveAllowed: true,
    testRequired: false,
  };
}

export interface ListQuery {
  readonly type: string;
  readonly folder: string | undefined;
}

const mostQueries = 3;

/** FileProperties as listMetadata and retrieve write them. */
export function filePropertiesTree(component: Component): XmlTree {
  return { ...component };
}

function invalidType(name: string): OrgFault {
  const text = metadataTypes().isUnlicensed(name)
    ? `Cannot use: ${name} in this organization`
    : `Unknown type:${name}`;
  return new OrgFault('INVALID_TYPE', `INVALID_TYPE: ${text}`, 500);
}

/** Types that are there but cannot be listed (SDR queries standard value sets by name for that reason). */
const unlisted: ReadonlySet<string> = new Set(['StandardValueSet', 'BotVersion']);

function listOne(room: MetadataRoom, { type, folder }: ListQuery): Component[] {
  const planned = room.faults.faultFor('listMetadataError', type);
  if (planned !== undefined) {
    throw new OrgFault(
      planned.errorCode ?? 'UNKNOWN_EXCEPTION',
      planned.message ?? `Cannot list ${type}`,
      500,
    );
  }
  const known = metadataTypes().find(type);
  if (known === undefined) {
    if (metadataTypes().findChild(type) === undefined) throw invalidType(type);
    return room.store.children(type).map(({ properties }) => properties);
  }
  if (unlisted.has(type)) return [];
  const all = room.store.ofType(type).map(({ properties }) => properties);
  if (known.folderType === undefined) return all;
  return all.filter(
    ({ fullName }) => folder !== undefined && fullName.slice(0, fullName.lastIndexOf('/')) === folder,
  );
}

/**
 * listMetadata. A type kept in folders needs its folder, else nothing is found. Throws OrgFault `INVALID_TYPE` for a
 * type the org does not have, `LIMIT_EXCEEDED` for more than three queries, and what the fault plan says.
 */
export function listMetadata(room: MetadataRoom, queries: readonly ListQuery[]): Component[] {
  if (queries.length > mostQueries) {
    throw new OrgFault(
      'LIMIT_EXCEEDED',
      `too many queries: ${queries.length}, maximum is ${mostQueries}`,
      500,
    );
  }
  return queries.flatMap((query) => listOne(room, query));
}

/** Types without readMetadata: code (Metadata API Developer Guide, readMetadata: types that extend Metadata). */
const unreadable: ReadonlySet<string> = new Set(['ApexClass', 'ApexTrigger']);

/** CustomMetadata and CustomApplication may be read 200 at a time, all others ten. */
export const mostRecords = (type: string): number =>
  type === 'CustomMetadata' || type === 'CustomApplication' ? 200 : 10;

/** A component, whole, as readMetadata answers it: `records` of its type, or an empty one when it does not exist. */
export function readMetadata(room: MetadataRoom, type: string, fullNames: readonly string[]): XmlTree[] {
  const found = metadataTypes().findChild(type);
  if (metadataTypes().find(type) === undefined && found === undefined) throw invalidType(type);
  if (unreadable.has(type)) {
    throw new OrgFault('INVALID_TYPE', `INVALID_TYPE: ${type} is not a valid metadata type for reading`, 500);
  }
  if (fullNames.length > mostRecords(type)) {
    throw new OrgFault(
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${mostRecords(type)} records into this call`,
      500,
    );
  }
  const children =
    found === undefined
      ? undefined
      : new Map(room.store.children(type).map((part) => [part.properties.fullName, part.tree]));
  return fullNames.map((fullName) => {
    const tree = children?.get(fullName) ?? room.store.find(type, fullName)?.metadata();
    if (tree === undefined) return { '@xsi:nil': 'true' };
    return { ...tree, '@xsi:type': type, fullName };
  });
}
