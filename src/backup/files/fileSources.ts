// Where an org keeps file bodies, and what its rows say about each: table rows, one an object.
// Sizes and checksums are the org's own; a body that does not match them is not taken for good.

import type { RestRow } from '../../org/query.ts';

export interface FileRow {
  readonly object: string;
  readonly field: string;
  readonly id: string;
  /** The document that several versions belong to; empty where there is no such thing. */
  readonly documentId: string;
  readonly version: string;
  readonly title: string;
  /** The name a person would give the file, with its extension. Never used as a path. */
  readonly name: string;
  /** Announced size in bytes. */
  readonly bytes?: number;
  /** Announced MD5, hexadecimal. */
  readonly md5?: string;
}

export interface FileSource {
  readonly object: string;
  readonly field: string;
  readonly columns: readonly string[];
  /** Whether a row has a body of its own in the org; all do where this is missing. */
  readonly hasBody?: (row: RestRow) => boolean;
  readonly read: (row: RestRow) => Omit<FileRow, 'object' | 'field' | 'id'>;
}

export const FILE_SOURCES: readonly FileSource[] = [
  {
    // ContentSize and Checksum (MD5): Object Reference, ContentVersion. Links and files kept in external data sources
    // (ContentLocation E, L) have no body in the org.
    object: 'ContentVersion',
    field: 'VersionData',
    columns: [
      'ContentDocumentId',
      'VersionNumber',
      'Title',
      'PathOnClient',
      'FileExtension',
      'ContentSize',
      'Checksum',
      'ContentLocation',
    ],
    hasBody: (row) => text(row, 'ContentLocation') === 'S',
    read: (row) => ({
      documentId: text(row, 'ContentDocumentId'),
      version: text(row, 'VersionNumber'),
      title: text(row, 'Title'),
      name: withExtension(text(row, 'Title'), text(row, 'FileExtension')),
      ...announced(row, 'ContentSize'),
      ...(text(row, 'Checksum') !== '' && { md5: text(row, 'Checksum') }),
    }),
  },
  {
    object: 'Attachment',
    field: 'Body',
    columns: ['Name', 'BodyLength'],
    read: (row) => named(text(row, 'Name'), announced(row, 'BodyLength')),
  },
  {
    // A Document with a Url has no body.
    object: 'Document',
    field: 'Body',
    columns: ['Name', 'Type', 'BodyLength', 'Url'],
    hasBody: (row) => text(row, 'Url') === '',
    read: (row) => named(withExtension(text(row, 'Name'), text(row, 'Type')), announced(row, 'BodyLength')),
  },
  {
    object: 'StaticResource',
    field: 'Body',
    columns: ['Name', 'BodyLength'],
    read: (row) => named(text(row, 'Name'), announced(row, 'BodyLength')),
  },
  {
    object: 'EventLogFile',
    field: 'LogFile',
    columns: ['EventType', 'LogDate', 'LogFileLength'],
    read: (row) =>
      named(
        `${text(row, 'LogDate').slice(0, 10)}_${text(row, 'EventType')}.csv`,
        announced(row, 'LogFileLength'),
      ),
  },
];

export function fileQuery({ object, columns }: FileSource): string {
  return `SELECT Id, ${columns.join(', ')} FROM ${object}`;
}

/** What a row says about its body; undefined where it has none in the org. */
export function fileRow(source: FileSource, row: RestRow): FileRow | undefined {
  if (source.hasBody?.(row) === false) return undefined;
  return { object: source.object, field: source.field, id: text(row, 'Id'), ...source.read(row) };
}

/** Types that are compressed already; zstd would cost time and gain nothing. */
const COMPRESSED = new Set(
  '7z avi bz2 docm docx gif gz heic jar jpeg jpg m4a mov mp3 mp4 mpeg odp ods odt ogg pdf png pptx rar webm webp xlsm xlsx xz zip zst'.split(
    ' ',
  ),
);

export function isCompressedType(name: string): boolean {
  return COMPRESSED.has(name.split('.').at(-1)?.toLowerCase() ?? '');
}

function named(name: string, more: { bytes?: number }): Omit<FileRow, 'object' | 'field' | 'id'> {
  return { documentId: '', version: '', title: name, name, ...more };
}

function announced(row: RestRow, column: string): { bytes?: number } {
  const value = text(row, column);
  return value === '' ? {} : { bytes: Number(value) };
}

function withExtension(name: string, extension: string): string {
  return extension === '' || name.toLowerCase().endsWith(`.${extension.toLowerCase()}`)
    ? name
    : `${name}.${extension}`;
}

function text(row: RestRow, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}
