// Which of the thousand user permissions of API v67 the practice org has: those of an ordinary org (the typings'
// PermissionSet) and those that backup, restore and audit ask for by name, some of which only exist once a preference
// is on (CreateAuditFields, UpdateWithInactiveOwner, DeleteFieldHistory) and so are not in the published table.

import type { TypedFields } from './typings.ts';

const asked = [
  'AllowUniversalSearch',
  'BulkApiHardDelete',
  'BypassMFAForUiLogins',
  'CanApproveUninstalledApps',
  'CreateAuditFields',
  'CreateReportFolders',
  'DataExport',
  'DeleteFieldHistory',
  'ExternalClientAppAdmin',
  'ExternalClientAppDeveloper',
  'ExternalClientAppViewer',
  'ManageEventLogFiles',
  'TwoFactorApi',
  'ManageRemoteAccess',
  'ManageTwoFactor',
  'QueryAllFiles',
  'UpdateWithInactiveOwner',
  'UseAnyApiAuth',
  'UseAnyApiClient',
  'ViewAllFieldsGlobal',
  'ViewAllProfiles',
  'ViewClientSecret',
  'ViewEventLogFiles',
  'ViewUserPII',
].map((name) => `Permissions${name}`);

/** Objects with one field per user permission. */
const holders: ReadonlySet<string> = new Set([
  'MutingPermissionSet',
  'PermissionSet',
  'PermissionSetLicense',
  'Profile',
  'UserPermissionAccess',
]);

/** Whether a field is a user permission: a checkbox, also where the published table does not know it. */
export function isUserPermission(object: string, field: string): boolean {
  return holders.has(object) && /^Permissions[A-Z]/.test(field);
}

/** The `Permissions…` fields of an object, in name order; none when it has no user permissions. */
export function permissionFields(object: string, typings: ReadonlyMap<string, TypedFields>): string[] {
  if (!holders.has(object)) return [];
  const ordinary = [...(typings.get('PermissionSet')?.keys() ?? [])].filter((name) =>
    name.startsWith('Permissions'),
  );
  return [...new Set([...asked, ...ordinary])].sort();
}
