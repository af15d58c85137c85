// File bodies into the run, each under the SHA-256 of its content, so that equal bodies are kept once; and the index
// that says which record they belong to and what a person calls them.

import { mapConcurrently } from '../../kit/concurrency.ts';
import { once } from '../../kit/bytes.ts';
import { encodeTable } from '../../kit/csv.ts';
import { Failure, type FailureTokens } from '../../kit/failure.ts';
import { checkedBlob, openBlob } from '../../org/blobs.ts';
import { gapReason, OrgError, reactionTo } from '../../org/errors.ts';
import { queryPages } from '../../org/query.ts';
import type { GlobalDescribeEntry } from '../../org/describe.ts';
import type { Gap } from '../../vault/gaps.ts';
import { FILES_INDEX_COLUMNS } from '../../vault/formats/columns.ts';
import type { Manifest, MemberRef } from '../../vault/manifest/manifest.ts';
import type { MemberRecord } from '../../vault/run/journal.ts';
import type { Run } from '../../vault/run/run.ts';
import { freeName } from '../memberNames.ts';
import { readAgain } from '../readAgain.ts';
import type { RunContext } from '../runContext.ts';
import { takesObject } from '../selection.ts';
import {
  FILE_SOURCES,
  fileQuery,
  fileRow,
  isCompressedType,
  type FileRow,
  type FileSource,
} from './fileSources.ts';

/** Bodies downloaded at once: most are small, and each costs a round trip. */
const BODIES_AT_ONCE = 8;

export interface CapturedFiles {
  readonly gaps: readonly Gap[];
  /** Writes the index, once the volumes that hold the bodies are closed. */
  index(): Promise<Manifest['files']>;
}

interface Kept {
  readonly row: FileRow;
  readonly member: MemberRecord;
}

export async function captureFiles(
  context: RunContext,
  entries: readonly GlobalDescribeEntry[],
): Promise<CapturedFiles> {
  const gaps: Gap[] = [];
  const kept: Kept[] = [];
  const files = listFiles(context, entries, gaps);
  for await (const outcome of mapConcurrently(files, BODIES_AT_ONCE, (row) => keep(context, row))) {
    if ('reason' in outcome) gaps.push(outcome);
    else kept.push(outcome);
  }
  return { gaps, index: () => writeIndex(context.run, kept) };
}

async function writeIndex(run: Run, kept: readonly Kept[]): Promise<Manifest['files']> {
  const sorted = kept.toSorted((one, other) => (one.row.id < other.row.id ? -1 : 1));
  const csv = encodeTable(
    INDEX_COLUMNS,
    sorted.map((one) => indexRow(one, run.refOf(one.member.name))),
  );
  const name = freeName(run, 'index/files', 'csv.zst');
  await run.addMember(name, once(Buffer.from(csv)), { key: name, compression: 'zstd' });
  return {
    count: kept.length,
    bytes: kept.reduce((sum, { member }) => sum + member.rawBytes, 0),
    bodies: new Set(kept.map(({ member }) => member.rawSha256)).size,
    index: run.refOf(name),
  };
}

/** Every row that has a body, of every object that keeps bodies and was asked for. */
async function* listFiles(
  { session, selection, signal, listener }: RunContext,
  entries: readonly GlobalDescribeEntry[],
  gaps: Gap[],
): AsyncGenerator<FileRow> {
  const queryable = new Set(entries.filter((entry) => entry.queryable).map((entry) => entry.name));
  const sources = FILE_SOURCES.filter(
    ({ object }) => queryable.has(object) && takesBodies(selection, object),
  );
  for (const source of sources) {
    try {
      let isFirst = true;
      for await (const page of queryPages(session, fileQuery(source), { deleted: false, signal })) {
        if (isFirst) listener({ kind: 'expected', part: 'files', items: page.totalSize });
        isFirst = false;
        for (const row of page.rows) {
          const file = fileRow(source, row);
          if (file) yield file;
        }
      }
    } catch (error) {
      if (!(error instanceof OrgError) || reactionTo(error) === 'stop') throw error;
      gaps.push({
        kind: 'file',
        name: `${source.object} bodies`,
        reason: gapReason(error),
        detail: `${error.code}: ${error.text}`,
      });
    }
  }
}

/** Bodies are a part of their own: `--only files` takes them without the rows, `--only data` the rows without them. */
function takesBodies(selection: RunContext['selection'], object: FileSource['object']): boolean {
  return takesObject({ ...selection, only: [] }, object);
}

async function keep(context: RunContext, row: FileRow): Promise<Kept | Gap> {
  const { run, listener } = context;
  const key = `file ${row.object} ${row.id}`;
  try {
    const member = run.done(key) ?? (await download(context, row, key));
    listener({ kind: 'taken', part: 'files', items: 1, bytes: member.rawBytes });
    return { row, member };
  } catch (error) {
    return bodyGap(row, error);
  }
}

async function download(
  { session, run, signal }: RunContext,
  row: FileRow,
  key: string,
): Promise<MemberRecord> {
  const compression = isCompressedType(row.name) ? 'stored' : 'zstd';
  return readAgain(session, signal, async () => {
    const { body, bytes } = await openBlob(session, row.object, row.id, row.field, signal);
    const announced = { bytes: row.bytes ?? bytes, md5: row.md5 };
    return run.addMember(bodyName(compression), checkedBlob(body, announced), { key, compression });
  });
}

function bodyName(compression: 'stored' | 'zstd'): (rawSha256: string) => string {
  return (rawSha256) => `files/${rawSha256}${compression === 'zstd' ? '.zst' : ''}`;
}

function bodyGap(row: FileRow, error: unknown): Gap {
  const name = `${row.object} ${row.id}`;
  if (error instanceof OrgError && reactionTo(error) !== 'stop') {
    return { kind: 'file', name, reason: gapReason(error), detail: `${error.code}: ${error.text}` };
  }
  const detail = error instanceof Failure ? OF_THE_BODY[error.key]?.(error.tokens) : undefined;
  if (detail === undefined) throw error;
  return { kind: 'file', name, reason: 'error', detail };
}

/** Failures that concern this body only: the run goes on and names it as a gap, with these details. */
const OF_THE_BODY: Readonly<Record<string, (tokens: FailureTokens) => string>> = {
  blobMismatch: ({ what, expected, actual }) => `its ${what} is ${actual}, the org says ${expected}`,
  transferBroken: ({ reason }) => `the connection broke again and again while it came: ${reason}`,
};

const INDEX_COLUMNS = [...FILES_INDEX_COLUMNS, 'Volume'] as const;

function indexRow(
  { row, member }: Kept,
  { volume }: MemberRef,
): Record<(typeof INDEX_COLUMNS)[number], string> {
  return {
    Id: row.id,
    Object: row.object,
    DocumentId: row.documentId,
    Version: row.version,
    Title: row.title,
    Name: row.name,
    Bytes: String(member.rawBytes),
    Sha256: member.rawSha256 ?? '',
    Md5: row.md5 ?? '',
    Member: member.name,
    Volume: volume,
  };
}
