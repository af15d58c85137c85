// Fetching results: page after page by locator, or five links at a time for parallel downloads (58.0 and later).
// Same API version as the job, else 409; only the job's creator reads them (DS api_asynch: query_get_job_results).
import type { Answer, RoutedCall } from '../http/call.ts';
import { json } from '../http/call.ts';
import { acceptsGzip } from '../http/incoming.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import { OrgFault } from '../model.ts';
import { takePart } from './download.ts';
import type { BulkJob } from './jobs.ts';
import { readLocator, writeLocator } from './locator.ts';
import type { ResultFile } from './render.ts';

const LINKS_AT_ONCE = 5;
const PARALLEL_SINCE = 58;

/** `GET …/results?locator=&maxRecords=`: CSV with the header line on every page. */
export async function results(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { job, file } = complete(call, org);
  const row = startRow(call, job, file);
  const packed = org.settings.gzip && acceptsGzip(call.headers);
  const part = await takePart(file, row, maxRecords(call), packed);
  const next = row + part.rows;
  return {
    status: 200,
    headers: {
      'content-type': 'text/csv',
      'sforce-numberofrecords': String(part.rows),
      'sforce-locator': next < file.rows ? writeLocator(job.resultId, next) : 'null',
      ...(part.gzipped && { 'content-encoding': 'gzip' }),
    },
    body: part.body,
  };
}

/** `GET …/resultPages`: up to five page links, and where to ask for more. */
export function resultPages(call: RoutedCall, org: PracticeOrg): Answer {
  if (call.apiVersion < PARALLEL_SINCE)
    throw new OrgFault('NOT_FOUND', 'The requested resource does not exist', 404);
  const { job, file } = complete(call, org);
  const first = Math.floor(startRow(call, job, file) / file.pageRows);
  const base = `/services/data/v${call.apiVersion.toFixed(1)}/jobs/query/${job.id}`;
  const link = (resource: string, page: number): string =>
    `${base}/${resource}?locator=${writeLocator(job.resultId, page * file.pageRows)}`;
  const pages = file.pages
    .slice(first, first + LINKS_AT_ONCE)
    .map((_page, index) => ({ resultUrl: link('results', first + index) }));
  const done = first + LINKS_AT_ONCE >= file.pages.length;
  return json({
    resultPages: pages,
    ...(!done && { nextRecordsUrl: link('resultPages', first + LINKS_AT_ONCE) }),
    done,
  });
}

function complete(call: RoutedCall, org: PracticeOrg): { job: BulkJob; file: ResultFile } {
  const job = org.bulk.get(call.params.job!);
  if (job.createdById !== call.session.userId)
    throw new OrgFault('INSUFFICIENT_ACCESS', 'insufficient access rights on entity', 403);
  if (job.apiVersion !== call.apiVersion) {
    const text = `Results must be read with the API version the job was created with: ${job.apiVersion.toFixed(1)}`;
    throw new OrgFault('API_VERSION_MISMATCH', text, 409);
  }
  if (job.state !== 'JobComplete' || job.file === undefined) {
    throw new OrgFault('INVALIDJOBSTATE', `Job is not complete. Current state: ${job.state}`);
  }
  return { job, file: job.file };
}

function startRow(call: RoutedCall, job: BulkJob, file: ResultFile): number {
  const locator = call.query.get('locator');
  if (locator === null || locator === '') return 0;
  const row = readLocator(locator, job.resultId);
  if (row > 0 && row >= file.rows) throw new OrgFault('INVALID_QUERY_LOCATOR', 'invalid query locator');
  return row;
}

function maxRecords(call: RoutedCall): number {
  const asked = call.query.get('maxRecords');
  if (asked === null) return Infinity;
  const count = Number(asked);
  if (Number.isInteger(count) && count > 0) return count;
  throw new OrgFault('API_ERROR', `maxRecords must be a positive number: ${asked}`);
}
