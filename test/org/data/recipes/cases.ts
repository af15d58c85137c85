// Service: cases, their comments and the mails that came with them.

import { between, mix, oneIn, pick, saltOf } from '../hash.ts';
import { chooser, phoneNumber, prose } from '../fields.ts';
import { createFan, type Fan } from '../fan.ts';
import { queueOwner } from '../queues.ts';
import type { ComputedRecipe, World } from '../recipe.ts';
import { SENTENCES } from '../words.ts';
import { contactOf } from './accounts.ts';

/** Accounts with cases cannot be deleted while they have them. */
function caseFan(world: World): Fan {
  return createFan(world.count('Case'), world.count('Account'), {
    unevenBy: saltOf(world.seed, 'cases'),
    skipped: world.isDeleted('Account'),
  });
}

export const supportCase: ComputedRecipe = {
  object: 'Case',
  plan(world) {
    const fan = caseFan(world);
    const [accounts, contacts, cases] = ['Account', 'Contact', 'Case'].map((object) => world.ids(object));
    const member = contactOf(world);
    const isDeleted = world.isDeleted('Case');
    const queue = queueOwner(world, 'Case');
    const [type, reason, origin, priority, status] = ['Type', 'Reason', 'Origin', 'Priority', 'Status'].map(
      (field) => chooser(world, 'Case', field),
    );
    return {
      children: { AccountId: { parent: 'Account', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const home = fan.parentOf(index);
        const caller = member(home, mix(h, 1));
        const parent = index - (index % 25);
        row.OwnerId = queue(index) ?? row.OwnerId!;
        row.CaseNumber = String(index + 1000).padStart(8, '0');
        row.AccountId = accounts.at(home);
        row.ContactId = caller === undefined ? null : contacts.at(caller);
        row.ContactPhone = caller === undefined ? null : phoneNumber(h);
        row.ParentId = index > parent && oneIn(12, mix(h, 2)) && !isDeleted(parent) ? cases.at(parent) : null;
        row.Subject = pick(SENTENCES, mix(h, 3));
        row.Description = prose(mix(h, 4), 8);
        row.Type = type(h);
        row.Reason = reason(h);
        row.Origin = origin(h);
        row.Priority = priority(h);
        row.Status = status(h) ?? 'New';
        row.IsClosed = row.Status === 'Closed';
        // Whoever closes a case gives a reason.
        if (row.IsClosed) row.Reason ??= 'Other';
        row.ClosedDate = row.IsClosed ? row.LastModifiedDate! : null;
        row.IsEscalated = row.Status === 'Escalated';
        row.SuppliedEmail = row.Origin === 'Web' ? `visitor${index}@web.example.com` : null;
      },
    };
  },
};

export const caseComment: ComputedRecipe = {
  object: 'CaseComment',
  plan(world) {
    const fan = createFan(world.count('CaseComment'), world.count('Case'), {
      unevenBy: saltOf(world.seed, 'comments'),
    });
    const cases = world.ids('Case');
    const caseGone = world.isDeleted('Case');
    return {
      deleted: (index) => caseGone(fan.parentOf(index)),
      children: { ParentId: { parent: 'Case', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        row.ParentId = cases.at(fan.parentOf(index));
        row.CommentBody = prose(h) ?? pick(SENTENCES, h);
        row.IsPublished = oneIn(3, mix(h, 1));
      },
    };
  },
};

export const emailMessage: ComputedRecipe = {
  object: 'EmailMessage',
  plan(world) {
    const fan = createFan(world.count('EmailMessage'), world.count('Case'));
    const cases = world.ids('Case');
    const caseGone = world.isDeleted('Case');
    return {
      deleted: (index) => caseGone(fan.parentOf(index)),
      children: { ParentId: { parent: 'Case', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const incoming = oneIn(2, mix(h, 1));
        const text = prose(mix(h, 2), 20) ?? pick(SENTENCES, h);
        row.ParentId = cases.at(fan.parentOf(index));
        row.RelatedToId = row.ParentId;
        row.Subject = `Re: ${pick(SENTENCES, mix(h, 3))}`;
        row.TextBody = text;
        row.HtmlBody = `<html><body><p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p></body></html>`;
        row.FromAddress = incoming ? `customer${index}@customer.example.com` : 'support@practice.example';
        row.ToAddress = incoming ? 'support@practice.example' : `customer${index}@customer.example.com`;
        row.Incoming = incoming;
        row.Status = String(between(0, 4, mix(h, 4)));
        row.MessageDate = row.CreatedDate!;
        row.MessageIdentifier = `<${mix(h, 5).toString(16)}.${index}@mail.practice.example>`;
      },
    };
  },
};
