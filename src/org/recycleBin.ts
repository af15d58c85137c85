// Out of the recycle bin with its own Id: undelete() of the partner SOAP API, at most 200 rows a call (SOAP API
// Developer Guide, "undelete()"). REST has no such call.
import { XMLParser } from 'fast-xml-parser';
import type { RowAnswer } from './collections.ts';
import { fromFault } from './errorBody.ts';
import { OrgError } from './errors.ts';
import { child, children, escapeXml, textOf, type Element } from './metadata/soap.ts';
import type { Session } from './session.ts';

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
});

/**
 * Brings rows back; one answer a row, in order. What was deleted together with a row comes back with it. May be sent
 * twice: a row that is back already is answered UNDELETE_FAILED.
 */
export async function undelete(session: Session, ids: readonly string[]): Promise<RowAnswer[]> {
  const { answer, text } = await session.text(`/services/Soap/u/${session.apiVersion}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '""', accept: 'text/xml' },
    body: (token) => envelope(ids, token),
    idempotent: true,
  });
  const fault = fromFault(answer.status, text);
  if (fault) throw fault;
  const body = child(child(parser.parse(text) as Element, 'Envelope'), 'Body');
  const results = children(child(body, 'undeleteResponse'), 'result');
  if (results.length !== ids.length)
    throw new OrgError('INVALID_ANSWER', answer.status, `The answer does not have ${ids.length} results.`);
  return results.map(readResult);
}

function readResult(result: Element): RowAnswer {
  const id = textOf(result, 'id');
  const errors = children(result, 'errors').map((error) => ({
    code: textOf(error, 'statusCode') ?? 'UNKNOWN_EXCEPTION',
    message: textOf(error, 'message') ?? '',
    fields: children(error, 'fields').filter((field): field is string => typeof field === 'string'),
  }));
  return { ...(id && { id }), errors: textOf(result, 'success') === 'true' ? [] : errors };
}

function envelope(ids: readonly string[], token: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com">' +
    `<soapenv:Header><SessionHeader><sessionId>${escapeXml(token)}</sessionId></SessionHeader></soapenv:Header>` +
    `<soapenv:Body><undelete>${ids.map((id) => `<ids>${escapeXml(id)}</ids>`).join('')}</undelete></soapenv:Body>` +
    '</soapenv:Envelope>'
  );
}
