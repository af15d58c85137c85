// SOAP envelopes, read and written. jsforce finds Envelope and Body by their prefixed tag names and the faultcode by
// its prefix, so both are written with prefixes; what comes in may use any prefix.
import { XMLParser } from 'fast-xml-parser';
import { OrgFault } from '../model.ts';
import { escapeXml } from './xml.ts';

export const metadataNamespace = 'http://soap.sforce.com/2006/04/metadata';
export const partnerNamespace = 'urn:partner.soap.sforce.com';

/** A call as it arrived: text stays text, repeated elements are arrays, prefixes are gone. */
export interface SoapCall {
  readonly operation: string;
  /** The operation element's children; an empty string for an empty element. */
  readonly body: unknown;
  /** SessionHeader/sessionId, absent for login. */
  readonly sessionId: string | undefined;
  /** The Header's children. */
  readonly header: unknown;
}

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: true,
  // Character references too (`&#xD;`), not only the five named entities.
  htmlEntities: true,
});

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The named child, or undefined when there is none. */
export function child(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

/** The text of a child element; undefined when it is absent or has children. */
export function text(value: unknown, name: string): string | undefined {
  const found = child(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** Repeated children as an array, whether there were none, one or many. */
export function list(value: unknown, name: string): readonly unknown[] {
  const found = child(value, name);
  if (found === undefined) return [];
  return Array.isArray(found) ? (found as unknown[]) : [found];
}

/**
 * Reads a request. Throws OrgFault `UNKNOWN_EXCEPTION` when the text is no SOAP envelope with one operation, as the
 * real endpoint answers a body it cannot parse.
 */
export function readEnvelope(xml: string): SoapCall {
  let document: unknown;
  try {
    document = parser.parse(xml);
  } catch (error) {
    throw new OrgFault(
      'UNKNOWN_EXCEPTION',
      `Content is not allowed in prolog. ${(error as Error).message}`,
      500,
    );
  }
  const envelope = child(document, 'Envelope');
  const body = child(envelope, 'Body');
  const operations = isRecord(body) ? Object.entries(body) : [];
  const first = operations.at(0);
  if (first === undefined || operations.length > 1) {
    throw new OrgFault('UNKNOWN_EXCEPTION', 'unable to find end tag for: soapenv:Body', 500);
  }
  const header = child(envelope, 'Header');
  return {
    operation: first[0],
    body: first[1],
    sessionId: text(child(header, 'SessionHeader'), 'sessionId'),
    header,
  };
}

/** An answer's envelope around the inner XML of its Body. */
export function writeEnvelope(namespace: string, inner: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ` xmlns="${namespace}" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    `<soapenv:Body>${inner}</soapenv:Body></soapenv:Envelope>`
  );
}

/** A fault's envelope (to be sent with status 500): `sf:CODE`, and a text that repeats the code, as Salesforce does. */
export function writeFault(code: string, message: string): string {
  const text = escapeXml(message.startsWith(`${code}:`) ? message : `${code}: ${message}`);
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ` xmlns:sf="${metadataNamespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    `<soapenv:Body><soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${text}</faultstring>` +
    '</soapenv:Fault></soapenv:Body></soapenv:Envelope>'
  );
}
