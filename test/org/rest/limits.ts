// `/limits`: what the org has left. Allowances that calls of this org use up are counted; storage is summed from the
// rows and bodies; the rest stand at their maximum, as in an org that does not use them.
import { json, type Answer, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import type { Route } from '../http/router.ts';
import { DATA_STORAGE_MB, fileStorage, rowStorage } from './storage.ts';

/** Allowances of an Enterprise Edition org that nothing here uses. */
const UNUSED: Readonly<Record<string, number>> = {
  ActiveScratchOrgs: 40,
  AnalyticsExternalDataSizeMB: 40960,
  ConcurrentAsyncGetReportInstances: 200,
  ConcurrentEinsteinDataInsightsStoryCreation: 5,
  ConcurrentEinsteinDiscoveryStoryCreation: 2,
  ConcurrentSyncReportRuns: 20,
  DailyAnalyticsDataflowJobExecutions: 60,
  DailyAnalyticsUploadedFilesSizeMB: 51200,
  DailyAsyncApexExecutions: 250000,
  DailyAsyncApexTests: 500,
  DailyDeliveredPlatformEvents: 25000,
  DailyDurableGenericStreamingApiEvents: 100000,
  DailyDurableStreamingApiEvents: 100000,
  DailyEinsteinDataInsightsStoryCreation: 1000,
  DailyEinsteinDiscoveryOptimizationJobRuns: 25,
  DailyEinsteinDiscoveryPredictAPICalls: 50000,
  DailyEinsteinDiscoveryPredictionsByCDC: 500000,
  DailyEinsteinDiscoveryStoryCreation: 100,
  DailyFunctionsApiCallLimit: 235000,
  DailyGenericStreamingApiEvents: 10000,
  DailyScratchOrgs: 80,
  DailyStandardVolumePlatformEvents: 25000,
  DailyStreamingApiEvents: 50000,
  DailyWorkflowEmails: 10000,
  DurableStreamingApiConcurrentClients: 20,
  HourlyAsyncReportRuns: 1200,
  HourlyDashboardRefreshes: 200,
  HourlyDashboardResults: 5000,
  HourlyDashboardStatuses: 999999999,
  HourlyLongTermIdMapping: 100000,
  HourlyManagedContentPublicRequests: 50000,
  HourlyODataCallout: 1000,
  HourlyPublishedPlatformEvents: 50000,
  HourlyPublishedStandardVolumePlatformEvents: 1000,
  HourlyShortTermIdMapping: 100000,
  HourlySyncReportRuns: 500,
  HourlyTimeBasedWorkflow: 1000,
  MassEmail: 5000,
  MaxContentDocumentsLimit: 30000000,
  MonthlyEinsteinDiscoveryStoryCreation: 500,
  MonthlyPlatformEventsUsageEntitlement: 0,
  Package2VersionCreates: 6,
  Package2VersionCreatesWithoutValidation: 500,
  PermissionSets: 1500,
  PrivateConnectOutboundCalloutHourlyLimitMB: 0,
  PublishCallbackUsageInApex: 50000,
  SingleEmail: 5000,
  StreamingApiConcurrentClients: 1000,
};

const FILE_STORAGE_MB = 20_480;
const BULK_BATCHES = 15_000;
const BULK_QUERY_JOBS = 10_000;
const BULK_QUERY_MB = 976_562;

export const limitRoutes: readonly Route[] = [
  { name: 'limits', method: 'GET', path: '/services/data/:version/limits', protocol: 'rest', handle: limits },
  {
    name: 'recordCount',
    method: 'GET',
    path: '/services/data/:version/limits/recordCount',
    protocol: 'rest',
    handle: recordCount,
  },
];

function limits(_call: RoutedCall, org: PracticeOrg): Answer {
  const bulk = org.bulk.today();
  const used: Record<string, { Max: number; Remaining: number }> = {
    DailyApiRequests: limit(org.usage.limit, org.usage.used),
    DailyBulkApiBatches: limit(BULK_BATCHES, org.ingest.batchesToday() + org.classic.batchesToday()),
    DailyBulkV2QueryFileStorageMB: limit(BULK_QUERY_MB, bulk.megabytes),
    DailyBulkV2QueryJobs: limit(BULK_QUERY_JOBS, bulk.jobs),
    DataStorageMB: limit(DATA_STORAGE_MB, rowStorage(org.state)),
    FileStorageMB: limit(FILE_STORAGE_MB, fileStorage(org.state)),
  };
  for (const [name, max] of Object.entries(UNUSED)) used[name] = limit(max, 0);
  return json(Object.fromEntries(Object.entries(used).sort(([left], [right]) => left.localeCompare(right))));
}

function limit(max: number, used: number): { Max: number; Remaining: number } {
  return { Max: max, Remaining: Math.max(0, max - used) };
}

/** Approximate as the real one: rows in the bin are counted too, empty objects are left out. */
function recordCount(call: RoutedCall, org: PracticeOrg): Answer {
  const access = org.accessOf(call.session);
  const wanted = call.query
    .get('sObjects')
    ?.split(',')
    .map((name) => name.trim().toLowerCase());
  const counted = org.state.schema.types
    .filter(
      ({ name }) => (wanted === undefined || wanted.includes(name.toLowerCase())) && access.seesObject(name),
    )
    .filter(({ describe }) => describe.queryable && describe.keyPrefix !== null)
    .map(({ name }) => ({ count: org.state.tables.of(name).size, name }))
    .filter(({ count }) => count > 0);
  return json({ sObjects: counted });
}
