// Share rows: every record has its owner's, with RowCause `Owner`.

import { ownerOf } from '../fields.ts';
import { queueOwner } from '../queues.ts';
import type { ComputedRecipe, Draft } from '../recipe.ts';

/** Share object, its record's object, the field that points at it, and its access levels. */
export const SHARES: ReadonlyArray<readonly [object: string, parent: string, field: string, levels: Draft]> =
  [
    [
      'AccountShare',
      'Account',
      'AccountId',
      {
        AccountAccessLevel: 'All',
        ContactAccessLevel: 'Edit',
        OpportunityAccessLevel: 'Edit',
        CaseAccessLevel: 'Edit',
      },
    ],
    ['ContactShare', 'Contact', 'ContactId', { ContactAccessLevel: 'All' }],
    ['OpportunityShare', 'Opportunity', 'OpportunityId', { OpportunityAccessLevel: 'All' }],
    ['CaseShare', 'Case', 'CaseId', { CaseAccessLevel: 'All' }],
    ['LeadShare', 'Lead', 'LeadId', { LeadAccessLevel: 'All' }],
    ['Project__Share', 'Project__c', 'ParentId', { AccessLevel: 'All' }],
  ];

export const shares: readonly ComputedRecipe[] = SHARES.map(([object, parent, field, levels]) => ({
  object,
  plan(world) {
    const records = world.ids(parent);
    const owner = ownerOf(world, parent);
    const queue = queueOwner(world, parent);
    return {
      deleted: world.isDeleted(parent),
      children: { [field]: { parent, of: (record) => [record] } },
      fill(row, index) {
        row[field] = records.at(index);
        row.UserOrGroupId = queue(index) ?? owner(index);
        row.RowCause = 'Owner';
        Object.assign(row, levels);
      },
    };
  },
}));
