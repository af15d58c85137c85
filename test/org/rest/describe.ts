// Describes over REST and Tooling, with the conditional GET clients use to keep them: `If-Modified-Since` is answered
// 304 while the schema has not changed (REST API Developer Guide, "Conditional Requests").
import { empty, jsonText, type Answer, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import type { Route } from '../http/router.ts';
import { OrgFault, type Access, type SObjectType } from '../model.ts';
import { describeFor, describeGlobalEntry, describeGlobalFor } from '../schema/describe.ts';

const DATA = '/services/data/:version';

export const describeRoutes: readonly Route[] = [
  {
    name: 'describeGlobal',
    method: 'GET',
    path: `${DATA}/sobjects`,
    protocol: 'rest',
    handle: describeGlobal,
  },
  {
    name: 'describe',
    method: 'GET',
    path: `${DATA}/sobjects/:object/describe`,
    protocol: 'rest',
    handle: (call, org) => describe(call, org, 'data'),
  },
  {
    name: 'sobjectInfo',
    method: 'GET',
    path: `${DATA}/sobjects/:object`,
    protocol: 'rest',
    handle: basicInfo,
  },
  {
    name: 'toolingDescribeGlobal',
    method: 'GET',
    path: `${DATA}/tooling/sobjects`,
    protocol: 'rest',
    handle: describeGlobal,
  },
  {
    name: 'toolingDescribeGlobal',
    method: 'GET',
    path: `${DATA}/tooling/describe`,
    protocol: 'rest',
    handle: describeGlobal,
  },
  {
    name: 'toolingDescribe',
    method: 'GET',
    path: `${DATA}/tooling/sobjects/:object/describe`,
    protocol: 'rest',
    handle: (call, org) => describe(call, org, 'tooling'),
  },
];

function describeGlobal(call: RoutedCall, org: PracticeOrg): Answer {
  return unlessUnchanged(call, org, 'global', () =>
    describeGlobalFor(org.state.schema, org.accessOf(call.session), call.apiVersion),
  );
}

function describe(call: RoutedCall, org: PracticeOrg, api: 'data' | 'tooling'): Answer {
  const type = seenType(call.params.object ?? '', org.accessOf(call.session), org, api);
  return unlessUnchanged(call, org, type.name, () =>
    describeFor(type, org.accessOf(call.session), call.apiVersion, org.url()),
  );
}

function basicInfo(call: RoutedCall, org: PracticeOrg): Answer {
  const type = seenType(call.params.object ?? '', org.accessOf(call.session), org, 'data');
  return jsonText(
    JSON.stringify({ objectDescribe: describeGlobalEntry(type, call.apiVersion), recentItems: [] }),
  );
}

/** The type when the user sees it in that API; throws NOT_FOUND as for a type that does not exist. */
export function seenType(
  name: string,
  access: Access,
  org: PracticeOrg,
  api: 'data' | 'tooling' = 'data',
): SObjectType {
  const type = org.state.schema.find(name);
  const there = type !== undefined && (api === 'tooling' || type.restrictions.tooling !== 'only');
  if (!there || !access.seesObject(type.name))
    throw new OrgFault('NOT_FOUND', 'The requested resource does not exist', 404);
  return type;
}

/** Describe texts by user's access, path and version: an access object stays the same while nothing changes. */
const texts = new WeakMap<Access, Map<string, string>>();

function unlessUnchanged(call: RoutedCall, org: PracticeOrg, what: string, describe: () => unknown): Answer {
  const changed = org.schemaChangedAt();
  const since = Date.parse(call.headers['if-modified-since'] ?? '');
  const headers = { 'last-modified': changed.toUTCString() };
  // HTTP dates have whole seconds.
  if (since >= Math.floor(changed.getTime() / 1000) * 1000) return empty(304, headers);
  const access = org.accessOf(call.session);
  const known = texts.get(access) ?? new Map<string, string>();
  texts.set(access, known);
  const key = `${what} ${call.apiVersion} ${org.url()}`;
  const text = known.get(key) ?? JSON.stringify(describe());
  known.set(key, text);
  return jsonText(text, 200, headers);
}
