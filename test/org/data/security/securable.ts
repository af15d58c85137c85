// Which objects have object permissions of their own, and whose permissions the others follow.

import type { Schema } from '../../model.ts';

const STANDARD = [
  'Account',
  'Asset',
  'Campaign',
  'Case',
  'Contact',
  'Contract',
  'Document',
  'Entitlement',
  'Idea',
  'Lead',
  'Opportunity',
  'Order',
  'Pricebook2',
  'Product2',
  'Solution',
] as const;

/** Settings and metadata types are custom objects without object permissions of the ordinary kind. */
const UNSECURED = /(?:__mdt|__e|__b|__x|__History|__Share|__Feed|__ChangeEvent)$/;

/** Objects that ObjectPermissions rows exist for, by name. */
export function securableObjects(schema: Schema): string[] {
  return schema.types
    .filter(
      ({ name, describe }) =>
        (STANDARD as readonly string[]).includes(name) || isSecurableCustom(name, describe),
    )
    .map(({ name }) => name);
}

function isSecurableCustom(
  name: string,
  describe: { readonly custom: boolean; readonly [key: string]: unknown },
): boolean {
  return (
    describe.custom && describe['customSetting'] !== true && name.endsWith('__c') && !UNSECURED.test(name)
  );
}

/** Objects seen by whoever sees another one. */
const FOLLOWS: Readonly<Partial<Record<string, string>>> = {
  AccountContactRelation: 'Account',
  AccountContactRole: 'Account',
  AccountTeamMember: 'Account',
  CampaignMember: 'Campaign',
  CaseComment: 'Case',
  CaseContactRole: 'Case',
  CaseTeamMember: 'Case',
  ContractContactRole: 'Contract',
  OpportunityCompetitor: 'Opportunity',
  OpportunityContactRole: 'Opportunity',
  OpportunityHistory: 'Opportunity',
  OpportunityFieldHistory: 'Opportunity',
  OpportunityLineItem: 'Opportunity',
  OrderItem: 'Order',
  Partner: 'Account',
  PricebookEntry: 'Pricebook2',
  IdeaComment: 'Idea',
  Vote: 'Idea',
};

/** The object whose permissions decide, or undefined when none do. */
export function governedBy(object: string, isSecurable: (name: string) => boolean): string | undefined {
  if (isSecurable(object)) return object;
  const followed = FOLLOWS[object];
  if (followed !== undefined) return followed;
  const parent = /^(.+?)(?:__)?(?:History|Share|Feed|ChangeEvent)$/.exec(object)?.[1];
  return [parent, parent && `${parent}__c`].find((name) => name !== undefined && isSecurable(name));
}
