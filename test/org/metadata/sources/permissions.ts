// Permission sets, their groups and muting sets, out of the permission tables: what a set's rows grant is what its XML
// says. Disabled permissions are left out, as Salesforce leaves them out (absent is not the same as false for whoever
// deploys such a file over one that had it).
import type { Row } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import type { Source, SourceContext } from './source.ts';
import { column } from './source.ts';

const permissionColumn = /^Permissions([A-Z].*)$/;

/** The user permissions a row of Profile or PermissionSet has switched on. */
export function userPermissions(row: Row): XmlTree[] {
  return Object.entries(row)
    .filter(([key, value]) => value === true && permissionColumn.test(key))
    .map(([key]) => ({ enabled: true, name: key.replace(permissionColumn, '$1') }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** ObjectPermissions rows as XML, by object. */
export function objectPermissions(context: SourceContext, parentId: string): XmlTree[] {
  return [...context.rowsWhere('ObjectPermissions', 'ParentId', parentId)]
    .map((row) => ({
      allowCreate: row.PermissionsCreate === true,
      allowDelete: row.PermissionsDelete === true,
      allowEdit: row.PermissionsEdit === true,
      allowRead: row.PermissionsRead === true,
      modifyAllRecords: row.PermissionsModifyAllRecords === true,
      object: column(row, 'SobjectType'),
      viewAllFields: row.PermissionsViewAllFields === true,
      viewAllRecords: row.PermissionsViewAllRecords === true,
    }))
    .sort((left, right) => (left.object < right.object ? -1 : 1));
}

export interface FieldGrant extends XmlTree {
  readonly editable: boolean;
  readonly field: string;
  readonly readable: boolean;
}

export function fieldPermissions(context: SourceContext, parentId: string): FieldGrant[] {
  return [...context.rowsWhere('FieldPermissions', 'ParentId', parentId)]
    .map((row) => ({
      editable: row.PermissionsEdit === true,
      field: column(row, 'Field'),
      readable: row.PermissionsRead === true,
    }))
    .sort((left, right) => (left.field < right.field ? -1 : 1));
}

interface SetupEntity {
  readonly table: string;
  readonly name: string;
  readonly tag: string;
  grant(name: string): XmlTree;
}

/** SetupEntityType -> the table its ids are found in, the column with the name, and the XML that grants it. */
const setupEntities: Readonly<Record<string, SetupEntity | undefined>> = {
  ApexClass: {
    table: 'ApexClass',
    name: 'Name',
    tag: 'classAccesses',
    grant: (apexClass) => ({ apexClass, enabled: true }),
  },
  ApexPage: {
    table: 'ApexPage',
    name: 'Name',
    tag: 'pageAccesses',
    grant: (apexPage) => ({ apexPage, enabled: true }),
  },
  CustomPermission: {
    table: 'CustomPermission',
    name: 'DeveloperName',
    tag: 'customPermissions',
    grant: (name) => ({ enabled: true, name }),
  },
  NamedCredential: {
    table: 'NamedCredential',
    name: 'DeveloperName',
    tag: 'externalCredentialPrincipalAccesses',
    grant: (name) => ({ enabled: true, externalCredentialPrincipal: name }),
  },
};

/** SetupEntityAccess rows as XML by tag (`classAccesses`, `pageAccesses`, `customPermissions`, …). */
export function setupAccesses(context: SourceContext, parentId: string): Readonly<Record<string, XmlTree[]>> {
  const granted: Record<string, XmlTree[]> = {};
  for (const row of context.rowsWhere('SetupEntityAccess', 'ParentId', parentId)) {
    const entity = setupEntities[column(row, 'SetupEntityType')];
    const target = entity === undefined ? undefined : context.row(entity.table, column(row, 'SetupEntityId'));
    if (entity === undefined || target === undefined) continue;
    (granted[entity.tag] ??= []).push(entity.grant(column(target, entity.name)));
  }
  const byName = (left: XmlTree, right: XmlTree): number =>
    JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;
  for (const entries of Object.values(granted)) entries.sort(byName);
  return granted;
}

/** PermissionSetTabSetting rows; a permission set says `Visible`/`Available`, a profile has words of its own. */
export function tabSettings(
  context: SourceContext,
  parentId: string,
): ReadonlyArray<{ tab: string; visibility: string }> {
  return [...context.rowsWhere('PermissionSetTabSetting', 'ParentId', parentId)]
    .map((row) => ({ tab: column(row, 'Name'), visibility: column(row, 'Visibility') }))
    .sort((left, right) => (left.tab < right.tab ? -1 : 1));
}

function license(context: SourceContext, row: Row): string | undefined {
  const found =
    context.row('UserLicense', column(row, 'LicenseId')) ??
    context.row('PermissionSetLicense', column(row, 'LicenseId'));
  return found === undefined ? undefined : column(found, 'Name') || column(found, 'MasterLabel') || undefined;
}

function permissionSetTree(context: SourceContext, row: Row): XmlTree {
  const id = column(row, 'Id');
  return {
    description: column(row, 'Description') || undefined,
    ...setupAccesses(context, id),
    fieldPermissions: fieldPermissions(context, id),
    hasActivationRequired: row.HasActivationRequired === true,
    label: column(row, 'Label'),
    license: license(context, row),
    objectPermissions: objectPermissions(context, id),
    tabSettings: tabSettings(context, id),
    userPermissions: userPermissions(row),
  };
}

/** Own permission sets: neither those behind profiles nor the aggregates behind groups. */
const isOwn = (row: Row): boolean =>
  row.IsOwnedByProfile !== true && row.Type !== 'Group' && row.Type !== 'Profile';

function groupTree(context: SourceContext, row: Row): XmlTree {
  const members = [
    ...context.rowsWhere('PermissionSetGroupComponent', 'PermissionSetGroupId', column(row, 'Id')),
  ];
  const named = (table: string, name: string): string[] =>
    members
      .map((member) => context.row(table, column(member, 'PermissionSetId')))
      .filter((set) => set !== undefined)
      .map((set) => column(set, name))
      .sort();
  return {
    description: column(row, 'Description') || undefined,
    hasActivationRequired: row.HasActivationRequired === true,
    label: column(row, 'MasterLabel'),
    mutingPermissionSets: named('MutingPermissionSet', 'DeveloperName'),
    permissionSets: named('PermissionSet', 'Name'),
    status: column(row, 'Status', 'Updated'),
  };
}

export const permissions: Source = function* (context) {
  for (const row of context.rows('PermissionSet')) {
    if (!isOwn(row)) continue;
    const namespace = column(row, 'NamespacePrefix') || undefined;
    yield {
      type: 'PermissionSet',
      fullName: column(row, 'Name'),
      row,
      namespace,
      metadata: () => permissionSetTree(context, row),
    };
  }
  for (const row of context.rows('PermissionSetGroup')) {
    yield {
      type: 'PermissionSetGroup',
      fullName: column(row, 'DeveloperName'),
      row,
      metadata: () => groupTree(context, row),
    };
  }
  for (const row of context.rows('MutingPermissionSet')) {
    const id = column(row, 'Id');
    yield {
      type: 'MutingPermissionSet',
      fullName: column(row, 'DeveloperName'),
      row,
      metadata: () => ({
        label: column(row, 'MasterLabel'),
        objectPermissions: objectPermissions(context, id),
        fieldPermissions: fieldPermissions(context, id),
        userPermissions: userPermissions(row),
      }),
    };
  }
  for (const row of context.rows('CustomPermission')) {
    yield {
      type: 'CustomPermission',
      fullName: column(row, 'DeveloperName'),
      row,
      metadata: () => ({
        description: column(row, 'Description') || undefined,
        isLicensed: false,
        label: column(row, 'MasterLabel'),
      }),
    };
  }
};
