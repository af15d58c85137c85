// The resources that write. This org only reads so far: each answers that the feature is not enabled, by name, so that
// nothing mistakes it for a success, and each row is where its handler belongs.
import type { Answer } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { OrgFault } from '../model.ts';

const DATA = '/services/data/:version';

/** Endpoint names and where they are. */
const WRITES: ReadonlyArray<readonly [name: string, method: string, path: string]> = [
  ['recordCreate', 'POST', '/sobjects/:object'],
  ['recordUpdate', 'PATCH', '/sobjects/:object/:id'],
  ['recordDelete', 'DELETE', '/sobjects/:object/:id'],
  ['recordUpsert', 'PATCH', '/sobjects/:object/:field/:value'],
  ['collectionCreate', 'POST', '/composite/sobjects'],
  ['collectionUpdate', 'PATCH', '/composite/sobjects'],
  ['collectionDelete', 'DELETE', '/composite/sobjects'],
  ['collectionUpsert', 'PATCH', '/composite/sobjects/:object/:field'],
  ['treeCreate', 'POST', '/composite/tree/:object'],
  ['bulkIngest', 'ANY', '/jobs/ingest'],
  ['bulkIngest', 'ANY', '/jobs/ingest/:rest*'],
  ['metadataDeploy', 'ANY', '/metadata/deployRequest'],
  ['metadataDeploy', 'ANY', '/metadata/deployRequest/:rest*'],
  ['action', 'POST', '/actions/:rest*'],
  ['executeAnonymous', 'GET', '/tooling/executeAnonymous'],
];

export const writingRoutes: readonly Route[] = WRITES.map(([name, method, path]) => ({
  name,
  method,
  path: DATA + path,
  protocol: 'rest',
  handle: (): Answer => {
    throw new OrgFault('FUNCTIONALITY_NOT_ENABLED', `${name} is not enabled in this practice org`, 501);
  },
}));
