// Field history: what was changed on a record, when and by whom. Only fields the object really has are named.

import type { Schema } from '../../model.ts';
import { createFan, type Fan } from '../fan.ts';
import { between, cents, mix, oneIn, pick, saltOf } from '../hash.ts';
import type { ComputedRecipe } from '../recipe.ts';
import { FIRM_NAMES } from '../words.ts';
import { STAGES } from './stages.ts';

/** History object, its record's object, and the field that points at it. */
export const HISTORIES = [
  ['AccountHistory', 'Account', 'AccountId'],
  ['ContactHistory', 'Contact', 'ContactId'],
  ['OpportunityFieldHistory', 'Opportunity', 'OpportunityId'],
  ['CaseHistory', 'Case', 'CaseId'],
  ['Project__History', 'Project__c', 'ParentId'],
  ['Invoice__History', 'Invoice__c', 'ParentId'],
] as const;

export interface Tracked {
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
}

/** History rows name the field as the API does, and `DataType` by these words (Object Reference, AccountHistory). */
export const DATA_TYPES: Readonly<Record<string, string>> = {
  picklist: 'DynamicEnum',
  string: 'Text',
  phone: 'PhoneNumber',
  double: 'Double',
  currency: 'Currency',
  boolean: 'Boolean',
};

/** The fields whose changes are kept. */
export function trackedFields(schema: Schema, object: string): Tracked[] {
  return schema
    .find(object)!
    .describe.fields.filter(
      ({ type, updateable, name }) => updateable && type in DATA_TYPES && !name.startsWith('Last'),
    )
    .slice(0, 12)
    .map(({ name, type, picklistValues }) => ({
      name,
      type,
      values: picklistValues.map(({ value }) => value),
    }));
}

function cellOf({ type, values }: Tracked, h: number): string | null {
  if (oneIn(8, h)) return null;
  if (values.length > 0) return pick(values, mix(h, 1));
  if (type === 'boolean') return String(oneIn(2, h));
  if (type === 'double' || type === 'currency') return cents(mix(h, 2) / 1000).toFixed(1);
  return pick(FIRM_NAMES, mix(h, 3));
}

function history([object, parent, field]: (typeof HISTORIES)[number]): ComputedRecipe {
  return {
    object,
    plan(world) {
      const fan: Fan = createFan(world.count(object), world.count(parent), {
        unevenBy: saltOf(world.seed, object),
      });
      const parents = world.ids(parent);
      const parentGone = world.isDeleted(parent);
      const tracked = trackedFields(world.schema, parent);
      const tellsType = world.schema.find(object)!.field('DataType') !== undefined;
      return {
        deleted: (index) => parentGone(fan.parentOf(index)),
        children: { [field]: { parent, of: (record) => fan.childrenOf(record) } },
        fill(row, index, h) {
          const record = fan.parentOf(index);
          const isCreation = index === 0 || fan.parentOf(index - 1) !== record;
          const change = pick(tracked, mix(h, 1));
          row[field] = parents.at(record);
          row.Field = isCreation ? 'created' : change.name;
          if (tellsType) row.DataType = isCreation ? 'Text' : DATA_TYPES[change.type];
          row.OldValue = isCreation ? null : cellOf(change, mix(h, 2));
          row.NewValue = isCreation ? null : cellOf(change, mix(h, 3));
        },
      };
    },
  };
}

export const fieldHistories: readonly ComputedRecipe[] = HISTORIES.map(history);

/** One row for each opportunity: the stage it was created in. */
export const opportunityHistory: ComputedRecipe = {
  object: 'OpportunityHistory',
  plan(world) {
    const opportunities = world.ids('Opportunity');
    return {
      deleted: world.isDeleted('Opportunity'),
      children: { OpportunityId: { parent: 'Opportunity', of: (parent) => [parent] } },
      fill(row, index, h) {
        const stage = STAGES[0];
        row.OpportunityId = opportunities.at(index);
        row.StageName = stage.name;
        row.Probability = stage.probability;
        row.ForecastCategory = stage.forecast;
        row.Amount = between(1, 200, h) * 1000;
        row.ExpectedRevenue = row.Amount / 10;
        row.CloseDate = world.calendar.day(between(2, 900, mix(h, 1)));
      },
    };
  },
};
