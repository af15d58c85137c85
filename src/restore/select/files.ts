// The bodies that belong to rows which are created anew: where the version keeps each.
import { MemberLocator, readFilesIndex } from '../../vault/read/indexes.ts';
import type { Fates } from '../live/fates.ts';
import type { PlannedBody } from '../plan/model.ts';
import type { Version } from './version.ts';

/** The base64 field of objects whose bodies a version keeps as files. */
export const BODY_FIELDS: Readonly<Partial<Record<string, string>>> = {
  Attachment: 'Body',
  ContentVersion: 'VersionData',
  Document: 'Body',
};

export type Bodies = ReadonlyMap<string, PlannedBody>;

/** By the rows' Ids; one entry for each file to be created, and none for the rest of the org's. */
export async function bodiesOf(version: Version, fates: Fates): Promise<Bodies> {
  const bodies = new Map<string, PlannedBody>();
  const { vault, manifest } = version;
  const { files } = manifest;
  const isNeeded = Object.keys(BODY_FIELDS).some((object) => fates.count(object, 'absent') > 0);
  if (files === undefined || !isNeeded) return bodies;
  const locator = new MemberLocator(vault, manifest);
  for await (const row of readFilesIndex(vault, manifest.org.id, files.index)) {
    const field = BODY_FIELDS[row.Object];
    if (field === undefined || row.Member === '' || !fates.isCreated(row.Object, row.Id)) continue;
    const { volume, member } = await locator.find(row.Member, row.Volume);
    bodies.set(row.Id, {
      volume,
      member,
      field,
      bodySha256: row.Sha256,
      bodyBytes: Number(row.Bytes),
      fileName: row.Name,
    });
  }
  return bodies;
}
