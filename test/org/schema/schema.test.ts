import { expect } from 'chai';
import type { SObjectType } from '../model.ts';
import { fieldKeys } from './fieldDescribe.ts';
import { objectKeys } from './objectDescribe.ts';
import { loadSchema } from './schema.ts';

const schema = loadSchema();
const toolingOnly =
  'SecurityHealthCheck SecurityHealthCheckRisks SecuritySettings StandardValueSet RemoteProxy CspTrustedSite Certificate InstalledSubscriberPackage SubscriberPackage MetadataComponentDependency Flow CustomObject CustomField ValidationRule SandboxProcess ApexOrgWideCoverage';

/** Everything the org's rooms rely on, by group. */
const promised = {
  business:
    'Account Contact Opportunity OpportunityLineItem OpportunityContactRole Lead Campaign CampaignMember Case CaseComment Task Event EventRelation TaskRelation Contract Order OrderItem Asset Product2 Pricebook2 PricebookEntry',
  content:
    'Note Attachment Document Folder EmailMessage ContentDocument ContentVersion ContentDocumentLink ContentFolder ContentFolderMember ContentFolderItem Idea IdeaComment Vote FeedItem FeedComment CollaborationGroup CollaborationGroupMember CollaborationGroupRecord',
  custom:
    'Project__c Project_Task__c Invoice__c Wide__c Ledger__c Empty__c Practice_Settings__c Reference_Data__c Routing__mdt Archive__b Order_Event__e Supplier__x',
  associated:
    'AccountHistory ContactHistory OpportunityFieldHistory CaseHistory Project__History Invoice__History OpportunityHistory AccountShare ContactShare OpportunityShare CaseShare LeadShare Project__Share AccountFeed OpportunityFeed CaseFeed AccountChangeEvent ContactChangeEvent OpportunityChangeEvent CaseChangeEvent',
  people:
    'User UserRole Profile UserLicense PermissionSetLicense PermissionSetLicenseAssign PermissionSet PermissionSetAssignment PermissionSetGroup PermissionSetGroupComponent MutingPermissionSet ObjectPermissions FieldPermissions SetupEntityAccess PermissionSetTabSetting CustomPermission Group GroupMember QueueSobject',
  security:
    'RecordType Organization LoginHistory LoginGeo SetupAuditTrail EventLogFile AuthSession OauthToken ConnectedApplication ExternalClientApplication ExtlClntAppOauthPlcyCnfg AppMenuItem UserLogin UserPermissionAccess TwoFactorMethodsInfo TwoFactorInfo VerificationHistory UserPreference PackageLicense UserPackageLicense',
  setup:
    'BusinessHours Holiday ApexClass ApexTrigger ApexPage ApexComponent StaticResource EmailTemplate Report Dashboard NamedCredential AuthProvider SamlSsoConfig CorsWhitelistEntry CronTrigger CronJobDetail AsyncApexJob ProcessDefinition ProcessInstance ProcessInstanceStep ProcessInstanceWorkitem',
  meta: 'EntityDefinition FieldDefinition EntityParticle RelationshipInfo PicklistValueInfo FlowDefinitionView FlowVersionView ListView ListViewChartInstance RecentlyViewed SearchLayout DataStatistics UserEntityAccess UserFieldAccess OwnerChangeOptionInfo ColorDefinition IconDefinition',
  more: 'Announcement AppTabMember PlatformAction Site Network Domain TopicAssignment Topic DuplicateRule MatchingRule Entitlement Solution SolutionStatus Period FiscalYearSettings CaseStatus ContractStatus OrderStatus TaskStatus TaskPriority OpportunityStage LeadStatus CampaignMemberStatus PartnerRole',
  relations:
    'AcceptedEventRelation DeclinedEventRelation UndecidedEventRelation EventWhoRelation TaskWhoRelation AccountContactRelation AccountContactRole OpportunityCompetitor CaseContactRole ContractContactRole CaseTeamMember AccountTeamMember Partner',
  unqueryable:
    'AttachedContentNote AttachedContentDocument CombinedAttachment OpenActivity ActivityHistory NoteAndAttachment OwnedContentDocument FolderedContentDocument LookedUpFromActivity Name AggregateResult UserRecordAccess EmailStatus OutgoingEmail OutgoingEmailRelation FeedLike FeedSignal FeedTrackedChange ProcessInstanceHistory ContentBody QuoteTemplateRichTextData',
  tooling: toolingOnly,
};

