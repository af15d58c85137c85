// Bulk API 2.0 query over HTTP: create, list, look, abort, delete, and the two ways to fetch results.
import { json, empty, jsonBody, type Answer, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import type { Route } from '../http/router.ts';
import { OrgFault } from '../model.ts';
import { readDelimiter, readLineEnding } from './format.ts';
import type { BulkJob } from './jobs.ts';
import { fullView, listView, shortView } from './jobView.ts';
import { isPkChunkingSupported } from './pkChunking.ts';
import { advance } from './progress.ts';
import { results, resultPages } from './results.ts';
import { startQuery } from './start.ts';

const BASE = '/services/data/:version/jobs/query';
const LIST_PAGE = 1_000;

export const bulkQueryRoutes: readonly Route[] = [
  { name: 'bulkCreate', method: 'POST', path: BASE, protocol: 'rest', handle: create },
  { name: 'bulkList', method: 'GET', path: BASE, protocol: 'rest', handle: list },
  { name: 'bulkJob', method: 'GET', path: `${BASE}/:job`, protocol: 'rest', handle: look },
  { name: 'bulkAbort', method: 'PATCH', path: `${BASE}/:job`, protocol: 'rest', handle: abort },
  { name: 'bulkDelete', method: 'DELETE', path: `${BASE}/:job`, protocol: 'rest', handle: remove },
  { name: 'bulkResults', method: 'GET', path: `${BASE}/:job/results`, protocol: 'rest', handle: results },
  {
    name: 'bulkResultPages',
    method: 'GET',
    path: `${BASE}/:job/resultPages`,
    protocol: 'rest',
    handle: resultPages,
  },
];

async function create(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const body = (await jsonBody(call)) as Record<string, unknown>;
  const { query, operation } = body;
  if (operation !== 'query' && operation !== 'queryAll') {
    throw new OrgFault('API_ERROR', 'operation must be one of query, queryAll');
  }
  if (typeof query !== 'string' || query === '') throw new OrgFault('API_ERROR', 'query must be specified');
  if ((body.contentType ?? 'CSV') !== 'CSV') throw new OrgFault('API_ERROR', 'contentType must be CSV');
  const delimiter = readDelimiter(body.columnDelimiter);
  const lineEnding = readLineEnding(body.lineEnding);
  const { apiVersion } = call;
  const { prepared, rendering } = startQuery(
    { query, operation, apiVersion, delimiter, lineEnding, pageRows: org.settings.bulkPageRows },
    call.session,
    org,
  );
  const object = prepared.type.name;
  const pkChunking = isPkChunkingSupported(object, query);
  const job = org.bulk.create(
    { operation, query, object, apiVersion, delimiter, lineEnding, pkChunking, rendering },
    call.session,
  );
  return json(shortView(job));
}

/** Everybody's jobs for those who manage integrations, else the caller's own. */
function list(call: RoutedCall, org: PracticeOrg): Answer {
  const type = call.query.get('jobType');
  const jobs =
    type === null || type === 'V2Query' ? org.bulk.all().filter((job) => mayTouch(job, call, org)) : [];
  const start = Number(call.query.get('queryLocator') ?? 0);
  const page = jobs.slice(start, start + LIST_PAGE);
  const done = start + LIST_PAGE >= jobs.length;
  const nextRecordsUrl = done ? null : `${call.path}?queryLocator=${start + LIST_PAGE}`;
  return json({ done, nextRecordsUrl, records: page.map(listView) });
}

async function look(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const job = org.bulk.get(call.params.job!);
  await advance(job, org.bulk);
  return json(fullView(job));
}

async function abort(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const job = own(call, org);
  const { state } = (await jsonBody(call)) as { state?: unknown };
  if (state !== 'Aborted')
    throw new OrgFault('INVALIDJOBSTATE', 'Invalid job state. A query job can only be set to Aborted');
  if (job.state !== 'UploadComplete' && job.state !== 'InProgress') {
    throw new OrgFault('INVALIDJOBSTATE', `Aborting already ${job.state} Job not allowed`);
  }
  org.bulk.move(job, 'Aborted');
  return json(shortView(job));
}

function remove(call: RoutedCall, org: PracticeOrg): Answer {
  const job = own(call, org);
  if (job.state === 'UploadComplete' || job.state === 'InProgress') {
    throw new OrgFault('INVALIDJOBSTATE', 'Deleting a job that is not in a terminal state is not allowed');
  }
  org.bulk.drop(job.id);
  return empty(204);
}

/** Only its creator, or who has Manage Data Integrations, may change a job (DS api_asynch: query_abort_job). */
function own(call: RoutedCall, org: PracticeOrg): BulkJob {
  const job = org.bulk.get(call.params.job!);
  if (!mayTouch(job, call, org))
    throw new OrgFault('INSUFFICIENT_ACCESS', 'insufficient access rights on entity', 403);
  return job;
}

function mayTouch(job: BulkJob, call: RoutedCall, org: PracticeOrg): boolean {
  return job.createdById === call.session.userId || org.accessOf(call.session).has('ManageDataIntegrations');
}
