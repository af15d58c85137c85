// createMetadata, updateMetadata, upsertMetadata and deleteMetadata: components one by one, judged and made real as a
// deploy's are (Metadata API Developer Guide, "CRUD-Based Calls": ten a call, code and bundles not at all).
import { OrgFault } from '../../model.ts';
import { list, text } from '../../soap/envelope.ts';
import type { XmlTree } from '../../soap/xml.ts';
import { writeElement } from '../../soap/xml.ts';
import { mostRecords } from '../answers.ts';
import { madeUpId } from '../identity.ts';
import type { MetadataRoom } from '../room.ts';
import type { MetadataCall } from '../soap.ts';
import { metadataTypes } from '../types.ts';
import type { Put } from './contents.ts';
import { Draft, ownName, parentName } from './draft.ts';
import type { Work } from './judge.ts';
import { readOptions } from './options.ts';
import { decide } from './run.ts';
import { treeOf } from './tree.ts';
import type { XmlElement } from './xmlFile.ts';
import { readXml } from './xmlFile.ts';

type Operation = (call: MetadataCall, room: MetadataRoom) => string;

/** One component of a call, and whether it may or must be there already. */
interface Item {
  readonly type: string;
  readonly fullName: string;
  readonly work: Work;
}

interface SaveResult {
  readonly fullName: string;
  readonly success: boolean;
  readonly created: boolean;
  readonly errors: ReadonlyArray<{ readonly statusCode: string; readonly message: string }>;
}

const CODE: ReadonlySet<string> = new Set(['ApexClass', 'ApexTrigger', 'ApexPage', 'ApexComponent']);

/** What each call wants of what is there. */
const WANTS: Readonly<Record<string, 'absent' | 'present' | undefined>> = {
  createMetadata: 'absent',
  updateMetadata: 'present',
  deleteMetadata: 'present',
};

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

/** An element as if it had been written without namespace prefixes. */
function plain(element: XmlElement): XmlElement {
  return { ...element, name: withoutPrefix(element.name), children: element.children.map(plain) };
}

const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

function typeOf({ attributes }: XmlElement): string {
  const named = Object.entries(attributes).find(([key]) => withoutPrefix(key) === 'type');
  return withoutPrefix(named?.[1] ?? '');
}

function itemOf(element: XmlElement): Item {
  const type = typeOf(element);
  const fullName = childOf(element, 'fullName')?.text ?? '';
  return { type, fullName, work: { puts: [putOf(type, fullName, element)], deletions: [] } };
}

/** Throws OrgFault for a type these calls do not take. */
function putOf(type: string, fullName: string, whole: XmlElement): Put {
  const top = metadataTypes().find(type);
  const part = metadataTypes().findChild(type);
  if (CODE.has(type) || top?.layout === 'bundle' || (top === undefined && part === undefined))
    throw new OrgFault('INVALID_TYPE', `INVALID_TYPE: ${type} cannot be written with this call`, 500);
  const named = { componentType: type, fullName, fileName: '' };
  if (part !== undefined) {
    const own = ownName(part.child, fullName);
    const holder = {
      componentType: part.parent.name,
      fullName: parentName(part.child, fullName),
      fileName: '',
      type: part.parent,
      root: part.parent.name,
      element: whole,
      tree: {},
    };
    const tree = { ...treeOf(whole), fullName: own };
    return {
      component: holder,
      isWhole: false,
      parts: [{ ...named, child: part.child, ownName: own, element: whole, tree }],
    };
  }
  const { content, ...rest } = treeOf(whole);
  const tree = Object.fromEntries(Object.entries(rest).filter(([tag]) => tag !== 'fullName'));
  const body = typeof content === 'string' ? { body: Buffer.from(content, 'base64') } : {};
  return {
    component: { ...named, type: top!, root: type, element: whole, tree, ...body },
    isWhole: true,
    parts: [],
  };
}

function deletionItems(body: unknown): Item[] {
  const type = text(body, 'type') ?? text(body, 'metadataType') ?? '';
  return list(body, 'fullNames').map((name) => {
    const fullName = String(name);
    const deletion = { type, fullName, manifest: '', when: 'after' } as const;
    return { type, fullName, work: { puts: [], deletions: [deletion] } };
  });
}

