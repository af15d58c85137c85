// The rows of the small org in fixtures.ts, as the tables its components are drawn from.
import type { Row } from '../model.ts';
import { checksum } from '../store/ids.ts';

/** The 18-character form of an Id. */
export const id18 = (short: string): string => short + checksum(short);

const changed = {
  CreatedById: id18('005PO0000000001'),
  CreatedDate: '2024-03-01T08:00:00.000+0000',
  LastModifiedById: id18('005PO0000000001'),
  LastModifiedDate: '2026-05-01T09:30:00.000+0000',
};

/** Rows by table; tables not named here are empty. */
export const rows: Readonly<Record<string, readonly Row[] | undefined>> = {
  User: [
    {
      Id: id18('005PO0000000001'),
      Name: 'Ada Admin',
      Username: 'admin@practice.example',
      IsActive: true,
      UserType: 'Standard',
    },
  ],
  ApexClass: [
    {
      Id: id18('01pPO0000000001'),
      Name: 'Invoicing',
      Body: 'public class Invoicing { /* <&> */ }',
      ApiVersion: 61,
      Status: 'Active',
      ...changed,
    },
    {
      Id: id18('01pPO0000000002'),
      Name: 'Routing',
      Body: 'public class Routing {}\r\n',
      ApiVersion: 64,
      Status: 'Active',
      ...changed,
    },
  ],
  ApexPage: [
    {
      Id: id18('066PO0000000001'),
      Name: 'Print',
      Markup: '<apex:page/>',
      MasterLabel: 'Print',
      ApiVersion: 60,
      ...changed,
    },
  ],
  StaticResource: [
    {
      Id: id18('081PO0000000001'),
      Name: 'Logo',
      ContentType: 'image/png',
      CacheControl: 'Public',
      ...changed,
    },
  ],
  Profile: [
    { Id: id18('00ePO0000000001'), Name: 'System Administrator', ...changed },
    { Id: id18('00ePO0000000002'), Name: 'Integration (API)', ...changed },
  ],
  PermissionSet: [
    {
      Id: id18('0PSPO0000000001'),
      Name: 'X00e1',
      Label: 'X00e1',
      IsOwnedByProfile: true,
      Type: 'Profile',
      ProfileId: id18('00ePO0000000001'),
      PermissionsApiEnabled: true,
      PermissionsViewSetup: true,
      PermissionsDataExport: false,
    },
    {
      Id: id18('0PSPO0000000002'),
      Name: 'X00e2',
      Label: 'X00e2',
      IsOwnedByProfile: true,
      Type: 'Profile',
      ProfileId: id18('00ePO0000000002'),
      PermissionsApiEnabled: true,
    },
    {
      Id: id18('0PSPO0000000003'),
      Name: 'Project_Editor',
      Label: 'Project Editor',
      IsOwnedByProfile: false,
      Type: 'Regular',
      PermissionsApiEnabled: false,
      PermissionsRunReports: true,
      ...changed,
    },
    {
      Id: id18('0PSPO0000000004'),
      Name: 'Aggregate',
      Label: 'Aggregate',
      IsOwnedByProfile: false,
      Type: 'Group',
    },
  ],
  ObjectPermissions: [
    {
      Id: id18('110PO0000000001'),
      ParentId: id18('0PSPO0000000001'),
      SobjectType: 'Account',
      PermissionsRead: true,
      PermissionsCreate: true,
    },
    {
      Id: id18('110PO0000000002'),
      ParentId: id18('0PSPO0000000001'),
      SobjectType: 'Project__c',
      PermissionsRead: true,
    },
    {
      Id: id18('110PO0000000003'),
      ParentId: id18('0PSPO0000000003'),
      SobjectType: 'Project__c',
      PermissionsRead: true,
      PermissionsEdit: true,
    },
  ],
  FieldPermissions: [
    {
      Id: id18('01kPO0000000001'),
      ParentId: id18('0PSPO0000000001'),
      SobjectType: 'Account',
      Field: 'Account.Type',
      PermissionsRead: true,
      PermissionsEdit: true,
    },
    {
      Id: id18('01kPO0000000002'),
      ParentId: id18('0PSPO0000000001'),
      SobjectType: 'Project__c',
      Field: 'Project__c.Budget__c',
      PermissionsRead: true,
      PermissionsEdit: false,
    },
  ],
  SetupEntityAccess: [
    {
      Id: id18('0J0PO0000000001'),
      ParentId: id18('0PSPO0000000001'),
      SetupEntityType: 'ApexClass',
      SetupEntityId: id18('01pPO0000000001'),
    },
  ],
  UserRole: [
    { Id: id18('00EPO0000000001'), Name: 'CEO', DeveloperName: 'CEO', ParentRoleId: null },
    {
      Id: id18('00EPO0000000002'),
      Name: 'Sales',
      DeveloperName: 'Sales',
      ParentRoleId: id18('00EPO0000000001'),
    },
  ],
  Group: [
    { Id: id18('00GPO0000000001'), Type: 'Queue', DeveloperName: 'Support', Name: 'Support' },
    { Id: id18('00GPO0000000002'), Type: 'Role', DeveloperName: 'CEO', Name: null },
  ],
  Folder: [
    {
      Id: id18('00lPO0000000001'),
      Type: 'Report',
      DeveloperName: 'Sales_Reports',
      Name: 'Sales Reports',
      AccessType: 'Public',
      ParentId: null,
    },
    {
      Id: id18('00lPO0000000004'),
      Type: 'Email',
      DeveloperName: 'Letters',
      Name: 'Letters',
      AccessType: 'Public',
      ParentId: null,
    },
    {
      Id: id18('00lPO0000000005'),
      Type: 'Document',
      DeveloperName: 'Brand',
      Name: 'Brand',
      AccessType: 'Public',
      ParentId: null,
    },
  ],
  Report: [
    {
      Id: id18('00OPO0000000001'),
      Name: 'Open deals',
      DeveloperName: 'Open_Deals',
      OwnerId: id18('00lPO0000000001'),
      ...changed,
    },
  ],
  EmailTemplate: [
    {
      Id: id18('00XPO0000000001'),
      Name: 'Welcome',
      DeveloperName: 'Welcome',
      FolderId: id18('00lPO0000000004'),
      Body: 'Dear {!Contact.Name}',
      IsActive: true,
      ...changed,
    },
  ],
  Document: [
    {
      Id: id18('015PO0000000001'),
      Name: 'Logo',
      DeveloperName: 'Logo',
      Type: 'png',
      FolderId: id18('00lPO0000000005'),
      ...changed,
    },
  ],
  ConnectedApplication: [
    {
      Id: id18('0H4PO0000000001'),
      Name: 'Data Loader (old)',
      OptionsAllowAdminApprovedUsersOnly: true,
      ...changed,
    },
  ],
  NamedCredential: [
    {
      Id: id18('0XAPO0000000001'),
      DeveloperName: 'Billing',
      MasterLabel: 'Billing',
      Endpoint: 'https://billing.example',
      ...changed,
    },
  ],
  RemoteProxy: [
    {
      Id: id18('0rpPO0000000001'),
      SiteName: 'Legacy',
      EndpointUrl: 'http://legacy.example',
      IsActive: true,
      DisableProtocolSecurity: true,
      ...changed,
    },
  ],
  Certificate: [
    {
      Id: id18('0P1PO0000000001'),
      DeveloperName: 'Signing',
      MasterLabel: 'Signing',
      KeySize: 2048,
      ExpirationDate: '2027-02-01T00:00:00.000+0000',
      ...changed,
    },
  ],
  SecuritySettings: [{ Id: id18('0SSPO0000000001'), DurableId: 'Security', FullName: 'Security' }],
  SubscriberPackage: [{ Id: id18('033PO0000000001'), Name: 'Sign It', NamespacePrefix: 'signit' }],
  SubscriberPackageVersion: [
    {
      Id: id18('04tPO0000000001'),
      SubscriberPackageId: id18('033PO0000000001'),
      MajorVersion: 4,
      MinorVersion: 2,
    },
  ],
  RecordType: [
    {
      Id: id18('012PO0000000001'),
      SobjectType: 'Project__c',
      DeveloperName: 'Internal',
      Name: 'Internal',
      IsActive: true,
      ...changed,
    },
  ],
  Routing__mdt: [
    {
      Id: id18('m00PO0000000001'),
      DeveloperName: 'Default',
      MasterLabel: 'Default',
      Queue__c: 'Support',
      Weight__c: 2,
      Note__c: null,
      ...changed,
    },
  ],
};
