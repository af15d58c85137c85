// Several requests in one call: composite (in order, with references), batch (independent) and graph (composites that
// stand or fall each on its own). Subrequests run through the same routes as calls from outside and count as one call.
import { Readable } from 'node:stream';
import { jsonBody, jsonText, type Answer, type Call, type RoutedCall } from '../http/call.ts';
import { dispatchWithin } from '../http/dispatch.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import type { Route } from '../http/router.ts';
import { OrgFault } from '../model.ts';
import { resolveReferences } from './references.ts';

const BASE = '/services/data/:version/composite';
/** REST API Developer Guide, "Composite Resources": limits of subrequests. */
const MOST_SUBREQUESTS = 25;
const MOST_QUERIES = 5;
const MOST_GRAPH_NODES = 500;

export const compositeRoutes: readonly Route[] = [
  { name: 'composite', method: 'POST', path: BASE, protocol: 'rest', handle: composite },
  { name: 'compositeBatch', method: 'POST', path: `${BASE}/batch`, protocol: 'rest', handle: batch },
  { name: 'compositeGraph', method: 'POST', path: `${BASE}/graph`, protocol: 'rest', handle: graph },
];

interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body?: unknown;
  readonly httpHeaders?: Record<string, string>;
}

async function composite(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { allOrNone, compositeRequest } = (await jsonBody(call)) as {
    allOrNone?: boolean;
    compositeRequest?: Subrequest[];
  };
  checkCount(compositeRequest ?? [], MOST_SUBREQUESTS);
  const results = await inOrder(compositeRequest ?? [], allOrNone === true, call, org);
  return jsonText(`{"compositeResponse":[${results.map(({ text }) => text).join(',')}]}`);
}

async function graph(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { graphs = [] } = (await jsonBody(call)) as {
    graphs?: Array<{ graphId: string; compositeRequest: Subrequest[] }>;
  };
  checkCount(
    graphs.flatMap(({ compositeRequest }) => compositeRequest),
    MOST_GRAPH_NODES,
    Infinity,
  );
  const texts: string[] = [];
  for (const { graphId, compositeRequest } of graphs) {
    const results = await inOrder(compositeRequest, true, call, org);
    const good = results.every(({ ok }) => ok);
    const parts = results.map(({ text }) => text).join(',');
    texts.push(
      `{"graphId":${JSON.stringify(graphId)},"graphResponse":{"compositeResponse":[${parts}]},"isSuccessful":${good}}`,
    );
  }
  return jsonText(`{"graphs":[${texts.join(',')}]}`);
}

interface BatchRequest {
  readonly method: string;
  readonly url: string;
  readonly richInput?: unknown;
}

async function batch(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const body = (await jsonBody(call)) as { haltOnError?: boolean; batchRequests?: BatchRequest[] };
  const requests = body.batchRequests ?? [];
  checkCount(requests, MOST_SUBREQUESTS, Infinity);
  const texts: string[] = [];
  let hasErrors = false;
  for (const { method, url, richInput } of requests) {
    const halted: boolean = hasErrors && body.haltOnError === true;
    const result: Ran = halted
      ? {
          status: 412,
          text: '[{"errorCode":"BATCH_PROCESSING_HALTED","message":"Batch processing halted per request"}]',
        }
      : await run(
          { method, url: `/services/data/${url.replace(/^\/?(services\/data\/)?/, '')}`, body: richInput },
          call,
          org,
        );
    hasErrors ||= result.status >= 400;
    texts.push(`{"statusCode":${result.status},"result":${result.text}}`);
  }
  return jsonText(`{"hasErrors":${hasErrors},"results":[${texts.join(',')}]}`);
}

interface Result {
  readonly ok: boolean;
  /** The subresponse as JSON: `{body, httpHeaders, httpStatusCode, referenceId}`. */
  readonly text: string;
}

const HALTED: Ran = {
  status: 400,
  text: '[{"errorCode":"PROCESSING_HALTED","message":"The transaction was rolled back since another operation in the same transaction failed."}]',
};

/**
 * With `allOrNone` the subrequests are one transaction: the first that fails takes back what was saved before it, and
 * all the others answer that they were halted. Nothing else of the org runs in between: handlers wait for no event.
 */
