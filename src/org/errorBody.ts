// Reads the four shapes in which Salesforce refuses: a JSON array (REST), a JSON object (OAuth, some REST),
// a SOAP fault, and HTML or nothing (a gateway). Only code, text and field names are taken out.
import { OrgError } from './errors.ts';

interface RestFault {
  readonly message?: string;
  readonly errorCode?: string;
  readonly fields?: readonly string[];
  readonly error?: string;
  readonly error_description?: string;
}

const FAULT_CODE = /<faultcode>(?:\w+:)?(\w+)<\/faultcode>/;
const FAULT_TEXT = /<faultstring>([\s\S]*?)<\/faultstring>/;
const LONGEST_TEXT = 2000;

/** The refusal a body holds. Never throws: an unreadable body becomes `HTTP_<status>` without text. */
export function readErrorBody(status: number, body: string): OrgError {
  return fromJson(status, body) ?? fromFault(status, body) ?? new OrgError(`HTTP_${status}`, status, '');
}

/** The fault in a SOAP answer, if it is one. */
export function fromFault(status: number, body: string): OrgError | undefined {
  const code = FAULT_CODE.exec(body)?.[1];
  if (code === undefined) return undefined;
  const text = unescapeXml(FAULT_TEXT.exec(body)?.[1] ?? '').replace(new RegExp(`^${code}: ?`), '');
  return new OrgError(code, status, shortened(text));
}

function fromJson(status: number, body: string): OrgError | undefined {
  const faults = parsedFaults(body);
  const first = faults.at(0);
  if (!first) return undefined;
  const text = faults.map((fault) => fault.message ?? fault.error_description ?? '').join('\n');
  const fields = faults.flatMap((fault) => fault.fields ?? []);
  return new OrgError(first.errorCode ?? first.error ?? `HTTP_${status}`, status, shortened(text), fields);
}

function parsedFaults(body: string): readonly RestFault[] {
  if (!/^\s*[[{]/.test(body)) return [];
  try {
    const parsed = JSON.parse(body) as RestFault | readonly RestFault[];
    return Array.isArray(parsed) ? (parsed as readonly RestFault[]) : [parsed as RestFault];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

const shortened = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
