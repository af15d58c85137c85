// Deploys over the REST resource `metadata/deployRequest` (Metadata API Developer Guide, "Deploying with REST") and our own
// session: the zip goes as it is, the answers are JSON, and every call is counted, refreshed and retried as the session
// does. source-deploy-retrieve would add a second client that does none of this. A deploy is never sent twice by itself.
import { randomUUID } from 'node:crypto';
import { Failure } from '../../kit/failure.ts';
import { pollDelays } from '../backOff.ts';
import { OrgError } from '../errors.ts';
import type { Session } from '../session.ts';
import { type DeployResult, type DeployStatus, readDeployResult } from './deployAnswer.ts';

export type { DeployStatus } from './deployAnswer.ts';

export type TestLevel =
  'NoTestRun' | 'RunSpecifiedTests' | 'RunLocalTests' | 'RunAllTestsInOrg' | 'RunRelevantTests';

export interface DeployRequest {
  /** A single package: package.xml at its root. */
  readonly zip: Buffer;
  readonly checkOnly: boolean;
  /** The org decides unless given. */
  readonly testLevel?: TestLevel;
  readonly tests?: readonly string[];
}

export interface WaitOptions {
  readonly signal?: AbortSignal;
  readonly listener?: (status: DeployStatus) => void;
}

/** Metadata API Developer Guide, "deploy()": at most so many files and bytes in one zip. */
export const DEPLOY_LIMITS = { files: 10_000, bytes: 39 * 1024 * 1024 } as const;

const PATH = 'metadata/deployRequest';

interface Answer {
  readonly id: string;
  readonly deployResult: DeployResult;
}

/** Starts a deploy that is made real whole or not at all. Gives the job's Id. OrgError as the org refuses. */
export async function startDeploy(session: Session, request: DeployRequest): Promise<string> {
  const { zip, checkOnly, testLevel, tests = [] } = request;
  const options = {
    allowMissingFiles: false,
    autoUpdatePackage: false,
    checkOnly,
    ignoreWarnings: true,
    purgeOnDelete: false,
    rollbackOnError: true,
    singlePackage: true,
    ...(testLevel && { testLevel }),
    ...(tests.length > 0 && { runTests: tests }),
  };
  const boundary = `safekeep-${randomUUID()}`;
  const { id } = await session.json<Answer>(session.resource(PATH), {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: multipart(boundary, JSON.stringify({ deployOptions: options }), zip),
  });
  return id;
}

/**
 * Makes a validation real without running its tests again; gives the new job's Id. Undefined when the org does not take
 * it: a validation without tests, older than ten days, or overtaken by another deploy.
 */
export async function quickDeploy(session: Session, validationId: string): Promise<string | undefined> {
  try {
    const { id } = await session.json<Answer>(session.resource(PATH), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ validatedDeployRequestId: validationId }),
    });
    return id;
  } catch (error) {
    if (error instanceof OrgError && error.code === 'INVALID_ID_FIELD') return undefined;
    throw error;
  }
}

/** Asks the org to stop a job; one that has ended stays as it is. */
export async function cancelDeploy(session: Session, id: string): Promise<void> {
  try {
    await session.json(session.resource(`${PATH}/${id}`), {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ deployResult: { status: 'Canceling' } }),
      idempotent: true,
    });
  } catch (error) {
    if (!(error instanceof OrgError) || error.code !== 'INVALID_ID_FIELD') throw error;
  }
}

export async function deployStatus(
  session: Session,
  id: string,
  signal?: AbortSignal,
): Promise<DeployStatus> {
  const path = session.resource(`${PATH}/${encodeURIComponent(id)}?includeDetails=true`);
  const { deployResult } = await session.json<Answer>(path, { signal });
  return readDeployResult(deployResult);
}

/** Milliseconds; Salesforce gives no end to a deploy's time in the queue. */
const LONGEST_DEPLOY = 6 * 60 * 60_000;

/**
 * Asks after a job until it is done. Ends with the signal without touching the job.
 * @throws Failure `deployNotFinished` {id} when it takes longer than six hours
 */
export async function waitForDeploy(
  session: Session,
  id: string,
  { signal, listener }: WaitOptions = {},
): Promise<DeployStatus> {
  let waited = 0;
  for (const delay of pollDelays()) {
    signal?.throwIfAborted();
    const status = await deployStatus(session, id, signal);
    listener?.(status);
    if (status.isDone) return status;
    if (waited > LONGEST_DEPLOY) break;
    await session.pause(delay, signal);
    waited += delay;
  }
  throw new Failure('deployNotFinished', { id });
}

function multipart(boundary: string, json: string, zip: Buffer): Buffer {
  const head = (disposition: string, type: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: ${type}\r\n\r\n`;
  return Buffer.concat([
    Buffer.from(`${head('name="json"', 'application/json')}${json}\r\n`),
    Buffer.from(head('name="file"; filename="deploy.zip"', 'application/zip')),
    zip,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}