async function inOrder(
  requests: readonly Subrequest[],
  allOrNone: boolean,
  call: RoutedCall,
  org: PracticeOrg,
): Promise<Result[]> {
  if (!allOrNone) return subresponses(requests, await ranInOrder(requests, false, call, org));
  const transaction = org.dml.begin();
  try {
    const ran = await ranInOrder(requests, true, call, org);
    const failing = ran.findIndex(({ status }) => status >= 400);
    if (failing < 0) return subresponses(requests, ran);
    transaction.rollback();
    return subresponses(
      requests,
      requests.map((_, at) => (at === failing ? ran[at]! : HALTED)),
    );
  } finally {
    transaction.end();
  }
}

/** What each subrequest ran to; with `haltOnError` those after a failing one do not run. */
async function ranInOrder(
  requests: readonly Subrequest[],
  haltOnError: boolean,
  call: RoutedCall,
  org: PracticeOrg,
): Promise<Ran[]> {
  const answers = new Map<string, unknown>();
  const results: Ran[] = [];
  for (const request of requests) {
    const ran = await referring(request, answers, call, org);
    results.push(ran);
    if (ran.status < 400) answers.set(request.referenceId, JSON.parse(ran.text));
    else if (haltOnError) break;
  }
  return results;
}

function subresponses(requests: readonly Subrequest[], ran: readonly Ran[]): Result[] {
  return ran.map(({ status, text }, at) => {
    const reference = JSON.stringify(requests[at]!.referenceId);
    return {
      ok: status < 400,
      text: `{"body":${text},"httpHeaders":{},"httpStatusCode":${status},"referenceId":${reference}}`,
    };
  });
}

async function referring(
  request: Subrequest,
  answers: ReadonlyMap<string, unknown>,
  call: RoutedCall,
  org: PracticeOrg,
): Promise<Ran> {
  try {
    const url = resolveReferences(request.url, answers);
    const body =
      request.body === undefined
        ? undefined
        : (JSON.parse(resolveReferences(JSON.stringify(request.body), answers)) as unknown);
    return await run({ ...request, url, body }, call, org);
  } catch (error) {
    if (!(error instanceof OrgFault)) throw error;
    return {
      status: error.status,
      text: JSON.stringify([{ errorCode: error.errorCode, message: error.message }]),
    };
  }
}

interface Ran {
  readonly status: number;
  /** JSON; `null` for an empty body. */
  readonly text: string;
}

async function run(
  request: { method: string; url: string; body?: unknown; httpHeaders?: Record<string, string> },
  call: RoutedCall,
  org: PracticeOrg,
): Promise<Ran> {
  const answer = await dispatchWithin(subcall(request, call), call.session, org);
  if (answer.body instanceof Readable) {
    answer.body.destroy();
    return {
      status: 400,
      text: '[{"errorCode":"INVALID_INPUT","message":"Binary resources cannot be read in a composite request"}]',
    };
  }
  const text = answer.body.toString();
  return { status: answer.status, text: text === '' ? 'null' : text };
}

function subcall(
  request: { method: string; url: string; body?: unknown; httpHeaders?: Record<string, string> },
  call: RoutedCall,
): Call {
  const [path = '', query = ''] = request.url.split(/\?(.*)/s);
  const own = Object.fromEntries(
    Object.entries(request.httpHeaders ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    method: request.method.toUpperCase(),
    path,
    query: new URLSearchParams(query),
    headers: { authorization: call.headers.authorization, ...own },
    body: () => Promise.resolve(Buffer.from(request.body === undefined ? '' : JSON.stringify(request.body))),
  };
}

function checkCount(
  requests: ReadonlyArray<{ url: string }>,
  most: number,
  mostQueries = MOST_QUERIES,
): void {
  if (requests.length > most) {
    throw new OrgFault(
      'INVALID_INPUT',
      `Limit Exceeded. Limit is ${most} and number of subrequests is ${requests.length}`,
    );
  }
  const queries = requests.filter(({ url }) => /\/(query|queryAll|composite\/sobjects)\b/.test(url)).length;
  if (queries > mostQueries) {
    throw new OrgFault(
      'INVALID_INPUT',
      `Limit Exceeded. Query and sObject Collections operations are limited to ${mostQueries} in a composite request`,
    );
  }
}
