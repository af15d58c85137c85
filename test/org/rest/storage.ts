// Megabytes used: two kilobytes a row of the objects that count as data storage, and the bodies of files.
import type { OrgState, SObjectType } from '../model.ts';

/** Data storage of the org. */
export const DATA_STORAGE_MB = 10_240;
export const ROW_KILOBYTES = 2;
/** Setup rows, history, shares and feeds take no data storage (help: Data and File Storage Allocations). */
const FREE = /(History|Share|Feed)$/;
const BODIES: Readonly<Record<string, string>> = {
  ContentVersion: 'ContentSize',
  Attachment: 'BodyLength',
  Document: 'BodyLength',
};

/** Whether rows of the object take data storage. */
export function takesStorage({ name, describe }: SObjectType): boolean {
  return describe.queryable && describe.createable && describe.layoutable === true && !FREE.test(name);
}

/** Rows that take data storage. */
export function storedRows(state: OrgState): number {
  return state.schema.types
    .filter(takesStorage)
    .reduce((sum, { name }) => sum + state.tables.of(name).size, 0);
}

/** Data storage in use, in whole megabytes. */
export function rowStorage(state: OrgState): number {
  return Math.ceil((storedRows(state) * ROW_KILOBYTES) / 1024);
}

/** File storage in use, in whole megabytes. */
export function fileStorage(state: OrgState): number {
  let bytes = 0;
  for (const [object, field] of Object.entries(BODIES)) {
    for (const row of state.tables.of(object).rows()) bytes += Number(row[field] ?? 0);
  }
  return Math.ceil(bytes / 2 ** 20);
}