/** What stands against an item before its content is looked at. */
function presence(operation: string, { type, fullName }: Item, draft: Draft): SaveResult['errors'] {
  const child = metadataTypes().findChild(type);
  const isThere =
    (child === undefined ? draft.get(type, fullName) : draft.part(type, fullName)) !== undefined;
  const wanted = WANTS[operation];
  if (wanted === 'absent' && isThere)
    return [
      { statusCode: 'DUPLICATE_DEVELOPER_NAME', message: `There is already a ${type} named ${fullName}` },
    ];
  if (wanted === 'present' && !isThere)
    return [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: `no ${type} named ${fullName} found` }];
  if (child !== undefined && draft.get(child.parent.name, parentName(child.child, fullName)) === undefined)
    return [
      {
        statusCode: 'INVALID_CROSS_REFERENCE_KEY',
        message: `no ${child.parent.name} named ${parentName(child.child, fullName)} found`,
      },
    ];
  return [];
}

const failed = ({ fullName }: Item, errors: SaveResult['errors']): SaveResult => ({
  fullName,
  success: false,
  created: false,
  errors,
});

/** Judges items; `checkOnly` leaves the org as it is. */
function save(
  call: MetadataCall,
  items: readonly Item[],
  checkOnly: boolean,
  room: MetadataRoom,
): SaveResult[] {
  const { operation, userId, state } = call;
  return items.map((item) => {
    const standing = presence(operation, item, new Draft(room.store));
    if (standing.length > 0) return failed(item, standing);
    const id = madeUpId(state, '0Af', `${operation} ${room.store.generation} ${item.fullName}`);
    const options = readOptions({ rollbackOnError: true, purgeOnDelete: false, checkOnly });
    const outcome = decide(item.work, [], { id, options, userId, isQuick: true }, room.deployGround);
    if (outcome.failures.length > 0)
      return failed(
        item,
        outcome.failures.map(({ problem }) => ({
          statusCode: 'FIELD_INTEGRITY_EXCEPTION',
          message: problem,
        })),
      );
    const created = outcome.successes.some(
      ({ componentType, fate }) => componentType === item.type && fate === 'created',
    );
    return { fullName: item.fullName, success: true, created, errors: [] };
  });
}

const ROLLED_BACK = [
  {
    statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    message:
      'Record rolled back because not all records were valid and the request was using AllOrNone header',
  },
];

function results(
  call: MetadataCall,
  items: readonly Item[],
  allOrNone: boolean,
  room: MetadataRoom,
): SaveResult[] {
  if (allOrNone) {
    const tried = save(call, items, true, room);
    if (tried.some(({ success }) => !success))
      return tried.map((result, place) => (result.success ? failed(items[place], ROLLED_BACK) : result));
  }
  return save(call, items, false, room);
}

function resultTree(operation: string, { created, errors, ...result }: SaveResult): XmlTree {
  return {
    ...result,
    errors: errors.map((error) => ({ ...error })),
    ...(operation === 'upsertMetadata' ? { created } : {}),
  };
}

const write: Operation = (call, room) => {
  const { operation, body, envelope } = call;
  const document = envelope === undefined ? undefined : plain(readXml(envelope()));
  const asked = childOf(childOf(document, 'Body'), operation);
  const elements = asked?.children.filter(({ name }) => name === 'metadata') ?? [];
  const items = operation === 'deleteMetadata' ? deletionItems(body) : elements.map(itemOf);
  const most = Math.max(10, ...items.map(({ type }) => mostRecords(type)));
  if (items.length > most)
    throw new OrgFault(
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${most} records into this call`,
      500,
    );
  const header = childOf(childOf(document, 'Header'), 'AllOrNoneHeader');
  const allOrNone = childOf(header, 'allOrNone')?.text === 'true';
  const answers = results(call, items, allOrNone, room).map((result) =>
    writeElement('result', resultTree(operation, result)),
  );
  return `<${operation}Response>${answers.join('')}</${operation}Response>`;
};

export const componentOperations: Readonly<Record<string, Operation>> = {
  createMetadata: write,
  updateMetadata: write,
  upsertMetadata: write,
  deleteMetadata: write,
};
