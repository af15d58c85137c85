// Bodies of files as raw bytes with their length, streamed. Who does not see the row or the field gets 404.
import { Readable } from 'node:stream';
import { BODY_KINDS, generatedBody } from '../data/bodies.ts';
import { between, saltOf } from '../data/hash.ts';
import type { Answer, RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import { OrgFault, type Blob, type SObjectType } from '../model.ts';
import { notFound, readRecord } from './record.ts';

/** `GET /sobjects/X/<id>/<field>` of a base64 field; a row without a body answers with no bytes. */
export function blobAnswer(
  type: SObjectType,
  id: string,
  fieldName: string,
  call: RoutedCall,
  org: PracticeOrg,
): Answer {
  const field = type.field(fieldName);
  if (field === undefined || !org.accessOf(call.session).seesField(type.name, field.name)) throw notFound();
  const record = readRecord(type, id, ['Id'], call, org);
  const blob = org.state.blobs.of(type.name, record.Id as string, field.name);
  return bytes(blob, type.name === 'EventLogFile' ? 'text/csv' : 'application/octet-stream');
}

/** `GET /sobjects/X/<id>/richTextImageFields/<field>/<reference Id>`: an image inside a rich text field. */
export function richTextImage(type: SObjectType, call: RoutedCall, org: PracticeOrg): Answer {
  const { id = '', field = '', reference = '' } = call.params;
  const known = type.field(field);
  if (known === undefined) throw notFound();
  const record = readRecord(type, id, [known.name], call, org);
  const text = record[known.name];
  if (typeof text !== 'string' || !text.includes(reference))
    throw new OrgFault('NOT_FOUND', 'The requested resource does not exist', 404);
  const stored = org.state.blobs.of(type.name, record.Id as string, `${known.name}/${reference}`);
  return bytes(stored ?? generatedImage(org.state.seed, reference), 'image/png');
}

/** Generated rows name images that nothing else stores: the picture is a function of its reference. */
function generatedImage(seed: number, reference: string): Blob {
  const salt = saltOf(seed, 'richTextImage', reference);
  return generatedBody(BODY_KINDS.picture, between(2_000, 20_000, salt), salt);
}

function bytes(blob: Blob | undefined, type: string): Answer {
  const headers = { 'content-type': type, 'content-length': String(blob?.size ?? 0) };
  const body =
    blob === undefined || blob.size === 0 ? '' : Readable.from(blob.bytes(), { objectMode: false });
  return { status: 200, headers, body };
}
