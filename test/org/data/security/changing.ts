// What one user may change: object permissions, field-level security and sharing asked for edits. Objects without
// permissions of their own follow another object's, a user permission, or are open to whoever sees them
// (Object Reference, "Special Access Rules" of each object; Salesforce Help, "Organization-Wide Sharing Defaults").
import type { Access, Row, Tables } from '../../model.ts';
import { FOLLOWS_PARENT, SHARING_MODELS } from '../sharing.ts';

export interface ObjectGrant {
  readonly read: boolean;
  readonly create: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
}

/** The user permission that changing an object's rows needs, where no object permission decides. */
const CHANGED_WITH: Readonly<Partial<Record<string, string>>> = {
  User: 'ManageUsers',
  UserRole: 'ManageRoles',
  Group: 'ManageUsers',
  GroupMember: 'ManageUsers',
  QueueSobject: 'ManageUsers',
  UserLogin: 'FreezeUsers',
  PermissionSet: 'ManageProfilesPermissionsets',
  PermissionSetGroup: 'ManageProfilesPermissionsets',
  PermissionSetGroupComponent: 'ManageProfilesPermissionsets',
  MutingPermissionSet: 'ManageProfilesPermissionsets',
  ObjectPermissions: 'ManageProfilesPermissionsets',
  FieldPermissions: 'ManageProfilesPermissionsets',
  SetupEntityAccess: 'ManageProfilesPermissionsets',
  PermissionSetTabSetting: 'ManageProfilesPermissionsets',
  PermissionSetAssignment: 'AssignPermissionSets',
  PermissionSetLicenseAssign: 'ManageUsers',
  Profile: 'ManageProfilesPermissionsets',
  ApexClass: 'AuthorApex',
  ApexTrigger: 'AuthorApex',
  ApexPage: 'CustomizeApplication',
  ApexComponent: 'CustomizeApplication',
  StaticResource: 'CustomizeApplication',
  CustomPermission: 'CustomizeApplication',
  NamedCredential: 'CustomizeApplication',
  RecordType: 'CustomizeApplication',
  Organization: 'CustomizeApplication',
  BusinessHours: 'ManageBusinessHourHolidays',
  Holiday: 'ManageBusinessHourHolidays',
  Practice_Settings__c: 'CustomizeApplication',
  Reference_Data__c: 'CustomizeApplication',
  Task: 'EditTask',
  Event: 'EditEvent',
};

export interface Holding {
  readonly userId: string;
  readonly has: (permission: string) => boolean;
  /** The object whose permissions decide, if any does. */
  readonly governing: (object: string) => string | undefined;
  readonly grant: (object: string) => ObjectGrant | undefined;
  /** Whether field-level security lets the user write the field; true where it has none. */
  readonly editsField: (object: string, field: string) => boolean;
  readonly sees: (object: string, row: Row) => boolean;
  /** Access levels of the rows shared with the user. */
  readonly sharedLevels: (object: string, row: Row) => readonly string[];
}

type Changing = Pick<
  Access,
  'mayCreate' | 'mayUpdate' | 'mayDelete' | 'mayEditField' | 'mayEditRow' | 'mayDeleteRow'
>;

export function changingAccess(tables: Tables, holding: Holding): Changing {
  const { has, grant } = holding;
  const may = (object: string, kind: 'create' | 'edit' | 'delete'): boolean => {
    const governing = holding.governing(object);
    if (governing !== undefined)
      return has('ModifyAllData') || grant(governing)?.[governing === object ? kind : 'edit'] === true;
    const needed = CHANGED_WITH[object];
    return needed === undefined || has(needed) || has('ModifyAllData');
  };
  const modifiesAll = (object: string): boolean => has('ModifyAllData') || grant(object)?.modifyAll === true;
  const mayEditRow = (object: string, row: Row): boolean => {
    if (modifiesAll(object) || row.OwnerId === holding.userId) return true;
    const parent = parentOf(tables, object, row);
    if (parent) return mayEditRow(parent.object, parent.row);
    if (!holding.sees(object, row)) return false;
    const model = SHARING_MODELS[object];
    if (model === undefined || model.startsWith('ReadWrite')) return true;
    return holding.sharedLevels(object, row).some((level) => level === 'Edit' || level === 'All');
  };
  return {
    mayCreate: (object) => may(object, 'create'),
    mayUpdate: (object) => may(object, 'edit'),
    mayDelete: (object) => may(object, 'delete'),
    mayEditField: (object, field) => holding.editsField(object, field),
    mayEditRow,
    mayDeleteRow(object, row) {
      if (modifiesAll(object) || row.OwnerId === holding.userId) return true;
      const parent = parentOf(tables, object, row);
      if (parent) return mayEditRow(parent.object, parent.row);
      return row.OwnerId === undefined && holding.sees(object, row);
    },
  };
}

/** The record whose sharing decides, when there is one; a parent that no longer exists decides nothing. */
export function parentOf(
  tables: Tables,
  object: string,
  row: Row,
): { readonly object: string; readonly row: Row } | undefined {
  const field = FOLLOWS_PARENT[object];
  if (field === undefined) return undefined;
  const id = row[field];
  if (typeof id !== 'string') return undefined;
  const targets = tables.of(object).type.field(field)?.referenceTo ?? [];
  for (const target of targets) {
    const parent = tables.of(target).get(id);
    if (parent) return { object: target, row: parent };
  }
  return undefined;
}
