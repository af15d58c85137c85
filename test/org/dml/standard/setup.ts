// Setup rows that exist once each: memberships, assignments, custom settings of an owner.
import type { Change } from '../change.ts';
import { fault } from '../errors.ts';
import type { ObjectRules } from './objectRules.ts';

/** Refuses a second row with the same values in these fields. */
function onceFor(
  object: string,
  fields: readonly [string, ...string[]],
  message: string,
): ObjectRules['check'] {
  return ({ ground, draft, before }: Change) => {
    if (before !== undefined) return;
    for (const row of ground.state.tables.of(object).where(fields[0], String(draft[fields[0]])))
      if (row.IsDeleted !== true && fields.every((field) => row[field] === draft[field]))
        throw fault('DUPLICATE_VALUE', message, fields);
  };
}

export const setup: Readonly<Record<string, ObjectRules>> = {
  GroupMember: {
    check: onceFor(
      'GroupMember',
      ['GroupId', 'UserOrGroupId'],
      'duplicate value found: UserOrGroupId duplicates value on record',
    ),
  },
  QueueSobject: {
    check: onceFor(
      'QueueSobject',
      ['QueueId', 'SobjectType'],
      'duplicate value found: SobjectType duplicates value on record',
    ),
  },
  PermissionSetAssignment: {
    derive({ ground, draft, before }) {
      if (before !== undefined) return;
      draft.IsActive = true;
      if (typeof draft.PermissionSetGroupId !== 'string' || draft.PermissionSetId !== null) return;
      // A group is held through the set that adds up its members.
      for (const set of ground.state.tables
        .of('PermissionSet')
        .where('PermissionSetGroupId', draft.PermissionSetGroupId))
        draft.PermissionSetId = set.Id!;
    },
    check: onceFor(
      'PermissionSetAssignment',
      ['AssigneeId', 'PermissionSetId'],
      'Duplicate PermissionSetAssignment. Assignee and permission set are already joined.',
    ),
  },
  Practice_Settings__c: {
    derive({ ground, draft }) {
      draft.SetupOwnerId ??= ground.state.id;
    },
    check: onceFor(
      'Practice_Settings__c',
      ['SetupOwnerId'],
      'duplicate value found: SetupOwnerId duplicates value on record',
    ),
  },
};
