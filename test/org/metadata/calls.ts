// Calls of the Metadata API for tests: from an operation and its body to the parsed answer, as a client reads it.
import { XMLParser } from 'fast-xml-parser';
import type { OrgState } from '../model.ts';
import { adminId } from './fixtures.ts';
import type { MetadataRoom } from './room.ts';
import { handleMetadataSoap } from './soap.ts';
import { unzip } from './unzip.ts';

const parser = new XMLParser({
  parseTagValue: false,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: false,
});

export type Parsed = Record<string, unknown>;

/** A client of one room: `call` answers the operation's `result` elements, always as an array. */
export function client(
  state: OrgState,
  room: MetadataRoom,
  userId = adminId,
): {
  raw(operation: string, body: unknown): Promise<string>;
  call(operation: string, body: unknown): Promise<readonly Parsed[]>;
  retrieve(types: readonly { readonly name: string; readonly members: readonly string[] }[]): Promise<Parsed>;
} {
  const raw = (operation: string, body: unknown): Promise<string> =>
    handleMetadataSoap({ operation, body, apiVersion: 64, userId, state }, room);
  const call = async (operation: string, body: unknown): Promise<readonly Parsed[]> => {
    const document = parser.parse(await raw(operation, body)) as Record<
      string,
      { result?: Parsed | Parsed[] } | ''
    >;
    const response = document[`${operation}Response`];
    const result = typeof response === 'object' ? response.result : undefined;
    if (result === undefined) return [];
    return Array.isArray(result) ? result : [result];
  };
  const retrieve = async (
    types: readonly { readonly name: string; readonly members: readonly string[] }[],
  ): Promise<Parsed> => {
    const [started] = await call('retrieve', {
      request: { apiVersion: '64.0', unpackaged: { types, version: '64.0' } },
    });
    for (;;) {
      const [status] = await call('checkRetrieveStatus', { asyncProcessId: started.id });
      if (status.done === 'true') return status;
    }
  };
  return { raw, call, retrieve };
}

/** The files of a finished retrieve, by path. */
export function retrievedFiles(result: Parsed): Promise<Map<string, Buffer>> {
  return unzip(Buffer.from(String(result.zipFile), 'base64'));
}

/** Repeated elements of a parsed answer, as an array. */
export function every(parsed: Parsed | undefined, tag: string): readonly Parsed[] {
  const found = parsed?.[tag];
  if (found === undefined) return [];
  return (Array.isArray(found) ? found : [found]) as readonly Parsed[];
}

/** Awaits a rejection and gives the error. */
export async function refusal(promise: Promise<unknown>): Promise<Error & { errorCode?: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error & { errorCode?: string };
  }
  throw new Error('It was not refused');
}
