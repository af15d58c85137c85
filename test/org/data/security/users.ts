// The users: five to log in as, those the platform and interfaces act as, and the employees, a tenth of whom have left.
// Their roles form a tree of 25.

import { DAY } from '../calendar.ts';
import { anyLive } from '../fields.ts';
import { between, mix, oneIn, pick, saltOf } from '../hash.ts';
import { firstName, isActiveUser, isFrozenUser, lastName, mailAddress, USER, USER_COUNT } from '../people.ts';
import type { Draft, KeptRecipe, World } from '../recipe.ts';
import { contactFan } from '../recipes/accounts.ts';
import { DEPARTMENTS, JOB_TITLES } from '../words.ts';
import { profileOf, PROFILES } from './permissionTable.ts';

const NAMED: Readonly<
  Record<number, readonly [username: string, first: string | null, last: string, userType?: string]>
> = {
  [USER.admin]: ['admin@practice.example', 'Ada', 'Admin'],
  [USER.nightly]: ['nightly@practice.example', 'Nightly', 'Backup'],
  [USER.auditor]: ['auditor@practice.example', 'Audrey', 'Auditor'],
  [USER.sales]: ['sales@practice.example', 'Sam', 'Sales'],
  [USER.noapi]: ['noapi@practice.example', 'Noah', 'Noapi'],
  [USER.automatedProcess]: ['autoproc@practice.example', null, 'Automated Process', 'AutomatedProcess'],
  [USER.siteGuest]: ['practice_site@practice.example', null, 'Practice Site Guest User', 'Guest'],
  [USER.erpIntegration]: ['erp@practice.example', 'ERP', 'Interface'],
  [USER.marketingIntegration]: ['marketing@practice.example', 'Marketing', 'Interface'],
  [USER.platformIntegration]: ['platform@practice.example', null, 'Platform Integration User'],
};

const LOCALES = [
  ['en_US', 'America/New_York', 'en_US'],
  ['de_DE', 'Europe/Berlin', 'de'],
  ['fr_FR', 'Europe/Paris', 'fr'],
  ['ja_JP', 'Asia/Tokyo', 'ja'],
  ['pt_BR', 'America/Sao_Paulo', 'pt_BR'],
  ['en_GB', 'Europe/London', 'en_US'],
] as const;

const ROLES = 25;
const LAST_LOGIN_DAYS = 170;

/** The username to log in with as the user at a place. */
export function usernameOf(world: World, user: number): string {
  return String(world.kept('User')[user].Username);
}

export const users: KeptRecipe = {
  object: 'User',
  rows: (world) => Array.from({ length: USER_COUNT }, (_, user) => userRow(world, user)),
};

function userRow(world: World, user: number): Draft {
  const h = mix(saltOf(world.seed, 'people'), user);
  const [username, first, last, userType] = NAMED[user] ?? employee(user, h);
  const profile = PROFILES.findIndex(({ name }) => name === profileOf(user));
  const isPerson = user >= USER.firstPerson;
  const [locale, timeZone, language] = isPerson ? pick(LOCALES, mix(h, 3)) : LOCALES[0];
  return {
    Username: username,
    FirstName: first,
    LastName: last,
    Name: first === null ? last : `${first} ${last}`,
    Email: username,
    Alias:
      last
        .normalize('NFD')
        .replaceAll(/[^A-Za-z]/g, '')
        .slice(0, 5)
        .toLowerCase() + String(user),
    CommunityNickname: `user${user}`,
    IsActive: isActiveUser(user),
    UserType: userType ?? PROFILES[profile].userType,
    ProfileId: world.ids('Profile').at(profile),
    UserRoleId:
      isPerson && PROFILES[profile].license === 'Salesforce' ? world.ids('UserRole').at(user % ROLES) : null,
    ...portalCells(world, PROFILES[profile].userType, h),
    ManagerId: isPerson && user >= 20 ? world.ids('User').at(USER.firstPerson + (user % 10)) : null,
    Title: isPerson ? pick(JOB_TITLES, mix(h, 4)) : null,
    Department: isPerson ? pick(DEPARTMENTS, mix(h, 5)) : null,
    LocaleSidKey: locale,
    TimeZoneSidKey: timeZone,
    LanguageLocaleKey: language,
    EmailEncodingKey: 'UTF-8',
    FederationIdentifier: isPerson && oneIn(3, mix(h, 6)) ? username : null,
    LastLoginDate:
      oneIn(7, mix(h, 7)) && isPerson
        ? null
        : world.calendar.moment(between(DAY, LAST_LOGIN_DAYS * DAY, mix(h, 8))),
    CreatedById: world.ids('User').at(USER.admin),
    LastModifiedById: world.ids('User').at(USER.admin),
  };
}

/** Users of the customer community are contacts; in an org without contacts they are nobody's. */
function portalCells(world: World, userType: string, h: number): Draft {
  if (userType !== 'CSPLitePortal' || world.count('Contact') === 0) return {};
  const contact = anyLive(world, 'Contact')(mix(h, 9));
  return {
    ContactId: world.ids('Contact').at(contact),
    AccountId: world.ids('Account').at(contactFan(world).parentOf(contact)),
  };
}

function employee(user: number, h: number): readonly [string, string, string] {
  const first = firstName(h);
  const last = lastName(h);
  return [mailAddress(first, last, 'practice.example', user), first, last];
}

export const roles: KeptRecipe = {
  object: 'UserRole',
  rows: (world) =>
    Array.from({ length: ROLES }, (_, role) => ({
      Name: role === 0 ? 'Management' : `Team ${role}`,
      DeveloperName: role === 0 ? 'Management' : `Team_${role}`,
      RollupDescription: role === 0 ? 'Management' : `Team ${role}`,
      ParentRoleId: role === 0 ? null : world.ids('UserRole').at(Math.floor((role - 1) / 4)),
      OpportunityAccessForAccountOwner: 'Edit',
      CaseAccessForAccountOwner: 'Edit',
      ContactAccessForAccountOwner: 'Edit',
    })),
};

export const userLogins: KeptRecipe = {
  object: 'UserLogin',
  rows: (world) =>
    Array.from({ length: USER_COUNT }, (_, user) => ({
      UserId: world.ids('User').at(user),
      IsFrozen: isFrozenUser(user),
      IsPasswordLocked: user === 66,
    })),
};

export const userPreferences: KeptRecipe = {
  object: 'UserPreference',
  rows: (world) =>
    Array.from({ length: 40 }, (_, n) => ({
      UserId: world.ids('User').at(USER.firstPerson + n),
      Preference: ['58', '91', '92'][n % 3],
      Value: '1',
    })),
};
