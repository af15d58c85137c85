// How objects are harder to read than their describes say: one table, the source of each rule beside it.
// What users of the platform reported verbatim: singer-io/tap-salesforce Blacklisting.md (and issues 44, 64, 68),
// mannharleen/salesforce-data-downloader README (errors of all 406 objects of an org), airbytehq/airbyte#30819,
// afawcett/apex-sobjectdataloader#9. "OR" is the Object Reference page of the object.

import type { Restrictions } from '../model.ts';
import type { Blueprint } from './blueprint.ts';

type Rule = Partial<Restrictions>;

const unsupported = 'EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION';
const outside: Rule = { bulk: false };
const both: Rule = { tooling: 'also' };
const adminOnly = (permission: string): Rule => ({ readableWith: { permission } });

/** Objects whose rows are computed from the definition of others: the filter names them. */
function reified(object: string, ...fields: string[]): Rule {
  return {
    bulk: false,
    filteredBy: { fields, message: `${object}: a filter on a reified column is required [${fields.join()}]` },
  };
}

const rules: Readonly<Record<string, Rule>> = {
  // Must be filtered. OR ContentDocumentLink: unfiltered from API v59 with Query All Files.
  ContentDocumentLink: {
    filteredBy: {
      fields: ['ContentDocumentId', 'LinkedEntityId', 'Id'],
      message:
        "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.",
      unlessPermission: 'QueryAllFiles',
    },
  },
  ContentFolderItem: {
    bulk: false,
    filteredBy: {
      fields: ['Id', 'ParentContentFolderId'],
      message:
        "Implementation restriction: ContentFolderItem requires a filter by Id or ParentContentFolderId using the equals or 'IN' operator",
    },
  },
  ContentFolderMember: {
    filteredBy: {
      fields: ['Id', 'ChildRecordId', 'ParentContentFolderId'],
      message:
        'Implementation restriction: ContentFolderMember requires a filter by a single Id, ChildRecordId or ParentContentFolderId using the equals operator',
    },
  },
  // The wording is that of ContentFolderMember; no verbatim report was found.
  ContentFolder: {
    filteredBy: {
      fields: ['Id', 'ParentContentFolderId'],
      message:
        'Implementation restriction: ContentFolder requires a filter by a single Id or ParentContentFolderId using the equals operator',
    },
  },
  IdeaComment: {
    filteredBy: {
      fields: ['Id', 'IdeaId', 'CommunityId'],
      message:
        'Implementation restriction. When querying the Idea Comment object, you must filter using the following syntax: CommunityId = [single ID], Id = [single ID], IdeaId = [single ID], Id IN [list of IDs], or IdeaId IN [list of IDs].',
    },
  },
  Vote: {
    filteredBy: {
      fields: ['ParentId', 'Parent.Type', 'Id'],
      message:
        "Implementation restriction: When querying the Vote object, you must filter using the following syntax: ParentId = [single ID], Parent.Type = [single Type], Id = [single ID], or Id IN [list of ID's].",
    },
  },
  CollaborationGroupRecord: {
    filteredBy: {
      fields: ['Id', 'CollaborationGroupId', 'RecordId'],
      message:
        'Implementation restriction: CollaborationGroupRecord requires a filter by a single Id, CollaborationGroupId or RecordId using the equals operator',
    },
  },
  Announcement: {
    filteredBy: {
      fields: ['Id', 'FeedItemId', 'ParentId'],
      message:
        'Implementation restriction: Announcement requires a filter by an ID, FeedItemId or ParentId using the equals operator.',
    },
  },
  // EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION instead of MALFORMED_QUERY (salesforce-data-downloader README).
  DataStatistics: {
    bulk: false,
    filteredBy: {
      fields: ['StatType'],
      message: 'Where clauses should contain StatType',
      errorCode: unsupported,
    },
  },
  ListViewChartInstance: {
    bulk: false,
    filteredBy: {
      fields: ['SourceEntity', 'ListViewContextId'],
      message: 'Getting all ListViewChartInstances is unsupported',
      errorCode: unsupported,
    },
  },
  OutgoingEmail: {
    bulk: false,
    filteredBy: {
      fields: ['ExternalId'],
      message: 'This query is not supported on the OutgoingEmail object.',
      errorCode: unsupported,
    },
  },
  OutgoingEmailRelation: {
    bulk: false,
    filteredBy: {
      fields: ['ExternalId'],
      message: 'This query is not supported on the OutgoingEmail object.',
      errorCode: unsupported,
    },
  },
  PlatformAction: {
    bulk: false,
    filteredBy: {
      fields: ['SourceEntity', 'DeviceFormat', 'ActionListContext', 'Section'],
      message: 'Getting all PlatformAction entities is unsupported',
      errorCode: unsupported,
    },
  },
  AppTabMember: {
    bulk: false,
    filteredBy: {
      fields: ['AppDefinitionId', 'DurableId'],
      message: 'AppTabMember: a filter on a reified column is required [AppDefinitionId,DurableId]',
    },
  },
  ColorDefinition: reified('ColorDefinition', 'TabDefinitionId', 'DurableId'),
  EntityParticle: {
    ...reified('EntityParticle', 'EntityDefinitionId', 'FieldDefinitionId', 'DurableId'),
    ...both,
  },
  FieldDefinition: {
    ...reified('FieldDefinition', 'EntityDefinitionId', 'DurableId'),
    ...both,
  },
  FlowVersionView: reified('FlowVersionView', 'FlowDefinitionViewId', 'DurableId'),
  IconDefinition: reified('IconDefinition', 'TabDefinitionId', 'DurableId'),
  OwnerChangeOptionInfo: { ...reified('OwnerChangeOptionInfo', 'EntityDefinitionId', 'DurableId'), ...both },
  PicklistValueInfo: { ...reified('PicklistValueInfo', 'EntityParticleId', 'DurableId'), ...both },
  RelationshipInfo: { ...reified('RelationshipInfo', 'ChildSobjectId', 'FieldId', 'DurableId'), ...both },
  SearchLayout: { ...reified('SearchLayout', 'EntityDefinitionId', 'DurableId'), ...both },
  UserEntityAccess: { ...reified('UserEntityAccess', 'UserId', 'DurableId'), ...both },
  UserFieldAccess: { ...reified('UserFieldAccess', 'DurableId'), ...both },
  // OR UserRecordAccess: a query must say whose access to which records.
  UserRecordAccess: {
    bulk: false,
    filteredBy: {
      fields: ['RecordId'],
      message:
        'Can select only RecordId, a Has*Access field, and MaxAccessLevel. The WHERE clause must filter by UserId and RecordId',
      errorCode: unsupported,
    },
  },
  StandardValueSet: { ...reified('StandardValueSet', 'MasterLabel', 'DurableId'), tooling: 'only' },
  // Tooling OR SubscriberPackage: an Id filter is needed.
  SubscriberPackage: {
    tooling: 'only',
    filteredBy: {
      fields: ['Id'],
      message:
        'Implementation restriction: SubscriberPackage requires a filter by a single Id using the equals operator.',
    },
  },

  // "Entity 'X' is not supported by the Bulk API" (tap-salesforce, airbyte, a Data Loader user's list of 2017).
  ...Object.fromEntries(
    'AcceptedEventRelation DeclinedEventRelation UndecidedEventRelation EventWhoRelation TaskWhoRelation CaseStatus ContractStatus OrderStatus LeadStatus SolutionStatus TaskStatus TaskPriority PartnerRole RecentlyViewed AttachedContentNote WorkOrderStatus WorkOrderLineItemStatus WorkStepStatus EntityDefinition UserPermissionAccess FlowDefinitionView'
      .split(' ')
      .map((name) => [name, outside]),
  ),
  EntityDefinition: { ...outside, ...both },

  // Who sees what (OR pages of each; without the permission the rows of others are missing, without a word).
  OauthToken: {
    bulk: false,
    cap: { page: 500, total: 2500 },
    ownRowsWithout: { permission: 'CustomizeApplication', ownerField: 'UserId' },
  },
  LoginHistory: { ownRowsWithout: { permission: 'ManageUsers', ownerField: 'UserId' } },
  AuthSession: { bulk: false, ownRowsWithout: { permission: 'ManageUsers', ownerField: 'UsersId' } },
  LoginGeo: adminOnly('ManageUsers'),
  VerificationHistory: { ownRowsWithout: { permission: 'ManageUsers', ownerField: 'UserId' } },
  TwoFactorMethodsInfo: { bulk: false, ...adminOnly('TwoFactorApi') },
  TwoFactorInfo: { bulk: false, ...adminOnly('TwoFactorApi') },
  UserLogin: adminOnly('ManageUsers'),
  // OR SetupAuditTrail: View Setup; only COUNT() among aggregates; Section and Display cannot be filtered (describe).
  SetupAuditTrail: { countOnly: true, ...adminOnly('ViewSetup') },
  EventLogFile: adminOnly('ViewEventLogFiles'),
  ConnectedApplication: { bulk: false, ...adminOnly('ViewSetup') },
  ExternalClientApplication: { bulk: false, readableWith: { permission: 'ViewSetup', hides: true } },
  // Help, external client apps: seeing policies needs View all External Client Apps.
  ExtlClntAppOauthPlcyCnfg: {
    bulk: false,
    readableWith: { permission: 'ExternalClientAppViewer', hides: true },
  },
  SetupEntityAccess: adminOnly('ViewSetup'),
  SamlSsoConfig: adminOnly('ViewSetup'),
  AuthProvider: adminOnly('ViewSetup'),
  NamedCredential: { ...both, ...adminOnly('ViewSetup') },
  CorsWhitelistEntry: { ...both, ...adminOnly('ViewSetup') },
  PackageLicense: adminOnly('ViewSetup'),

  // Answered by the Tooling API as well.
  ...Object.fromEntries(
    'ApexClass ApexTrigger ApexPage ApexComponent StaticResource RecordType Group Profile PermissionSet User UserRole Organization CustomPermission EmailTemplate'
      .split(' ')
      .map((name) => [name, both]),
  ),
  SecurityHealthCheck: { tooling: 'only', ...adminOnly('ViewSetup') },
  SecurityHealthCheckRisks: { tooling: 'only', ...adminOnly('ViewSetup') },
  SecuritySettings: { tooling: 'only', ...adminOnly('ViewSetup') },
};

/** What the table says of an object; big, external and event objects are never in Bulk queries. */
export function restrictionsOf({ name, tooling, keys }: Blueprint): Restrictions {
  const known = rules[name] ?? {};
  const never = tooling === 'only' || keys.queryable !== true || /__(x|e)$/.test(name);
  return {
    ...known,
    ...(tooling === undefined ? {} : { tooling }),
    bulk: never ? false : (known.bulk ?? true),
  };
}
