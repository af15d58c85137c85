// The result pages of a Bulk query job, each opened as a stream of its own. The usual client pipes all pages into one
// stream that the first page ends (jsforce/jsforce#1546); here a page is a handle that can be opened, and again.
import { Failure } from '../kit/failure.ts';
import { type JobRef, jobPath, whileItLives } from './bulkQuery.ts';
import { OrgError } from './errors.ts';
import type { Answer, Session } from './session.ts';

export interface BulkPage {
  /** Position in the job, from 0. */
  readonly index: number;
  /** The server's name for the page; undefined for a first page that was not named. Reusable while the job lives. */
  readonly locator?: string;
  readonly url: string;
  /** Told by openPage: where the page after this one starts. Only walks that follow locators listen. */
  readonly next?: NextLocator;
}

export interface OpenPage {
  /** Sforce-NumberOfRecords */
  readonly rows: number;
  /** Undefined on the last page (the header then holds the word `null`). */
  readonly nextLocator?: string;
  /** CSV, starting with a header row. Breaks by error when the connection does; open the page again. */
  readonly content: Pick<Answer, 'encoded' | 'isGzip' | 'body'>;
}

interface PageOptions {
  readonly maxRecords?: number;
  readonly signal?: AbortSignal;
}

interface ResultPages {
  readonly resultPages: ReadonlyArray<{ readonly resultUrl: string }>;
  readonly nextRecordsUrl?: string | null;
  readonly done: boolean;
}

/**
 * All pages of a complete job, in order. From API 58 on the org lists them ahead (`resultPages`), so they can be read
 * in parallel; before, or where that list is refused, each page names the next one, so the iteration goes on when the
 * page just yielded has been opened.
 */
export async function* resultPages(
  session: Session,
  job: JobRef,
  options: PageOptions = {},
): AsyncGenerator<BulkPage> {
  const list =
    options.maxRecords === undefined && job.apiVersion >= 58
      ? await firstList(session, job, options)
      : undefined;
  yield* list ? listedPages(session, list, options) : followedPages(session, job, options);
}

/** Starts reading a page. Failure('bulkJobGone') when the job is no more, Failure('bulkPageMalformed') without counts. */
export async function openPage(
  session: Session,
  job: JobRef,
  page: BulkPage,
  signal?: AbortSignal,
): Promise<OpenPage> {
  try {
    const opened = await open(session, job, page, signal);
    page.next?.tell(opened.nextLocator);
    return opened;
  } catch (error) {
    page.next?.fail(error);
    throw error;
  }
}

async function open(session: Session, job: JobRef, page: BulkPage, signal?: AbortSignal): Promise<OpenPage> {
  const content = await whileItLives(job, () =>
    session.open(page.url, { headers: { accept: 'text/csv' }, signal }),
  );
  const rows = content.headers['sforce-numberofrecords'];
  const locator = content.headers['sforce-locator'];
  if (rows === undefined || !/^\d+$/.test(rows) || locator === undefined) {
    content.encoded.destroy();
    throw new Failure('bulkPageMalformed', { reason: 'headers', page: page.index });
  }
  return {
    rows: Number(rows),
    nextLocator: locator === 'null' || locator === '' ? undefined : locator,
    content,
  };
}

async function firstList(
  session: Session,
  job: JobRef,
  { signal }: PageOptions,
): Promise<ResultPages | undefined> {
  try {
    return await session.json<ResultPages>(`${jobPath(session, job)}/resultPages`, { signal });
  } catch (error) {
    if (error instanceof OrgError && [400, 404, 405, 501].includes(error.status)) return undefined;
    throw error;
  }
}

async function* listedPages(
  session: Session,
  first: ResultPages,
  { signal }: PageOptions,
): AsyncGenerator<BulkPage> {
  let index = 0;
  for (let list = first; ;) {
    for (const { resultUrl } of list.resultPages) {
      yield {
        index: index++,
        url: resultUrl,
        locator: new URL(resultUrl, 'http://x').searchParams.get('locator') ?? undefined,
      };
    }
    if (list.done || !list.nextRecordsUrl) return;
    list = await session.json<ResultPages>(list.nextRecordsUrl, { signal });
  }
}

async function* followedPages(
  session: Session,
  job: JobRef,
  { maxRecords }: PageOptions,
): AsyncGenerator<BulkPage> {
  let locator: string | undefined;
  for (let index = 0; ; index++) {
    const next = new NextLocator();
    yield { index, locator, url: pageUrl(session, job, locator, maxRecords), next };
    locator = await next.heard;
    if (locator === undefined) return;
  }
}

function pageUrl(
  session: Session,
  job: JobRef,
  locator: string | undefined,
  maxRecords: number | undefined,
): string {
  const asked = new URLSearchParams();
  if (locator !== undefined) asked.set('locator', locator);
  if (maxRecords !== undefined) asked.set('maxRecords', String(maxRecords));
  const query = asked.toString();
  return `${jobPath(session, job)}/results${query === '' ? '' : `?${query}`}`;
}

/** Carries the next locator from whoever opens a page to the walk that waits for it. */
export class NextLocator {
  readonly heard: Promise<string | undefined>;
  #resolve: (locator: string | undefined) => void = () => undefined;
  #reject: (reason: unknown) => void = () => undefined;

  constructor() {
    this.heard = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // The opener throws the same error itself; a walk that ended before must not make it an unhandled one.
    this.heard.catch(() => undefined);
  }

  tell(locator: string | undefined): void {
    this.#resolve(locator);
  }

  fail(reason: unknown): void {
    this.#reject(reason);
  }
}
