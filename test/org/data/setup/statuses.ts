// Status and role objects: what the standard picklists offer, one row a value, in the picklist's order.

import { createFan } from '../fan.ts';
import type { Draft, KeptRecipe, World } from '../recipe.ts';
import { STAGES } from '../recipes/stages.ts';

function valuesOf(world: World, object: string, field: string): Array<{ value: string; label: string; defaultValue: boolean }> {
  return [...(world.schema.find(object)?.field(field)?.picklistValues ?? [])];
}

/** Status object, the picklist it mirrors, and what else a value means. */
const MIRRORS: ReadonlyArray<readonly [object: string, of: string, field: string, meaning: (value: string) => Draft]> = [
  ['CaseStatus', 'Case', 'Status', (value) => ({ IsClosed: value === 'Closed' })],
  ['ContractStatus', 'Contract', 'Status', (value) => ({ StatusCode: value === 'Activated' ? 'Activated' : value === 'Draft' ? 'Draft' : 'InApproval' })],
  ['OrderStatus', 'Order', 'Status', (value) => ({ StatusCode: value === 'Activated' ? 'Activated' : 'Draft' })],
  ['TaskStatus', 'Task', 'Status', (value) => ({ IsClosed: value === 'Completed' })],
  ['TaskPriority', 'Task', 'Priority', (value) => ({ IsHighPriority: value === 'High' })],
  ['LeadStatus', 'Lead', 'Status', (value) => ({ IsConverted: value === 'Closed - Converted' })],
  ['SolutionStatus', 'Solution', 'Status', (value) => ({ IsReviewed: value === 'Reviewed' })],
  ['PartnerRole', 'AccountPartner', 'Role', () => ({ ReverseRole: null })],
];

export const statuses: readonly KeptRecipe[] = MIRRORS.map(([object, of, field, meaning]) => ({
  object,
  rows: (world) => {
    const withDefault = world.schema.find(object)?.field('IsDefault') !== undefined;
    return valuesOf(world, of, field).map(({ value, label, defaultValue }, place) => ({
      MasterLabel: label,
      ApiName: value,
      SortOrder: place + 1,
      ...(withDefault ? { IsDefault: defaultValue } : {}),
      ...meaning(value),
    }));
  },
}));

export const opportunityStages: KeptRecipe = {
  object: 'OpportunityStage',
  rows: () =>
    STAGES.map(({ name, probability, forecast, forecastName, isClosed, isWon }, place) => ({
      MasterLabel: name,
      ApiName: name,
      IsActive: true,
      SortOrder: place + 1,
      IsClosed: isClosed,
      IsWon: isWon,
      ForecastCategory: forecast,
      ForecastCategoryName: forecastName,
      DefaultProbability: probability,
    })),
};

/** Every campaign has its own member statuses. */
export const memberStatuses: KeptRecipe = {
  object: 'CampaignMemberStatus',
  rows: (world) => {
    const campaigns = world.ids('Campaign');
    const fan = createFan(world.count('Campaign') * 2, world.count('Campaign'));
    return Array.from({ length: world.count('Campaign') * 2 }, (_, place) => ({
      CampaignId: campaigns.at(fan.parentOf(place)),
      Label: place % 2 === 0 ? 'Sent' : 'Responded',
      SortOrder: (place % 2) + 1,
      IsDefault: place % 2 === 0,
      HasResponded: place % 2 === 1,
      IsDeleted: world.isDeleted('Campaign')(fan.parentOf(place)),
    }));
  },
};
