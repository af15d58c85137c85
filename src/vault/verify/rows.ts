// Every row of every object, read and parsed: the header is the schema's, each row has as many cells, Ids are well
// formed and come once, and what is left when newer segments have replaced older rows is what the manifest counts.
import { openCsv } from '../../kit/csv.ts';
import { Failure } from '../../kit/failure.ts';
import { IdSet, isRecordId } from '../../kit/idSet.ts';
import { TOMBSTONE_COLUMNS } from '../formats/columns.ts';
import type { ObjectEntry, Segment } from '../manifest/manifest.ts';
import { volumeKey } from '../names.ts';
import { openMember } from '../read/member.ts';
import { newestFirst, readColumns } from '../read/rows.ts';
import type { Verification } from './verifyVersion.ts';

export async function checkRows(it: Verification): Promise<void> {
  for (const object of it.manifest.objects) {
    it.listener({ object: object.name, checked: it.findings.checked });
    const file = volumeKey(it.orgId, object.schema.volume);
    const columns = await it.findings.guard(file, () => readColumns(it.source, it.orgId, object));
    if (columns !== undefined) await checkObject(it, object, columns);
  }
}

/** What of an object is known from the segments read so far, newest first. */
interface Replay {
  readonly isKeyed: boolean;
  readonly replaced: IdSet;
  readonly baseIds: IdSet;
  live: number;
  deleted: number;
}

async function checkObject(it: Verification, object: ObjectEntry, columns: readonly string[]): Promise<void> {
  const isKeyed = object.keyless !== true;
  const replay: Replay = { isKeyed, replaced: new IdSet(), baseIds: new IdSet(), live: 0, deleted: 0 };
  let whole = true;
  for (const segment of newestFirst(object)) {
    const file = volumeKey(it.orgId, segment.volume);
    const expected = segment.kind === 'tombstones' ? TOMBSTONE_COLUMNS : columns;
    const read = await it.findings.guard(file, () => readSegment(it, segment, expected, replay));
    whole &&= read === true;
  }
  // Sums over segments that could not be read would only repeat that they could not.
  if (!whole) return;
  if (replay.live !== object.rows || replay.deleted !== object.deletedRows) {
    const found = `${replay.live} live and ${replay.deleted} deleted rows`;
    it.findings.add(
      'rowCount',
      it.file,
      `${object.name}: ${found}, should be ${object.rows} and ${object.deletedRows}`,
    );
  }
}

async function readSegment(
  it: Verification,
  segment: Segment,
  expected: readonly string[],
  replay: Replay,
): Promise<true> {
  const { columns, rows } = await openCsv(openMember(it.source, it.orgId, segment));
  const wrong = (kind: string, detail: string): Failure =>
    new Failure(kind, { file: volumeKey(it.orgId, segment.volume), member: segment.member, detail });
  if (columns.join() !== expected.join()) throw wrong('rowHeader', 'not the columns of the schema');
  const isDeleted = columns.indexOf('IsDeleted');
  const ids = segment.kind === 'base' ? replay.baseIds : new IdSet();
  let count = 0;
  for await (const cells of rows) {
    count += 1;
    if (cells.length !== columns.length) throw wrong('rowCells', `row ${count} has ${cells.length} cells`);
    const [id = ''] = cells;
    if (replay.isKeyed && !isRecordId(id)) throw wrong('rowId', `row ${count} has no record Id`);
    if (replay.isKeyed && !ids.add(id)) throw wrong('rowTwice', `row ${count}: ${id}`);
    replayRow(replay, segment, id, cells[isDeleted] === 'true');
    if (count % 1024 === 0) it.signal?.throwIfAborted();
  }
  it.findings.checked.rows += count;
  if (count !== segment.rows) throw wrong('rowCount', `${count} rows, should be ${segment.rows}`);
  return true;
}

function replayRow(replay: Replay, segment: Segment, id: string, isDeleted: boolean): void {
  const stands = segment.kind === 'base' ? !replay.replaced.has(id) : replay.replaced.add(id);
  if (!stands || segment.kind === 'tombstones') return;
  if (isDeleted) replay.deleted += 1;
  else replay.live += 1;
}
