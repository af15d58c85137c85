// Who is reading which org, at what time by the org's clock, and with which of the permissions that decide how much
// of the org a backup can see.
import { Failure } from '../kit/failure.ts';
import { describe } from './describe.ts';
import { queryRows, type RestRow } from './query.ts';
import { OrgError } from './errors.ts';
import type { Session } from './session.ts';
import { literal } from './soql.ts';

export interface OrgIdentity {
  readonly org: {
    /** 18 characters. */
    readonly id: string;
    readonly name: string;
    readonly instance: string;
    readonly edition: string;
    readonly sandbox: boolean;
    readonly created: string;
  };
  readonly user: {
    readonly id: string;
    readonly username: string;
    /** Those of `DECISIVE_PERMISSIONS` that the user has, sorted; undefined when the org does not tell. */
    readonly permissions: readonly string[] | undefined;
  };
  readonly serverTime: Date;
}

/** Permissions that decide what a backup sees, by their names without `Permissions`. */
export const DECISIVE_PERMISSIONS: readonly string[] = [
  'ApiEnabled',
  'BulkApiHardDelete',
  'CustomizeApplication',
  'EditReadonlyFields',
  'ManageUsers',
  'ModifyAllData',
  'ModifyMetadata',
  'QueryAllFiles',
  'ViewAllData',
  'ViewAllUsers',
  'ViewEncryptedData',
  'ViewEventLogFiles',
  'ViewRoles',
  'ViewSetup',
];

const ORGANIZATION =
  'SELECT Id, Name, InstanceName, OrganizationType, IsSandbox, CreatedDate FROM Organization LIMIT 1';

/** Asks the org who is calling. Makes at least one call, so the server clock is known afterwards. */
export async function identify(session: Session): Promise<OrgIdentity> {
  const org = (await queryRows(session, ORGANIZATION)).at(0);
  if (!org) throw new Failure('orgNotReadable', {});
  const me = await session.json<{ user_id: string; preferred_username?: string }>(
    '/services/oauth2/userinfo',
  );
  const user = (
    await queryRows(session, `SELECT Id, Username FROM User WHERE Id = ${literal(me.user_id)}`)
  ).at(0);
  return {
    org: {
      id: text(org, 'Id'),
      name: text(org, 'Name'),
      instance: text(org, 'InstanceName'),
      edition: text(org, 'OrganizationType'),
      sandbox: org.IsSandbox === true,
      created: text(org, 'CreatedDate'),
    },
    user: {
      id: user ? text(user, 'Id') : me.user_id,
      username: user ? text(user, 'Username') : (me.preferred_username ?? ''),
      permissions: await permissions(session),
    },
    serverTime: session.serverNow(),
  };
}

/** UserPermissionAccess has one row, the caller's; which permissions it has as columns depends on the edition. */
async function permissions(session: Session): Promise<readonly string[] | undefined> {
  try {
    const { fields } = await describe(session, 'UserPermissionAccess');
    const columns = fields.map((field) => field.name).filter((name) => isDecisive(name));
    if (columns.length === 0) return undefined;
    const row = (
      await queryRows(session, `SELECT ${columns.join(', ')} FROM UserPermissionAccess LIMIT 1`)
    ).at(0);
    return (
      row &&
      columns
        .filter((name) => row[name] === true)
        .map((name) => name.slice(PREFIX.length))
        .sort()
    );
  } catch (error) {
    if (
      error instanceof OrgError &&
      ['NOT_FOUND', 'INVALID_TYPE', 'INSUFFICIENT_ACCESS'].includes(error.code)
    )
      return undefined;
    throw error;
  }
}

const PREFIX = 'Permissions';
const isDecisive = (field: string): boolean =>
  field.startsWith(PREFIX) && DECISIVE_PERMISSIONS.includes(field.slice(PREFIX.length));

const text = (row: RestRow, field: string): string => (typeof row[field] === 'string' ? row[field] : '');
