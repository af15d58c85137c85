// Cases with what their status and contact say, and mails, which are closed once they are sent
// (Object Reference, Case, CaseComment, EmailMessage).
import { changed, liveRow, rowAt, type Change } from '../change.ts';
import { fault } from '../errors.ts';
import type { Row } from '../../model.ts';
import type { ObjectRules } from './objectRules.ts';

function deriveCase(change: Change): void {
  const { ground, draft, before } = change;
  const contact = liveRow(ground, 'Contact', draft.ContactId);
  if (changed(change, 'ContactId') && contact !== undefined && !change.sent.has('AccountId'))
    draft.AccountId = contact.AccountId!;
  if (contact !== undefined || before?.ContactId !== draft.ContactId) {
    draft.ContactPhone = contact?.Phone ?? null;
    draft.ContactMobile = contact?.MobilePhone ?? null;
    draft.ContactEmail = contact?.Email ?? null;
    draft.ContactFax = contact?.Fax ?? null;
  }
  draft.IsClosed = isClosed(change);
  if (draft.IsClosed !== (before?.IsClosed ?? false)) draft.ClosedDate = draft.IsClosed ? ground.stamp : null;
}

function isClosed({ ground, draft }: Change): boolean {
  for (const row of ground.state.tables.of('CaseStatus').where('ApiName', String(draft.Status)))
    return row.IsClosed === true;
  return false;
}

/** `Comments` is no cell of the case: it becomes a comment that customers do not see. */
function addComment({ ground, writer, sent }: Change, saved: Row): void {
  const text = sent.has('Comments') ? saved.Comments : null;
  if (typeof text !== 'string') return;
  ground.journal.put('Case', { ...saved, Comments: null });
  ground.rows.make('CaseComment', { ParentId: saved.Id!, CommentBody: text }, writer);
}

const DRAFT_MAIL = '5';

function deriveMail({ draft }: Change): void {
  if (draft.ParentId !== null) draft.RelatedToId ??= draft.ParentId!;
  draft.MessageDate ??= draft.CreatedDate!;
}

/** A sent or received mail about anything but a case is a finished task too. */
function recordMail({ ground, writer, before }: Change, saved: Row): void {
  if (before !== undefined && before.Status !== DRAFT_MAIL) return;
  if (saved.Status === DRAFT_MAIL || saved.ActivityId !== null) return;
  const about = rowAt(ground, saved.RelatedToId);
  if (about === undefined || about.object === 'Case') return;
  const task = ground.rows.make(
    'Task',
    {
      Subject: `Email: ${String(saved.Subject ?? '')}`.slice(0, 255),
      Status: 'Completed',
      TaskSubtype: 'Email',
      WhatId: saved.RelatedToId!,
      ActivityDate: String(saved.MessageDate).slice(0, 10),
    },
    writer,
  );
  ground.journal.put('EmailMessage', { ...saved, ActivityId: task });
}

const OPEN_MAIL_FIELDS = new Set(['IsExternallyVisible']);

export const service: Readonly<Record<string, ObjectRules>> = {
  Case: { derive: deriveCase, follow: addComment },
  EmailMessage: {
    derive: deriveMail,
    check({ before, sent }) {
      if (before === undefined || before.Status === DRAFT_MAIL) return;
      const closed = [...sent].filter((field) => !OPEN_MAIL_FIELDS.has(field));
      if (closed.length > 0)
        throw fault('INSUFFICIENT_ACCESS_OR_READONLY', 'Only draft emails can be edited', closed);
    },
    follow: recordMail,
  },
};
