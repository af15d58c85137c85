// Groups: the queues, public groups with members, everybody inside, and one group for each role.

import { QUEUES } from '../queues.ts';
import { isActiveUser, USER, USER_COUNT } from '../people.ts';
import type { Draft, KeptRecipe, World } from '../recipe.ts';

const PUBLIC_GROUPS = ['Board', 'Regional Sales', 'Second Level', 'Works Council', 'Empty Group'] as const;

const queue = (object: string): Draft => ({
  Name: `${object} intake`,
  DeveloperName: `${object}_intake`,
  Type: 'Queue',
  Email: `${object.toLowerCase()}s@practice.example`,
});

export const groups: KeptRecipe = {
  object: 'Group',
  rows: (world) =>
    [
      ...Object.keys(QUEUES).map(queue),
      ...PUBLIC_GROUPS.map((name) => ({
        Name: name,
        DeveloperName: name.replaceAll(' ', '_'),
        Type: 'Regular',
        DoesIncludeBosses: true,
      })),
      { Name: 'All Internal Users', DeveloperName: 'AllInternalUsers', Type: 'Organization' },
      ...world.kept('UserRole').flatMap((role, place) =>
        ['Role', 'RoleAndSubordinates'].map((type) => ({
          Name: role.Name!,
          DeveloperName: role.DeveloperName!,
          Type: type,
          RelatedId: world.ids('UserRole').at(place),
        })),
      ),
    ].map((group) => ({ ...group, OwnerId: world.ids('User').at(USER.admin) })),
};

export const groupMembers: KeptRecipe = {
  object: 'GroupMember',
  rows: (world) => {
    const people = Array.from({ length: USER_COUNT }, (_, user) => user).filter(
      (user) => user >= USER.firstPerson && isActiveUser(user),
    );
    const staffed = [...Object.keys(QUEUES), ...PUBLIC_GROUPS.slice(0, -1)];
    const members = staffed.flatMap((_, group) =>
      people
        .filter((user) => user % staffed.length === group)
        .slice(0, 12)
        .map((user) => member(world, group, user)),
    );
    // A group inside a group.
    return [
      ...members,
      {
        GroupId: world.ids('Group').at(staffed.length - 1),
        UserOrGroupId: world.ids('Group').at(staffed.length - 2),
      },
    ];
  },
};

function member(world: World, group: number, user: number): Draft {
  return { GroupId: world.ids('Group').at(group), UserOrGroupId: world.ids('User').at(user) };
}

export const queueObjects: KeptRecipe = {
  object: 'QueueSobject',
  rows: (world) =>
    Object.entries(QUEUES).map(([object], place) => ({
      QueueId: world.ids('Group').at(place),
      SobjectType: object,
    })),
};
