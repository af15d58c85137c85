// Reading calls of the Metadata API's SOAP door, through the session, so that they are counted, retried and refreshed
// like everything else. A listing that fails must fail: SDR's own resolver logs the error and answers "none"
// (connectionResolver), which turns a passing fault into a deleted type.
import { XMLParser } from 'fast-xml-parser';
import { fromFault } from '../errorBody.ts';
import { OrgError } from '../errors.ts';
import type { Session } from '../session.ts';

/** An element's children by name; text where it has none. */
export type Element = string | { readonly [name: string]: Element | readonly Element[] };

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
});

/**
 * Calls `operation` with the XML inside its element; gives the children of `<operationResponse>`.
 * Only for operations that read. OrgError for a fault.
 */
export async function metadataCall(session: Session, operation: string, inner: string): Promise<Element> {
  const { answer, text } = await session.text(`/services/Soap/m/${session.apiVersion}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '""', accept: 'text/xml' },
    body: (token) => envelope(operation, inner, token),
    idempotent: true,
  });
  const fault = fromFault(answer.status, text);
  if (fault) throw fault;
  const body = child(child(parser.parse(text) as Element, 'Envelope'), 'Body');
  const response = child(body, `${operation}Response`);
  if (response === undefined)
    throw new OrgError('INVALID_ANSWER', answer.status, `No ${operation}Response in the answer.`);
  return response;
}

function envelope(operation: string, inner: string, token: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://soap.sforce.com/2006/04/metadata">' +
    `<soapenv:Header><SessionHeader><sessionId>${escapeXml(token)}</sessionId></SessionHeader></soapenv:Header>` +
    `<soapenv:Body><${operation}>${inner}</${operation}></soapenv:Body></soapenv:Envelope>`
  );
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The first child of that name. */
export function child(element: Element | undefined, name: string): Element | undefined {
  return children(element, name)[0];
}

/** All children of that name, none if there are none. */
export function children(element: Element | undefined, name: string): readonly Element[] {
  if (element === undefined || typeof element === 'string') return [];
  const found = (element as Partial<typeof element>)[name];
  if (found === undefined) return [];
  return Array.isArray(found) ? (found as readonly Element[]) : [found as Element];
}

/** The text of the first child of that name. */
export function textOf(element: Element | undefined, name: string): string | undefined {
  const found = child(element, name);
  return typeof found === 'string' ? found : undefined;
}
