// Every resource of the org, most exact first: a path's first matching row answers it.
import { oauthRoutes } from '../auth/oauthRoutes.ts';
import { classicRoutes } from '../bulk/classic/routes.ts';
import { bulkIngestRoutes } from '../bulk/ingest/routes.ts';
import { bulkQueryRoutes } from '../bulk/routes.ts';
import { collectionRoutes } from '../rest/collections.ts';
import { collectionWriteRoutes } from '../rest/collectionWrites.ts';
import { compositeRoutes } from '../rest/composite.ts';
import { describeRoutes } from '../rest/describe.ts';
import { discoveryRoutes } from '../rest/discovery.ts';
import { limitRoutes } from '../rest/limits.ts';
import { queryRoutes } from '../rest/query.ts';
import { recordRoutes } from '../rest/recordRoutes.ts';
import { recordWriteRoutes } from '../rest/recordWrites.ts';
import { searchRoutes } from '../rest/search.ts';
import { treeRoutes } from '../rest/tree.ts';
import { writingRoutes } from '../rest/writing.ts';
import { deployRoutes } from '../metadata/deploy/restRoutes.ts';
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
  ...recordWriteRoutes,
  ...limitRoutes,
  ...searchRoutes,
  ...compositeRoutes,
  ...collectionRoutes,
  ...collectionWriteRoutes,
  ...treeRoutes,
  ...bulkQueryRoutes,
  ...bulkIngestRoutes,
  ...classicRoutes,
  ...partnerRoutes,
  ...metadataRoutes,
  ...deployRoutes,
  ...writingRoutes,
];
