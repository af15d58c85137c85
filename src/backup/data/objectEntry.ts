// What the manifest says of one captured object; its describe goes into the version beside its rows.

import type { ObjectDescribe } from '../../org/describe.ts';
import { once } from '../../kit/bytes.ts';
import type { ObjectEntry } from '../../vault/manifest/manifest.ts';
import type { Run } from '../../vault/run/run.ts';
import { freeName } from '../memberNames.ts';
import type { Captured, ObjectTask, StoredRows } from './capture.ts';
import type { Columns } from './columns.ts';

export async function entryOf(
  run: Run,
  { object, columns }: ObjectTask,
  { route, segments, expected, source }: Captured,
): Promise<Omit<ObjectEntry, 'started' | 'finished'>> {
  const deletedRows = sum(segments, (segment) => segment.deletedRows);
  return {
    name: object.name,
    via: route,
    ...(segments.every((segment) => segment.isKeyed) ? {} : { keyless: true as const }),
    rows: sum(segments, (segment) => segment.rows) - deletedRows,
    deletedRows,
    bytes: sum(segments, (segment) => segment.member.rawBytes),
    segments: segments.map(({ member, rows }) => ({ ...run.refOf(member.name), kind: 'base', rows })),
    schema: run.refOf(await schemaMember(run, object, columns)),
    reconciliation: { expected, source },
  };
}

/** The columns of the rows, and the describe they were read with. */
async function schemaMember(run: Run, object: ObjectDescribe, { fields }: Columns): Promise<string> {
  const name = freeName(run, `schema/${object.name}`, 'json.zst');
  const schema = { columns: fields.map((field) => field.name), describe: object };
  const text = Buffer.from(`${JSON.stringify(schema)}\n`);
  return (await run.addMember(name, once(text), { key: name, compression: 'zstd' })).name;
}

function sum(segments: readonly StoredRows[], of: (segment: StoredRows) => number): number {
  return segments.reduce((total, segment) => total + of(segment), 0);
}
