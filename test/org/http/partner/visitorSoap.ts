// For tests: partner SOAP calls as XML, and what came back as a tree in which prefixes are gone and results are a list.
import { XMLParser } from 'fast-xml-parser';
import type { Visitor } from '../visitor.ts';

export interface SoapResult {
  readonly id: string;
  readonly success: string;
  readonly created?: string;
  readonly mergedRecordIds?: string[];
  readonly errors?: ReadonlyArray<{
    readonly statusCode: string;
    readonly message: string;
    readonly fields?: string;
  }>;
}

export interface SoapReply {
  readonly status: number;
  readonly results: readonly SoapResult[];
  readonly faultcode: string | undefined;
}

const parser = new XMLParser({
  removeNSPrefix: true,
  parseTagValue: false,
  isArray: (name) => ['result', 'errors', 'mergedRecordIds'].includes(name),
});

/** Calls with the visitor's session; `headers` stand beside the SessionHeader. */
export async function soapCall(
  visitor: Visitor,
  operation: string,
  inside: string,
  headers = '',
): Promise<SoapReply> {
  const envelope =
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:partner.soap.sforce.com">' +
    `<soapenv:Header><urn:SessionHeader><urn:sessionId>${visitor.token}</urn:sessionId></urn:SessionHeader>${headers}</soapenv:Header>` +
    `<soapenv:Body><urn:${operation}>${inside}</urn:${operation}></soapenv:Body></soapenv:Envelope>`;
  const { status, text } = await visitor.send('POST', '/services/Soap/u/64.0', envelope, {
    'content-type': 'text/xml',
    authorization: '',
  });
  const { Envelope } = parser.parse(text) as {
    Envelope: { Body: Record<string, { result?: SoapResult[]; faultcode?: string }> };
  };
  return {
    status,
    results: Envelope.Body[`${operation}Response`]?.result ?? [],
    faultcode: Envelope.Body.Fault?.faultcode,
  };
}

/** `[statusCode, fields]` of a result's first error. */
export function errorOf(result: SoapResult | undefined): [string | undefined, string | undefined] {
  const [error] = result?.errors ?? [];
  return [error?.statusCode, error?.fields];
}
