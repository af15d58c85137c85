// Licences: user licences with their counts, permission set licences, packages.

import { mix, saltOf } from '../hash.ts';
import { isActiveUser, USER, USER_COUNT } from '../people.ts';
import type { KeptRecipe, World } from '../recipe.ts';
import { profileOf, PROFILES } from './permissionTable.ts';

export const LICENSES = [
  { name: 'Salesforce', key: 'SFDC', total: 180 },
  { name: 'Chatter Free', key: 'CSN', total: 5000 },
  { name: 'Customer Community', key: 'PID_Customer_Community', total: 50 },
  { name: 'Guest User License', key: 'PID_Guest_User', total: 25 },
  { name: 'Salesforce Integration', key: 'PID_INTEGRATION_USER', total: 5 },
] as const;

export const userLicenses: KeptRecipe = {
  object: 'UserLicense',
  rows: () =>
    LICENSES.map(({ name, key, total }) => ({
      Name: name,
      MasterLabel: name,
      LicenseDefinitionKey: key,
      Status: 'Active',
      TotalLicenses: total,
      UsedLicenses: Array.from({ length: USER_COUNT }, (_, user) => user).filter(
        (user) =>
          isActiveUser(user) &&
          PROFILES.find((profile) => profile.name === profileOf(user))!.license === name,
      ).length,
    })),
};

/** Employees that hold a package or permission set licence: about one in three. */
function licensedUsers(world: World, name: string): number[] {
  const salt = saltOf(world.seed, name);
  return Array.from({ length: USER_COUNT }, (_, user) => user).filter(
    (user) => user >= USER.firstPerson && isActiveUser(user) && mix(salt, user) % 3 === 0,
  );
}

const SET_LICENSES = ['SalesConsoleUser', 'SalesforceAPIIntegrationPsl'] as const;

export const permissionSetLicenses: KeptRecipe = {
  object: 'PermissionSetLicense',
  rows: (world) =>
    SET_LICENSES.map((name) => ({
      DeveloperName: name,
      MasterLabel: name,
      PermissionSetLicenseKey: name,
      Language: 'en_US',
      Status: 'Active',
      TotalLicenses: 100,
      UsedLicenses: licensedUsers(world, name).length,
    })),
};

export const permissionSetLicenseAssignments: KeptRecipe = {
  object: 'PermissionSetLicenseAssign',
  rows: (world) =>
    SET_LICENSES.flatMap((name, place) =>
      licensedUsers(world, name).map((user) => ({
        AssigneeId: world.ids('User').at(user),
        PermissionSetLicenseId: world.ids('PermissionSetLicense').at(place),
      })),
    ),
};

const PACKAGES = ['signit', 'mapsx'] as const;

export const packageLicenses: KeptRecipe = {
  object: 'PackageLicense',
  rows: (world) =>
    PACKAGES.map((namespace) => ({
      NamespacePrefix: namespace,
      Status: 'Active',
      AllowedLicenses: 100,
      UsedLicenses: licensedUsers(world, namespace).length,
      IsProvisioned: true,
    })),
};

export const userPackageLicenses: KeptRecipe = {
  object: 'UserPackageLicense',
  rows: (world) =>
    PACKAGES.flatMap((namespace, place) =>
      licensedUsers(world, namespace).map((user) => ({
        PackageLicenseId: world.ids('PackageLicense').at(place),
        UserId: world.ids('User').at(user),
      })),
    ),
};
