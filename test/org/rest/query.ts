// SOQL over REST: query, queryAll and their pages, for the data API and the Tooling API. A query is checked whole
// before its first row is read; nothing is capped but what the platform caps.
import { json, type Answer, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import { scopeFor } from '../http/queryScope.ts';
import type { Route } from '../http/router.ts';
import { OrgFault } from '../model.ts';
import { columnMetadata } from '../soql/columns.ts';
import type { JsonRecord } from '../soql/json.ts';
import { prepare, type PreparedQuery } from '../soql/soql.ts';
import type { CursorSource } from './cursors.ts';
import { explain } from './explain.ts';
import { pageAnswer, withChildPages } from './page.ts';
import { pageSize } from './pageSize.ts';

const DATA = '/services/data/:version';

/** Which of the four query resources was called. */
interface Flavour {
  readonly tooling: boolean;
  readonly allRows: boolean;
}

export const queryRoutes: readonly Route[] = [
  ...both('query', 'query', { tooling: false, allRows: false }),
  ...both('queryAll', 'queryAll', { tooling: false, allRows: true }),
  ...both('toolingQuery', 'tooling/query', { tooling: true, allRows: false }),
  ...both('toolingQuery', 'tooling/queryAll', { tooling: true, allRows: true }),
];

function both(name: string, path: string, flavour: Flavour): Route[] {
  return [
    {
      name,
      method: 'GET',
      path: `${DATA}/${path}`,
      protocol: 'rest',
      handle: (call, org) => query(call, org, flavour),
    },
    { name: 'queryMore', method: 'GET', path: `${DATA}/${path}/:locator`, protocol: 'rest', handle: more },
  ];
}

function query(call: RoutedCall, org: PracticeOrg, flavour: Flavour): Answer {
  const plan = call.query.get('explain');
  const soql = plan ?? call.query.get('q');
  if (soql === null || soql.trim() === '') throw new OrgFault('MALFORMED_QUERY', 'SOQL statement is empty');
  const prepared = prepare(soql, scopeFor(call, org, flavour.tooling ? 'tooling' : 'rest', flavour.allRows));
  if (plan !== null) return json(explain(prepared, soql, org.state));
  if (call.query.get('columns') === 'true') return columnsAnswer(prepared);
  return firstPage(prepared, call, org, flavour);
}

/** The answer to `columns=true`, which `sf data query` asks after every result. */
function columnsAnswer({ columns, kind, type }: PreparedQuery): Answer {
  return json({
    columnMetadata: columnMetadata(columns),
    entityName: type.name,
    groupBy: kind === 'aggregate',
    idSelected: columns.some(({ name }) => name === 'Id'),
    keyPrefix: type.keyPrefix,
  });
}

function more(call: RoutedCall, org: PracticeOrg): Answer {
  return pageAnswer(org.cursors.more(call.params.locator ?? '', call.session.userId), call.apiVersion);
}

function firstPage(prepared: PreparedQuery, call: RoutedCall, org: PracticeOrg, flavour: Flavour): Answer {
  if (prepared.kind === 'count') return countAnswer(prepared, flavour);
  const header = call.headers['sforce-query-options'];
  const { cap } = prepared.type.restrictions;
  const usual = pageSize(
    typeof header === 'string' ? header : undefined,
    prepared.columns.length,
    org.settings.restPageRows,
  );
  const pageRows = Math.min(usual, cap?.page ?? Infinity);
  const source: CursorSource = {
    object: prepared.type.name,
    userId: call.session.userId,
    count: () => prepared.count(),
    pageRows,
    tooling: flavour.tooling,
    records: () => records(prepared, call, org),
  };
  const page = org.cursors.open(source);
  // SOQL and SOSL Reference, "Aggregate queries": they have one page, and fail when that does not hold everything.
  if (prepared.kind === 'aggregate' && page.next !== undefined) {
    throw new OrgFault(
      'EXCEEDED_ID_LIMIT',
      'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
    );
  }
  return pageAnswer(page, call.apiVersion);
}

/** `SELECT COUNT()` answers with the number alone, as recorded. */
function countAnswer(prepared: PreparedQuery, { tooling }: Flavour): Answer {
  const totalSize = prepared.count();
  const answer = { totalSize, done: true, records: [] };
  return json(
    tooling ? { size: totalSize, ...answer, queryLocator: null, entityTypeName: prepared.type.name } : answer,
  );
}

function* records(prepared: PreparedQuery, call: RoutedCall, org: PracticeOrg): Iterable<JsonRecord> {
  const paging = {
    rows: org.settings.restChildRows,
    cursors: org.cursors,
    userId: call.session.userId,
    apiVersion: call.apiVersion,
  };
  for (const record of prepared.records()) yield withChildPages(record, paging);
}
