// Opportunities with their lines, contact roles and stage history. An opportunity's amount is the sum of its live lines.

import { below, between, cents, mix, oneIn, pick, saltOf } from '../hash.ts';
import { anyLive, chooser, prose, thrownAway } from '../fields.ts';
import { createFan, type Fan } from '../fan.ts';
import type { ComputedRecipe, Plan, World } from '../recipe.ts';
import { FIRM_NAMES } from '../words.ts';
import { contactOf } from './accounts.ts';
import { entryOf, priceList, productCode, productNames, PRODUCTS } from './products.ts';
import { STAGES } from './stages.ts';

const BOOKS = 3;

function opportunityFan(world: World): Fan {
  return createFan(world.count('Opportunity'), world.count('Account'), {
    unevenBy: saltOf(world.seed, 'opportunities'),
  });
}

function lineFan(world: World): Fan {
  return createFan(world.count('OpportunityLineItem'), world.count('Opportunity'), {
    unevenBy: saltOf(world.seed, 'lines'),
  });
}

export interface Line {
  readonly entry: number;
  readonly product: number;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly total: number;
}

/** What a line sells, from its place and the book of its parent. */
export function lineAt(world: World, salt: number): (line: number, book: number) => Line {
  const price = priceList(world);
  return (line, book) => {
    const h = mix(salt, line);
    const entry = entryOf(book, below(PRODUCTS, h));
    const quantity = between(1, 20, mix(h, 1));
    const unitPrice = cents(price(entry) * (oneIn(4, mix(h, 2)) ? 0.9 : 1));
    return { entry, product: entry % PRODUCTS, quantity, unitPrice, total: cents(quantity * unitPrice) };
  };
}

export function bookOfParent(index: number): number {
  return index % BOOKS;
}

