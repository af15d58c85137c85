// Small standard objects that relate people and records: roles, teams, partners, competitors, entitlements, solutions.

import { anyLive } from '../fields.ts';
import { mix, saltOf } from '../hash.ts';
import { USER } from '../people.ts';
import type { Draft, KeptRecipe, World } from '../recipe.ts';
import { contactFan } from '../recipes/accounts.ts';
import { PARTNER_ROLES } from './statuses.ts';

/** `count` rows, each given live records to point at. */
function related(
  object: string,
  count: number,
  row: (world: World, place: number, live: (of: string) => string) => Draft,
): KeptRecipe {
  return {
    object,
    rows: (world) => {
      const salt = saltOf(world.seed, object);
      return Array.from({ length: count }, (_, place) =>
        row(world, place, (of) => world.ids(of).at(anyLive(world, of)(mix(mix(salt, place), saltOf(0, of))))),
      );
    },
  };
}

const ROLES = ['Decision Maker', 'Evaluator', 'Business User'] as const;
const roleOf = (place: number): string => ROLES[place % ROLES.length];

export const accountContactRoles = related('AccountContactRole', 20, (world, place, live) => {
  const contact = live('Contact');
  return {
    ContactId: contact,
    AccountId: world.ids('Account').at(contactFan(world).parentOf(world.ids('Contact').indexOf(contact)!)),
    Role: roleOf(place),
    IsPrimary: place % 2 === 0,
  };
});

export const caseContactRoles = related('CaseContactRole', 20, (_, place, live) => ({
  CasesId: live('Case'),
  ContactId: live('Contact'),
  Role: roleOf(place),
}));

export const contractContactRoles = related('ContractContactRole', 10, (_, place, live) => ({
  ContractId: live('Contract'),
  ContactId: live('Contact'),
  Role: roleOf(place),
  IsPrimary: place % 2 === 0,
}));

export const accountTeam = related('AccountTeamMember', 15, (world, place, live) => ({
  AccountId: live('Account'),
  UserId: world.ids('User').at(USER.firstPerson + place),
  TeamMemberRole: 'Account Manager',
  AccountAccessLevel: 'Edit',
  OpportunityAccessLevel: 'Read',
  CaseAccessLevel: 'Read',
}));

export const caseTeam = related('CaseTeamMember', 10, (world, place, live) => ({
  ParentId: live('Case'),
  MemberId: world.ids('User').at(USER.firstPerson + place),
}));

export const competitors = related('OpportunityCompetitor', 20, (_, place, live) => ({
  OpportunityId: live('Opportunity'),
  CompetitorName: `Rival ${place % 4}`,
  Strengths: 'Price',
  Weaknesses: null,
}));

export const partners = related('Partner', 12, (_, place, live) => ({
  OpportunityId: live('Opportunity'),
  AccountToId: live('Account'),
  Role: PARTNER_ROLES[place % PARTNER_ROLES.length][0],
  IsPrimary: place % 3 === 0,
}));

export const entitlements = related('Entitlement', 12, (world, place, live) => ({
  Name: `Support ${place + 1}`,
  AccountId: live('Account'),
  Type: 'Phone Support',
  Status: 'Active',
  StartDate: world.calendar.day(200),
  EndDate: world.calendar.day(-165),
  BusinessHoursId: world.ids('BusinessHours').at(0),
}));

export const solutions = related('Solution', 10, (world, place) => ({
  SolutionNumber: String(place + 1).padStart(8, '0'),
  SolutionName: `How to reset pump ${place + 1}`,
  SolutionNote: 'Switch off,\nwait 10 s, "switch on".',
  Status: place % 3 === 0 ? 'Draft' : 'Reviewed',
  IsReviewed: place % 3 !== 0,
  OwnerId: world.ids('User').at(USER.firstPerson + place),
}));

export const announcements = related('Announcement', 2, (world, place, live) => ({
  FeedItemId: live('FeedItem'),
  ParentId: world.ids('CollaborationGroup').at(place),
  ExpirationDate: world.calendar.moment(-900_000),
}));
