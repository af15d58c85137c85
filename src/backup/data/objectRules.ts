// Objects that the describe's flags say too little about. Sources: Object Reference, the page of each object; Bulk API
// refusals are learned from the answers, not listed here.

/** Rows of an object that may be read only through their parents, or not all at once. */
export interface ParentFilter {
  /** The field to filter by. */
  readonly field: string;
  /** The object whose Ids to filter with. */
  readonly parent: string;
  /** A query ends in silence after this many rows: each one is reconciled with COUNT() and halved where they differ. */
  readonly silentCap?: number;
}

export const READ_BY_PARENTS: Readonly<Record<string, ParentFilter>> = {
  Announcement: { field: 'ParentId', parent: 'CollaborationGroup' },
  CollaborationGroupRecord: { field: 'CollaborationGroupId', parent: 'CollaborationGroup' },
  ContentDocumentLink: { field: 'ContentDocumentId', parent: 'ContentDocument' },
  ContentFolderItem: { field: 'ParentContentFolderId', parent: 'ContentFolder' },
  ContentFolderLink: { field: 'ContentFolderId', parent: 'ContentFolder' },
  ContentFolderMember: { field: 'ParentContentFolderId', parent: 'ContentFolder' },
  FlowVariableView: { field: 'FlowVersionViewId', parent: 'FlowVersionView' },
  FlowVersionView: { field: 'FlowDefinitionViewId', parent: 'FlowDefinitionView' },
  IdeaComment: { field: 'IdeaId', parent: 'Idea' },
  // Object Reference, OauthToken: queryMore returns 2,500 rows in total, then nothing.
  OauthToken: { field: 'UserId', parent: 'User', silentCap: 2500 },
  SiteDetail: { field: 'DurableId', parent: 'Site' },
  Vote: { field: 'ParentId', parent: 'Idea' },
};

/**
 * Views that Salesforce computes from the schema or from other rows at the moment of asking. They hold nothing that the
 * version does not keep elsewhere (describes, metadata, the rows themselves).
 */
export const COMPUTED_VIEWS: ReadonlySet<string> = new Set([
  'AppTabMember',
  'ColorDefinition',
  'DataStatistics',
  'DatacloudDandBCompany',
  'EntityDefinition',
  'EntityParticle',
  'FieldDefinition',
  'FlexQueueItem',
  'IconDefinition',
  'NetworkUserHistoryRecent',
  'OwnerChangeOptionInfo',
  'PicklistValueInfo',
  'PlatformAction',
  'Publisher',
  'RecentlyViewed',
  'RecordActionHistory',
  'RelationshipDomain',
  'RelationshipInfo',
  'SearchLayout',
  'UserEntityAccess',
  'UserFieldAccess',
  'UserPermissionAccess',
  'UserRecordAccess',
]);

/** Objects whose base64 field is a file body that a version keeps as a file. */
export const FILE_BODIES: Readonly<Record<string, string>> = {
  Attachment: 'Body',
  ContentVersion: 'VersionData',
  Document: 'Body',
  EventLogFile: 'LogFile',
  StaticResource: 'Body',
};

/** Fields whose value would let somebody in. Never selected, so never on disk. */
export const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'AuthProvider.ConsumerSecret',
  'OauthToken.AccessToken',
  'OauthToken.DeleteToken',
  'OauthToken.RequestToken',
  'TwoFactorInfo.SharedKey',
  'TwoFactorTempCode.TempCode',
]);
