// An object's rows as they were in a version: its segments from the newest to the oldest, a row standing unless a
// newer segment has another row or a tombstone for its Id. Only the Ids in deltas are remembered; a version without
// deltas costs no memory at all. Records come as bytes, as they are stored, found without parsing them.
import { encodeRow, openCsv } from '../../kit/csv.ts';
import { splitRecords } from '../../kit/csvRecords.ts';
import { Failure } from '../../kit/failure.ts';
import { IdSet } from '../../kit/idSet.ts';
import type { ObjectEntry, Segment } from '../manifest/manifest.ts';
import { volumeKey } from '../names.ts';
import { memberBytes, openMember, type MemberSource } from './member.ts';

/** The largest describes are a few MB. */
const SCHEMA_LIMIT = 64 * 1024 * 1024;

/** The columns of an object's rows, `Id` first, as its schema member lists them.
 * @throws Failure `schemaUnreadable` {file, member, detail}, or as `openMember` */
export async function readColumns(
  vault: MemberSource,
  orgId: string,
  { schema }: ObjectEntry,
): Promise<string[]> {
  const tokens = { file: volumeKey(orgId, schema.volume), member: schema.member };
  const text = (await memberBytes(vault, orgId, schema, SCHEMA_LIMIT)).toString('utf8');
  let columns: unknown;
  try {
    ({ columns } = JSON.parse(text) as { columns?: unknown });
  } catch (cause) {
    throw new Failure('schemaUnreadable', { ...tokens, detail: 'not JSON' }, { cause });
  }
  const isString = (column: unknown): column is string => typeof column === 'string';
  if (!Array.isArray(columns) || !columns.every(isString) || columns[0] !== 'Id') {
    throw new Failure('schemaUnreadable', { ...tokens, detail: 'no columns' });
  }
  return columns;
}

/** Segments from the newest to the oldest. */
export function newestFirst(object: ObjectEntry): Segment[] {
  return object.segments.toReversed();
}

/**
 * The records of an object in a version (those in the recycle bin too), in batches, each record's bytes with its LF
 * and no header.
 * @throws Failure as `openMember`; `csvTruncated`
 */
export async function* stateRecords(
  vault: MemberSource,
  orgId: string,
  object: ObjectEntry,
): AsyncGenerator<Buffer[]> {
  if (object.keyless) {
    yield* keylessRecords(vault, orgId, object);
    return;
  }
  const replaced = new IdSet();
  const hasDeltas = object.segments.some(({ kind }) => kind !== 'base');
  for (const segment of newestFirst(object)) {
    let header = true;
    for await (const batch of splitRecords(openMember(vault, orgId, segment))) {
      const records = header ? batch.slice(1) : batch;
      header = false;
      if (segment.kind === 'tombstones') for (const record of records) replaced.add(idOf(record));
      else if (segment.kind === 'changed') yield records.filter((record) => replaced.add(idOf(record)));
      else yield hasDeltas ? records.filter((record) => !replaced.has(idOf(record))) : records;
    }
  }
}

/** Records that no Id begins cannot be told apart on bytes; they are parsed. There are no deltas of such objects. */
async function* keylessRecords(
  vault: MemberSource,
  orgId: string,
  object: ObjectEntry,
): AsyncGenerator<Buffer[]> {
  for (const segment of object.segments) {
    const { rows } = await openCsv(openMember(vault, orgId, segment));
    for await (const cells of rows) yield [Buffer.from(encodeRow(cells))];
  }
}

/** The Id in a record's first cell. */
export function idOf(record: Buffer): string {
  return record.toString('latin1', 1, record.indexOf(34, 1));
}
