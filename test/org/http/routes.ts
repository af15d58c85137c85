// Every resource of the org, most exact first: a path's first matching row answers it.
import { oauthRoutes } from '../auth/oauthRoutes.ts';
import { classicRoutes } from '../bulk/classic/routes.ts';
import { bulkQueryRoutes } from '../bulk/routes.ts';
import { collectionRoutes } from '../rest/collections.ts';
import { compositeRoutes } from '../rest/composite.ts';
import { describeRoutes } from '../rest/describe.ts';
import { discoveryRoutes } from '../rest/discovery.ts';
import { limitRoutes } from '../rest/limits.ts';
import { queryRoutes } from '../rest/query.ts';
import { recordRoutes } from '../rest/recordRoutes.ts';
import { searchRoutes } from '../rest/search.ts';
import { writingRoutes } from '../rest/writing.ts';
import { metadataRoutes } from './metadataSoap.ts';
import { partnerRoutes } from './partnerSoap.ts';
import { practiceRoutes } from './practiceRoutes.ts';
import type { Route } from './router.ts';

export const routes: readonly Route[] = [
  ...practiceRoutes,
  ...oauthRoutes,
  ...discoveryRoutes,
  ...queryRoutes,
  ...describeRoutes,
  ...recordRoutes,
  ...limitRoutes,
  ...searchRoutes,
  ...compositeRoutes,
  ...collectionRoutes,
  ...bulkQueryRoutes,
  ...classicRoutes,
  ...partnerRoutes,
  ...metadataRoutes,
  ...writingRoutes,
];
