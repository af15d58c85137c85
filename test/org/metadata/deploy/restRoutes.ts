// Deploys over REST: a multipart zip with its options, the status, cancelling, and the quick deploy of a validation
// (Metadata API Developer Guide, "Deploying with REST").
import { json, jsonBody, type Answer, type RoutedCall } from '../../http/call.ts';
import { readParts } from '../../http/multipart.ts';
import type { PracticeOrg } from '../../http/practiceOrg.ts';
import type { Route } from '../../http/router.ts';
import { OrgFault } from '../../model.ts';
import { checkPermission } from '../permission.ts';
import type { DeployJob } from './jobs.ts';
import { readOptions } from './options.ts';
import { restResult } from './result.ts';

const PATH = '/services/data/:version/metadata/deployRequest';

export const deployRoutes: readonly Route[] = [
  { name: 'metadataDeploy', method: 'POST', path: PATH, protocol: 'rest', handle: start },
  { name: 'metadataDeploy', method: 'GET', path: `${PATH}/:id`, protocol: 'rest', handle: check },
  { name: 'metadataDeploy', method: 'PATCH', path: `${PATH}/:id`, protocol: 'rest', handle: cancel },
];

interface Posted {
  readonly deployOptions?: Readonly<Record<string, unknown>>;
  readonly validatedDeployRequestId?: string;
}

async function start(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { userId } = call.session;
  checkPermission(org.state, userId, 403);
  const { deploys } = org.metadata;
  if (!String(call.headers['content-type']).startsWith('multipart/form-data')) {
    const { validatedDeployRequestId } = (await jsonBody(call)) as Posted;
    if (validatedDeployRequestId === undefined)
      throw new OrgFault('REQUIRED_FIELD_MISSING', 'validatedDeployRequestId is required');
    return json(
      view(
        asRest(() => deploys.quick(validatedDeployRequestId, userId)),
        org,
        false,
      ),
      201,
    );
  }
  const { zip, posted } = await parts(call);
  const job = asRest(() => deploys.start(zip, readOptions(posted.deployOptions ?? {}), userId));
  return json(view(job, org, false), 201);
}

async function check(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  checkPermission(org.state, call.session.userId, 403);
  const job = await org.metadata.deploys.check(call.params.id).catch(notFound);
  return json(view(job, org, call.query.get('includeDetails') === 'true'));
}

async function cancel(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  checkPermission(org.state, call.session.userId, 403);
  const { deployResult } = (await jsonBody(call)) as { deployResult?: { status?: string } };
  if (deployResult?.status !== 'Canceling')
    throw new OrgFault('INVALID_FIELD', 'Only a status of Canceling can be set');
  const job = asRest(() => org.metadata.deploys.cancel(call.params.id, call.session.userId));
  return json(view(job, org, false), 202);
}

function view(job: DeployJob, org: PracticeOrg, includeDetails: boolean): unknown {
  const { runTests, testLevel, ...flags } = job.options;
  return {
    id: job.id,
    validatedDeployRequestId: job.validationId ?? null,
    deployOptions: { ...flags, runTests, testLevel: testLevel ?? null },
    deployResult: restResult(job, org.state, includeDetails),
  };
}

/** The faults of the jobs carry SOAP's status. */
function asRest<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return notFound(error);
  }
}

function notFound(error: unknown): never {
  if (!(error instanceof OrgFault)) throw error;
  if (error.errorCode === 'INVALID_CROSS_REFERENCE_KEY')
    throw new OrgFault('NOT_FOUND', 'The requested resource does not exist', 404);
  throw new OrgFault(error.errorCode, error.message, 400);
}

/** The zip and the JSON of a multipart body, whatever the client calls them. */
async function parts(call: RoutedCall): Promise<{ zip: Buffer; posted: Posted }> {
  const found = readParts(await call.body(), String(call.headers['content-type']));
  const file = found.find(({ fileName }) => fileName !== undefined);
  const options = found.find(({ fileName }) => fileName === undefined);
  if (file === undefined || options === undefined)
    throw new OrgFault('INVALID_MULTIPART_REQUEST', 'The body must have a zip file and the deploy options');
  try {
    return { zip: file.bytes, posted: JSON.parse(options.bytes.toString('utf8')) as Posted };
  } catch {
    throw new OrgFault('JSON_PARSER_ERROR', 'The deploy options are not JSON');
  }
}
