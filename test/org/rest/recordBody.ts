// The row of a record call: a JSON object, or multipart/form-data with the row as one part and the body of its base64
// field as another (REST API Developer Guide, "Insert or Update Blob Data").
import type { InputRow } from '../dml/model.ts';
import type { RoutedCall } from '../http/call.ts';
import { readParts, type Part } from '../http/multipart.ts';
import { OrgFault } from '../model.ts';
import { exactJson, parseJson } from './writer.ts';

export async function recordBody(call: RoutedCall): Promise<InputRow> {
  const type = call.headers['content-type'] ?? '';
  if (/^multipart\//i.test(type)) return multipartRow(readParts(await call.body(), type));
  return rowOf(await exactJson(call));
}

/** A JSON value that is a row. Throws JSON_PARSER_ERROR for another one. */
export function rowOf(value: unknown): InputRow {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as InputRow;
  throw new OrgFault('JSON_PARSER_ERROR', 'The HTTP entity body is required, but this one is no object');
}

/** The row's part is the one of JSON that is no file; a file's part is named after its field. */
function multipartRow(parts: readonly Part[]): InputRow {
  const isRow = ({ type, name, fileName }: Part): boolean =>
    /json/i.test(type) && (fileName === undefined || name.startsWith('entity_'));
  const row = parts.find(isRow);
  if (row === undefined)
    throw new OrgFault('INVALID_MULTIPART_REQUEST', 'The multipart request has no part with the record');
  const bodies = parts
    .filter((part) => part !== row && part.fileName !== undefined)
    .map(({ name, bytes }) => [name, bytes] as const);
  return { ...rowOf(parseJson(row.bytes)), ...Object.fromEntries(bodies) };
}
