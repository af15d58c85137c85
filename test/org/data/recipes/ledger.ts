// Ledger entries: the object that throughput is measured on, up to millions of rows. Its row is made by one function
// with nothing looked up by name, which is about three times as fast as filling it from the describe.

import { DAY } from '../calendar.ts';
import { below, mix, pick } from '../hash.ts';
import { never, type ComputedRecipe } from '../recipe.ts';
import { HOSTILE_CELLS } from '../hostile.ts';
import { FIRM_NAMES, SENTENCES } from '../words.ts';

const CURRENCIES = ['EUR', 'EUR', 'EUR', 'USD', 'USD', 'GBP', 'CHF', 'JPY', null] as const;
const TAGS = [
  'Audit',
  'Open',
  'Checked',
  'Disputed',
  'Audit;Open',
  'Open;Checked',
  'Audit;Checked;Disputed',
  null,
  null,
] as const;
const COST_CENTERS = Array.from({ length: 90 }, (_, n) => `CC-${1000 + n * 7}`);
const BOOKERS = Array.from({ length: 40 }, (_, n) => `booking.${n}@practice.example`);
const TEXTS = [...SENTENCES, ...FIRM_NAMES.map((name) => `Invoice ${name}, "net 30"`)];
/** Remarks are mostly empty, and now and then poison. */
const REMARKS = [...Array.from({ length: 300 }, () => null), ...SENTENCES, ...HOSTILE_CELLS];
/** From here on, numbers print with an exponent in Bulk CSV (10,000,000 and more). */
const FIRST_ENTRY = 16_147_805_000_000;

export const ledger: ComputedRecipe = {
  object: 'Ledger__c',
  plan(world) {
    const { calendar } = world;
    const accounts = world.ids('Account');
    const accountCount = world.count('Account');
    const accountGone = world.isDeleted('Account');
    return {
      deleted: never,
      fillsCustomFields: true,
      fill(row, index, h) {
        const a = mix(h, 1);
        const b = mix(h, 2);
        const account = below(accountCount, a);
        const bookedAgo = 2 + below(1200, b);
        const booked = calendar.day(bookedAgo);
        const cents = below(20_000_000, mix(a, 3)) - 4_000_000;
        row.Name = `Entry ${index + 1}`;
        row.Entry_Number__c = FIRST_ENTRY + index;
        row.Account__c = accounts.at(accountGone(account) ? 0 : account);
        row.Booked_On__c = booked;
        row.Booked_At__c = calendar.moment(bookedAgo * DAY - (b % DAY));
        // Every fiftieth amount is beyond ten million.
        row.Amount__c = (index % 50 === 0 ? cents * 1000 : cents) / 100;
        row.Tax__c = Math.round(cents * 0.19) / 100;
        row.Quantity__c = below(5_000_000, mix(b, 4)) / 1000;
        row.Discount__c = (a & 7) === 0 ? below(3000, b) / 100 : null;
        row.Currency__c = pick(CURRENCIES, mix(a, 5));
        row.Kind__c = (a & 1) === 0 ? 'Debit' : 'Credit';
        row.Cost_Center__c = pick(COST_CENTERS, mix(a, 6));
        row.Booking_Text__c = pick(TEXTS, mix(a, 7));
        row.Reference__c = (a & 6) === 0 ? null : `RE-${b}`;
        row.Document_Number__c = `D${a % 1_000_000}`;
        row.Is_Reversed__c = (b & 63) === 0;
        row.Is_Posted__c = (b & 15) !== 1;
        row.Period__c = booked.slice(0, 7);
        row.Remarks__c = pick(REMARKS, mix(b, 8));
        row.Link__c = (b & 3) === 0 ? `https://ledger.example.com/entry?id=${index}&v=2` : null;
        row.Contact_Email__c = (b & 12) === 0 ? null : pick(BOOKERS, mix(b, 9));
        row.Tags__c = pick(TAGS, mix(b, 10));
      },
    };
  },
};
