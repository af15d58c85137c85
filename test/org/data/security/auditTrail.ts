// The setup audit trail of the last half year: what administrators did, mostly routine.

import { DAY, HOUR } from '../calendar.ts';
import { below, mix, oneIn, pick, saltOf } from '../hash.ts';
import { USER } from '../people.ts';
import type { Draft, KeptRecipe, World } from '../recipe.ts';
import { usernameOf } from './users.ts';

const ENTRIES = 1500;
const KEPT_DAYS = 178;

/** Action code, section, display text with the username of the user concerned. */
const ROUTINE: ReadonlyArray<readonly [action: string, section: string, display: (user: string) => string]> =
  [
    ['PermSetAssign', 'Manage Users', (user) => `Permission set Project Manager: assigned to user ${user}`],
    ['createduser', 'Manage Users', (user) => `Created new user ${user}`],
    [
      'changedprofileforuser',
      'Manage Users',
      (user) => `Changed profile for user ${user} from Standard User to Sales Representative`,
    ],
    ['resetpassword', 'Manage Users', (user) => `Reset password for user ${user}`],
    ['changedpassword', 'Manage Users', () => 'Changed password'],
    ['deactivateduser', 'Manage Users', (user) => `Deactivated user ${user}`],
    ['insertTwoFactorInfo2', 'Manage Users', (user) => `Registered an authenticator for user ${user}`],
    ['suOrgAdminLogin', 'Manage Users', (user) => `Logged in using Login-As access as ${user}`],
    ['suOrgAdminLogout', 'Manage Users', (user) => `Logged out using Login-As access as ${user}`],
    ['createdCF', 'Custom Objects', () => 'Created custom field Discount (Currency) on Invoice'],
    ['changedPLayout', 'Page Layouts', () => 'Changed page layout "Account (Sales) Layout", all sections'],
    ['changedApexClass', 'Apex Class', () => 'Changed InvoiceController Apex Class code'],
    ['changedListView', 'List Views', () => 'Changed list view Open Cases'],
    ['createdReportFolder', 'Report Folders', () => 'Created report folder Controlling'],
    ['changedFlow', 'Flows', () => 'Activated flow version #3 "Order Follow-up"'],
    [
      'changedSessionTimeout',
      'Session Settings',
      () => 'Changed session timeout value from 2 hours to 4 hours',
    ],
  ];

/** Administrators and the pipeline make setup changes. */
const ACTORS = [USER.admin, USER.admin, 12, 33, 21] as const;

export const setupAuditTrail: KeptRecipe = {
  object: 'SetupAuditTrail',
  rows: (world) => Array.from({ length: ENTRIES }, (_, number) => trailRow(world, number)),
};

function trailRow(world: World, number: number): Draft {
  const h = mix(saltOf(world.seed, 'trail'), number);
  const [action, section, display] = pick(ROUTINE, mix(h, 1));
  const concerned = USER.firstPerson + below(150, mix(h, 2));
  return {
    Action: action,
    Section: section,
    Display: display(usernameOf(world, concerned)),
    CreatedDate: world.calendar.moment(
      DAY + Math.floor(((ENTRIES - number) / ENTRIES) * KEPT_DAYS * DAY) + below(HOUR, mix(h, 3)),
    ),
    CreatedById: world.ids('User').at(pick(ACTORS, mix(h, 4))),
    DelegateUser: action.startsWith('suOrg') ? usernameOf(world, USER.admin) : null,
    ResponsibleNamespacePrefix: oneIn(60, mix(h, 5)) ? 'signit' : null,
    CreatedByContext: null,
  };
}
