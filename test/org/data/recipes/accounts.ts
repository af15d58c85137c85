// Accounts and their contacts. Every tenth family of ten accounts is a chain six deep, the others are flat.

import { below, between, mix, oneIn, pick, saltOf } from '../hash.ts';
import { addressFields, chooser, fillAddress, phoneNumber, prose, thrownAway } from '../fields.ts';
import { createFan, type Fan } from '../fan.ts';
import { firstName, lastName, mailAddress } from '../people.ts';
import type { ComputedRecipe, World } from '../recipe.ts';
import { DEPARTMENTS, FIRM_FORMS, FIRM_NAMES, FIRM_TRADES, JOB_TITLES } from '../words.ts';

const FAMILY = 10;
const CHAIN = 6;
const [BILLING, SHIPPING, MAILING, OTHER] = [
  addressFields('Billing'),
  addressFields('Shipping'),
  addressFields('Mailing'),
  addressFields('Other'),
];

/** The index of the parent account, or undefined at the top. */
export function parentAccount(index: number): number | undefined {
  const place = index % FAMILY;
  const head = index - place;
  if (place === 0) return undefined;
  if ((head / FAMILY) % FAMILY === 0) return place < CHAIN ? index - 1 : head;
  return place < 4 ? head : undefined;
}

export function firmName(index: number, h: number): string {
  const name = `${pick(FIRM_NAMES, mix(h, 1))} ${pick(FIRM_TRADES, mix(h, 2))} ${pick(FIRM_FORMS, mix(h, 3))}`;
  return index < 600 ? name : `${name} ${index}`;
}

/** Which contacts belong to which account; a deleted account takes its contacts along. */
export function contactFan(world: World): Fan {
  return createFan(world.count('Contact'), world.count('Account'), {
    unevenBy: saltOf(world.seed, 'contacts'),
  });
}

/** A live contact of an account, or undefined when it has none. */
export function contactOf(world: World): (account: number, h: number) => number | undefined {
  const fan = contactFan(world);
  const isDeleted = world.isDeleted('Contact');
  return (account, h) => {
    const live = [...fan.childrenOf(account)].filter((contact) => !isDeleted(contact));
    return live.length === 0 ? undefined : pick(live, h);
  };
}

export const account: ComputedRecipe = {
  object: 'Account',
  plan(world) {
    const ids = world.ids('Account');
    const isDeleted = world.isDeleted('Account');
    const [type, industry, rating, ownership, source] = [
      'Type',
      'Industry',
      'Rating',
      'Ownership',
      'AccountSource',
    ].map((field) => chooser(world, 'Account', field));
    return {
      fill(row, index, h) {
        const parent = parentAccount(index);
        row.Name = firmName(index, h);
        row.ParentId = parent === undefined || isDeleted(parent) ? null : ids.at(parent);
        row.Type = type(h);
        row.Industry = industry(h);
        row.Rating = rating(h);
        row.Ownership = ownership(h);
        row.AccountSource = source(h);
        fillAddress(row, BILLING, h);
        fillAddress(row, SHIPPING, mix(h, 4));
        row.Phone = phoneNumber(h);
        row.Fax = oneIn(4, mix(h, 5)) ? phoneNumber(mix(h, 5)) : null;
        row.AccountNumber = `CD${String(index + 1).padStart(7, '0')}`;
        row.Website = `https://www.${index}.example.com`;
        row.AnnualRevenue = oneIn(6, mix(h, 6))
          ? null
          : Math.floor(mix(h, 7) * (oneIn(30, mix(h, 8)) ? 4000 : 0.7));
        row.NumberOfEmployees = oneIn(6, mix(h, 9)) ? null : between(1, 80_000, mix(h, 10));
        row.Sic = String(1000 + below(8999, mix(h, 13)));
        row.Description = prose(h);
        row.Site = oneIn(3, mix(h, 14)) ? 'Headquarters' : null;
      },
    };
  },
};

export const contact: ComputedRecipe = {
  object: 'Contact',
  plan(world) {
    const accounts = world.ids('Account');
    const contacts = world.ids('Contact');
    const fan = contactFan(world);
    const accountGone = world.isDeleted('Account');
    const gone = world.isDeleted('Contact');
    const lost = thrownAway(world, 'Contact');
    const [source, salutation] = ['LeadSource', 'Salutation'].map((field) =>
      chooser(world, 'Contact', field),
    );
    return {
      deleted: (index) => lost(index) || accountGone(fan.parentOf(index)),
      children: { AccountId: { parent: 'Account', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const first = firstName(h);
        const last = lastName(h);
        const home = fan.parentOf(index);
        const boss = index - 1;
        row.FirstName = first;
        row.LastName = last;
        row.Name = `${first} ${last}`;
        row.Salutation = salutation(h);
        row.AccountId = accounts.at(home);
        row.ReportsToId =
          index > 0 && oneIn(3, mix(h, 1)) && fan.parentOf(boss) === home && !gone(boss)
            ? contacts.at(boss)
            : null;
        row.Email = oneIn(12, mix(h, 2)) ? null : mailAddress(first, last, 'customer.example.com', index);
        row.Phone = phoneNumber(h);
        row.MobilePhone = oneIn(2, mix(h, 3)) ? phoneNumber(mix(h, 3)) : null;
        row.Title = pick(JOB_TITLES, mix(h, 4));
        row.Department = pick(DEPARTMENTS, mix(h, 5));
        row.LeadSource = source(h);
        row.Birthdate = oneIn(4, mix(h, 6)) ? world.calendar.day(7000 + below(20_000, mix(h, 7))) : null;
        row.Description = prose(mix(h, 8), 40);
        fillAddress(row, MAILING, mix(h, 9));
        fillAddress(row, OTHER, mix(h, 10));
      },
    };
  },
};

/** One row for each contact: its direct account. */
export const accountContactRelation: ComputedRecipe = {
  object: 'AccountContactRelation',
  plan(world) {
    const fan = contactFan(world);
    const accounts = world.ids('Account');
    const contacts = world.ids('Contact');
    return {
      deleted: world.isDeleted('Contact'),
      children: {
        AccountId: { parent: 'Account', of: (parent) => fan.childrenOf(parent) },
        ContactId: { parent: 'Contact', of: (parent) => [parent] },
      },
      fill(row, index, h) {
        row.AccountId = accounts.at(fan.parentOf(index));
        row.ContactId = contacts.at(index);
        row.IsDirect = true;
        row.IsActive = true;
        row.StartDate = oneIn(3, h) ? world.calendar.day(400 + below(600, mix(h, 1))) : null;
      },
    };
  },
};
