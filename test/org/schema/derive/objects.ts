// The standard objects of the practice org that no recorded global describe covers: key prefix, family and what
// differs. Prefixes are those of the Object Reference and of Ids seen in published examples; `-` means none.
// A row: Name prefix [+flag -flag …] ["Label"] ["Plural"].

import type { Family, ObjectFacts } from '../objectDescribe.ts';

const rows: Partial<Record<Family, string>> = {
  record: `
    Asset 02i +feedEnabled
    CollaborationGroup 0F9 +feedEnabled "Group"
    Contract 800 +feedEnabled
    ContentDocument 069 -createable +feedEnabled
    ContentVersion 068 -deletable -undeletable +feedEnabled
    Document 015 -triggerable -layoutable -undeletable
    EmailMessage 02s -mruEnabled
    Entitlement 550 -mruEnabled
    Idea 087 -mruEnabled
    Note 002 -mruEnabled -layoutable
    Order 801 +feedEnabled
    OrderItem 802 +feedEnabled "Order Product"
    Pricebook2 01s "Price Book"
    Product2 01t +feedEnabled +deepCloneable "Product"
    Solution 501
    Task 00T +feedEnabled
    Topic 0TO +feedEnabled -undeletable
    Attachment 00P -mruEnabled -layoutable -searchable
    AccountContactRelation 07k -mruEnabled "Account Contact Relationship"
  `,
  detail: `
    AccountContactRole 02Z
    AccountTeamMember 01M
    CaseComment 00a +undeletable
    CaseContactRole 03j
    CaseTeamMember 0B5 -replicateable
    ContractContactRole 02a
    EventRelation 0RE +undeletable
    FeedComment 0D7 +searchable
    FeedItem 0D5 +searchable +undeletable
    IdeaComment 0Id
    OpportunityCompetitor 00J -triggerable
    OpportunityLineItem 00k +undeletable "Opportunity Product"
    Partner 00I -updateable
    PricebookEntry 01u +undeletable "Price Book Entry"
    TaskRelation 0RT +undeletable
    CampaignMemberStatus 01Y
    ContentDocumentLink 06A -layoutable
    ContentFolder 07H -layoutable -triggerable
    ContentFolderMember 07I -layoutable -triggerable -createable -deletable
    CollaborationGroupMember 0FB -layoutable
    CollaborationGroupRecord 0Gy -layoutable
    TopicAssignment 0Td -layoutable -updateable
    OutgoingEmail 04Q -deletable -updateable -replicateable -layoutable
    OutgoingEmailRelation 0cG -deletable -updateable -replicateable -layoutable
  `,
  setup: `
    Announcement 0BT +undeletable
    ApexClass 01p +replicateable
    ApexComponent 099 "Visualforce Component"
    ApexPage 066 "Visualforce Page"
    ApexTrigger 01q +replicateable
    AuthProvider 0SO "Auth. Provider"
    AuthSession 0Ak -createable
    BusinessHours 01m -deletable +replicateable
    CorsWhitelistEntry 0JE
    CustomPermission 0CP
    DuplicateRule 0Bm -createable -deletable
    EmailTemplate 00X +replicateable +searchable +mruEnabled
    EventLogFile 0AT -createable -updateable
    FieldPermissions 01k
    Folder 00l +replicateable
    Group 00G +replicateable +searchable
    GroupMember 011 -updateable
    Holiday 0C0 +replicateable
    MutingPermissionSet 0QM
    NamedCredential 0XA
    Network 0DB -createable -deletable
    ObjectPermissions 110
    PermissionSet 0PS
    PermissionSetAssignment 0Pa -updateable
    PermissionSetGroup 0PG
    PermissionSetGroupComponent 0PM -updateable
    PermissionSetLicenseAssign 2LA "Permission Set License Assignment"
    PermissionSetTabSetting 01r
    ProcessInstanceWorkitem 04i -createable
    Profile 00e +replicateable +searchable -createable
    QueueSobject 03g +replicateable
    RecordType 012 -deletable +replicateable
    SetupEntityAccess 0J0 -updateable
    StaticResource 081 +replicateable
    SamlSsoConfig 0LE "SAML Single Sign-On Configuration"
    ExternalClientApplication 0xI
    ExtlClntAppOauthPlcyCnfg 0xP "External Client App OAuth Policies Configuration"
    AppMenuItem 0DS -createable -deletable
    ConnectedApplication 0H4 -createable -deletable "Connected App"
    OauthToken 0Tk -createable -updateable "OAuth Token"
    Site 0DM -createable -deletable
    Domain 0I4 -createable -deletable
    TwoFactorInfo 0kF -createable "Two-Factor Info"
    LoginHistory 0Ya -createable -updateable -deletable
    Report 00O -createable -updateable +replicateable +searchable +mruEnabled
    Dashboard 01Z -createable -updateable -deletable +replicateable +searchable +mruEnabled
    ListViewChartInstance 0Dd -createable -updateable -deletable
  `,
  readOnly: `
    AcceptedEventRelation -
    DeclinedEventRelation -
    AsyncApexJob 707 "Apex Job"
    CaseStatus - "Case Status Value" "Case Status Value"
    ContractStatus - "Contract Status Value" "Contract Status Value"
    OrderStatus - "Order Status Value" "Order Status Value"
    LeadStatus - "Lead Status Value" "Lead Status Value"
    SolutionStatus - "Solution Status Value" "Solution Status Value"
    TaskStatus - "Task Status Value" "Task Status Value"
    TaskPriority - "Task Priority Value" "Task Priority Value"
    PartnerRole - "Partner Role Value" "Partner Role Value"
    OpportunityStage - +replicateable
    CronJobDetail 08a "Cron Job"
    CronTrigger 08e "Scheduled Jobs" "Scheduled Jobs"
    EventWhoRelation -
    TaskWhoRelation -
    FiscalYearSettings 022
    FlowDefinitionView 3dd
    FlowVersionView -
    ContentFolderItem -
    ListView 00B
    LoginGeo 04F +replicateable "Login Geo Data" "Login Geo Data"
    MatchingRule 0JD
    OpportunityHistory 008 +replicateable
    PackageLicense 050
    Period 026
    PermissionSetLicense 0PL
    ProcessDefinition 04a
    ProcessInstance 04g +replicateable
    ProcessInstanceStep 04h +replicateable
    RecentlyViewed -
    SetupAuditTrail 0Ym "Setup Audit Trail Entry" "Setup Audit Trail Entries"
    TwoFactorMethodsInfo 0kM "Two-Factor Methods Info"
  `,
  virtual: `
    AppTabMember 0Dx
    ColorDefinition -
    DataStatistics 4sd
    EntityDefinition 4ie
    EntityParticle 0Nv
    FieldDefinition 4fe
    IconDefinition -
    OwnerChangeOptionInfo 4oc
    PicklistValueInfo 4pv
    PlatformAction 0JV
    RelationshipInfo 0Lr
    SearchLayout 0LS
  `,
  nestedOnly: `
    ActivityHistory -
    AggregateResult -
    AttachedContentDocument -
    AttachedContentNote -
    CombinedAttachment -
    ContentBody 05T
    EmailStatus 018
    FeedLike 0I7
    FeedSignal 0tr
    FeedTrackedChange -
    FolderedContentDocument -
    LookedUpFromActivity -
    Name -
    NoteAndAttachment -
    OpenActivity -
    OwnedContentDocument -
    ProcessInstanceHistory -
    QuoteTemplateRichTextData -
  `,
  History:
    'AccountHistory -\n CaseHistory -\n ContactHistory -\n OpportunityFieldHistory - "Opportunity Field History"',
  Share: 'AccountShare -\n CaseShare -\n ContactShare -\n LeadShare -\n OpportunityShare -',
  Feed: 'AccountFeed -\n CaseFeed -\n OpportunityFeed -',
  ChangeEvent: 'AccountChangeEvent -\n CaseChangeEvent -\n ContactChangeEvent -\n OpportunityChangeEvent -',
};

export const listedObjects: ReadonlyMap<string, ObjectFacts> = new Map(
  Object.entries(rows).flatMap(([family, text]) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => row(family as Family, line)),
  ),
);

function row(family: Family, line: string): [string, ObjectFacts] {
  const labels: ReadonlyArray<string | undefined> = [...line.matchAll(/"([^"]*)"/g)].map((match) => match[1]);
  const [name = '', prefix = '-', ...flags] = line
    .replaceAll(/"[^"]*"/g, '')
    .trim()
    .split(/\s+/);
  const parent = /^(.*?)(FieldHistory|History|Share|Feed|ChangeEvent)$/.exec(name)?.[1];
  const associated = ['History', 'Share', 'Feed', 'ChangeEvent'].includes(family);
  const plural = labels[1] ?? (associated ? labels[0] : undefined);
  return [
    name,
    {
      family,
      ...(prefix === '-' ? {} : { prefix }),
      ...(labels[0] === undefined ? {} : { label: labels[0] }),
      ...(plural === undefined ? {} : { plural }),
      ...(flags.length === 0 ? {} : { flags: flags.join(' ') }),
      ...(associated && parent !== undefined ? { parent } : {}),
    },
  ];
}
