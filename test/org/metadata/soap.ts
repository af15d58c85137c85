// The Metadata API over SOAP: each operation by name, from the parsed body to the inner XML of the answer's Body.
// Calls that write are in deploy/.
import type { OrgState } from '../model.ts';
import { OrgFault } from '../model.ts';
import { deployOperations } from './deploy/soapOperations.ts';
import { componentOperations } from './deploy/componentOperations.ts';
import { checkPermission } from './permission.ts';
import { child, list, text } from '../soap/envelope.ts';
import type { XmlTree } from '../soap/xml.ts';
import { writeElement, writeElements } from '../soap/xml.ts';
import { describeMetadata, filePropertiesTree, listMetadata, readMetadata } from './answers.ts';
import type { RetrieveStatus } from './retrieves.ts';
import type { MetadataRoom } from './room.ts';

export interface MetadataCall {
  readonly operation: string;
  /** The operation element as the envelope's parser gives it. */
  readonly body: unknown;
  /** Of the endpoint's path. */
  readonly apiVersion: number;
  readonly userId: string;
  /** The whole request as it arrived, for calls whose elements' attributes matter. */
  readonly envelope?: () => string;
  readonly state: OrgState;
}

type Operation = (call: MetadataCall, room: MetadataRoom) => Promise<string> | string;

const texts = (value: unknown, name: string): string[] =>
  list(value, name).filter((entry): entry is string => typeof entry === 'string');

function answer(operation: string, results: readonly XmlTree[]): string {
  const tag = `${operation}Response`;
  if (results.length === 0) return `<${tag}/>`;
  return `<${tag}>${results.map((result) => writeElement('result', result)).join('')}</${tag}>`;
}

/** A type whose query names none answers like an unknown one. */
const listOperation: Operation = ({ operation, body }, room) => {
  const queries = list(body, 'queries').map((query) => ({
    type: text(query, 'type') ?? '',
    folder: text(query, 'folder'),
  }));
  return answer(operation, listMetadata(room, queries).map(filePropertiesTree));
};

const readOperation: Operation = ({ operation, body }, room) => {
  const type = text(body, 'type') ?? text(body, 'metadataType') ?? '';
  const records = readMetadata(room, type, texts(body, 'fullNames'));
  return answer(operation, [{ records }]);
};

const retrieveOperation: Operation = ({ operation, body, apiVersion }, room) => {
  const request = child(body, 'request') ?? child(body, 'retrieveRequest');
  const unpackaged = child(request, 'unpackaged');
  const types = list(unpackaged, 'types').map((entry) => ({
    name: text(entry, 'name') ?? '',
    members: texts(entry, 'members'),
  }));
  const version = text(unpackaged, 'version') ?? text(request, 'apiVersion') ?? apiVersion.toFixed(1);
  const id = room.retrieves.start({ types, version, packageNames: texts(request, 'packageNames') });
  return answer(operation, [{ done: false, id, state: 'Queued' }]);
};

/** RetrieveResult without its zip, which is too big to go through the escaping writer. */
function retrieveTree(status: RetrieveStatus): XmlTree {
  const { id } = status;
  if (status.status === 'Succeeded') {
    return {
      done: true,
      fileProperties: status.fileProperties.map(filePropertiesTree),
      id,
      messages: status.messages.map((message) => ({ ...message })),
      status: 'Succeeded',
      success: true,
    };
  }
  if (status.status === 'Failed') {
    return {
      done: true,
      errorMessage: status.errorMessage,
      errorStatusCode: status.errorCode,
      id,
      status: 'Failed',
      success: false,
    };
  }
  return { done: false, id, status: status.status, success: false };
}

const checkRetrieveOperation: Operation = async ({ operation, body }, room) => {
  const id = text(body, 'asyncProcessId') ?? text(body, 'id') ?? '';
  const status = await room.retrieves.check(id, text(body, 'includeZip') !== 'false');
  const zip = status.status === 'Succeeded' ? status.zip : undefined;
  const zipFile =
    zip === undefined ? '<zipFile xsi:nil="true"/>' : `<zipFile>${zip.toString('base64')}</zipFile>`;
  return `<${operation}Response><result>${writeElements(retrieveTree(status))}${zipFile}</result></${operation}Response>`;
};

const operations: Readonly<Record<string, Operation | undefined>> = {
  describeMetadata: ({ operation }) => answer(operation, [describeMetadata()]),
  listMetadata: listOperation,
  readMetadata: readOperation,
  retrieve: retrieveOperation,
  checkRetrieveStatus: checkRetrieveOperation,
  ...deployOperations,
  ...componentOperations,
};

/** Calls that exist and that this org does not take. */
const unsupported: ReadonlySet<string> = new Set(['describeValueType', 'renameMetadata']);

/**
 * Answers one call with the inner XML of the SOAP Body. Throws OrgFault, to be sent as a fault: `INSUFFICIENT_ACCESS`
 * without the permission, `FUNCTIONALITY_NOT_ENABLED` for calls this org does not take, `INVALID_OPERATION` for unknown ones, and
 * what each operation says.
 */
export async function handleMetadataSoap(call: MetadataCall, room: MetadataRoom): Promise<string> {
  const operation = operations[call.operation];
  if (operation !== undefined) {
    checkPermission(call.state, call.userId);
    return operation(call, room);
  }
  if (unsupported.has(call.operation)) {
    throw new OrgFault('FUNCTIONALITY_NOT_ENABLED', `${call.operation} is not enabled in this org`, 500);
  }
  throw new OrgFault('INVALID_OPERATION', `No operation available for request {${call.operation}}`, 500);
}
