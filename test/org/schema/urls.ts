// The `urls` of describes: which resources an object has, and where they are for one API version and instance.

const paths: Readonly<Partial<Record<string, string>>> = {
  approvalLayouts: '/describe/approvalLayouts',
  caseArticleSuggestions: '/suggestedArticles',
  caseRowArticleSuggestions: '/{ID}/suggestedArticles',
  compactLayouts: '/describe/compactLayouts',
  describe: '/describe',
  eventSchema: '/eventSchema',
  eventSeriesUpdates: '/{ID}/fromThisEventOnwards',
  layouts: '/describe/layouts',
  listviews: '/listviews',
  namedLayouts: '/describe/namedLayouts/{LayoutName}',
  passwordUtilities: '/{ID}/password',
  quickActions: '/quickActions',
  rowTemplate: '/{ID}',
  sobject: '',
  workOrderArticleSuggestions: '/suggestedArticles',
  workOrderLineItemArticleSuggestions: '/suggestedArticles',
  workOrderLineItemRowArticleSuggestions: '/{ID}/suggestedArticles',
  workOrderRowArticleSuggestions: '/{ID}/suggestedArticles',
};

/** Kinds of resource an object can have beside the three every object has. */
export const basicUrls: readonly string[] = ['rowTemplate', 'describe', 'sobject'];

/** Those of an object with record pages. */
export const pageUrls: readonly string[] = [
  'compactLayouts',
  'rowTemplate',
  'approvalLayouts',
  'listviews',
  'describe',
  'quickActions',
  'layouts',
  'sobject',
];

/** The resources' paths, as describe and global describe both show them. `apiVersion` is the number, 67 for v67.0. */
export function resourceUrls(
  object: string,
  kinds: readonly string[],
  apiVersion: number,
): Record<string, string> {
  const root = `/services/data/v${apiVersion.toFixed(1)}/sobjects/${object}`;
  return Object.fromEntries(kinds.map((kind) => [kind, root + pathOf(kind)]));
}

function pathOf(kind: string): string {
  const path = paths[kind];
  if (path === undefined) throw new Error(`Unknown kind of describe URL: ${kind}`);
  return path;
}

/** The record pages in the browser: absolute URLs that only a describe shows, never the global describe. */
export function pageTemplates(keyPrefix: string, instanceUrl: string): Record<string, string> {
  return {
    uiDetailTemplate: `${instanceUrl}/{ID}`,
    uiEditTemplate: `${instanceUrl}/{ID}/e`,
    uiNewRecord: `${instanceUrl}/${keyPrefix}/e`,
  };
}