/** Objects that recorded fields point at and this org does not have. */
const absentTargets = new Set(['Calendar', 'DandBCompany', 'Individual', 'OperatingHours']);

function everyField(
  use: (type: SObjectType, field: SObjectType['describe']['fields'][number]) => string | undefined,
): string[] {
  return schema.types
    .flatMap((type) => type.describe.fields.map((field) => use(type, field)))
    .filter((found) => found !== undefined);
}

describe('the practice schema', () => {
  for (const [group, names] of Object.entries(promised)) {
    it(`has the ${group} objects`, () => {
      expect(
        names.split(' ').filter((name) => schema.find(name)?.describe.fields.length === undefined),
      ).to.deep.equal([]);
    });
  }

  it('lacks what a single-currency org without source tracking lacks', () => {
    expect(
      ['CurrencyType', 'SourceMember', 'ProfileLoginIpRange'].filter(
        (name) => schema.find(name) !== undefined,
      ),
    ).to.deep.equal([]);
  });

  it('finds names and fields whatever their case', () => {
    expect(schema.find('pricebookENTRY')?.name).to.equal('PricebookEntry');
    expect(schema.find('Account')?.field('billingcity')?.name).to.equal('BillingCity');
    expect(schema.find('Project_Task__c')?.parentField('PROJECT__R')?.name).to.equal('Project__c');
    expect(schema.find('Account')?.childRelationship('contacts')?.childSObject).to.equal('Contact');
  });

  it('lists types by name, those of the Tooling API alone left out', () => {
    const names = schema.types.map(({ name }) => name);
    expect(names).to.deep.equal([...names].sort());
    expect(names.filter((name) => toolingOnly.split(' ').includes(name))).to.deep.equal([]);
  });

  it('gives every describe all keys of an object, and every field all keys of a field', () => {
    const partial = schema.types.filter(({ describe }) => Object.keys(describe).join() !== objectKeys.join());
    expect(partial.map(({ name }) => name)).to.deep.equal([]);
    expect(
      everyField((type, field) =>
        Object.keys(field).join() === fieldKeys.join() ? undefined : `${type.name}.${field.name}`,
      ),
    ).to.deep.equal([]);
  });

  it('has no key prefix twice', () => {
    const prefixes = schema.types.map(({ keyPrefix }) => keyPrefix).filter((prefix) => prefix !== null);
    expect(prefixes.filter((prefix, index) => prefixes.indexOf(prefix) !== index)).to.deep.equal([]);
    expect(schema.byKeyPrefix('001')?.name).to.equal('Account');
  });

  it('has no field twice on an object', () => {
    const twice = schema.types.filter(
      ({ describe }) =>
        new Set(describe.fields.map(({ name }) => name.toLowerCase())).size !== describe.fields.length,
    );
    expect(twice.map(({ name }) => name)).to.deep.equal([]);
  });

  it('points references of its own at objects it has', () => {
    const recorded = new Set(['Event.WhatId']);
    const lost = everyField((type, field) => {
      const absent = field.referenceTo.filter(
        (target) => schema.find(target) === undefined && !absentTargets.has(target),
      );
      return absent.length === 0 || recorded.has(`${type.name}.${field.name}`)
        ? undefined
        : `${type.name}.${field.name} ${absent.join()}`;
    });
    expect(lost).to.deep.equal([]);
  });

  it('gives every reference at least one target and a parent name', () => {
    // Recorded without a relationship name.
    const nameless = ['Event.RecurrenceActivityId', 'Opportunity.ContactId'];
    const blind = everyField((type, field) => {
      const whole =
        field.type !== 'reference' || (field.referenceTo.length > 0 && field.relationshipName !== null);
      return whole ? undefined : `${type.name}.${field.name}`;
    });
    expect(blind).to.deep.equal(nameless);
  });

  it('finds the field behind every child relationship, pointing back', () => {
    const loose = schema.types.flatMap((type) =>
      type.describe.childRelationships
        .filter(
          ({ childSObject, field }) =>
            !schema.find(childSObject)?.field(field)?.referenceTo.includes(type.name),
        )
        .map(({ childSObject, field }) => `${type.name} <- ${childSObject}.${field}`),
    );
    expect(loose).to.deep.equal([]);
  });

  it('names child relationships once per object, and parents once per child', () => {
    const twice = schema.types.flatMap((type) => {
      const children = type.describe.childRelationships
        .map(({ relationshipName }) => relationshipName)
        .filter((name) => name !== null);
      const parents = type.describe.fields
        .map(({ relationshipName }) => relationshipName)
        .filter((name) => name !== null);
      return [children, parents].some((names) => new Set(names).size !== names.length) ? [type.name] : [];
    });
    expect(twice).to.deep.equal([]);
  });

  it('has the compound field of every component', () => {
    const loose = everyField((type, field) => {
      const compound = field.compoundFieldName;
      return compound === null || type.field(compound) !== undefined
        ? undefined
        : `${type.name}.${field.name} in ${compound}`;
    });
    expect(loose).to.deep.equal([]);
  });

  it('marks one default at most in a picklist, and the same as the field', () => {
    const odd = everyField((type, field) => {
      const defaults = field.picklistValues
        .filter(({ defaultValue }) => defaultValue)
        .map(({ value }) => value);
      return defaults.length === 0 || (defaults.length === 1 && field.defaultValue === defaults[0])
        ? undefined
        : `${type.name}.${field.name}`;
    });
    expect(odd).to.deep.equal([]);
  });

  it('lets nobody write system fields', () => {
    const system =
      /^(Id|IsDeleted|CreatedDate|CreatedById|LastModifiedDate|LastModifiedById|SystemModstamp)$/;
    expect(
      everyField((type, field) =>
        system.test(field.name) && (field.createable || field.updateable)
          ? `${type.name}.${field.name}`
          : undefined,
      ),
    ).to.deep.equal([]);
  });

  it('accepts no writes to fields of objects that cannot be written', () => {
    const odd = everyField((type, field) =>
      !type.describe.createable && !type.describe.updateable && (field.createable || field.updateable)
        ? `${type.name}.${field.name}`
        : undefined,
    );
    expect(odd).to.deep.equal([]);
  });
});

