// Fields of the org itself: apps, logs, jobs, automation, and the objects that describe other objects.

import { language, locale, timeZone } from './picklists.ts';
import type { FieldNotes } from '../standardObject.ts';

const developerNamed = {
  DeveloperName: 'string(80) required',
  MasterLabel: 'string(80) required name',
  Language: `picklist(40) {${language}} restricted required`,
};
const status = {
  MasterLabel: 'string(255) readonly required name',
  ApiName: 'string(255) readonly required',
  SortOrder: 'int(9) readonly',
};

export const setup: FieldNotes = {
  Organization: {
    Name: 'string(80) required name updateonly "Name"',
    Division: 'string(80) updateonly',
    Phone: 'phone(40) updateonly',
    Fax: 'phone(40) updateonly',
    PrimaryContact: 'string(80) updateonly',
    DefaultLocaleSidKey: `picklist(40) {${locale}} restricted required updateonly "Locale"`,
    LanguageLocaleKey: `picklist(40) {${language}} restricted required updateonly "Language"`,
    TimeZoneSidKey: `picklist(40) {${timeZone}} restricted required updateonly "Time Zone"`,
    OrganizationType:
      'picklist(40) {Team Edition|Professional Edition|Enterprise Edition|Developer Edition|Unlimited Edition|Performance Edition|Base Edition} restricted readonly "Edition"',
    IsSandbox: 'boolean readonly "Is Sandbox"',
    IsReadOnly: 'boolean readonly "Is Read Only"',
    InstanceName: 'string(5) readonly',
    NamespacePrefix: 'string(15) readonly',
    TrialExpirationDate: 'datetime readonly',
    FiscalYearStartMonth: 'int(9) updateonly',
    DefaultAccountAccess: 'picklist(40) {None|Read|Edit|ControlledByLeadOrContact} restricted readonly',
    WebToCaseDefaultOrigin: 'string(40) updateonly',
    UiSkin: 'picklist(40) {Theme1|Theme2|Theme3|PortalDefault|Webstore|Theme4} restricted updateonly',
  },
  ConnectedApplication: {
    Name: 'string(80) readonly required name "Connected App Name"',
    StartUrl: 'url(255) updateonly',
    MobileSessionTimeout: 'picklist(40) {1|5|10|30} updateonly',
    PinLength: 'picklist(40) {4|5|6|7|8} updateonly',
    OptionsAllowAdminApprovedUsersOnly: 'boolean updateonly "Admin approved users are pre-authorized"',
    OptionsRefreshTokenValidityMetric: 'boolean updateonly',
    RefreshTokenValidityPeriod: 'int(9) updateonly',
  },
  ExternalClientApplication: {
    ...developerNamed,
    DistributionState: 'picklist(40) {Local*|Packageable|Managed} restricted required',
  },
  ExtlClntAppOauthPlcyCnfg: {
    ...developerNamed,
    ExternalClientApplicationId: '& required createonly',
    PermittedUsersPolicyType:
      'picklist(40) {AllSelfAuthorized*|AdminApprovedPreAuthorized} restricted required',
    IpRelaxationPolicyType:
      'picklist(40) {Enforce*|Bypass|Bypass_2factor|Enforce_RelaxRefresh} restricted required',
    RefreshTokenPolicyType:
      'picklist(40) {Infinite*|Zero|SpecificLifetime|SpecificInactivity} restricted required',
    RefreshTokenValidityUnit: 'picklist(40) {Hours|Days|Months} restricted',
    RequiredSessionLevel: 'picklist(40) {STANDARD|HIGH_ASSURANCE|LOW} restricted',
    PolicyAction: 'picklist(40) {Block|RaiseSessionLevel} restricted',
  },
  AppMenuItem: {
    SortOrder: 'int(9)',
    Name: 'string(80) required name readonly',
    Label: 'string(80) readonly',
    ApplicationId: 'reference ->ConnectedApplication,ExternalClientApplication readonly',
    Type: 'picklist(40) {ConnectedApplication|ExternalClientApplication|ServiceProvider|TabSet|Network} restricted readonly required',
    IsUsingAdminAuthorization: 'boolean readonly',
    IsVisible: 'boolean "Visible in App Launcher"',
    IsAccessible: 'boolean readonly',
  },
  SetupAuditTrail: {
    Action: 'string(80) readonly required',
    Section: 'string(80) readonly unfilterable ungroupable',
    CreatedDate: 'datetime readonly required',
    CreatedById: 'reference ->User readonly',
    Display: 'string(4000) readonly unfilterable unsortable ungroupable',
    DelegateUser: 'string(80) readonly',
    ResponsibleNamespacePrefix: 'string(15) readonly',
    CreatedByContext: 'string(80) readonly',
    CreatedByIssuer: 'string(80) readonly',
  },
  EventLogFile: {
    EventType:
      'picklist(40) {Login|LoginAs|Logout|API|RestApi|BulkApi|BulkApi2|BulkApiRequest|ApiTotalUsage|ReportExport|URI|SoqlQuery|LightningPageView} readonly required',
    LogDate: 'datetime readonly required',
    LogFileLength: 'double(18,0) readonly required',
    LogFileContentType: 'string(240) readonly required',
    ApiVersion: 'double(18,1) readonly required',
    LogFileFieldNames: 'textarea(4000) readonly',
    LogFileFieldTypes: 'textarea(4000) readonly',
    LogFile: 'base64 readonly required',
    Interval: 'picklist(40) {Daily|Hourly} restricted readonly',
    Sequence: 'int(9) readonly',
  },
  NamedCredential: {
    ...developerNamed,
    Endpoint: 'url(1333)',
    PrincipalType: 'picklist(40) {Anonymous|PerUser|NamedUser} restricted',
  },
  AuthProvider: {
    DeveloperName: 'string(80) required',
    ProviderType:
      'picklist(40) {Facebook|Google|Salesforce|LinkedIn|Microsoft|OpenIdConnect|GitHub|Apple|Custom} restricted required',
    FriendlyName: 'string(32) required name',
    ConsumerKey: 'string(256)',
    ConsumerSecret: 'string(100) unfilterable unsortable ungroupable',
  },
  SamlSsoConfig: {
    ...developerNamed,
    Issuer: 'string(255) required',
    RequestSignatureMethod: 'picklist(40) {0=RSA-SHA1|1=RSA-SHA256} restricted',
    ValidationCert: 'textarea(32000)',
    IdentityLocation: 'picklist(40) {SubjectNameId|Attribute} restricted',
    IdentityMapping: 'picklist(40) {Username|FederationId|UserId} restricted',
  },
  CorsWhitelistEntry: { ...developerNamed, UrlPattern: 'url(255) required "Origin URL Pattern"' },
  Site: {
    Name: 'string(40) readonly required "Site Name"',
    Status: 'picklist(40) {Active|Inactive|InMaintenance} restricted required',
    AdminId: 'reference ->User required',
    GuestUserId: 'reference ->User readonly',
    MasterLabel: 'string(80) required name "Site Label"',
    Subdomain: 'string(80) readonly',
    UrlPathPrefix: 'string(40)',
    SiteType:
      'picklist(40) {Siteforce|ChatterNetwork|ChatterNetworkPicasso|Visualforce} restricted readonly required',
  },
  Network: {
    Name: 'string(255) required name',
    Status: 'picklist(40) {UnderConstruction|Live|DownForMaintenance} restricted required',
    UrlPathPrefix: 'string(255)',
  },
  Domain: {
    DomainType: 'picklist(40) {DNS} restricted required',
    Domain: 'string(765) required name "Domain Name"',
  },
  CronTrigger: {
    CronJobDetailId: 'reference ->CronJobDetail readonly required',
    NextFireTime: 'datetime readonly',
    State:
      'picklist(40) {WAITING|ACQUIRED|EXECUTING|COMPLETE|ERROR|DELETED|PAUSED|BLOCKED|PAUSED_BLOCKED} readonly',
    CronExpression: 'string(255) readonly',
    TimeZoneSidKey: `picklist(40) {${timeZone.replace('*', '')}} restricted readonly`,
    OwnerId: 'reference ->User readonly',
    TimesTriggered: 'int(9) readonly required',
  },
  CronJobDetail: {
    Name: 'string(255) readonly required name',
    JobType: 'picklist(40) {0|1|3|4|5|6|7|8|9} readonly required',
  },
  AsyncApexJob: {
    JobType:
      'picklist(40) {Future|SharingRecalculation|ScheduledApex|BatchApex|BatchApexWorker|TestRequest|TestWorker|ApexToken|Queueable} restricted readonly required',
    ApexClassId: 'reference ->ApexClass readonly',
    Status:
      'picklist(40) {Queued|Processing|Aborted|Completed|Failed|Preparing|Holding} restricted readonly required',
    ExtendedStatus: 'string(255) readonly',
    MethodName: 'string(255) readonly',
    LastProcessed: 'string(15) readonly unfilterable',
  },
  ProcessDefinition: {
    Name: 'string(255) readonly required name',
    DeveloperName: 'string(80) readonly required',
    Type: 'picklist(40) {Approval|State} restricted readonly required',
    TableEnumOrId:
      'picklist(40) {Account|Opportunity|Case|Invoice__c} readonly required "Custom Object Definition ID"',
    LockType: 'picklist(40) {Total|Admin|Owner|Workitem|Node|none} restricted readonly required',
    State: 'picklist(40) {Active|Inactive|Obsolete} restricted readonly required',
  },
  ProcessInstance: {
    TargetObjectId: 'reference readonly required namepointing',
    Status:
      'picklist(40) {Removed|Approved|Rejected|Pending|NoResponse|Started|Fault|Held|Reassigned} restricted readonly required',
    ElapsedTimeInDays: 'double(18,12) readonly',
    ElapsedTimeInHours: 'double(18,12) readonly',
    ElapsedTimeInMinutes: 'double(18,12) readonly',
  },
  ProcessInstanceStep: {
    ProcessInstanceId: '& required readonly',
    StepStatus:
      'picklist(40) {Removed|Approved|Rejected|Pending|NoResponse|Started|Fault|Held|Reassigned} restricted readonly',
    OriginalActorId: 'reference ->Group,User readonly required',
    ActorId: 'reference ->Group,User readonly required',
    Comments: 'string(4000) readonly ungroupable',
  },
  ProcessInstanceWorkitem: {
    ProcessInstanceId: '& required',
    OriginalActorId: 'reference ->Group,User required readonly',
    ActorId: 'reference ->Group,User required',
  },
  ProcessInstanceHistory: {
    OriginalActorId: 'reference ->Group,User readonly',
    ActorId: 'reference ->Group,User readonly',
    TargetObjectId: 'reference readonly namepointing',
  },
  Period: {
    Type: 'picklist(40) {Month|Quarter|Week|Year} restricted readonly required',
    PeriodLabel: 'picklist(40) readonly',
    QuarterLabel: 'picklist(40) readonly',
  },
  FiscalYearSettings: {
    YearType: 'picklist(40) {Standard|Custom} restricted readonly',
    Name: 'string(80) readonly name',
  },
  CaseStatus: status,
  ContractStatus: { ...status, StatusCode: 'picklist(40) {Draft|InApproval|Activated} restricted readonly' },
  OrderStatus: { ...status, StatusCode: 'picklist(40) {Draft|Activated} restricted readonly' },
  LeadStatus: status,
  SolutionStatus: status,
  TaskStatus: status,
  TaskPriority: status,
  PartnerRole: { ...status, ReverseRole: 'string(40) readonly' },
  OpportunityStage: {
    ...status,
    ForecastCategory: 'picklist(40) {Omitted|Pipeline|BestCase|Forecast|Closed} restricted readonly required',
    ForecastCategoryName: 'picklist(40) {Omitted|Pipeline|Best Case|Commit|Closed} readonly required',
    DefaultProbability: 'percent(16,0) readonly',
    Description: 'string(255) readonly',
  },
  RecentlyViewed: { Name: 'string(203) readonly name', Type: 'picklist(40) readonly' },
  DuplicateRule: {
    ...developerNamed,
    SobjectType: 'picklist(40) {Account|Contact|Lead} required',
    IsActive: 'boolean "Active"',
  },
  MatchingRule: {
    ...developerNamed,
    SobjectType: 'picklist(40) {Account|Contact|Lead} readonly required',
    RuleStatus:
      'picklist(40) {Inactive|DeactivationFailed|Activating|Deactivating|Active|ActivationFailed} restricted readonly required',
    BooleanFilter: 'string(100) readonly',
  },
  Name: {
    Name: 'string(121) readonly name',
    Type: 'picklist(40) readonly',
    Email: 'email(80) readonly',
    Phone: 'phone(40) readonly',
  },
  UserRecordAccess: {
    RecordId: 'string(18) readonly',
    MaxAccessLevel: 'picklist(40) {None|Read|Edit|Delete|Transfer|All} restricted readonly',
  },
};
