// Data that goes with metadata: rows of objects that are deleted, values of fields that are deleted or made smaller. It is
// counted before anything is sent, and kept before it is gone.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { encodeRow } from '../../kit/csv.ts';
import { describe, type FieldDescribe, type ObjectDescribe } from '../../org/describe.ts';
import { Failure } from '../../kit/failure.ts';
import { OrgError } from '../../org/errors.ts';
import { count, queryPages, type RestValue } from '../../org/query.ts';
import type { Session } from '../../org/session.ts';
import type { XmlElement } from './document.ts';
import type { Finding } from './findings.ts';

export interface DataLoss {
  /** `CustomObject` or `CustomField`. */
  readonly type: string;
  readonly fullName: string;
  /** `deleted` with the component; `type` of the field becomes another; `shorter` values are cut or refused. */
  readonly reason: 'deleted' | 'type' | 'shorter';
  /** Rows that hold something. Missing when the org does not tell; `detail` says why. */
  readonly rows?: number;
  readonly detail?: string;
}

/** What a plan would lose; objects and fields without any data are not in it. */
export async function dataLossOf(
  session: Session,
  put: readonly Finding[],
  destroy: readonly Finding[],
): Promise<DataLoss[]> {
  const candidates = [...destroy.flatMap(deleted), ...put.flatMap(narrowed)];
  const losses: DataLoss[] = [];
  for (const candidate of candidates) {
    const loss = { ...candidate, ...(await countRows(session, candidate)) };
    if (loss.rows !== 0) losses.push(loss);
  }
  return losses;
}

type Candidate = Omit<DataLoss, 'rows' | 'detail'>;

/** Settings and events keep no rows; those of custom metadata types are components, compared as such. */
const HOLDS_ROWS = /__(c|b|x)$/;

function deleted({ difference: { type, fullName }, live }: Finding): Candidate[] {
  if (type === 'CustomObject' && HOLDS_ROWS.test(fullName)) return [{ type, fullName, reason: 'deleted' }];
  const isComputed = live !== undefined && 'children' in live && live.children.has('formula');
  return type === 'CustomField' && !isComputed ? [{ type, fullName, reason: 'deleted' }] : [];
}

/** A field that is to be given back an older, smaller definition. */
function narrowed({ difference: { type, fullName, change }, put, live }: Finding): Candidate[] {
  const [content] = put;
  if (type !== 'CustomField' || change !== 'changed' || !content || !('fragment' in content)) return [];
  const [was] = content.fragment.elements;
  if (was === undefined || live === undefined || !('children' in live)) return [];
  const reason = narrowing(was, live);
  return reason === undefined ? [] : [{ type, fullName, reason }];
}

/** Why values of `live` may not fit `was`. Pure. */
export function narrowing(was: XmlElement, live: XmlElement): 'type' | 'shorter' | undefined {
  if (was.children.get('type') !== live.children.get('type')) return 'type';
  const size = ({ children }: XmlElement, name: string): number => Number(children.get(name) ?? 0);
  return ['length', 'precision', 'scale'].some((name) => size(was, name) < size(live, name))
    ? 'shorter'
    : undefined;
}

async function countRows(session: Session, candidate: Candidate): Promise<Pick<DataLoss, 'rows' | 'detail'>> {
  try {
    const { object, field } = await placeOf(session, candidate);
    if (field === undefined) return { rows: await count(session, `SELECT COUNT() FROM ${object.name}`) };
    if (field.filterable) {
      const holds = field.type === 'boolean' ? `${field.name} = true` : `${field.name} != null`;
      return { rows: await count(session, `SELECT COUNT() FROM ${object.name} WHERE ${holds}`) };
    }
    let rows = 0;
    for await (const row of valuesOf(session, object.name, [field.name])) rows += row[1] === null ? 0 : 1;
    return { rows };
  } catch (error) {
    if (error instanceof OrgError) return { detail: `${error.code}: ${error.text}` };
    throw error;
  }
}

async function placeOf(
  session: Session,
  { type, fullName }: Pick<DataLoss, 'type' | 'fullName'>,
): Promise<{ readonly object: ObjectDescribe; readonly field?: FieldDescribe }> {
  if (type === 'CustomObject') return { object: await describe(session, fullName) };
  const [objectName = '', fieldName = ''] = fullName.split('.');
  const object = await describe(session, objectName);
  const field = object.fields.find(({ name }) => name === fieldName);
  if (field === undefined)
    throw new OrgError('INVALID_FIELD', 0, `${fullName} is not visible to the user of this restore`);
  return { object, field };
}

/** REST gives these as objects, or by other calls. */
const NOT_IN_ROWS = new Set(['address', 'location', 'base64', 'complexvalue']);

/**
 * Writes what will be lost into `folder`: one CSV file an object or field, `Id` and the values. Returns the files' paths.
 * @throws Failure `dataNotKept` {component, detail}: what cannot be read cannot be kept, and must not be lost
 */
export async function keepData(
  session: Session,
  losses: readonly DataLoss[],
  folder: string,
): Promise<string[]> {
  const files: string[] = [];
  if (losses.length > 0) await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [at, loss] of losses.entries()) {
    const path = join(folder, `${String(at + 1).padStart(4, '0')}-${safeName(loss.fullName)}.csv`);
    try {
      const { object, field } = await placeOf(session, loss);
      const rows = Readable.from(csvOf(session, object.name, field ? [field.name] : columnsOf(object)));
      await pipeline(rows, createWriteStream(path, { mode: 0o600, flush: true }));
    } catch (error) {
      if (!(error instanceof OrgError)) throw error;
      const tokens = { component: loss.fullName, detail: `${error.code}: ${error.text}` };
      throw new Failure('dataNotKept', tokens, { cause: error });
    }
    files.push(path);
  }
  return files;
}

/** What comes from an org is no path. */
const safeName = (fullName: string): string => fullName.replaceAll(/[^\w.]/g, '_').slice(0, 100);

function columnsOf({ fields }: ObjectDescribe): string[] {
  return fields.filter(({ type, name }) => !NOT_IN_ROWS.has(type) && name !== 'Id').map(({ name }) => name);
}

async function* csvOf(session: Session, object: string, columns: readonly string[]): AsyncGenerator<string> {
  yield encodeRow(['Id', ...columns]);
  for await (const row of valuesOf(session, object, columns)) yield encodeRow(row);
}

async function* valuesOf(
  session: Session,
  object: string,
  columns: readonly string[],
): AsyncGenerator<ReadonlyArray<string | null>> {
  const names = ['Id', ...columns];
  const query = (after: string | undefined): string =>
    `SELECT ${names.join(', ')} FROM ${object}${after === undefined ? '' : ` WHERE Id > '${after}'`} ORDER BY Id`;
  for await (const { rows } of queryPages(session, query, { deleted: true }))
    for (const row of rows) yield names.map((name) => cellOf(row[name]));
}

const cellOf = (value: RestValue | undefined): string | null =>
  value === undefined || value === null || typeof value === 'object' ? null : String(value);
