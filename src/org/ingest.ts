// Bulk API 2.0 ingest jobs: create, upload once, close, wait, read the three result sets. The order of results is not
// the order of the upload, so rows are told apart by a column ("Bulk API 2.0 Ingest"). A job must be spoken to in the
// API version it was created with.
import { once } from '../kit/bytes.ts';
import { openCsv } from '../kit/csv.ts';
import { pollDelays } from './backOff.ts';
import { versionOf, whileItLives, type JobRef } from './bulkQuery.ts';
import type { RowAnswer, RowError } from './collections.ts';
import { OrgError } from './errors.ts';
import type { Session } from './session.ts';

/** "Upload Job Data": 150 MB after base64, so 100 MB before it. */
export const MOST_UPLOAD_BYTES = 100_000_000;

export type IngestOperation = 'insert' | 'update' | 'delete';
export type IngestState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

export interface IngestJob {
  readonly id: string;
  readonly state: IngestState;
  readonly object: string;
  readonly apiVersion: number;
  readonly numberRecordsProcessed?: number;
  readonly numberRecordsFailed?: number;
  readonly errorMessage?: string;
}

export interface IngestResults {
  /** By the text of the correlation column. */
  readonly answers: ReadonlyMap<string, RowAnswer>;
  /** Rows that the job ended without touching. */
  readonly unprocessed: ReadonlySet<string>;
}

const ENDED: ReadonlySet<IngestState> = new Set(['JobComplete', 'Failed', 'Aborted']);
export const hasEnded = ({ state }: IngestJob): boolean => ENDED.has(state);

/**
 * Creates an empty job. Sent twice without harm when its answer is lost: a job without data does nothing and goes away
 * by itself after seven days.
 */
export function createIngest(
  session: Session,
  object: string,
  operation: IngestOperation,
): Promise<IngestJob> {
  return session.json<IngestJob>(session.resource('jobs/ingest'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      object,
      operation,
      contentType: 'CSV',
      columnDelimiter: 'COMMA',
      lineEnding: 'LF',
    }),
    idempotent: true,
  });
}

/** Uploads the job's only body. Not repeated: a second upload is refused, and the job is then to be given up. */
export async function uploadIngest(session: Session, ref: JobRef, csv: string): Promise<void> {
  await session.text(jobPath(session, ref, '/batches'), {
    method: 'PUT',
    headers: { 'content-type': 'text/csv' },
    body: csv,
    idempotent: false,
  });
}

/** Sets the job to work, once: where the answer is lost, the job's state tells whether it heard. */
export async function closeIngest(session: Session, ref: JobRef): Promise<void> {
  await change(session, ref, 'UploadComplete');
}

/** Gives up an open or running job; one that has ended already stays as it is. */
export async function abortIngest(session: Session, ref: JobRef): Promise<void> {
  try {
    await change(session, ref, 'Aborted');
  } catch (error) {
    if (!(error instanceof OrgError) || error.code !== 'INVALIDJOBSTATE') throw error;
  }
}

/** The job as it stands; Failure('bulkJobGone') when it was deleted or is older than seven days. */
export function ingestJob(session: Session, ref: JobRef): Promise<IngestJob> {
  return whileItLives(ref, () => session.json<IngestJob>(jobPath(session, ref)));
}

/** Polls until the job has ended, whichever way. */
export async function awaitIngest(
  session: Session,
  ref: JobRef,
  listener: (job: IngestJob) => void,
  signal: AbortSignal,
): Promise<IngestJob> {
  for (const delay of pollDelays()) {
    const current = await ingestJob(session, ref);
    listener(current);
    if (hasEnded(current)) return current;
    await session.pause(delay, signal);
  }
  throw new Error('Polling never ends by itself.');
}

/** What became of every row; all three sets are read however the job ended, as a failed one may have saved rows. */
export async function ingestResults(
  session: Session,
  ref: JobRef,
  correlation: string,
): Promise<IngestResults> {
  const answers = new Map<string, RowAnswer>();
  for await (const row of resultRows(session, ref, 'successfulResults'))
    answers.set(row[correlation] ?? '', { id: row.sf__Id, errors: [] });
  for await (const row of resultRows(session, ref, 'failedResults')) {
    const id = row.sf__Id ?? '';
    answers.set(row[correlation] ?? '', { ...(id !== '' && { id }), errors: rowErrors(row.sf__Error ?? '') });
  }
  const unprocessed = new Set<string>();
  for await (const row of resultRows(session, ref, 'unprocessedrecords'))
    unprocessed.add(row[correlation] ?? '');
  return { answers, unprocessed };
}

/** `CODE:message:Field1,Field2 --`, several after a semicolon. */
export function rowErrors(text: string): RowError[] {
  const errors = text.split(/(?<=--);(?=[A-Z_]+:)/).map((part) => {
    const [, code = 'UNKNOWN_EXCEPTION', message = part, fields = ''] =
      /^([A-Z0-9_]+):([\s\S]*):([^:]*?)\s*--$/.exec(part) ?? [];
    return { code, message, fields: fields === '' ? [] : fields.split(',') };
  });
  return errors;
}

async function* resultRows(
  session: Session,
  ref: JobRef,
  set: 'successfulResults' | 'failedResults' | 'unprocessedrecords',
): AsyncGenerator<Readonly<Record<string, string>>> {
  const { text } = await session.text(jobPath(session, ref, `/${set}`), { headers: { accept: 'text/csv' } });
  const { columns, rows } = await openCsv(once(Buffer.from(text)));
  for await (const cells of rows)
    yield Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
}

async function change(session: Session, ref: JobRef, state: IngestState): Promise<void> {
  await session.text(jobPath(session, ref), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ state }),
    idempotent: false,
  });
}

const jobPath = (session: Session, ref: JobRef, rest = ''): string =>
  session.resource(`jobs/ingest/${encodeURIComponent(ref.id)}${rest}`, versionOf(ref));

export type { JobRef } from './bulkQuery.ts';
