// Campaigns come with two member statuses; a member is a lead or a contact, once a campaign, in a status it offers
// (Object Reference, CampaignMember, CampaignMemberStatus).
import type { Row } from '../../model.ts';
import { liveRow, rowAt, type Change } from '../change.ts';
import { fault } from '../errors.ts';
import type { ObjectRules } from './objectRules.ts';

function statusesOf({ ground }: Change, campaignId: unknown): Row[] {
  return [...ground.state.tables.of('CampaignMemberStatus').where('CampaignId', String(campaignId))].filter(
    (row) => row.IsDeleted !== true,
  );
}

const COPIED = [
  'Salutation',
  'FirstName',
  'LastName',
  'Name',
  'Title',
  'Email',
  'Phone',
  'Fax',
  'MobilePhone',
  'Description',
  'LeadSource',
];

function deriveMember(change: Change): void {
  const { ground, draft, sent, before } = change;
  const statuses = statusesOf(change, draft.CampaignId);
  if (before === undefined && !sent.has('Status'))
    draft.Status = statuses.find((row) => row.IsDefault === true)?.Label ?? draft.Status!;
  draft.HasResponded = statuses.some((row) => row.Label === draft.Status && row.HasResponded === true);
  if (draft.HasResponded) draft.FirstRespondedDate ??= ground.stamp.slice(0, 10);
  draft.LeadOrContactId = draft.LeadId ?? draft.ContactId!;
  draft.Type = draft.LeadId === null ? 'Contact' : 'Lead';
  const person = rowAt(ground, draft.LeadOrContactId)?.row;
  for (const field of COPIED) if (change.plan.has(field)) draft[field] = person?.[field] ?? null;
  draft.CompanyOrAccount = person?.Company ?? liveRow(ground, 'Account', person?.AccountId)?.Name ?? null;
  draft.LeadOrContactOwnerId = person?.OwnerId ?? null;
}

function checkMember(change: Change): void {
  const { ground, draft, before } = change;
  if (before === undefined && (draft.LeadId === null) === (draft.ContactId === null))
    throw fault(
      'INVALID_CROSS_REFERENCE_KEY',
      'You must specify either a LeadId or a ContactId, and not both',
    );
  if (!statusesOf(change, draft.CampaignId).some((row) => row.Label === draft.Status))
    throw fault(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `Status: bad value for restricted picklist field: ${String(draft.Status)}`,
      ['Status'],
    );
  if (before !== undefined) return;
  const field = draft.LeadId === null ? 'ContactId' : 'LeadId';
  for (const row of ground.state.tables.of('CampaignMember').where(field, String(draft[field])))
    if (row.CampaignId === draft.CampaignId && row.IsDeleted !== true)
      throw fault('DUPLICATE_VALUE', 'Already a campaign member.');
}

export const marketing: Readonly<Record<string, ObjectRules>> = {
  Campaign: {
    follow({ ground, writer, before }, saved) {
      if (before !== undefined) return;
      for (const [place, label] of ['Sent', 'Responded'].entries())
        ground.rows.make(
          'CampaignMemberStatus',
          {
            CampaignId: saved.Id!,
            Label: label,
            SortOrder: place + 1,
            IsDefault: place === 0,
            HasResponded: place === 1,
          },
          writer,
        );
    },
  },
  CampaignMember: { derive: deriveMember, check: checkMember },
  CampaignMemberStatus: {
    check(change) {
      const { draft, before } = change;
      const twin = statusesOf(change, draft.CampaignId).find(
        (row) => row.Label === draft.Label && row.Id !== before?.Id,
      );
      if (twin !== undefined)
        throw fault(
          'DUPLICATE_VALUE',
          `duplicate value found: Label duplicates value on record with id: ${String(twin.Id).slice(0, 15)}`,
          ['Label'],
        );
    },
  },
};
