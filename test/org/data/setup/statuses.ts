// Status and role objects: what the standard picklists offer, one row a value, in the picklist's order.

import type { Draft, KeptRecipe, World } from '../recipe.ts';
import { STAGES } from '../recipes/stages.ts';

function valuesOf(
  world: World,
  object: string,
  field: string,
): Array<{ value: string; label: string; defaultValue: boolean }> {
  return [...(world.schema.find(object)?.field(field)?.picklistValues ?? [])];
}

/** Status object, the picklist it mirrors, and what else a value means. */
const MIRRORS: ReadonlyArray<
  readonly [object: string, of: string, field: string, meaning: (value: string) => Draft]
> = [
  ['CaseStatus', 'Case', 'Status', (value) => ({ IsClosed: value === 'Closed' })],
  [
    'ContractStatus',
    'Contract',
    'Status',
    (value) => ({
      StatusCode: value === 'Activated' ? 'Activated' : value === 'Draft' ? 'Draft' : 'InApproval',
    }),
  ],
  [
    'OrderStatus',
    'Order',
    'Status',
    (value) => ({ StatusCode: value === 'Activated' ? 'Activated' : 'Draft' }),
  ],
  ['TaskStatus', 'Task', 'Status', (value) => ({ IsClosed: value === 'Completed' })],
  ['TaskPriority', 'Task', 'Priority', (value) => ({ IsHighPriority: value === 'High' })],
  ['LeadStatus', 'Lead', 'Status', (value) => ({ IsConverted: value === 'Closed - Converted' })],
  ['SolutionStatus', 'Solution', 'Status', (value) => ({ IsReviewed: value === 'Reviewed' })],
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

export const partnerRoles: KeptRecipe = {
  object: 'PartnerRole',
  rows: () =>
    PARTNER_ROLES.map(([role, reverse], place) => ({
      MasterLabel: role,
      ApiName: role,
      SortOrder: place + 1,
      ReverseRole: reverse,
    })),
};

/** Each role with the one its partner has. */
export const PARTNER_ROLES = [
  ['System Integrator', 'General'],
  ['Agency', 'Advertiser'],
  ['Advertiser', 'Agency'],
  ['General', 'System Integrator'],
] as const;

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
