// Files: documents with their versions, links and bodies. Every fifteenth document lies in its owner's private library,
// where only its owner and holders of Query All Files see it; notes are files of type SNOTE.

import { createFan, type Fan } from '../fan.ts';
import { generatedBody, BODY_KINDS, type BodyKind } from '../bodies.ts';
import { ownerOf } from '../fields.ts';
import { between, mix, oneIn, pick, saltOf } from '../hash.ts';
import { authorOf } from '../people.ts';
import type { BodyRecipe, ComputedRecipe, World } from '../recipe.ts';
import { HOSTILE_TITLES } from '../hostile.ts';
import { FIRM_NAMES } from '../words.ts';

const KINDS: readonly BodyKind[] = [
  BODY_KINDS.text,
  BODY_KINDS.pdf,
  BODY_KINDS.picture,
  BODY_KINDS.csv,
  BODY_KINDS.note,
];
const MEGABYTE = 1024 * 1024;

function versionFan(world: World): Fan {
  return createFan(world.count('ContentVersion'), world.count('ContentDocument'));
}

/** `PublishStatus` R is a personal library, P a published file. */
export function isPrivateFile(document: number): boolean {
  return document % 15 === 7;
}

function kindOf(document: number): BodyKind {
  return KINDS[document % KINDS.length];
}

function titleOf(world: World, document: number): string {
  const h = mix(saltOf(world.seed, 'titles'), document);
  return document % 10 === 3
    ? pick(HOSTILE_TITLES, h)
    : `${pick(FIRM_NAMES, h)} ${['offer', 'minutes', 'plan'][document % 3]} ${document}`;
}

/** Sizes of the fifth version, of some few others, and of the rest. */
function sizeOf(version: number, h: number): number {
  if (version === 5) return 20 * MEGABYTE;
  if (version % 1000 === 40) return 3 * MEGABYTE + 17;
  if (version % 50 === 13) return 0;
  return oneIn(20, h) ? between(100_000, 400_000, mix(h, 1)) : between(1, 30_000, mix(h, 1));
}

export const versionBody: BodyRecipe = {
  object: 'ContentVersion',
  field: 'VersionData',
  body(world) {
    const fan = versionFan(world);
    const salt = saltOf(world.seed, 'VersionData');
    return (version) => {
      const h = mix(salt, version);
      return generatedBody(kindOf(fan.parentOf(version)), sizeOf(version, h), h);
    };
  },
};

interface FileFacts {
  readonly title: string;
  readonly kind: BodyKind;
  readonly publishStatus: string;
}

function factsOf(world: World): (document: number) => FileFacts {
  return (document) => ({
    title: titleOf(world, document),
    kind: kindOf(document),
    publishStatus: isPrivateFile(document) ? 'R' : 'P',
  });
}

/** All versions of a document say the same of it, and so does the document. */
const describes = (document: number): string | null =>
  oneIn(4, mix(document, 17)) ? 'As agreed by phone' : null;

export const contentDocument: ComputedRecipe = {
  object: 'ContentDocument',
  plan(world) {
    const fan = versionFan(world);
    const versions = world.ids('ContentVersion');
    const facts = factsOf(world);
    return {
      fill(row, index) {
        const { title, kind, publishStatus } = facts(index);
        const latest = Math.max(...fan.childrenOf(index));
        const size = world.body('ContentVersion', latest)!.size;
        row.Title = title;
        row.FileExtension = kind.extension;
        row.FileType = kind.fileType;
        row.PublishStatus = publishStatus;
        row.LatestPublishedVersionId = versions.at(latest);
        row.ContentSize = size;
        row.ContentModifiedDate = row.LastModifiedDate!;
        row.SharingOption = 'A';
        row.SharingPrivacy = 'N';
        row.Description = describes(index);
        row.IsArchived = false;
      },
    };
  },
};

export const contentVersion: ComputedRecipe = {
  object: 'ContentVersion',
  plan(world) {
    const fan = versionFan(world);
    const documents = world.ids('ContentDocument');
    const owner = ownerOf(world, 'ContentDocument');
    const facts = factsOf(world);
    return {
      deleted: (index) => world.isDeleted('ContentDocument')(fan.parentOf(index)),
      children: { ContentDocumentId: { parent: 'ContentDocument', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index) {
        const document = fan.parentOf(index);
        const siblings = [...fan.childrenOf(document)];
        const { title, kind, publishStatus } = facts(document);
        const body = world.body('ContentVersion', index)!;
        row.ContentDocumentId = documents.at(document);
        row.IsLatest = index === siblings.at(-1);
        row.VersionNumber = String(index - siblings[0] + 1);
        row.Title = title;
        row.PathOnClient = `${title}.${kind.extension}`;
        row.FileExtension = kind.extension;
        row.FileType = kind.fileType;
        row.ContentSize = body.size;
        row.Checksum = body.md5;
        row.OwnerId = owner(document);
        row.ContentModifiedDate = row.LastModifiedDate!;
        row.ContentModifiedById = row.LastModifiedById!;
        row.PublishStatus = publishStatus;
        row.Origin = 'C';
        row.ContentLocation = 'S';
        row.IsMajorVersion = true;
        row.SharingOption = 'A';
        row.SharingPrivacy = 'N';
        row.ReasonForChange = index === siblings[0] ? null : 'Typing errors';
        row.Description = describes(document);
      },
    };
  },
};

const LINKED = ['Account', 'Opportunity', 'Case', 'Project__c'] as const;

/** The owner's own link comes first, then records; a private file is at most shown to a colleague. */
export const contentDocumentLink: ComputedRecipe = {
  object: 'ContentDocumentLink',
  plan(world) {
    const fan = createFan(world.count('ContentDocumentLink'), world.count('ContentDocument'));
    const [documents, users] = ['ContentDocument', 'User'].map((object) => world.ids(object));
    const owner = ownerOf(world, 'ContentDocument');
    const targets = LINKED.filter((object) => world.count(object) > 0).map((object) => ({
      ids: world.ids(object),
      count: world.count(object),
      isDeleted: world.isDeleted(object),
    }));
    const linkOf = (index: number, h: number): [entity: string, shareType: string] => {
      const document = fan.parentOf(index);
      if (index === 0 || fan.parentOf(index - 1) !== document) return [owner(document), 'I'];
      if (isPrivateFile(document)) return [users.at(authorOf(mix(h, 1))), 'V'];
      const { ids, count, isDeleted } = pick(targets, mix(h, 2));
      const target = between(0, count - 1, mix(h, 3));
      return [ids.at(isDeleted(target) ? 0 : target), oneIn(3, mix(h, 4)) ? 'I' : 'V'];
    };
    return {
      deleted: (index) => world.isDeleted('ContentDocument')(fan.parentOf(index)),
      children: { ContentDocumentId: { parent: 'ContentDocument', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const [entity, shareType] = linkOf(index, h);
        row.ContentDocumentId = documents.at(fan.parentOf(index));
        row.LinkedEntityId = entity;
        row.ShareType = shareType;
        row.Visibility = 'AllUsers';
      },
    };
  },
};
