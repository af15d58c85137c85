// Leads, campaigns and their members. Converted leads point at what they became.

import { below, between, mix, oneIn, pick } from '../hash.ts';
import { addressFields, anyLive, chooser, fillAddress, phoneNumber, prose, thrownAway } from '../fields.ts';
import { createFan } from '../fan.ts';
import { firstName, lastName, mailAddress } from '../people.ts';
import { queueOwner } from '../queues.ts';
import type { ComputedRecipe, World } from '../recipe.ts';
import { FIRM_NAMES, JOB_TITLES } from '../words.ts';
import { contactFan, firmName } from './accounts.ts';

const ADDRESS = addressFields('');
const OPEN_STATUSES = ['Open - Not Contacted', 'Working - Contacted', 'Closed - Not Converted'] as const;

export const lead: ComputedRecipe = {
  object: 'Lead',
  plan(world) {
    const converted = conversion(world);
    const queue = queueOwner(world, 'Lead');
    const [source, industry, rating, salutation] = ['LeadSource', 'Industry', 'Rating', 'Salutation'].map(
      (field) => chooser(world, 'Lead', field),
    );
    return {
      fill(row, index, h) {
        const first = firstName(h);
        const last = lastName(h);
        row.OwnerId = queue(index) ?? row.OwnerId!;
        row.FirstName = first;
        row.LastName = last;
        row.Name = `${first} ${last}`;
        row.Salutation = salutation(h);
        row.Company = firmName(index, mix(h, 1));
        row.Title = pick(JOB_TITLES, mix(h, 2));
        row.Email = mailAddress(first, last, 'prospect.example.com', index);
        row.Phone = phoneNumber(h);
        row.LeadSource = source(h);
        row.Industry = industry(h);
        row.Rating = rating(h);
        row.AnnualRevenue = oneIn(3, mix(h, 3)) ? null : below(50_000_000, mix(h, 4));
        row.NumberOfEmployees = oneIn(3, mix(h, 5)) ? null : between(1, 5000, mix(h, 6));
        row.Description = prose(mix(h, 7), 40);
        fillAddress(row, ADDRESS, h);
        Object.assign(row, converted(index, h));
      },
    };
  },
};

/** One lead in six became a contact of an account. */
function conversion(world: World): (index: number, h: number) => Record<string, string | boolean | null> {
  const contacts = world.ids('Contact');
  const accounts = world.ids('Account');
  const fan = contactFan(world);
  const contact = anyLive(world, 'Contact');
  return (_, h) => {
    if (!oneIn(6, mix(h, 61))) {
      return {
        Status: pick(OPEN_STATUSES, mix(h, 62)),
        IsConverted: false,
        ConvertedDate: null,
        ConvertedContactId: null,
        ConvertedAccountId: null,
      };
    }
    const made = contact(mix(h, 63));
    return {
      Status: 'Closed - Converted',
      IsConverted: true,
      ConvertedDate: world.calendar.day(between(2, 700, mix(h, 64))),
      ConvertedContactId: contacts.at(made),
      ConvertedAccountId: accounts.at(fan.parentOf(made)),
    };
  };
}

export const campaign: ComputedRecipe = {
  object: 'Campaign',
  plan(world) {
    const [type, status] = ['Type', 'Status'].map((field) => chooser(world, 'Campaign', field));
    return {
      fill(row, index, h) {
        const start = between(10, 900, mix(h, 1));
        row.Name = `${pick(FIRM_NAMES, h)} campaign ${index + 1}`;
        row.Type = type(h);
        row.Status = status(h);
        row.IsActive = oneIn(2, mix(h, 2));
        row.StartDate = world.calendar.day(start);
        row.EndDate = world.calendar.day(start - 9);
        row.BudgetedCost = between(1, 400, mix(h, 3)) * 100;
        row.ExpectedResponse = between(0, 100, mix(h, 4));
        row.Description = prose(mix(h, 5));
      },
    };
  },
};

/** Apart by more than there are ever thrown away in a row, so that nobody is a member of one campaign twice. */
const STRIDE = 7;

/** Whom a campaign has as its member of that number; members of one campaign have numbers in a row. */
function invited(world: World, object: string): (campaign: number, member: number) => number {
  const count = world.count(object);
  const isDeleted = world.isDeleted(object);
  return (campaign, member) => {
    let index = (mix(campaign, 11) + member * STRIDE) % count;
    while (isDeleted(index)) index = (index + 1) % count;
    return index;
  };
}

export const campaignMember: ComputedRecipe = {
  object: 'CampaignMember',
  plan(world) {
    const fan = createFan(world.count('CampaignMember'), world.count('Campaign'));
    const [campaigns, contacts, leads] = ['Campaign', 'Contact', 'Lead'].map((object) => world.ids(object));
    const contact = invited(world, 'Contact');
    const prospect = invited(world, 'Lead');
    const campaignGone = world.isDeleted('Campaign');
    const lost = thrownAway(world, 'CampaignMember');
    return {
      deleted: (index) => campaignGone(fan.parentOf(index)) || lost(index),
      children: { CampaignId: { parent: 'Campaign', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const isLead = oneIn(3, mix(h, 1));
        const parent = fan.parentOf(index);
        row.CampaignId = campaigns.at(parent);
        row.LeadId = isLead ? leads.at(prospect(parent, index)) : null;
        row.ContactId = isLead ? null : contacts.at(contact(parent, index));
        row.LeadOrContactId = isLead ? row.LeadId : row.ContactId;
        row.HasResponded = oneIn(4, mix(h, 3));
        row.Status = row.HasResponded ? 'Responded' : 'Sent';
        row.FirstRespondedDate = row.HasResponded ? world.calendar.day(between(2, 300, mix(h, 4))) : null;
        row.Type = isLead ? 'Lead' : 'Contact';
        row.FirstName = firstName(h);
        row.LastName = lastName(h);
      },
    };
  },
};

/** Every campaign has its own member statuses. */
export const campaignMemberStatus: ComputedRecipe = {
  object: 'CampaignMemberStatus',
  plan(world) {
    const fan = createFan(world.count('CampaignMemberStatus'), world.count('Campaign'));
    const campaigns = world.ids('Campaign');
    const campaignGone = world.isDeleted('Campaign');
    return {
      deleted: (index) => campaignGone(fan.parentOf(index)),
      children: { CampaignId: { parent: 'Campaign', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index) {
        const isFirst = index % 2 === 0;
        row.CampaignId = campaigns.at(fan.parentOf(index));
        row.Label = isFirst ? 'Sent' : 'Responded';
        row.SortOrder = isFirst ? 1 : 2;
        row.IsDefault = isFirst;
        row.HasResponded = !isFirst;
      },
    };
  },
};
