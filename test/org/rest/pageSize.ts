// How many rows a query page holds: 2,000, what the client asks for within 200 and 2,000 (Sforce-Query-Options), fewer
// when rows are wide (REST API Developer Guide, Query: "the actual batch size can be more or less").

const SMALLEST = 200;
const LARGEST = 2_000;
/** Cells of a full page: about what 2,000 rows of a hundred columns hold. */
const CELLS = 200_000;

/** Rows a page; `header` is the request's Sforce-Query-Options, `usual` the org's own default. */
export function pageSize(header: string | undefined, columns: number, usual: number): number {
  const asked = Number(/batchSize\s*=\s*(\d+)/i.exec(header ?? '')?.[1] ?? NaN);
  const wanted = Number.isNaN(asked) ? usual : Math.min(LARGEST, Math.max(SMALLEST, asked));
  return Math.min(wanted, Math.max(SMALLEST, Math.floor(CELLS / Math.max(1, columns))));
}
