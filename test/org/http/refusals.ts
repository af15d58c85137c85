// How a refusal looks on the wire, per protocol (REST array, SOAP fault, Bulk v1 error element). Clients read the
// error code, the status and, for expired sessions, exactly these texts to decide whether to log in again.
import { OrgFault } from '../model.ts';
import { writeFault } from '../soap/envelope.ts';
import { escapeXml } from '../soap/xml.ts';
import { json, xml, type Answer } from './call.ts';

/** The protocols a route can speak; each has its own place for the session and its own shape of error. */
export type Protocol = 'rest' | 'soap' | 'bulk1' | 'open';

/** The answer for a refusal in the shape the protocol's clients read. Anything else than an OrgFault is a defect. */
export function refusal(error: unknown, protocol: Protocol): Answer {
  const fault = error instanceof OrgFault ? error : defect(error);
  return shapes[protocol](fault);
}

function defect(error: unknown): OrgFault {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new OrgFault('UNKNOWN_EXCEPTION', `The practice org itself failed: ${detail}`, 500);
}

const shapes: Readonly<Record<Protocol, (fault: OrgFault) => Answer>> = {
  rest: restError,
  open: restError,
  soap: soapFault,
  bulk1: bulk1Error,
};

function restError(fault: OrgFault): Answer {
  const entry = {
    message: fault.message,
    errorCode: fault.errorCode,
    ...(fault.fields && { fields: fault.fields }),
  };
  return json([entry], fault.status);
}

/** Every SOAP fault is HTTP 500 with `sf:CODE`; jsforce keeps the prefix in the error's name. */
function soapFault(fault: OrgFault): Answer {
  return xml(writeFault(fault.errorCode, fault.message), 500);
}

/** Bulk v1 names its errors in camel case: `InvalidSessionId` with status 400 is what makes jsforce refresh. */
function bulk1Error(fault: OrgFault): Answer {
  const code = fault.errorCode
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return xml(
    '<?xml version="1.0" encoding="UTF-8"?><error xmlns="http://www.force.com/2009/06/asyncapi/dataload">' +
      `<exceptionCode>${code}</exceptionCode><exceptionMessage>${escapeXml(fault.message)}</exceptionMessage></error>`,
    fault.status === 401 ? 400 : fault.status,
    'application/xml;charset=UTF-8',
  );
}
