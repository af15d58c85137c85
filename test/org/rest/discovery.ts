// The first calls of every client: which versions there are, and what resources a version has.
import { json, type Answer, type RoutedCall } from '../http/call.ts';
import { NEWEST_API_VERSION, OLDEST_API_VERSION, type PracticeOrg } from '../http/practiceOrg.ts';
import type { Route } from '../http/router.ts';
import { identityUrl } from '../auth/identity.ts';

const RESOURCES = [
  'analytics',
  'composite',
  'jobs',
  'limits',
  'metadata',
  'query',
  'queryAll',
  'recent',
  'search',
  'sobjects',
  'tooling',
];
const SEASONS = ['Spring', 'Summer', 'Winter'];

export const discoveryRoutes: readonly Route[] = [
  { name: 'versions', method: 'GET', path: '/services/data', protocol: 'open', handle: versions },
  { name: 'resources', method: 'GET', path: '/services/data/:version', protocol: 'rest', handle: resources },
];

function versions(): Answer {
  const numbers = Array.from(
    { length: NEWEST_API_VERSION - OLDEST_API_VERSION + 1 },
    (_, index) => OLDEST_API_VERSION + index,
  );
  return json(
    numbers.map((number) => ({
      label: season(number),
      url: `/services/data/v${number}.0`,
      version: `${number}.0`,
    })),
  );
}

/** 66.0 is Spring '26, 67.0 Summer '26: three releases a year. */
function season(version: number): string {
  const since = version - 66;
  const turn = ((since % 3) + 3) % 3;
  const year = 26 + Math.floor(since / 3) + (turn === 2 ? 1 : 0);
  return `${SEASONS[turn]!} '${year}`;
}

function resources(call: RoutedCall, org: PracticeOrg): Answer {
  const base = `/services/data/v${call.apiVersion.toFixed(1)}`;
  return json({
    ...Object.fromEntries(RESOURCES.map((resource) => [resource, `${base}/${resource}`])),
    identity: identityUrl(org.url(), org.state.id, call.session.userId),
  });
}
