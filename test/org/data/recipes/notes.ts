// The older ways to keep text and files: notes and attachments on records, documents in folders.

import { BODY_KINDS, generatedBody, type BodyKind } from '../bodies.ts';
import { createFan, type Fan } from '../fan.ts';
import { prose } from '../fields.ts';
import { between, mix, oneIn, pick, saltOf } from '../hash.ts';
import { never, type BodyRecipe, type ComputedRecipe, type World } from '../recipe.ts';
import { HOSTILE_CELLS, HOSTILE_TITLES } from '../hostile.ts';
import { SENTENCES } from '../words.ts';

function onAccounts(world: World, object: string): Fan {
  return createFan(world.count(object), world.count('Account'));
}

export const note: ComputedRecipe = {
  object: 'Note',
  plan(world) {
    const fan = onAccounts(world, 'Note');
    const accounts = world.ids('Account');
    const accountGone = world.isDeleted('Account');
    return {
      deleted: (index) => accountGone(fan.parentOf(index)),
      children: { ParentId: { parent: 'Account', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        row.ParentId = accounts.at(fan.parentOf(index));
        row.Title = `Note ${index + 1}`;
        row.Body = index < HOSTILE_CELLS.length ? HOSTILE_CELLS[index] : prose(h, 3);
        row.IsPrivate = oneIn(10, mix(h, 1));
      },
    };
  },
};

const KINDS: readonly BodyKind[] = [BODY_KINDS.pdf, BODY_KINDS.text, BODY_KINDS.picture];

function smallBodies(object: string, field: string, largest: number): BodyRecipe {
  return {
    object,
    field,
    body(world) {
      const salt = saltOf(world.seed, object, field);
      return (index) => {
        const h = mix(salt, index);
        return generatedBody(KINDS[index % KINDS.length], index % 40 === 9 ? 0 : between(1, largest, h), h);
      };
    },
  };
}

export const attachmentBody = smallBodies('Attachment', 'Body', 60_000);
export const documentBody = smallBodies('Document', 'Body', 20_000);

export const attachment: ComputedRecipe = {
  object: 'Attachment',
  plan(world) {
    const fan = onAccounts(world, 'Attachment');
    const accounts = world.ids('Account');
    const accountGone = world.isDeleted('Account');
    return {
      deleted: (index) => accountGone(fan.parentOf(index)),
      children: { ParentId: { parent: 'Account', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const kind = KINDS[index % KINDS.length];
        row.ParentId = accounts.at(fan.parentOf(index));
        row.Name = index % 10 === 4 ? pick(HOSTILE_TITLES, h) : `scan ${index + 1}.${kind.extension}`;
        row.ContentType = kind.contentType;
        row.BodyLength = world.body('Attachment', index)!.size;
        row.IsPrivate = false;
        row.Description = oneIn(3, mix(h, 1)) ? pick(SENTENCES, h) : null;
      },
    };
  },
};

export const document: ComputedRecipe = {
  object: 'Document',
  plan(world) {
    const folder = world.kept('Folder').findIndex(({ Type }) => Type === 'Document');
    return {
      deleted: never,
      fill(row, index) {
        const kind = KINDS[index % KINDS.length];
        row.FolderId = world.ids('Folder').at(folder);
        row.Name = `Logo ${index + 1}`;
        row.DeveloperName = `Logo_${index + 1}`;
        row.Type = kind.extension;
        row.ContentType = kind.contentType;
        row.BodyLength = world.body('Document', index)!.size;
        row.AuthorId = row.CreatedById!;
        row.IsPublic = index % 2 === 0;
      },
    };
  },
};
