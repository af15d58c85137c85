// Bulk API 2.0 ingest over HTTP: create, upload, close or abort, look, list, delete. Results are in results.ts.
import { empty, json, jsonBody, type Answer, type RoutedCall } from '../../http/call.ts';
import { readParts } from '../../http/multipart.ts';
import type { PracticeOrg } from '../../http/practiceOrg.ts';
import type { Route } from '../../http/router.ts';
import { OrgFault } from '../../model.ts';
import { loadOf } from './loadOf.ts';
import type { IngestJob } from './jobs.ts';
import { advance, begin, isRunning } from './progress.ts';
import { readRequest } from './request.ts';
import { failedResults, successfulResults, unprocessedRecords } from './results.ts';
import { fullView, listView, shortView } from './view.ts';

const BASE = '/services/data/:version/jobs/ingest';
const LIST_PAGE = 1_000;
/** 150 MB after base64; the guide says to stay below this before it ("Upload Job Data"). */
const MOST_UPLOAD_BYTES = 100_000_000;
/** With the job's own request ("Create a Job"). */
const MOST_MULTIPART_CHARACTERS = 100_000;

export const bulkIngestRoutes: readonly Route[] = [
  route('ingestCreate', 'POST', '', create),
  route('ingestList', 'GET', '', list),
  route('ingestUpload', 'PUT', '/:job/batches', upload),
  route('ingestSuccessful', 'GET', '/:job/successfulResults', successfulResults),
  route('ingestFailed', 'GET', '/:job/failedResults', failedResults),
  route('ingestUnprocessed', 'GET', '/:job/unprocessedrecords', unprocessedRecords),
  route('ingestJob', 'GET', '/:job', look),
  route('ingestChange', 'PATCH', '/:job', change),
  route('ingestDelete', 'DELETE', '/:job', remove),
];

function route(name: string, method: string, path: string, handle: Route['handle']): Route {
  return { name, method, path: BASE + path, protocol: 'rest', handle };
}

async function create(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const contentType = call.headers['content-type'] ?? '';
  if (contentType.toLowerCase().startsWith('multipart/')) return createWithData(call, contentType, org);
  return json(shortView(await createJob(await jsonBody(call), call, org)));
}

/** The job and its data in one request; the job is closed at once. */
async function createWithData(call: RoutedCall, contentType: string, org: PracticeOrg): Promise<Answer> {
  const parts = readParts(await call.body(), contentType);
  const [asked, content] = ['job', 'content'].map(
    (wanted) => parts.find(({ name }) => name === wanted)?.bytes,
  );
  if (asked === undefined || content === undefined)
    throw new OrgFault('INVALID_MULTIPART_REQUEST', 'The request must have the parts job and content');
  if (content.toString('utf8').length > MOST_MULTIPART_CHARACTERS) {
    throw new OrgFault(
      'INVALID_MULTIPART_REQUEST',
      `The data of a multipart request can have at most ${MOST_MULTIPART_CHARACTERS} characters`,
    );
  }
  const job = await createJob(await jsonBody({ ...call, body: () => Promise.resolve(asked) }), call, org);
  await org.ingest.keep(job, content);
  close(job, call, org);
  return json(shortView(job));
}

function createJob(body: unknown, call: RoutedCall, org: PracticeOrg): Promise<IngestJob> {
  const asked = readRequest(body, org.state.schema, org.accessOf(call.session));
  return org.ingest.create(asked, { userId: call.session.userId, apiVersion: call.apiVersion });
}

/** One upload a job; a second one is refused, also when the client never saw the first one's answer. */
async function upload(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const job = own(call, org);
  const bytes = await call.body();
  if (job.state !== 'Open')
    throw new OrgFault('INVALIDJOBSTATE', `Data can be uploaded to an Open job only. It is ${job.state}`);
  if (job.upload !== undefined) {
    throw new OrgFault(
      'CLIENTINPUTERROR',
      `Found multiple contents for job: <${job.id}>, please 'Close' / 'Abort' / 'Delete' the current Job then ` +
        "create a new Job and make sure you only do 'PUT' once on a given Job.",
    );
  }
  if (!/^text\/csv\b/i.test(call.headers['content-type'] ?? ''))
    throw new OrgFault('CLIENTINPUTERROR', 'Content-Type must be text/csv', 415);
  if (bytes.length > MOST_UPLOAD_BYTES)
    throw new OrgFault('CLIENTINPUTERROR', 'The uploaded data exceeds the maximum size', 413);
  await org.ingest.keep(job, bytes);
  return empty(201);
}

async function change(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const job = own(call, org);
  const { state } = (await jsonBody(call)) as { state?: unknown };
  if (state === 'UploadComplete') close(job, call, org);
  else if (state === 'Aborted') abort(job, org);
  else throw new OrgFault('INVALIDJOBSTATE', `Invalid job state: ${String(state)}`);
  return json(shortView(job));
}

function close(job: IngestJob, call: RoutedCall, org: PracticeOrg): void {
  if (job.state !== 'Open')
    throw new OrgFault('INVALIDJOBSTATE', `Closing already ${job.state} Job not allowed`);
  if (job.upload === undefined) throw new OrgFault('INVALIDJOBSTATE', 'A job without data cannot be closed');
  org.ingest.move(job, 'UploadComplete');
  begin(loadOf(job, job.upload, call, org), org.ingest);
}

function abort(job: IngestJob, org: PracticeOrg): void {
  if (job.state !== 'Open' && !isRunning(job))
    throw new OrgFault('INVALIDJOBSTATE', `Aborting already ${job.state} Job not allowed`);
  org.ingest.move(job, 'Aborted');
}

async function look(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const job = org.ingest.get(call.params.job!);
  await advance(job, org.ingest);
  return json(fullView(job));
}

/** Everybody's jobs for those who manage integrations, else the caller's own. */
function list(call: RoutedCall, org: PracticeOrg): Answer {
  const type = call.query.get('jobType');
  const jobs =
    type === null || type === 'V2Ingest' ? org.ingest.all().filter((job) => mayTouch(job, call, org)) : [];
  const start = Number(call.query.get('queryLocator') ?? 0);
  const done = start + LIST_PAGE >= jobs.length;
  const nextRecordsUrl = done ? null : `${call.path}?queryLocator=${start + LIST_PAGE}`;
  return json({ done, nextRecordsUrl, records: jobs.slice(start, start + LIST_PAGE).map(listView) });
}

/** "Delete a Job": its state must be UploadComplete, JobComplete, Aborted or Failed. */
function remove(call: RoutedCall, org: PracticeOrg): Answer {
  const job = own(call, org);
  if (job.state === 'Open' || job.state === 'InProgress')
    throw new OrgFault('INVALIDJOBSTATE', `Deleting a job that is ${job.state} is not allowed`);
  org.ingest.drop(job);
  return empty(204);
}

/** Only its creator, or who has Manage Data Integrations, may change a job. */
function own(call: RoutedCall, org: PracticeOrg): IngestJob {
  const job = org.ingest.get(call.params.job!);
  if (mayTouch(job, call, org)) return job;
  throw new OrgFault('INSUFFICIENT_ACCESS', 'insufficient access rights on entity', 403);
}

function mayTouch(job: IngestJob, call: RoutedCall, org: PracticeOrg): boolean {
  return job.createdById === call.session.userId || org.accessOf(call.session).has('ManageDataIntegrations');
}
