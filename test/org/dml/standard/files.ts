// Files: a version without a document makes one, with the owner's link; further versions take the place of the latest.
// Attachments and documents carry their bodies' sizes (Object Reference, ContentVersion, ContentDocumentLink).
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Row } from '../../model.ts';
import { liveRow, type Change } from '../change.ts';
import { fault, requiredMissing, RowFault } from '../errors.ts';
import type { ObjectRules } from './objectRules.ts';

const FILE_TYPES: Readonly<Partial<Record<string, string>>> = {
  txt: 'TEXT',
  csv: 'CSV',
  pdf: 'PDF',
  png: 'PNG',
  jpg: 'JPG',
  jpeg: 'JPG',
  gif: 'GIF',
  snote: 'SNOTE',
  docx: 'WORD_X',
  xlsx: 'EXCEL_X',
  pptx: 'POWER_POINT_X',
  zip: 'ZIP',
  xml: 'XML',
  json: 'JSON',
  html: 'HTML',
};

function deriveVersion({ ground, draft, before, bodies, writer }: Change): void {
  if (before !== undefined) return;
  const fileName =
    typeof draft.PathOnClient === 'string'
      ? path.posix.basename(draft.PathOnClient.replaceAll('\\', '/'))
      : '';
  const extension = path.posix.extname(fileName).slice(1).toLowerCase();
  const document = liveRow(ground, 'ContentDocument', draft.ContentDocumentId);
  const body = bodies.get('VersionData') ?? Buffer.alloc(0);
  draft.Title ??= document?.Title ?? path.posix.basename(fileName, path.posix.extname(fileName));
  draft.FileExtension = extension === '' ? null : extension;
  draft.FileType = draft.ContentUrl === null ? (FILE_TYPES[extension] ?? 'UNKNOWN') : 'LINK';
  draft.ContentSize = body.length;
  draft.Checksum = createHash('md5').update(body).digest('hex');
  draft.OwnerId = document?.OwnerId ?? writer.userId;
  draft.ContentModifiedDate = ground.stamp;
  draft.ContentModifiedById = writer.userId;
  draft.PublishStatus = document?.PublishStatus ?? 'P';
  draft.Origin = draft.Origin === 'H' ? 'H' : 'C';
  draft.IsLatest = true;
  draft.IsMajorVersion ??= true;
  draft.VersionNumber = String(versionsOf(ground, draft.ContentDocumentId).length + 1);
}

function versionsOf({ state }: Change['ground'], documentId: unknown): Row[] {
  return typeof documentId === 'string'
    ? [...state.tables.of('ContentVersion').where('ContentDocumentId', documentId)]
    : [];
}

function checkVersion({ draft, bodies, before }: Change): void {
  if (before !== undefined || draft.ContentUrl !== null) return;
  const missing = [
    ...(draft.PathOnClient === null ? ['PathOnClient'] : []),
    ...(bodies.has('VersionData') ? [] : ['VersionData']),
  ];
  if (missing.length > 0) throw new RowFault([requiredMissing(missing)]);
  if (draft.ContentDocumentId !== null && draft.FirstPublishLocationId !== null)
    throw fault(
      'FIELD_INTEGRITY_EXCEPTION',
      'FirstPublishLocationId can be set only with the first version of a file',
      ['FirstPublishLocationId'],
    );
}

const SHOWN = [
  'Title',
  'FileExtension',
  'FileType',
  'PublishStatus',
  'ContentSize',
  'ContentModifiedDate',
  'SharingOption',
  'SharingPrivacy',
  'Description',
] as const;

function publish(change: Change, saved: Row): void {
  const { ground, writer, before } = change;
  const shown = Object.fromEntries(SHOWN.map((field) => [field, saved[field] ?? null]));
  if (before !== undefined) {
    if (saved.IsLatest === true)
      ground.rows.alter(
        'ContentDocument',
        String(saved.ContentDocumentId),
        { ...shown, OwnerId: saved.OwnerId! },
        writer,
      );
    return;
  }
  if (saved.ContentDocumentId === null) {
    publishFirst(change, saved, shown);
    return;
  }
  for (const version of versionsOf(ground, saved.ContentDocumentId))
    if (version.Id !== saved.Id && version.IsLatest === true)
      ground.journal.put('ContentVersion', { ...version, IsLatest: false });
  ground.rows.alter(
    'ContentDocument',
    String(saved.ContentDocumentId),
    { ...shown, LatestPublishedVersionId: saved.Id! },
    writer,
  );
}

function publishFirst({ ground, writer }: Change, saved: Row, shown: Record<string, Row[string]>): void {
  const documentId = ground.rows.make(
    'ContentDocument',
    { ...shown, OwnerId: saved.OwnerId!, LatestPublishedVersionId: saved.Id!, ...audit(saved) },
    writer,
  );
  ground.journal.put('ContentVersion', { ...saved, ContentDocumentId: documentId });
  const link = { ContentDocumentId: documentId, Visibility: 'AllUsers' };
  ground.rows.make(
    'ContentDocumentLink',
    { ...link, LinkedEntityId: saved.OwnerId!, ShareType: 'I' },
    writer,
  );
  const place = saved.FirstPublishLocationId;
  if (typeof place === 'string' && place !== saved.OwnerId)
    ground.rows.make('ContentDocumentLink', { ...link, LinkedEntityId: place, ShareType: 'V' }, writer);
}

function audit({ CreatedDate, CreatedById }: Row): Record<string, Row[string]> {
  return { CreatedDate: CreatedDate!, CreatedById: CreatedById! };
}

function sizeOf(field: string, { draft, bodies }: Change): void {
  const body = bodies.get(field);
  if (body !== undefined) draft.BodyLength = body.length;
}

export const files: Readonly<Record<string, ObjectRules>> = {
  ContentVersion: { derive: deriveVersion, check: checkVersion, follow: publish },
  ContentDocumentLink: {
    derive({ draft }) {
      draft.ShareType ??= 'V';
      draft.Visibility ??= 'AllUsers';
    },
    check({ ground, draft, before }) {
      if (before !== undefined) return;
      for (const row of ground.state.tables
        .of('ContentDocumentLink')
        .where('ContentDocumentId', String(draft.ContentDocumentId)))
        if (row.LinkedEntityId === draft.LinkedEntityId && row.IsDeleted !== true)
          throw fault(
            'DUPLICATE_VALUE',
            'duplicate value found: <unknown> duplicates value on record with id: <unknown>',
          );
    },
    checkRemoval({ ground, row }) {
      const document = liveRow(ground, 'ContentDocument', row.ContentDocumentId);
      if (document !== undefined && document.OwnerId === row.LinkedEntityId)
        throw fault('INSUFFICIENT_ACCESS_OR_READONLY', 'The link of a file to its owner cannot be deleted');
    },
  },
  Attachment: {
    derive: (change) => sizeOf('Body', change),
    check({ bodies, before }) {
      if (before === undefined && !bodies.has('Body')) throw new RowFault([requiredMissing(['Body'])]);
    },
  },
  Document: { derive: (change) => sizeOf('Body', change) },
};
