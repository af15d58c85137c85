// What of an org a version is asked to hold. Everything left out on purpose is selection; everything else that is
// missing is a gap.

/** The parts of an org that `--only` names. */
export const PARTS = ['data', 'files', 'metadata', 'security'] as const;
export type Part = (typeof PARTS)[number];

export interface Selection {
  /** Parts to take; all of them when empty. */
  readonly only: readonly Part[];
  /** API names of objects to take; all of them when empty. */
  readonly sobjects: readonly string[];
  /** `Object` or `Object.Field` to leave out. */
  readonly exclude: readonly string[];
}

/**
 * Who may reach what and who did: users, grants, apps, tokens, sessions, logs. They are rows like any others, and a
 * part of their own so that a security team can take just them.
 */
const SECURITY_OBJECTS: ReadonlySet<string> = new Set([
  'AppMenuItem',
  'AuthProvider',
  'AuthSession',
  'ConnectedApplication',
  'CorsWhitelistEntry',
  'CustomPermission',
  'EventLogFile',
  'ExternalClientApplication',
  'ExtlClntAppOauthPlcyCnfg',
  'FieldPermissions',
  'Group',
  'GroupMember',
  'LoginGeo',
  'LoginHistory',
  'LoginIp',
  'MutingPermissionSet',
  'NamedCredential',
  'OauthToken',
  'ObjectPermissions',
  'Organization',
  'PackageLicense',
  'PermissionSet',
  'PermissionSetAssignment',
  'PermissionSetGroup',
  'PermissionSetGroupComponent',
  'PermissionSetLicense',
  'PermissionSetLicenseAssign',
  'PermissionSetTabSetting',
  'Profile',
  'QueueSobject',
  'SamlSsoConfig',
  'SessionPermSetActivation',
  'SetupAuditTrail',
  'SetupEntityAccess',
  'TwoFactorInfo',
  'TwoFactorMethodsInfo',
  'User',
  'UserLicense',
  'UserLogin',
  'UserPackageLicense',
  'UserPreference',
  'UserRole',
  'VerificationHistory',
]);

/** Whether a part was asked for. */
export function takes(selection: Selection, part: Part): boolean {
  return selection.only.length === 0 || selection.only.includes(part);
}

/** Whether an object's rows were asked for. Names compare as Salesforce compares them, without regard to case. */
export function takesObject(selection: Selection, object: string): boolean {
  const part = SECURITY_OBJECTS.has(object) ? 'security' : 'data';
  const named = selection.sobjects.length === 0 || includesName(selection.sobjects, object);
  return takes(selection, part) && named && !includesName(selection.exclude, object);
}

export function takesField(selection: Selection, object: string, field: string): boolean {
  return !includesName(selection.exclude, `${object}.${field}`);
}

/** The names asked for or left out that the org does not know; objects only. */
export function unknownNames(selection: Selection, known: Iterable<string>): string[] {
  const names = new Set(Array.from(known, (name) => name.toLowerCase()));
  const asked = [...selection.sobjects, ...selection.exclude.map((name) => name.replace(/\..*$/, ''))];
  return asked.filter((name) => !names.has(name.toLowerCase()));
}

function includesName(names: readonly string[], name: string): boolean {
  return names.some((other) => other.toLowerCase() === name.toLowerCase());
}
