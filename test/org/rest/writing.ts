// Resources that write and that this org does not have: each answers that the feature is not enabled, by name, so that
// nothing mistakes it for a success.
import type { Answer } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { OrgFault } from '../model.ts';

const DATA = '/services/data/:version';

/** Endpoint names and where they are. */
const WRITES: ReadonlyArray<readonly [name: string, method: string, path: string]> = [
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
