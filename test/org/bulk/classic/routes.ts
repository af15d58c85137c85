// Bulk API v1 as far as jsforce's `conn.bulk` goes: XML jobs and batches, CSV data and results. Other content types are
// refused in words.
import { XMLParser } from 'fast-xml-parser';
import { xml, type Answer, type RoutedCall } from '../../http/call.ts';
import type { PracticeOrg } from '../../http/practiceOrg.ts';
import type { Route } from '../../http/router.ts';
import { OrgFault } from '../../model.ts';
import { takePart } from '../download.ts';
import { startQuery } from '../start.ts';
import { isQuery, type ClassicBatch, type ClassicJob } from './jobs.ts';
import { runLoadBatch, readLoadJob } from './loads.ts';
import { batchInfo, batchInfoList, jobInfo, resultList } from './view.ts';

const BASE = '/services/async/:version/job';
/** Rows of one result of a batch: v1 cuts at a gigabyte, which no test comes near. */
const RESULT_ROWS = 250_000;
const TYPE = 'application/xml;charset=UTF-8';

export const classicRoutes: readonly Route[] = [
  { name: 'classicJobCreate', method: 'POST', path: BASE, protocol: 'bulk1', handle: createJob },
  {
    name: 'classicJob',
    method: 'GET',
    path: `${BASE}/:job`,
    protocol: 'bulk1',
    handle: (call, org) => info(job(call, org)),
  },
  { name: 'classicJobChange', method: 'POST', path: `${BASE}/:job`, protocol: 'bulk1', handle: changeJob },
  {
    name: 'classicBatchCreate',
    method: 'POST',
    path: `${BASE}/:job/batch`,
    protocol: 'bulk1',
    handle: createBatch,
  },
  {
    name: 'classicBatchList',
    method: 'GET',
    path: `${BASE}/:job/batch`,
    protocol: 'bulk1',
    handle: (call, org) => xml(batchInfoList(job(call, org).batches), 200, TYPE),
  },
  {
    name: 'classicBatch',
    method: 'GET',
    path: `${BASE}/:job/batch/:batch`,
    protocol: 'bulk1',
    handle: (call, org) => xml(batchInfo(batch(call, org)), 200, TYPE),
  },
  {
    name: 'classicResultList',
    method: 'GET',
    path: `${BASE}/:job/batch/:batch/result`,
    protocol: 'bulk1',
    handle: results,
  },
  {
    name: 'classicResult',
    method: 'GET',
    path: `${BASE}/:job/batch/:batch/result/:result`,
    protocol: 'bulk1',
    handle: result,
  },
];

async function createJob(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const asked = await jobElement(call);
  const { operation } = asked;
  if ((asked.contentType ?? 'CSV') !== 'CSV')
    throw new OrgFault('FEATURE_NOT_ENABLED', 'only contentType CSV is supported');
  const created = org.classic.create({
    ...(operation === 'query' || operation === 'queryAll'
      ? { operation, object: asked.object ?? '', externalIdFieldName: undefined, assignmentRuleId: undefined }
      : readLoadJob(asked, org.state.schema, org.accessOf(call.session))),
    createdById: call.session.userId,
    createdAt: org.state.now(),
    apiVersion: call.apiVersion,
    concurrencyMode: asked.concurrencyMode ?? 'Parallel',
  });
  return xml(jobInfo(created), 201, TYPE);
}

async function changeJob(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { state } = await jobElement(call);
  const changed = job(call, org);
  if (state !== 'Closed' && state !== 'Aborted')
    throw new OrgFault('INVALID_JOB_STATE', `Cannot change a job to ${String(state)}`);
  changed.state = state;
  return info(changed);
}

