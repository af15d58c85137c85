// Hands rows of a load to the room that changes rows, in chunks as large as one transaction takes.
import type { Dml, InputRow, SaveResult, Writer } from '../../dml/model.ts';
import type { Access } from '../../model.ts';
import type { LoadOperation } from './columns.ts';

/** Rows that triggers see at once, and that commit together ("How Requests Are Processed"). */
export const CHUNK_ROWS = 200;

export interface LoadTarget {
  readonly operation: LoadOperation;
  readonly object: string;
  /** The field an upsert finds rows by. */
  readonly keyField: string;
  readonly dml: Dml;
  readonly writer: Writer;
}

/**
 * Who writes in a load. The Bulk API has no headers for duplicate rules or assignment: duplicates are never allowed, and
 * only a job's assignmentRuleId assigns.
 */
export function loadWriter(access: Access, assignmentRuleId: string | undefined): Writer {
  return {
    userId: access.userId,
    access,
    allOrNone: false,
    allowDuplicates: false,
    autoAssign: assignmentRuleId !== undefined,
    textCells: true,
  };
}

const operations: Readonly<
  Record<LoadOperation, (rows: readonly InputRow[], target: LoadTarget) => SaveResult[]>
> = {
  insert: (rows, { dml, object, writer }) => dml.insert(object, rows, writer),
  update: (rows, { dml, object, writer }) => dml.update(object, rows, writer),
  upsert: (rows, { dml, object, keyField, writer }) => dml.upsert(object, keyField, rows, writer),
  delete: (rows, { dml, writer }) => dml.remove(rows.map(idOf), writer),
  hardDelete: (rows, { dml, writer }) => dml.hardDelete(rows.map(idOf), writer),
};

/** One result a row, in the rows' order. */
export function applyChunk(rows: readonly InputRow[], target: LoadTarget): SaveResult[] {
  return operations[target.operation](rows, target);
}

function idOf({ Id }: InputRow): string {
  return typeof Id === 'string' ? Id : '';
}
