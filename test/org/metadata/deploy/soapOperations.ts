// The deploy calls over SOAP: body in, inner XML of the answer out.
import { child, list, text } from '../../soap/envelope.ts';
import { escapeXml, writeElement } from '../../soap/xml.ts';
import type { MetadataRoom } from '../room.ts';
import type { MetadataCall } from '../soap.ts';
import { readOptions } from './options.ts';
import { soapResult } from './result.ts';

type Operation = (call: MetadataCall, room: MetadataRoom) => Promise<string> | string;

function optionsOf(body: unknown): Readonly<Record<string, unknown>> {
  const given = child(body, 'DeployOptions') ?? child(body, 'deployOptions');
  const known = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  return { ...known, runTests: list(given, 'runTests') };
}

/** The id a call is about, under whatever name the client puts it. */
function idOf(body: unknown): string {
  return (
    ['asyncProcessId', 'id', 'String', 'validationId'].map((name) => text(body, name)).find(Boolean) ?? ''
  );
}

export const deployOperations: Readonly<Record<string, Operation>> = {
  deploy({ operation, body, userId }, { deploys }) {
    const zip = Buffer.from(text(body, 'ZipFile') ?? text(body, 'zipFile') ?? '', 'base64');
    const { id } = deploys.start(zip, readOptions(optionsOf(body)), userId);
    return writeElement(`${operation}Response`, { result: { done: false, id, state: 'Queued' } });
  },
  async checkDeployStatus({ operation, body, state }, { deploys }) {
    const job = await deploys.check(idOf(body));
    const result = soapResult(job, state, text(body, 'includeDetails') === 'true');
    return writeElement(`${operation}Response`, { result });
  },
  cancelDeploy({ operation, body, userId }, { deploys }) {
    const { id } = deploys.cancel(idOf(body), userId);
    return writeElement(`${operation}Response`, { result: { done: false, id } });
  },
  deployRecentValidation({ operation, body, userId }, { deploys }) {
    const { id } = deploys.quick(idOf(body), userId);
    return `<${operation}Response><result>${escapeXml(id)}</result></${operation}Response>`;
  },
};