/** A wrong query fails its batch, not the call: `InvalidBatch : Failed to process query: CODE: message`. */
async function createBatch(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const owner = job(call, org);
  if (owner.state !== 'Open')
    throw new OrgFault('INVALID_JOB_STATE', `Cannot add batch to ${owner.state} job`);
  const body = await call.body();
  const created = org.classic.addBatch(owner);
  if (isQuery(owner.operation)) startQueryBatch(owner.operation, body.toString('utf8'), created, call, org);
  else Object.assign(created, runLoadBatch(owner, body, call.session, org));
  return xml(
    batchInfo({ ...created, state: 'Queued', stateMessage: undefined, outcome: undefined }),
    201,
    TYPE,
  );
}

function startQueryBatch(
  operation: 'query' | 'queryAll',
  query: string,
  created: ClassicBatch,
  call: RoutedCall,
  org: PracticeOrg,
): void {
  try {
    const { rendering } = startQuery(
      {
        query,
        operation,
        apiVersion: call.apiVersion,
        delimiter: 'COMMA',
        lineEnding: 'LF',
        pageRows: RESULT_ROWS,
      },
      call.session,
      org,
    );
    rendering.file.then(
      (file) =>
        Object.assign(created, {
          state: 'Completed',
          file,
          resultIds: org.classic.resultIds(file.pages.length),
        }),
      (error: unknown) => fail(created, error),
    );
  } catch (error) {
    if (!(error instanceof OrgFault)) throw error;
    fail(created, error);
  }
}

function fail(failed: ClassicBatch, error: unknown): void {
  const code = error instanceof OrgFault ? error.errorCode : 'UNKNOWN_EXCEPTION';
  failed.state = 'Failed';
  failed.stateMessage = `InvalidBatch : Failed to process query: ${code}: ${(error as Error).message}`;
}

/** A list of result pages for a query; for a load, what became of each row. */
function results(call: RoutedCall, org: PracticeOrg): Answer {
  const { outcome, resultIds } = completed(call, org);
  if (outcome === undefined) return xml(resultList(resultIds), 200, TYPE);
  return { status: 200, headers: { 'content-type': 'text/csv;charset=UTF-8' }, body: outcome.csv };
}

async function result(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const from = completed(call, org);
  const index = from.resultIds.indexOf(call.params.result ?? '');
  if (index < 0 || from.file === undefined)
    throw new OrgFault('INVALID_RESULT', 'Unable to find result', 400);
  const part = await takePart(from.file, index * from.file.pageRows, Infinity, false);
  return { status: 200, headers: { 'content-type': 'text/csv;charset=UTF-8' }, body: part.body };
}

function info(shown: ClassicJob): Answer {
  return xml(jobInfo(shown), 200, TYPE);
}

function job(call: RoutedCall, org: PracticeOrg): ClassicJob {
  const found = org.classic.find(call.params.job ?? '');
  if (found === undefined) throw new OrgFault('INVALID_JOB', 'Unable to find job', 400);
  return found;
}

function batch(call: RoutedCall, org: PracticeOrg): ClassicBatch {
  const wanted = (call.params.batch ?? '').slice(0, 15);
  const found = job(call, org).batches.find(({ id }) => id.startsWith(wanted));
  if (found === undefined) throw new OrgFault('INVALID_BATCH', 'Unable to find batch', 400);
  return found;
}

function completed(call: RoutedCall, org: PracticeOrg): ClassicBatch {
  const found = batch(call, org);
  if (found.state !== 'Completed') throw new OrgFault('INVALID_BATCH', 'Batch not completed');
  return found;
}

type JobProperty =
  | 'operation'
  | 'object'
  | 'contentType'
  | 'concurrencyMode'
  | 'externalIdFieldName'
  | 'assignmentRuleId'
  | 'state';

async function jobElement(call: RoutedCall): Promise<Partial<Record<JobProperty, string>>> {
  const parsed = new XMLParser({ removeNSPrefix: true, parseTagValue: false }).parse(await call.body()) as {
    jobInfo?: Record<string, string>;
  };
  if (parsed.jobInfo === undefined) throw new OrgFault('INVALID_JOB', 'Unable to parse Job', 400);
  return parsed.jobInfo;
}
