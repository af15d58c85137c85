// What the writing protocols (REST, Bulk ingest, SOAP) hand the room that changes rows, and what they get back.
import type { Access } from '../model.ts';

/**
 * A cell as a client sent it; an object is a parent named by external id (`{"Ext__c": "a"}`), `attributes` aside, and
 * bytes are the body of a base64 field that came as a part of its own.
 */
export type InputValue = string | number | boolean | null | Uint8Array | InputRow;
export interface InputRow {
  readonly [field: string]: InputValue;
}

/** One error of one row, under the StatusCode names of the SOAP API Developer Guide. */
export interface SaveError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** What became of one row. `id` is there for rows that failed too, where the row is known. */
export interface SaveResult {
  readonly id: string | null;
  readonly success: boolean;
  readonly created: boolean;
  readonly errors: readonly SaveError[];
}

/** Who writes, and how the request's headers ask for it. */
export interface Writer {
  readonly userId: string;
  readonly access: Access;
  /** All rows or none; the rows that would have saved answer ALL_OR_NONE_OPERATION_ROLLED_BACK. */
  readonly allOrNone: boolean;
  /** Sforce-Duplicate-Rule-Header: allowSave. */
  readonly allowDuplicates: boolean;
  /** Sforce-Auto-Assign; true unless the client says FALSE. */
  readonly autoAssign: boolean;
  /** Numbers, booleans and dates come as text (CSV of Bulk ingest): text that is none fails its row, not the call. */
  readonly textCells: boolean;
}

/** One database transaction: what several calls do stands or falls together. */
export interface Transaction {
  /** Takes back everything since `begin`. */
  rollback(): void;
  /** Lets it stand. */
  end(): void;
}

/** Changes rows by Salesforce's rules: results in the order of the rows, a failing row never stops the others. */
export interface Dml {
  /**
   * Throws OrgFault for what refuses the whole call: an object that is unknown to the writer (INVALID_TYPE), and, in
   * JSON and SOAP, text that is no value of its field's type (JSON_PARSER_ERROR). So do all calls that take rows.
   */
  insert(object: string, rows: readonly InputRow[], writer: Writer): SaveResult[];
  /** Rows carry `Id`. */
  update(object: string, rows: readonly InputRow[], writer: Writer): SaveResult[];
  /** By an external id field or `Id`. */
  upsert(object: string, keyField: string, rows: readonly InputRow[], writer: Writer): SaveResult[];
  /** Into the recycle bin, with what cascades. Ids may be of several objects. */
  remove(ids: readonly string[], writer: Writer): SaveResult[];
  /** Past the recycle bin; needs BulkApiHardDelete. */
  hardDelete(ids: readonly string[], writer: Writer): SaveResult[];
  /** Out of the recycle bin, with what went with it. */
  undelete(ids: readonly string[], writer: Writer): SaveResult[];
  emptyRecycleBin(ids: readonly string[], writer: Writer): SaveResult[];
  /** Losers' children go to the master; losers go to the bin with MasterRecordId. */
  merge(master: InputRow, loserIds: readonly string[], object: string, writer: Writer): SaveResult;
  /** Joins the calls until its end into one transaction; within an open one, into a part that can be taken back. */
  begin(): Transaction;
}