describe('the shapes that are difficult on purpose', () => {
  it('makes Wide__c about 800 columns wide, 500 of them formulas', () => {
    const { fields } = schema.find('Wide__c')!.describe;
    expect(fields.filter(({ calculated }) => calculated)).to.have.length(500);
    expect(fields.length).to.be.within(790, 810);
  });

  it('gives Ledger__c exactly 30 columns', () => {
    expect(schema.find('Ledger__c')!.describe.fields).to.have.length(30);
  });

  it('gives Invoice__c one field of each awkward type', () => {
    const types = new Set(schema.find('Invoice__c')!.describe.fields.map(({ type }) => type));
    expect([...types]).to.include.members([
      'encryptedstring',
      'multipicklist',
      'location',
      'time',
      'percent',
      'url',
      'currency',
      'textarea',
    ]);
    expect(schema.find('Invoice__c')!.field('Ledger_Number__c')).to.include({ precision: 18, scale: 0 });
  });

  it('hangs Project_Task__c from its project as a detail', () => {
    expect(schema.find('Project_Task__c')!.field('Project__c')).to.include({
      cascadeDelete: true,
      relationshipOrder: 0,
      nillable: false,
    });
    expect(schema.find('Project__c')!.childRelationship('Project_Tasks__r')).to.include({
      cascadeDelete: true,
    });
  });

  it('offers files as base64 fields', () => {
    const base64 = everyField((type, field) =>
      field.type === 'base64' ? `${type.name}.${field.name}` : undefined,
    );
    expect(base64).to.include.members([
      'Attachment.Body',
      'ContentVersion.VersionData',
      'Document.Body',
      'EventLogFile.LogFile',
      'StaticResource.Body',
    ]);
  });
});
