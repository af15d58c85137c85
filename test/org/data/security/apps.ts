// Connected apps, external client apps with their policies, and the menu items that OAuth tokens refer to them by.

import { between, mix, saltOf } from '../hash.ts';
import type { Draft, KeptRecipe, World } from '../recipe.ts';
import { permissionSetId } from './permissionRows.ts';

/** Name, whether only users an administrator approved may use it, days until its refresh tokens end (null: never). */
export const CONNECTED_APPS: ReadonlyArray<
  readonly [name: string, isPreauthorized: boolean, tokenDays: number | null]
> = [
  ['Salesforce CLI', false, null],
  ['Dataloader Bulk', false, null],
  ['Dataloader Partner', false, null],
  ['ERP Interface', true, 365],
  ['Nightly Backup', true, 90],
  ['Marketing Automation', true, null],
  ['Salesforce for Android', false, null],
  ['Salesforce for iOS', false, null],
  ['Salesforce for Outlook', false, null],
  ['Ant Migration Tool', false, null],
  ['SFDC IDE', false, null],
  ['Field Service Board', true, 30],
  ['E-Signature', true, null],
  ['Map View', false, null],
  ['Telephony Link', true, 90],
  ['Expense Reports', false, 180],
  ['Warehouse Sync', true, 30],
  ['Data Warehouse Export', true, null],
  ['Chat Widget', false, 7],
  ['Survey Sender', false, null],
  ['Calendar Bridge', false, null],
  ['Document Archive', true, 365],
  ['Address Check', false, null],
  ['Payment Gateway', true, 90],
  ['Reporting Notebook', false, null],
  ['Release Pipeline', true, 30],
  ['Sandbox Seeder', false, 30],
  ['Partner Portal Login', false, null],
  ['Event Badges', false, null],
  ['Old Intranet', false, null],
];

/** Apps people use that are not installed; their tokens have no menu item. */
export const UNINSTALLED_APPS = ['Postman', 'Workbench', 'Slide Exporter', 'Sales Notes'] as const;

export const CLIENT_APPS = [
  'Order_Hub',
  'Customer_Mobile',
  'Partner_Api',
  'Iot_Gateway',
  'Invoice_Scanner',
  'Data_Lake_Loader',
  'Support_Bot',
  'Kiosk_Display',
  'Event_Relay',
  'Quality_Board',
] as const;

const words = (developerName: string): string => developerName.replaceAll('_', ' ');

export const connectedApplications: KeptRecipe = {
  object: 'ConnectedApplication',
  rows: () =>
    CONNECTED_APPS.map(([name, isPreauthorized, tokenDays], place) => ({
      Name: name,
      OptionsAllowAdminApprovedUsersOnly: isPreauthorized,
      OptionsRefreshTokenValidityMetric: place % 3 === 0,
      RefreshTokenValidityPeriod: tokenDays,
      OptionsHasSessionLevelPolicy: place % 10 === 3,
      OptionsIsInternal: false,
      StartUrl: place % 4 === 0 ? `https://app${place}.example.com/start` : null,
    })),
};

export const externalClientApplications: KeptRecipe = {
  object: 'ExternalClientApplication',
  rows: () =>
    CLIENT_APPS.map((name) => ({
      DeveloperName: name,
      MasterLabel: words(name),
      Language: 'en_US',
      ContactEmail: 'it@practice.example',
      DistributionState: 'Local',
    })),
};

export const clientAppPolicies: KeptRecipe = {
  object: 'ExtlClntAppOauthPlcyCnfg',
  rows: (world) =>
    CLIENT_APPS.map((name, place) => ({
      DeveloperName: `${name}_oauth_policy`,
      MasterLabel: `${words(name)} policy`,
      Language: 'en_US',
      ExternalClientApplicationId: world.ids('ExternalClientApplication').at(place),
      PermittedUsersPolicyType: place % 3 === 0 ? 'AllSelfAuthorized' : 'AdminApprovedPreAuthorized',
      IpRelaxationPolicyType: place % 4 === 1 ? 'Bypass' : 'Enforce',
      RefreshTokenPolicyType: place % 2 === 0 ? 'Infinite' : 'SpecificLifetime',
      RefreshTokenValidityPeriod: place % 2 === 0 ? null : 30,
      RefreshTokenValidityUnit: place % 2 === 0 ? null : 'Days',
      RequiredSessionLevel: 'STANDARD',
      IsClientCredentialsFlowEnabled: place === 5,
      ClientCredentialsFlowUser: place === 5 ? 'erp@practice.example' : null,
    })),
};

/** Apps of the launcher first, then one item for each connected app and each external client app. */
export const MENU_TABS = ['Sales', 'Service', 'Marketing'] as const;

export const appMenuItems: KeptRecipe = {
  object: 'AppMenuItem',
  rows: (world) => {
    const item = (
      type: string,
      name: string,
      label: string,
      applicationId: string | null,
      isApproved: boolean,
    ): Draft => ({
      Type: type,
      Name: name,
      Label: label,
      ApplicationId: applicationId,
      IsUsingAdminAuthorization: isApproved,
      IsAccessible: true,
      IsVisible: true,
    });
    return [
      ...MENU_TABS.map((name) => item('TabSet', name, name, null, false)),
      ...CONNECTED_APPS.map(([name, isPreauthorized], place) =>
        item(
          'ConnectedApplication',
          name.replaceAll(/[^A-Za-z0-9]/g, '_'),
          name,
          world.ids('ConnectedApplication').at(place),
          isPreauthorized,
        ),
      ),
      ...CLIENT_APPS.map((name, place) =>
        item(
          'ExternalClientApplication',
          name,
          words(name),
          world.ids('ExternalClientApplication').at(place),
          place % 3 !== 0,
        ),
      ),
    ].map((row, place) => ({ ...row, SortOrder: place + 1 }));
  },
};

/** Who may use what: approved apps by permission set, classes and custom permissions too. */
export const setupEntityAccess: KeptRecipe = {
  object: 'SetupEntityAccess',
  rows: (world) => {
    const grant = (set: string, type: string, place: number): Draft => ({
      ParentId: permissionSetId(world, set),
      SetupEntityId: world.ids(type).at(place),
      SetupEntityType: type,
    });
    const approved = CONNECTED_APPS.flatMap(([name, isPreauthorized], place) =>
      isPreauthorized ? [{ name, place }] : [],
    );
    const salt = saltOf(world.seed, 'app grants');
    const sets = ['Nightly_Backup', 'Erp_Interface', 'Manage_Campaigns', 'Deployments', 'Service_Lead'];
    return [
      ...approved.map(({ place }) =>
        grant(sets[between(0, sets.length - 1, mix(salt, place))], 'ConnectedApplication', place),
      ),
      ...world
        .kept('ApexClass')
        .flatMap((_, place) => (place % 4 === 0 ? [grant('Project_Manager', 'ApexClass', place)] : [])),
      ...world.kept('CustomPermission').map((_, place) => grant('Invoice_Editor', 'CustomPermission', place)),
    ];
  },
};

export const customPermissions: KeptRecipe = {
  object: 'CustomPermission',
  rows: () =>
    ['Approve_Invoices', 'See_Margins', 'Skip_Validation'].map((name) => ({
      DeveloperName: name,
      MasterLabel: words(name),
      Language: 'en_US',
    })),
};

/** The menu item of a connected app's place, as tokens refer to it. */
export function menuItemOf(world: World, app: number): string {
  return world.ids('AppMenuItem').at(MENU_TABS.length + app);
}