export const opportunity: ComputedRecipe = {
  object: 'Opportunity',
  plan(world) {
    const fan = opportunityFan(world);
    const lines = lineFan(world);
    const line = lineAt(world, saltOf(world.seed, 'OpportunityLineItem'));
    const lineGone = thrownAway(world, 'OpportunityLineItem');
    const accountGone = world.isDeleted('Account');
    const lost = thrownAway(world, 'Opportunity');
    const [accounts, books, campaigns] = ['Account', 'Pricebook2', 'Campaign'].map((object) =>
      world.ids(object),
    );
    const campaign = anyLive(world, 'Campaign');
    const [type, source] = ['Type', 'LeadSource'].map((field) => chooser(world, 'Opportunity', field));
    const sold = (index: number): { amount: number; quantity: number; count: number } => {
      const sum = { amount: 0, quantity: 0, count: 0 };
      for (const child of lines.childrenOf(index)) {
        if (lineGone(child)) continue;
        const { total, quantity } = line(child, bookOfParent(index));
        sum.amount = cents(sum.amount + total);
        sum.quantity += quantity;
        sum.count += 1;
      }
      return sum;
    };
    return {
      deleted: (index) => lost(index) || accountGone(fan.parentOf(index)),
      children: { AccountId: { parent: 'Account', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const stage = pick(STAGES, mix(h, 1));
        const { amount, quantity, count } = sold(index);
        const closeAgo = stage.isClosed ? between(2, 900, mix(h, 2)) : -between(1, 300, mix(h, 2));
        const value =
          count > 0 ? amount : oneIn(8, mix(h, 3)) && !stage.isWon ? null : cents(mix(h, 4) / 30_000);
        row.Name = `${pick(FIRM_NAMES, mix(h, 5))} – ${between(2, 400, mix(h, 6))} units`;
        row.AccountId = accounts.at(fan.parentOf(index));
        row.StageName = stage.name;
        row.Amount = value;
        row.Probability = stage.probability;
        row.ExpectedRevenue = value === null ? null : cents((value * stage.probability) / 100);
        row.TotalOpportunityQuantity = count > 0 ? quantity : null;
        row.HasOpportunityLineItem = count > 0;
        row.Pricebook2Id = count > 0 ? books.at(bookOfParent(index)) : null;
        row.CloseDate = world.calendar.day(closeAgo);
        row.IsClosed = stage.isClosed;
        row.IsWon = stage.isWon;
        row.ForecastCategory = stage.forecast;
        row.ForecastCategoryName = stage.forecastName;
        fillFiscal(row, row.CloseDate);
        row.Weighted_Amount__c = value === null ? null : cents((value * stage.probability) / 100);
        row.Type = type(h);
        row.LeadSource = source(h);
        row.NextStep = oneIn(3, mix(h, 7)) ? 'Call back' : null;
        row.Description = prose(mix(h, 8), 40);
        row.CampaignId = oneIn(5, mix(h, 9)) ? campaigns.at(campaign(mix(h, 10))) : null;
      },
    };
  },
};

function fillFiscal(row: Parameters<Plan['fill']>[0], closeDate: string): void {
  const year = Number(closeDate.slice(0, 4));
  const quarter = Math.ceil(Number(closeDate.slice(5, 7)) / 3);
  row.FiscalYear = year;
  row.FiscalQuarter = quarter;
  row.Fiscal = `${year} ${quarter}`;
}

export const opportunityLineItem: ComputedRecipe = {
  object: 'OpportunityLineItem',
  plan(world) {
    const fan = lineFan(world);
    const lost = thrownAway(world, 'OpportunityLineItem');
    const parentGone = world.isDeleted('Opportunity');
    const line = lineAt(world, saltOf(world.seed, 'OpportunityLineItem'));
    const price = priceList(world);
    const nameOf = productNames(world);
    const [opportunities, entries, products] = ['Opportunity', 'PricebookEntry', 'Product2'].map((object) =>
      world.ids(object),
    );
    return {
      deleted: (index) => lost(index) || parentGone(fan.parentOf(index)),
      children: { OpportunityId: { parent: 'Opportunity', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const parent = fan.parentOf(index);
        const { entry, product, quantity, unitPrice, total } = line(index, bookOfParent(parent));
        row.OpportunityId = opportunities.at(parent);
        row.PricebookEntryId = entries.at(entry);
        row.Product2Id = products.at(product);
        row.ProductCode = productCode(product);
        row.Name = `${nameOf(product)} line`;
        row.Quantity = quantity;
        row.UnitPrice = unitPrice;
        row.ListPrice = price(entry);
        row.TotalPrice = total;
        row.ServiceDate = oneIn(4, h) ? world.calendar.day(below(500, mix(h, 1))) : null;
        row.Description = prose(mix(h, 2), 60);
      },
    };
  },
};

export const opportunityContactRole: ComputedRecipe = {
  object: 'OpportunityContactRole',
  plan(world) {
    const fan = createFan(world.count('OpportunityContactRole'), world.count('Opportunity'), {
      unevenBy: saltOf(world.seed, 'roles'),
    });
    const accountFan = opportunityFan(world);
    const parentGone = world.isDeleted('Opportunity');
    const contactGone = world.isDeleted('Contact');
    const [opportunities, contacts] = ['Opportunity', 'Contact'].map((object) => world.ids(object));
    const role = chooser(world, 'OpportunityContactRole', 'Role');
    const member = contactOf(world);
    const anyContact = anyLive(world, 'Contact');
    const salt = saltOf(world.seed, 'role contacts');
    const contactAt = (index: number): number =>
      member(accountFan.parentOf(fan.parentOf(index)), mix(salt, index)) ?? anyContact(mix(salt, index));
    return {
      deleted: (index) => parentGone(fan.parentOf(index)) || contactGone(contactAt(index)),
      children: { OpportunityId: { parent: 'Opportunity', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        row.OpportunityId = opportunities.at(fan.parentOf(index));
        row.ContactId = contacts.at(contactAt(index));
        row.Role = role(h);
        row.IsPrimary = index === 0 || fan.parentOf(index - 1) !== fan.parentOf(index);
      },
    };
  },
};
