// An org with the same metadata and nobody's work in it: what is left of the company's rows when only setup stays.
// Setup is what such an org has by itself: users, permissions, apps and their logs, code, folders and what is metadata
// too (reports, templates, documents), the standard price book. Custom settings' rows are data: they stay away.

import type { KeptRecipe } from './recipe.ts';

/** Growing objects that have rows all the same, the first ones of the full org. */
const SIZES: Readonly<Record<string, number>> = { Pricebook2: 1, Document: 20 };

/** Listed objects whose rows are work done in the org. */
const WORK: ReadonlySet<string> = new Set([
  'AccountContactRole',
  'AccountTeamMember',
  'Announcement',
  'CaseContactRole',
  'CaseTeamMember',
  'CollaborationGroup',
  'CollaborationGroupMember',
  'CollaborationGroupRecord',
  'ContentFolder',
  'ContentFolderItem',
  'ContentFolderMember',
  'ContractContactRole',
  'Entitlement',
  'OpportunityCompetitor',
  'Partner',
  'Practice_Settings__c',
  'ProcessInstance',
  'ProcessInstanceStep',
  'ProcessInstanceWorkitem',
  'Reference_Data__c',
  'Solution',
  'Topic',
  'TopicAssignment',
]);

export function emptyOrgSizes(): ReadonlyMap<string, number> {
  return new Map(Object.entries(SIZES));
}

export function isSetup({ object }: KeptRecipe): boolean {
  return !WORK.has(object);
}
