// Rows with a body: one call each, the body streamed out of the vault and checked on the way. What the org then says
// of the body it keeps must be what the vault keeps, or the row has failed.
import { createHash } from 'node:crypto';
import { drain, seen } from '../../kit/bytes.ts';
import { createWithBlob } from '../../org/blobUpload.ts';
import type { RowAnswer } from '../../org/collections.ts';
import { literal } from '../../org/soql.ts';
import { openBody } from '../../vault/read/indexes.ts';
import type { PlannedBody } from '../plan/model.ts';
import type { Ground } from './ground.ts';
import { recordOf } from './kinds.ts';
import { readableFields, rowsWhere } from './live.ts';
import type { Outcome } from './model.ts';
import { failed } from './outcomes.ts';
import type { RowToWrite } from './rows.ts';

/** Where objects tell of the bodies they keep. */
const SIZES = ['ContentSize', 'BodyLength'];
const CHECKSUM = 'Checksum';

export const bodyOf = ({ row }: RowToWrite): PlannedBody | undefined =>
  row.action === 'Create' ? row.body : undefined;
export const hasBody = (row: RowToWrite): boolean => bodyOf(row) !== undefined;

/** Creates a row with its body. An answer that holds an Id and an error is of a row with another body than it should have. */
export async function createFile(object: string, row: RowToWrite, ground: Ground): Promise<RowAnswer> {
  const body = bodyOf(row);
  if (body === undefined) throw new Error('The row has no body.');
  const source = new BodySource(body, ground);
  const { field, fileName, bodyBytes: bytes } = body;
  const record = recordOf(object, row, ground);
  const id = await createWithBlob(
    ground.session,
    { object, record, field, fileName, bytes, open: () => source.open() },
    ground.header.options,
  );
  return { id, errors: await bodyErrors(object, id, { bytes, md5: source.md5 }, ground) };
}

/** The outcomes of rows that arrived although nobody heard of it; those with another body than was sent have failed. */
export async function bodiesChecked(
  outcomes: readonly Outcome[],
  rows: readonly RowToWrite[],
  object: string,
  ground: Ground,
): Promise<readonly Outcome[]> {
  const byPlace = new Map(rows.map((row) => [row.at, row]));
  const checked: Outcome[] = [];
  for (const outcome of outcomes) {
    const row = byPlace.get(outcome.row);
    const body = row && bodyOf(row);
    if (row === undefined || body === undefined || outcome.newId === undefined) {
      checked.push(outcome);
      continue;
    }
    const source = new BodySource(body, ground);
    await drain(source.open());
    const kept = { bytes: body.bodyBytes, md5: source.md5 };
    const [error] = await bodyErrors(object, outcome.newId, kept, ground);
    checked.push(error === undefined ? outcome : failed(row, error, { id: outcome.newId, errors: [error] }));
  }
  return checked;
}

/** A body in the vault, and its MD5 once it was read to its end. */
class BodySource {
  md5 = '';
  readonly #body: PlannedBody;
  readonly #ground: Ground;

  constructor(body: PlannedBody, ground: Ground) {
    this.#body = body;
    this.#ground = ground;
  }

  async *open(): AsyncGenerator<Uint8Array> {
    const { vault, header } = this.#ground;
    if (vault === undefined) throw new Error('A file is restored from a vault.');
    const { bodyBytes, bodySha256 } = this.#body;
    const hash = createHash('md5');
    const expected = { Bytes: String(bodyBytes), Sha256: bodySha256 };
    const bytes = openBody(vault, header.source.orgId, this.#body, expected);
    yield* seen(bytes, (chunk) => hash.update(chunk));
    this.md5 = hash.digest('hex');
  }
}

async function bodyErrors(
  object: string,
  id: string,
  { bytes, md5 }: { bytes: number; md5: string },
  { session }: Ground,
): Promise<RowAnswer['errors']> {
  const fields = await readableFields(session, object, ['Id', ...SIZES, CHECKSUM]);
  const [kept] = await rowsWhere(session, object, `Id = ${literal(id)}`, fields);
  const size = SIZES.map((field) => kept?.[field]).find((value) => typeof value === 'string');
  const checksum = kept?.[CHECKSUM];
  const isSame =
    kept !== undefined &&
    (size === undefined || Number(size) === bytes) &&
    (typeof checksum !== 'string' || checksum.toLowerCase() === md5);
  return isSame ? [] : [{ code: 'body-differs', message: '', fields: [] }];
}
