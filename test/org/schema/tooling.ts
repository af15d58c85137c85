// Object types that only the Tooling API knows (Tooling API object reference). Their rows are one or few, and
// `Metadata` and `FullName` are read one row at a time.

import type { ObjectEntry } from './blueprint.ts';

const audit = {
  CreatedDate: '',
  CreatedById: '',
  LastModifiedDate: '',
  LastModifiedById: '',
  SystemModstamp: '',
};
const whole = { FullName: 'string(255) readonly unfilterable', Metadata: 'complexvalue readonly' };
const named = {
  DeveloperName: 'string(80) readonly',
  MasterLabel: 'string(80) readonly name',
  NamespacePrefix: 'string(15) readonly',
};

function tooling(
  name: string,
  prefix: string | null,
  fields: Record<string, string>,
  label?: string,
): ObjectEntry {
  return {
    name,
    prefix,
    family: 'readOnly',
    tooling: 'only',
    fields: { Id: '', ...fields },
    ...(label === undefined ? {} : { label }),
  };
}

export const toolingObjects: readonly ObjectEntry[] = [
  tooling('SecurityHealthCheck', null, {
    DurableId: 'string(255) readonly',
    CustomBaselineId: 'string(18) readonly',
    Score: 'string(255) readonly',
    CreatedDate: 'datetime readonly',
  }),
  tooling('SecurityHealthCheckRisks', null, {
    DurableId: 'string(255) readonly',
    SecurityHealthCheckId: 'string(255) readonly',
    RiskType:
      'picklist(40) {HIGH_RISK|MEDIUM_RISK|LOW_RISK|INFORMATIONAL_RISK|MEETS_STANDARD} restricted readonly',
    Setting: 'string(255) readonly name',
    SettingGroup: 'string(255) readonly',
    SettingRiskCategory: 'picklist(40) {HIGH_RISK|MEDIUM_RISK|LOW_RISK|INFORMATIONAL} restricted readonly',
    OrgValue: 'string(255) readonly',
    OrgValueRaw: 'string(255) readonly',
    StandardValue: 'string(255) readonly',
    StandardValueRaw: 'string(255) readonly',
  }),
  tooling('SecuritySettings', null, { DurableId: 'string(255) readonly', ...whole }),
  tooling('StandardValueSet', null, {
    DurableId: 'string(255) readonly',
    MasterLabel: 'string(255) readonly name',
    ...whole,
  }),
  tooling(
    'RemoteProxy',
    '0rp',
    {
      ...audit,
      SiteName: 'string(80) readonly name',
      EndpointUrl: 'url(765) readonly',
      Description: 'textarea(1000) readonly',
      IsActive: 'boolean readonly "Active"',
      DisableProtocolSecurity: 'boolean readonly',
      ...whole,
    },
    'Remote Site Setting',
  ),
  tooling(
    'CspTrustedSite',
    '08y',
    {
      ...audit,
      ...named,
      EndpointUrl: 'url(765) readonly',
      Context:
        'picklist(40) {All|Communities|FieldServiceMobileExtension|LEX|VisualForce} restricted readonly',
      IsActive: 'boolean readonly "Active"',
      ...whole,
    },
    'CSP Trusted Site',
  ),
  tooling('Certificate', '0P1', {
    ...audit,
    ...named,
    ExpirationDate: 'datetime readonly',
    KeySize: 'int(9) readonly',
    OptionsIsCaSigned: 'boolean readonly',
    OptionsIsPrivateKeyExportable: 'boolean readonly',
    OptionsIsUnusable: 'boolean readonly',
    ...whole,
  }),
  tooling('SubscriberPackage', '033', {
    Name: 'string(255) readonly unfilterable name',
    NamespacePrefix: 'string(15) readonly',
    Description: 'textarea(1000) readonly',
  }),
  tooling('SubscriberPackageVersion', '04t', {
    Name: 'string(255) readonly unfilterable name',
    SubscriberPackageId: 'reference ->SubscriberPackage readonly',
    MajorVersion: 'int(9) readonly',
    MinorVersion: 'int(9) readonly',
    PatchVersion: 'int(9) readonly',
    BuildNumber: 'int(9) readonly',
    IsBeta: 'boolean readonly',
    IsPasswordProtected: 'boolean readonly',
    IsManaged: 'boolean readonly',
    ReleaseState: 'picklist(40) {Beta|Released} restricted readonly',
  }),
  tooling('InstalledSubscriberPackage', '0A3', {
    SubscriberPackageId: 'reference ->SubscriberPackage readonly',
    SubscriberPackageVersionId: 'reference ->SubscriberPackageVersion readonly',
    MinPackageVersionId: 'reference ->SubscriberPackageVersion readonly',
  }),
  tooling('MetadataComponentDependency', null, {
    MetadataComponentId: 'string(18) readonly',
    MetadataComponentName: 'string(255) readonly name',
    MetadataComponentNamespace: 'string(15) readonly',
    MetadataComponentType: 'string(255) readonly',
    RefMetadataComponentId: 'string(18) readonly',
    RefMetadataComponentName: 'string(255) readonly',
    RefMetadataComponentNamespace: 'string(15) readonly',
    RefMetadataComponentType: 'string(255) readonly',
  }),
  tooling('Flow', '301', {
    ...audit,
    DefinitionId: 'string(18) readonly',
    MasterLabel: 'string(255) readonly name',
    VersionNumber: 'int(9) readonly',
    Status: 'picklist(40) {Active|Draft|Obsolete|InvalidDraft} restricted readonly',
    ProcessType: 'picklist(40) {AutoLaunchedFlow|Flow|Workflow|InvocableProcess} readonly',
    ApiVersion: 'double(18,1) readonly',
    Description: 'textarea(4000) readonly',
    ...whole,
  }),
  tooling('CustomObject', '01I', {
    ...audit,
    DeveloperName: 'string(80) readonly name',
    NamespacePrefix: 'string(15) readonly',
    ManageableState:
      'picklist(40) {beta|deleted|deprecated|installed|released|unmanaged} restricted readonly',
    SharingModel: 'picklist(40) {Private|Read|ReadWrite|ControlledByParent} restricted readonly',
    Description: 'textarea(1000) readonly',
    ExternalName: 'string(80) readonly',
  }),
  tooling('CustomField', '00N', {
    ...audit,
    DeveloperName: 'string(80) readonly name',
    NamespacePrefix: 'string(15) readonly',
    TableEnumOrId: 'string(40) readonly',
    EntityDefinitionId: 'reference ->EntityDefinition readonly',
    ManageableState:
      'picklist(40) {beta|deleted|deprecated|installed|released|unmanaged} restricted readonly',
    Length: 'int(9) readonly',
    Precision: 'int(9) readonly',
    Scale: 'int(9) readonly',
    RelationshipLabel: 'string(80) readonly',
    Description: 'textarea(1000) readonly',
    InlineHelpText: 'string(510) readonly',
    ...whole,
  }),
  tooling('ValidationRule', '03d', {
    ...audit,
    ValidationName: 'string(80) readonly name',
    NamespacePrefix: 'string(15) readonly',
    EntityDefinitionId: 'reference ->EntityDefinition readonly',
    Active: 'boolean readonly',
    Description: 'textarea(1000) readonly',
    ErrorDisplayField: 'string(255) readonly',
    ErrorMessage: 'string(255) readonly',
    ...whole,
  }),
  tooling('SandboxProcess', '0GR', {
    ...audit,
    IsDeleted: '',
    SandboxName: 'string(10) readonly name',
    SandboxInfoId: 'string(18) readonly',
    SandboxOrganization: 'string(18) readonly',
    SourceId: 'string(18) readonly',
    LicenseType: 'picklist(40) {DEVELOPER|DEVELOPER_PRO|PARTIAL|FULL} restricted readonly',
    Status:
      'picklist(40) {Pending|Processing|Sampling|Completed|Stopped|Deleting|Deleted|Suspended|Activating|Discarding|Locked} restricted readonly',
    CopyProgress: 'int(9) readonly',
    Description: 'textarea(1000) readonly',
    AutoActivate: 'boolean readonly',
    StartDate: 'datetime readonly',
    EndDate: 'datetime readonly',
    RefreshAction: 'string(40) readonly',
    ActivatedDate: 'datetime readonly',
    Features: 'string(255) readonly',
  }),
  tooling(
    'ApexOrgWideCoverage',
    '718',
    { ...audit, PercentCovered: 'int(9) readonly' },
    'Apex Org Wide Coverage',
  ),
];
